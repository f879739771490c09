import type { Line, Place } from '../../documents/index.ts'
import { type PrintedNumber, parseNumber, parseOrdinal } from '../../kernel/index.ts'

/** How a row is numbered: 一、 （一） 1. （1） ①. Each style is a level of its own. */
export type OrdinalStyle = 'chinese' | 'chinese-bracketed' | 'arabic' | 'arabic-bracketed' | 'circled'

export interface Ordinal {
  readonly style: OrdinalStyle
  readonly value: number
}

interface Printed {
  readonly text: string
  /** The printed line, counted from 0 in what was tokenised; tokens of one line share it. */
  readonly line: number
  readonly at: Place
}

export interface WordToken extends Printed {
  readonly kind: 'word'
  readonly ordinal: Ordinal | null
}

export interface NumberToken extends Printed {
  readonly kind: 'number'
  readonly number: PrintedNumber
  readonly isPercent: boolean
  /** Digits alone: may be an amount, a code, a line number or an index. */
  readonly isBare: boolean
}

/** A dash that a blank cell leaves: the cell is blank, but its place is known. */
export interface DashToken extends Printed {
  readonly kind: 'dash'
}

export type Token = WordToken | NumberToken | DashToken

const DASH = /^[-—–―－]{1,3}$/
const AMOUNT = String.raw`[-−－]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)`
const GLUED_AMOUNTS = new RegExp(String.raw`^(?:${AMOUNT}[.．]\d{2}){2,}$`)
const TWO_DECIMALS = new RegExp(String.raw`${AMOUNT}[.．]\d{2}`, 'g')
/** An amount before a label: `213.81一.一般公共服务支出`; a bare whole number only before an ordinal or a total. */
const AMOUNT_BEFORE = new RegExp(
  String.raw`^(${AMOUNT}[.．]\d+|[-−]?\d{1,3}(?:,\d{3})+)(?=[^\d.,，．%％])|^(\d+)(?=[一二三四五六七八九十廿]{1,3}[、.．]|[（(][一二三四五六七八九十]+[）)]|本年|上年|年初|年末|年终|[收支]入?出?[总合]计|合计|总计)`,
)
/** An amount after a label: `（一）公共预算财政拨款（补助）2,120.19`. */
const AMOUNT_AFTER = new RegExp(String.raw`(?<=[^\d.,，．\-−≥≤<>±])(${AMOUNT}[.．]\d+|[-−]?\d{1,3}(?:,\d{3})+)$`)
/** A code before a name: `2010350事业运行`, `2010350-事业运行`, `[2010350]事业运行`. */
const CODE_BEFORE = /^[[［【]?(\d{3}(?:\d{2}){0,3}|\d{6})[\]］】]?[-—_]?(?=[\p{Script=Han}“"（])(?!年)/u
const LETTER = /^[\p{Script=Han}]$/u

const ORDINALS: readonly { readonly style: OrdinalStyle; readonly pattern: RegExp }[] = [
  { style: 'chinese', pattern: /^([一二三四五六七八九十廿卅]{1,3})[、.．,，]/ },
  { style: 'chinese-bracketed', pattern: /^[（(]([一二三四五六七八九十廿卅]{1,3})[）)]/ },
  { style: 'arabic', pattern: /^(\d{1,2})[、.．](?!\d)/ },
  { style: 'arabic-bracketed', pattern: /^[（(](\d{1,2})[）)]/ },
]
const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'

/** The ordinal at the head of a label, or null. */
export function ordinalOf(text: string): Ordinal | null {
  const circled = CIRCLED.indexOf(text.charAt(0))
  if (text !== '' && circled >= 0) return { style: 'circled', value: circled + 1 }
  for (const { style, pattern } of ORDINALS) {
    const value = parseOrdinal(pattern.exec(text)?.[1] ?? '')
    if (value !== null) return { style, value }
  }
  return null
}

/** Cuts apart what stands in one run of characters without a space between. */
function splitGlued(chunk: string): string[] {
  if (GLUED_AMOUNTS.test(chunk)) return chunk.match(TWO_DECIMALS) ?? [chunk]
  const code = CODE_BEFORE.exec(chunk)
  if (code !== null) return [code[1] ?? '', ...splitGlued(chunk.slice(code[0].length))]
  const before = AMOUNT_BEFORE.exec(chunk)?.[0]
  if (before !== undefined) return [before, ...splitGlued(chunk.slice(before.length))]
  const after = AMOUNT_AFTER.exec(chunk)
  return after === null ? [chunk] : [chunk.slice(0, after.index), chunk.slice(after.index)]
}

/** Letters that were set apart belong together: 收 入 总 计. */
function joinLetters(chunks: readonly string[]): string[] {
  const joined: string[] = []
  let isSpaced = false
  for (const chunk of chunks) {
    const isLetter = LETTER.test(chunk)
    const last = joined.at(-1)
    if (isLetter && isSpaced && last !== undefined) joined[joined.length - 1] = last + chunk
    else joined.push(chunk)
    isSpaced = isLetter
  }
  return joined
}

/** An amount broken by spaces before its point: `878 .12`, `12 61 .69`. */
const BROKEN_BEFORE = /(?<=^|\s)\d{1,3}(?: \d{1,3})* \.\d{1,2}(?=\s|$)/g
/** An amount broken by a space behind its point: `123. 55`. */
const BROKEN_BEHIND = /(\d)\. (\d{2})(?=\s|$)/g

/** Whatever else is broken stays. */
const mendPoints = (text: string): string =>
  text.replace(BROKEN_BEFORE, (amount) => amount.replaceAll(' ', '')).replace(BROKEN_BEHIND, '$1.$2')

function toToken(text: string, line: number, at: Place): Token {
  const printed = { text, line, at }
  if (DASH.test(text)) return { kind: 'dash', ...printed }
  const isPercent = /[%％]$/.test(text)
  const number = parseNumber(isPercent ? text.slice(0, -1) : text)
  if (number === null) return { kind: 'word', ...printed, ordinal: ordinalOf(text) }
  return { kind: 'number', ...printed, number, isPercent, isBare: /^\d+$/.test(text) }
}

/** The tokens of one printed line in order. `line` is what the tokens will carry as their line. */
export function tokenizeLine(text: string, at: Place, line = 0): Token[] {
  const chunks = joinLetters(
    mendPoints(text.trim())
      .split(/[\s\u00a0\u3000]+/)
      .filter((chunk) => chunk !== ''),
  )
  return chunks.flatMap(splitGlued).map((chunk) => toToken(chunk, line, at))
}

/**
 * The tokens of printed lines, one list a line: words, amounts and dashes, cut apart where they were glued together.
 * Nothing is dropped and nothing is added; what a bare number is, its neighbours say.
 */
export const tokenizeLines = (lines: readonly Line[]): Token[][] =>
  lines.map((line, index) => tokenizeLine(line.text, line.at, index))
