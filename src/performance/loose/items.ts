import type { Place } from '../../documents/index.ts'
import { remember } from '../../kernel/index.ts'
import { labelOf } from '../forms/fields.ts'
import { readGoalHead } from '../forms/goals.ts'
import { letters, matchWord } from '../sheet/words.ts'
import { ALL_HEADS, HEADINGS, INDICATOR_HEADS, LEVEL1, LEVEL2, SIDE_HEAD, type Word } from '../vocabulary.ts'

/** A line of a form that has lost its grid. */
export interface LooseLine {
  readonly text: string
  readonly at: Place
}

/** A printed word, or a label put together from words that have been wrapped. */
export interface Item {
  readonly text: string
  readonly at: Place
  /** Index of the line in which it begins, and of that in which it ends. */
  readonly line: number
  readonly endLine: number
  readonly isLastOfLine: boolean
  readonly isLabel: boolean
}

const HEADS: readonly (readonly Word<string>[])[] = [...ALL_HEADS, HEADINGS]

export const isLevel1 = (text: string): boolean => /指标/.test(text) && LEVEL1.test(letters(text))
export const isLevel2 = (text: string): boolean => /指标/.test(text) && LEVEL2.test(letters(text))

/** A scan runs 实际完成值（B） and 得分 together; in a text they are two heads. */
const TWO_HEADS = /[）)]\s*得分$/

const LONGEST_LABEL = 40

const findLabel = remember(
  (text): boolean =>
    HEADS.some((words) => matchWord(words, text) !== null) ||
    labelOf(text) !== null ||
    readGoalHead(text) !== null ||
    isLevel1(text) ||
    isLevel2(text) ||
    SIDE_HEAD.test(letters(text)),
)

const isLabelText = (text: string): boolean => text.length <= LONGEST_LABEL && !TWO_HEADS.test(text) && findLabel(text)

/** A label is wrapped over no more words and lines than these. */
const MOST_WORDS = 6
const MOST_LINES = 5

type Token = Omit<Item, 'endLine' | 'isLabel'>

/** A space on one line parts columns, except before a number or a bracket: 年度绩效目标 1 （20 分） */
const isNextColumn = (before: Token | undefined, token: Token): boolean =>
  before?.line === token.line && !/^[(（\d]|^年|[)）:：]$|分\*/.test(token.text) && !/[(（][^)）]*$/.test(before.text)

/** The dash of an empty cell belongs to no label behind it. */
const isDash = (text: string): boolean => /^[-－—–―/]{1,2}$/.test(text)

/** The longest label that begins with a word: 年度 | 绩效 | 目标 | （80 | 分） */
function labelAt(tokens: readonly Token[], start: number): number {
  const first = tokens[start]
  if (first === undefined || first.text.length > LONGEST_LABEL || isDash(first.text)) return 0
  for (let count = MOST_WORDS; count >= 1; count -= 1) {
    const part = tokens.slice(start, start + count)
    const last = part.at(-1)
    if (part.length < count || last === undefined || last.line - first.line > MOST_LINES) continue
    if (part.some((token, index) => index > 0 && isNextColumn(part[index - 1], token))) continue
    if (isLabelText(part.map(({ text }) => text).join(''))) return count
  }
  return 0
}

/** Two heads that have run together: 绩效标准近两年指标值. */
function splitTwo(text: string): string[] {
  if (isLabelText(text)) return [text]
  for (let at = 2; at < text.length - 1; at += 1)
    if ([text.slice(0, at), text.slice(at)].every((part) => matchWord(INDICATOR_HEADS, part) !== null))
      return [text.slice(0, at), text.slice(at)]
  return [text]
}

function tokensOf(lines: readonly LooseLine[]): Token[] {
  return lines.flatMap(({ text, at }, line) => {
    const words = text
      .split(/\s+/)
      .filter((word) => word !== '')
      .flatMap(splitTwo)
    return words.map((word, index) => ({ text: word, at, line, isLastOfLine: index === words.length - 1 }))
  })
}

/** Cuts lines into labels and words, in printed order. */
export function itemsOf(lines: readonly LooseLine[]): Item[] {
  const tokens = tokensOf(lines)
  const items: Item[] = []
  for (let index = 0; index < tokens.length; ) {
    const count = labelAt(tokens, index)
    const part = tokens.slice(index, index + Math.max(1, count))
    const [first, last] = [part[0], part.at(-1)]
    if (first === undefined || last === undefined) break
    items.push({
      ...first,
      text: part.map(({ text }) => text).join(''),
      endLine: last.line,
      isLastOfLine: last.isLastOfLine,
      isLabel: count > 0,
    })
    index += part.length
  }
  return items
}

/** The roles of the heads that follow one another from an item on, and where they end. */
export function headRun<Role extends string>(
  items: readonly Item[],
  start: number,
  words: readonly Word<Role>[],
): { roles: Role[]; heads: Map<Role, Item>; end: number } {
  const roles: Role[] = []
  const heads = new Map<Role, Item>()
  let end = start
  for (let index = start; index < items.length; index += 1) {
    const item = items[index]
    if (item === undefined) break
    const role = matchWord(words, item.text)
    if (role !== null) {
      roles.push(role)
      heads.set(role, item)
      end = index + 1
    } else if (!/^[(（].*[)）]$/.test(item.text) && !SIDE_HEAD.test(letters(item.text))) break
  }
  return { roles, heads, end }
}
