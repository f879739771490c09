import { isClassifiedCode, startsRow } from './names.ts'
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
  if (first.kind === 'word') {
    if (first.ordinal !== null && first.text.length > 2) return true
    return tokens.slice(1).some(isAmount) && (startsRow(first.text) || tokens.slice(1).every((token) => !isWord(token)))
  }
  if (first.kind === 'dash') return false
  if (isClassifiedCode(first.text)) return second === undefined || second.kind === 'word' || tokens.every(isAmount)
  return !YEAR.test(first.text) && (!first.isBare || tokens.every(isAmount))
}

const isWord = (token: Token): boolean => token.kind === 'word'
const textOf = (tokens: readonly Token[]): string => tokens.map((token) => token.text).join(' ')

/** The head printed again on a further page: lines of the head in their order, three or more or all of them. */
function withoutRepeatedHeads(
  body: readonly (readonly Token[])[],
  head: readonly (readonly Token[])[],
): (readonly Token[])[] {
  const texts = head.map(textOf)
  const kept: (readonly Token[])[] = []
  for (let index = 0; index < body.length; index += 1) {
    let length = 0
    while (length < texts.length && textOf(body[index + length] ?? []) === texts[length]) length += 1
    const isWhole = length === texts.length && texts.some((text) => text.includes(' '))
    const numbering = numberingAt(body, index)
    if (length >= Math.min(3, texts.length) && (length >= 3 || isWhole)) index += length - 1
    else if (numbering !== null) index += numbering.lines - 1
    else kept.push(body[index] ?? [])
  }
  return kept
}

/** Cuts the lines of a table where its body begins: below the row that numbers the columns, or at the first row. */
export function cutBody(lines: readonly (readonly Token[])[]): Cut {
  const numbered = lines.findIndex((_, index) => numberingAt(lines, index) !== null)
  const first = lines.findIndex(isBodyLine)
  const numbering = numbered >= 0 && (first < 0 || numbered <= first) ? numberingAt(lines, numbered) : null
  const start = numbering === null ? first : numbered
  if (start < 0) return { head: lines, body: [], counts: null }
  const head = lines.slice(0, start)
  const body = withoutRepeatedHeads(lines.slice(start + (numbering?.lines ?? 0)), head)
  return { head, body, counts: numbering?.counts ?? null }
}
