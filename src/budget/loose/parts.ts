import { isClassifiedCode, isCode, isKnownCode, isTotalName, startsRow } from './names.ts'
import type { DashToken, NumberToken, Token, WordToken } from './tokens.ts'

export type ValueToken = NumberToken | DashToken

/** What one printed line holds of one row: perhaps a code, perhaps words, perhaps values. */
export interface Part {
  readonly code: Token | null
  readonly words: readonly WordToken[]
  readonly values: readonly ValueToken[]
  /** Words after the values, or beside a second code: a remark, a unit, another classification. */
  readonly remarks: readonly Token[]
  readonly line: number
}

export interface PartOptions {
  /** How many rows of different sides may stand on one line. */
  readonly sides: number
  /** Rows bear a code in this table. */
  readonly hasCodes: boolean
  /** Amounts are printed with decimals, so that bare digits are none. */
  readonly hasDecimals: boolean
}

interface OpenPart {
  code: Token | null
  words: WordToken[]
  values: ValueToken[]
  remarks: Token[]
}

const HALF_CODE = /^\d{2}$/

/** 208 05 05, printed in three columns 类 款 项, is one code. */
function joinCodes(tokens: readonly Token[]): Token[] {
  const joined: Token[] = []
  for (const token of tokens) {
    const last = joined.at(-1)
    const follows = last?.kind === 'number' && last.isBare && isClassifiedCode(last.text) && last.text.length < 7
    if (follows && token.kind === 'number' && HALF_CODE.test(token.text) && joined.length === 1)
      joined[0] = { ...last, text: last.text + token.text }
    else joined.push(token)
  }
  return joined.length < tokens.length && joined[1]?.kind === 'word' ? joined : [...tokens]
}

/** A code printed in the cells 类 款 项 with a line for each: 302, 05. */
export function joinCodeLines(lines: readonly (readonly Token[])[]): (readonly Token[])[] {
  const joined: (readonly Token[])[] = []
  for (const tokens of lines) {
    const [first, ...others] = tokens
    const [code, ...more] = joined.at(-1) ?? []
    const isHalf = first !== undefined && others.length === 0 && HALF_CODE.test(first.text)
    const mayGoOn = code?.kind === 'number' && more.length === 0 && isClassifiedCode(code.text) && code.text.length < 7
    if (isHalf && mayGoOn) joined[joined.length - 1] = [{ ...code, text: code.text + first.text }]
    else joined.push(tokens)
  }
  return joined
}

/**
 * Digits are a code where a name follows. Alone they are one where amounts are printed with decimals, or at the head of
 * a line when the classification knows them.
 */
function isCodeAt(tokens: readonly Token[], index: number, options: PartOptions): boolean {
  const token = tokens[index]
  const next = tokens[index + 1]
  if (token === undefined || token.kind === 'dash') return false
  if (token.kind === 'word') return isCode(token.text)
  if (!token.isBare) return false
  if (next?.kind === 'word' && index === 0 && HALF_CODE.test(token.text)) return true
  if (!isCode(token.text)) return false
  if (next?.kind === 'word' || options.hasDecimals) return true
  return index === 0 && isKnownCode(token.text)
}

/** Where rows stand on lines of their own, words after the values are a remark unless they begin like a row. */
const isRemark = (open: OpenPart, token: WordToken, sides: number): boolean =>
  sides === 1 && open.values.length > 0 && token.ordinal === null && !startsRow(token.text)

function beginsPart(open: OpenPart, token: WordToken, sides: number): boolean {
  if (open.values.length > 0) return true
  if (open.words.length === 0) return false
  if (open.words.length === 1 && isTotalName(open.words[0]?.text ?? '')) return true
  return sides > 1 || token.ordinal !== null || startsRow(token.text)
}

/** A code after a code and its name names the row once more: by the other classification. */
const isSecondCode = (open: OpenPart, token: Token, next: Token | undefined, sides: number): boolean =>
  sides === 1 &&
  open.code !== null &&
  open.words.length > 0 &&
  open.values.length === 0 &&
  isCode(token.text) &&
  next?.kind === 'word'

/** Cuts one line into what it holds of each row. */
export function splitLine(line: readonly Token[], options: PartOptions): Part[] {
  const tokens = options.hasCodes ? joinCodes(line) : line
  const parts: OpenPart[] = []
  const begin = (): OpenPart => {
    const part: OpenPart = { code: null, words: [], values: [], remarks: [] }
    parts.push(part)
    return part
  }
  let isAside = false
  tokens.forEach((token, index) => {
    let open = parts.at(-1) ?? begin()
    if (isSecondCode(open, token, tokens[index + 1], options.sides)) {
      isAside = true
      open.remarks.push(token)
    } else if (options.hasCodes && isCodeAt(tokens, index, options)) {
      if (open.code !== null || open.words.length > 0 || open.values.length > 0) open = begin()
      open.code = token
    } else if (token.kind === 'word') {
      if (isAside || isRemark(open, token, options.sides)) open.remarks.push(token)
      else {
        if (beginsPart(open, token, options.sides)) open = begin()
        open.words.push(token)
      }
    } else {
      isAside = false
      open.values.push(token)
    }
  })
  return parts.map((part) => ({ ...part, line: line[0]?.line ?? 0 }))
}
