import type { Token } from './tokens.ts'

const NUMBERING_WORD = /^(?:栏次?|次|[*＊]{1,2}|[甲乙丙丁]|[A-E])$/
const NUMBERING = /^(\d{1,2})(?:=.*)?$/

/**
 * How many columns of each side these tokens number: 栏次 1 2 3, or 1 2 3 alone; null when they are no such row.
 */
function countNumberedColumns(tokens: readonly Token[]): number[] | null {
  const counts: number[] = []
  let expected = 1
  let hasWord = false
  for (const token of tokens) {
    const value = NUMBERING.exec(token.text)?.[1]
    if (value === undefined && !NUMBERING_WORD.test(token.text)) return null
    if (value === undefined) {
      hasWord = true
      if (token.text.startsWith('栏')) counts.push(0)
    } else {
      if (Number(value) !== expected) return null
      if (counts.length === 0) counts.push(0)
      counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1
      expected += 1
    }
  }
  return expected > 3 || (hasWord && expected > 1) ? counts : null
}

/** A row 栏次 1 2 3: how many lines it takes, and how many columns each side has. */
export interface Numbering {
  readonly lines: number
  readonly counts: readonly number[]
}

/** No table has more columns. */
const MOST_LINES = 60

const isNumbering = (tokens: readonly Token[]): boolean =>
  tokens.length > 0 && tokens.every(({ text }) => NUMBERING_WORD.test(text) || NUMBERING.test(text))

/** The row that numbers the columns, on one line or with its numbers on lines of their own; null where none begins. */
export function numberingAt(lines: readonly (readonly Token[])[], start: number): Numbering | null {
  const whole = countNumberedColumns(lines[start] ?? [])
  if (whole !== null) return { lines: 1, counts: whole }
  const limit = Math.min(lines.length, start + MOST_LINES)
  let end = start
  while (end < limit && isNumbering(lines[end] ?? [])) end += 1
  for (; end > start + 1; end -= 1) {
    const counts = countNumberedColumns(lines.slice(start, end).flat())
    if (counts !== null) return { lines: end - start, counts }
  }
  return null
}
