import type { Place } from '../../documents/index.ts'
import { type PrintedNumber, parseNumber } from '../../kernel/index.ts'
import { bare } from '../layout/wording.ts'
import type { Cell } from '../model.ts'

/** A dash printed where nothing is to be said. */
const DASH = /^[-—–―－_一/／\\·.、…×*☆★]+$/
const PERCENT = /[%％]$/
const CODE = /^[A-Z]?\d{3,}[A-Z]?[\dA-Z]*$/
const TOTAL = /^(?:合计|总计|小计|共计|本年合计|总合计|合计数|合计金额|全部合计)$/

export const isBlank = (text: string): boolean => text === '' || DASH.test(text)

export const isTotalName = (text: string): boolean => TOTAL.test(bare(text))

/** 201, 2013750, 30101, 032001, 42011623032T000000104: figures without a separator, three at least. */
export const isCode = (text: string): boolean => CODE.test(bare(text)) && !/^(?:19|20)\d\d$/.test(bare(text))

/** 1,261.69 or 0.00 or 85: what can only be a value; a bare whole number without separator may be a code. */
export const isMoneyText = (text: string): boolean =>
  /^[-−(（]?\d[\d,，]*[.．]\d+[)）]?%?$|^[-−(（]?\d{1,3}(?:[,，]\d{3})+[)）]?$|^0$/.test(bare(text))

export const isNumberText = (text: string): boolean => readNumber(text) !== null

/** The number of a value cell, percent sign or not; null for words, blanks and doubtful readings. */
export function readNumber(text: string): { number: PrintedNumber; isPercent: boolean } | null {
  const isPercent = PERCENT.test(text)
  const number = parseNumber(isPercent ? text.replace(PERCENT, '') : text)
  return number === null ? null : { number, isPercent }
}

export function makeCell(text: string, at: Place): Cell | null {
  const read = readNumber(text)
  return read === null ? null : { text, at, ...read }
}
