import type { Printed } from '../model.ts'
import { joinWords, letters, readNumber } from '../sheet/words.ts'
import type { Item } from './items.ts'

const joined = (items: readonly Item[]): string => joinWords(items.map(({ text }) => text))

export const printedOf = (items: readonly Item[]): Printed | null => {
  const first = items[0]
  return first === undefined ? null : { text: joined(items), at: first.at }
}

/** Joins a number and the measure word after it on one line: ≥4 | 次, 7 | 个工作日内. */
function joinMeasures(items: readonly Item[]): Item[] {
  const out: Item[] = []
  for (const item of items) {
    const last = out.at(-1)
    const isMeasure =
      last !== undefined &&
      last.endLine === item.line &&
      /\d$/.test(last.text) &&
      /^[\u4e00-\u9fff%]{1,6}$/.test(item.text)
    if (last !== undefined && isMeasure)
      out[out.length - 1] = { ...last, text: last.text + item.text, isLastOfLine: item.isLastOfLine }
    else out.push(item)
  }
  return out
}

const bare = (items: readonly Item[]): string => letters(joined(items)).replace(/\s+/g, '')

/** Where a text printed several times over at the end of a row begins: the longest such text. */
function repeatedFrom(items: readonly Item[], times: number): number | null {
  for (let start = 1; start < items.length; start += 1) {
    const text = bare(items.slice(start))
    const size = text.length / times
    if (Number.isInteger(size) && size > 0 && text === text.slice(0, size).repeat(times)) return start
  }
  return null
}

/** The items of a repetition, cut into its copies. */
function copies(items: readonly Item[], times: number): Printed[] {
  const size = bare(items).length / times
  const out: Item[][] = [[]]
  for (const item of items) {
    if (bare(out.at(-1) ?? []).length >= size) out.push([])
    out.at(-1)?.push(item)
  }
  return out.map(printedOf).filter((printed) => printed !== null)
}

const BEGINS_TARGET = /^(发现|发生|[≥≤=><＝≧≦]|不[少多低高超]|\d|大于|小于|低于|高于|超过|达到|全年|每)/

export interface NamedValues {
  readonly name: Printed | null
  readonly values: readonly Printed[]
}

/** Name, target and actual value of a row of a self-evaluation. */
export function splitTargetActual(words: readonly Item[]): NamedValues {
  const items = joinMeasures(words)
  const start = repeatedFrom(items, 2)
  if (start !== null) return { name: printedOf(items.slice(0, start)), values: copies(items.slice(start), 2) }
  const actual = printedOf(items.slice(-1))
  const rest = items.slice(0, -1)
  const found = rest.findIndex((item, index) => index > 0 && BEGINS_TARGET.test(item.text))
  const cut = found < 0 ? Math.max(1, rest.length - 1) : found
  const target = printedOf(rest.slice(cut))
  return { name: printedOf(rest.slice(0, cut)), values: [target, actual].filter((printed) => printed !== null) }
}

/** Name and values (prior years and target) of a row of goals, whose values repeat one another as a rule. */
export function splitValues(words: readonly Item[], most: number): NamedValues {
  const items = joinMeasures(words)
  for (let times = most; times >= 2; times -= 1) {
    const start = repeatedFrom(items, times)
    if (start !== null) return { name: printedOf(items.slice(0, start)), values: copies(items.slice(start), times) }
  }
  const value = printedOf(items.slice(-1))
  return { name: printedOf(items.slice(0, -1)), values: value === null ? [] : [value] }
}

export const isNumber = (item: Item): boolean => readNumber(item.text) !== null

/** A number, or the dash of a cell that has none. */
export const isValue = (item: Item): boolean => isNumber(item) || /^[-－—–―/]{1,2}$/.test(item.text)
