import type { Place } from '../../documents/index.ts'
import {
  type Amount,
  bareName,
  beginsAsNumber,
  type MoneyUnit,
  type PrintedNumber,
  parseNumber,
  remember,
  toAmount,
} from '../../kernel/index.ts'
import type { Printed } from '../model.ts'
import type { Word } from '../vocabulary.ts'

/** Takes out the paragraph and underline tags that reporting systems leave in cells. */
export function clean(text: string): string {
  if (!/[< \t\u3000]/.test(text)) return text.trim()
  return text
    .replace(/<\/?(?:p|u|br|b|div|span)\s*\/?>/gi, ' ')
    .replace(/[ \t\u3000]+/g, ' ')
    .replace(/(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])/g, '')
    .trim()
}

/** The letters of a label alone. Circled numbers and underlines of a scan count as nothing. */
export const letters: (text: string) => string = remember((text) => bareName(clean(text)).replace(/[☑□√＿]/g, ''))

const LONGEST_LABEL = 40
/** Spaces and brackets of a label, at most. */
const LONGEST_PRINTED = 80

const matchers = new WeakMap<object, (text: string) => string | null>()

function matcherOf(words: readonly Word<string>[]): (text: string) => string | null {
  const known = matchers.get(words)
  if (known !== undefined) return known
  const matcher = remember((text) => {
    const bare = letters(text)
    if (bare === '' || bare.length > LONGEST_LABEL) return null
    return words.find((word) => word.pattern.test(bare))?.key ?? null
  })
  matchers.set(words, matcher)
  return matcher
}

/** The word of a vocabulary that a printed label is; null for a text that is none of them. */
export function matchWord<Key extends string>(words: readonly Word<Key>[], text: string): Key | null {
  if (text.length > LONGEST_PRINTED) return null
  const key = matcherOf(words)(text)
  return words.find((word) => word.key === key)?.key ?? null
}

export const printed = (text: string, at: Place): Printed => ({ text: clean(text), at })

/** Joins printed words in one: Chinese without a space, words and numbers with one. */
export function joinWords(parts: readonly string[]): string {
  return parts.reduce((text, part) => {
    const glued =
      text === '' ||
      part === '' ||
      /[\u3000-\u9fff\uff00-\uffef“”]$/.test(text) ||
      /^[\u3000-\u9fff\uff00-\uffef“”]/.test(part)
    return glued ? text + part : `${text} ${part}`
  }, '')
}

export const joinPrinted = (parts: readonly Printed[]): Printed | null => {
  const first = parts[0]
  return first === undefined ? null : { text: joinWords(parts.map((part) => part.text)), at: first.at }
}

const UNIT = /(亿元|百万元|万元|千元|元)$/

/** Reads a number of a form: 98%, 400 万元, 6. 67 (a scan), 12分. Null where the text is not one number. */
export function readNumber(text: string): PrintedNumber | null {
  if (!beginsAsNumber(text)) return null
  const plain = text.replace(/\s+/g, '').replace(/(亿元|百万元|万元|千元|元|%|％|分)$/, '')
  return parseNumber(plain)
}

/** Reads an amount in the unit that it prints itself, else in the unit of the form. */
export function readAmount(text: string, unit: MoneyUnit): Amount | null {
  const own = UNIT.exec(text.trim())?.[1]
  const number = readNumber(text)
  if (number === null) return null
  return toAmount(number, own === undefined ? unit : toMoneyUnit(own))
}

const UNITS: Readonly<Record<string, MoneyUnit>> = {
  元: '元',
  千元: '千元',
  万元: '万元',
  百万元: '百万元',
  亿元: '亿元',
}

const toMoneyUnit = (text: string): MoneyUnit => UNITS[text] ?? '元'

/** 单位：万元, （万元）, 金额单位:元 → the unit; null where the text names none. */
export function readUnit(text: string): MoneyUnit | null {
  const match = /(?:单位[:：]?|[(（])\s*(?:人民币)?(亿元|百万元|万元|千元|元)\s*[)）]?/.exec(text)
  return match?.[1] === undefined ? null : toMoneyUnit(match[1])
}
