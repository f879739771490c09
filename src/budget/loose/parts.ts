import { isClassifiedCode, isCode, isKnownCode, startsRow } from './names.ts'
import type { DashToken, NumberToken, Token, WordToken } from './tokens.ts'

export type ValueToken = NumberToken | DashToken

/** What one printed line holds of one row: perhaps a code, perhaps words, perhaps values. */
export interface Part {
  readonly code: Token | null
  readonly words: readonly WordToken[]
  readonly values: readonly ValueToken[]
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

function beginsPart(open: OpenPart, token: WordToken, sides: number): boolean {
  if (open.values.length > 0) return true
  if (open.words.length === 0) return false
  return sides > 1 || token.ordinal !== null || startsRow(token.text)
}

/** Cuts one line into what it holds of each row. */
export function splitLine(line: readonly Token[], options: PartOptions): Part[] {
  const tokens = options.hasCodes ? joinCodes(line) : line
  const parts: OpenPart[] = []
  const begin = (): OpenPart => {
    const part: OpenPart = { code: null, words: [], values: [] }
    parts.push(part)
    return part
  }
  tokens.forEach((token, index) => {
    let open = parts.at(-1) ?? begin()
    const isSecondCode = options.sides === 1 && open.code !== null && open.words.length > 0 && open.values.length === 0
    if (options.hasCodes && !isSecondCode && isCodeAt(tokens, index, options)) {
      if (open.code !== null || open.words.length > 0 || open.values.length > 0) open = begin()
      open.code = token
    } else if (isSecondCode && tokens[index + 1]?.kind === 'word') {
      open.words.push({ ...token, kind: 'word', ordinal: null })
    } else if (token.kind === 'word') {
      if (beginsPart(open, token, options.sides)) open = begin()
      open.words.push(token)
    } else {
      open.values.push(token)
    }
  })
  return parts.map((part) => ({ ...part, line: line[0]?.line ?? 0 }))
}
