import { type HeadPhrase, readHeadPhrases } from './head-words.ts'
import { isClassifiedCode, isKnownCode, isTotalName, startsRow } from './names.ts'
import { numberingAt } from './numbering.ts'
import type { Token } from './tokens.ts'

/** The lines of a table cut into its head and its body. */
export interface Cut {
  readonly head: readonly (readonly Token[])[]
  readonly body: readonly (readonly Token[])[]
  /** From a row 栏次 1 2 3: how many columns each side has. */
  readonly counts: readonly number[] | null
}

const YEAR = /^(?:19|20)\d{2}$/
const isAmount = (token: Token): boolean => token.kind === 'number' && !YEAR.test(token.text)

/** A line that no head prints: a code and a name, a numbered row, a total with its amount, amounts alone. */
function isBodyLine(tokens: readonly Token[]): boolean {
  const [first, second] = tokens
  if (first === undefined) return false
  if (tokens.some((token) => token.kind === 'number' && !token.isBare && !token.isPercent)) return true
  if (first.kind === 'word') {
    if (first.ordinal !== null && first.text.length > 2) return true
    return tokens.slice(1).some(isAmount) && (startsRow(first.text) || tokens.slice(1).every((token) => !isWord(token)))
  }
  if (first.kind === 'dash') return false
  if (isClassifiedCode(first.text)) return second === undefined || second.kind === 'word' || tokens.every(isAmount)
  return !YEAR.test(first.text) && (!first.isBare || tokens.every(isAmount))
}

const isWord = (token: Token): boolean => token.kind === 'word'

const FEWEST_WORDS = 3
const FEWEST_LETTERS = 8

/** How many lines from an index on repeat words of the head in their order; 0 where that could be chance. */
function countRepeated(body: readonly (readonly Token[])[], start: number, head: string): number {
  let end = start
  let text = ''
  let words = 0
  for (; end < body.length; end += 1) {
    const tokens = body[end] ?? []
    const longer = text + tokens.map((token) => token.text).join('')
    if (!tokens.every(isWord) || !head.includes(longer)) break
    text = longer
    words += tokens.length
  }
  return words >= FEWEST_WORDS && text.length >= FEWEST_LETTERS ? end - start : 0
}

/** Leaves out the head where it is printed again on a further page, with the row that numbers the columns. */
function withoutRepeatedHeads(
  body: readonly (readonly Token[])[],
  head: readonly (readonly Token[])[],
): (readonly Token[])[] {
  const text = head.flatMap((tokens) => tokens.map((token) => token.text)).join('')
  const kept: (readonly Token[])[] = []
  for (let index = 0; index < body.length; index += 1) {
    const skipped = countRepeated(body, index, text) || (numberingAt(body, index)?.lines ?? 0)
    if (skipped > 0) index += skipped - 1
    else kept.push(body[index] ?? [])
  }
  return kept
}

/** A total on a line of its own above its amounts; the head has named its columns before. */
function hasNameAbove(lines: readonly (readonly Token[])[], first: number): boolean {
  const above = lines[first - 1] ?? []
  const isTotal = above.length === 1 && isTotalName(above[0]?.text ?? '')
  return isTotal && lines[first]?.[0]?.kind === 'number' && readHeadPhrases(lines.slice(0, first - 1)).some(isColumn)
}

const isColumn = (phrase: HeadPhrase): boolean => phrase.role === 'value' || phrase.role === 'group'

const NOTE = /^(?:注|备\s*注|附注|说明)\s*[\d一二三]?\s*[:：]/

/** Cuts off the notes that are printed below the rows: from the first on, as far as no amounts follow. */
export function splitNotes(body: Cut['body']): { body: Cut['body']; notes: Cut['body'] } {
  const start = body.findIndex(([first]) => first !== undefined && NOTE.test(first.text))
  if (start < 0 || body.slice(start + 1).some(isBodyLine)) return { body, notes: [] }
  return { body: body.slice(0, start), notes: body.slice(start) }
}

const PAGE = /^[1-9]\d{0,2}$/

/** A page number alone on its line, where amounts have decimals: no code, and no half of one. */
export const withoutPageNumbers = (body: Cut['body']): Cut['body'] =>
  body.filter((tokens, index) => {
    const [first, ...others] = tokens
    const isPage = first !== undefined && others.length === 0 && PAGE.test(first.text) && !isKnownCode(first.text)
    const [above, ...beside] = body[index - 1] ?? []
    return !isPage || (beside.length === 0 && isClassifiedCode(above?.text ?? ''))
  })

const SEQUENCE = /^序号$/

/** Where the head has a column 序号, the running number at the head of each line is no part of the row. */
export function withoutSequence({ head, body, counts }: Cut): Cut {
  if (!head.some((tokens) => tokens.some((token) => SEQUENCE.test(token.text)))) return { head, body, counts }
  let expected = 1
  const stripped = body.map((tokens) => {
    if (tokens[0]?.text !== `${expected}`) return tokens
    expected += 1
    return tokens.slice(1)
  })
  return { head, body: expected > 2 ? stripped.filter((tokens) => tokens.length > 0) : body, counts }
}

/** Cuts the lines of a table where its body begins: below the row that numbers the columns, or at the first row. */
export function cutBody(lines: readonly (readonly Token[])[]): Cut {
  const numbered = lines.findIndex((_, index) => numberingAt(lines, index) !== null)
  const first = lines.findIndex(isBodyLine)
  const numbering = numbered >= 0 && (first < 0 || numbered <= first) ? numberingAt(lines, numbered) : null
  const start = numbering === null ? first - (hasNameAbove(lines, first) ? 1 : 0) : numbered
  if (start < 0) return { head: lines, body: [], counts: null }
  const head = lines.slice(0, start)
  const body = withoutRepeatedHeads(lines.slice(start + (numbering?.lines ?? 0)), head)
  return { head, body, counts: numbering?.counts ?? null }
}
