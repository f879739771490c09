import { bareName } from '../../kernel/index.ts'
import { economicOfDepartments, economicOfGovernment, functional } from '../classification/classification.ts'
import { meaningOf } from '../vocabulary/meaning.ts'

const TOTAL =
  /^(?:(?:部门|本年|本级|本次)?(?:收入|支出|收支|收入支出)?(?:合计|总计|小计)|.{0,8}(?:经费|收入|支出)(?:合计|总计))$/
const STARTER =
  /^(?:其中[:：]?|上年.{2,}|年[初末终].{2,}|本年.{2,}|结转下年.*|使用.*结余.*|动用.*(?:基金|结余).*|用事业基金.*|结余分配.*|其他.*(?:结余|结转|收入|资金)(?:（转）)?)$/
const OPEN_END = /[及和、与的或等（(，,/]$/

export const isTotalName = (name: string): boolean => TOTAL.test(bareName(name))

/** A label that begins a row although it bears neither code nor ordinal. */
export const startsRow = (text: string): boolean => isTotalName(text) || STARTER.test(text)

/** A name that stops where no name stops, or with a bracket open: its line was broken. */
export function isBroken(name: string): boolean {
  const opened = (name.match(/[（(]/g) ?? []).length
  const closed = (name.match(/[）)]/g) ?? []).length
  return opened > closed || OPEN_END.test(name)
}

const entriesOf = (code: string) =>
  [functional, economicOfDepartments, economicOfGovernment]
    .map((classification) => classification.byCode(code))
    .filter((entry) => entry !== null)

/** True when the code is classified and this is one of its names, to the letter. */
export function isNameOf(code: string | null, name: string): boolean {
  const bare = bareName(name)
  if (code === null) return false
  return entriesOf(code).some((entry) => [entry.name, ...entry.otherNames].some((known) => bareName(known) === bare))
}

export const isKnownCode = (code: string): boolean => entriesOf(code).length > 0

/** True when a name of the code begins with these words. */
export function beginsNameOf(code: string | null, words: string): boolean {
  const bare = bareName(words)
  return code !== null && entriesOf(code).some((entry) => bareName(entry.name).startsWith(bare))
}

const SHORTEST_NAME = 4

/** True for a name of the functional classification, which only expenditure bears: 事业运行, 住房公积金. */
export const isFunctionalName = (text: string): boolean =>
  bareName(text).length >= SHORTEST_NAME && functional.byName(text).length > 0

/** True for words that mean something whole: a classified name, a fund, a kind of income; 支出 and 款 may be broken off. */
export const isWholeName = (text: string): boolean =>
  bareName(text).length >= SHORTEST_NAME && (meaningOf(text) !== null || isFunctionalName(text))

const CLASSIFIED = /^[1-5]\d{2}(?:\d{2}){0,2}$/
/** Units (032, 032001, 105001) and projects (42011623032T000000104). */
const UNIT_OR_PROJECT = /^(?:0\d{2}|\d{6}|\d{9}|\d{2,}[A-Z]\d{6,}|\d{17,})$/

export const isClassifiedCode = (text: string): boolean => CLASSIFIED.test(text)
export const isCode = (text: string): boolean => CLASSIFIED.test(text) || UNIT_OR_PROJECT.test(text)

const CLASSIFICATIONS = [functional, economicOfDepartments]
/** As long a part of the code above as a name may lie below: an item in its section, a section in its class. */
const ABOVE = [5, 3, 0] as const

/** The code of a name below or beside the code before it: 行政运行 below 20103 is 2010301; null where the name is none. */
export function inferCode(name: string, before: string): string | null {
  const bare = bareName(name)
  for (const length of ABOVE) {
    const prefix = before.slice(0, length)
    if (prefix.length < length) continue
    for (const classification of CLASSIFICATIONS) {
      const entry = classification.byName(name).find(({ code, name: known }) => {
        const isNext = length === 0 ? code.length === 3 : code.length === length + 2
        return isNext && code.startsWith(prefix) && bareName(known) === bare
      })
      if (entry !== undefined) return entry.code
    }
  }
  return null
}
