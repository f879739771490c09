import { isNumber } from './numerals.ts'
import type { Run } from './runs.ts'

/** Runs side by side at one height. */
export interface TextLine {
  readonly text: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly runs: readonly Run[]
}

const SAME_LINE = 0.5
const GAP = 0.28

const middle = (run: { top: number; bottom: number }): number => (run.top + run.bottom) / 2

function lineOf(runs: Run[]): TextLine {
  if (runs.length > 1) runs.sort((a, b) => a.left - b.left)
  let text = ''
  let right = Number.NEGATIVE_INFINITY
  let top = Number.POSITIVE_INFINITY
  let bottom = Number.NEGATIVE_INFINITY
  for (const run of runs) {
    if (text !== '' && run.left - right > GAP * (run.bottom - run.top)) text += ' '
    text += run.text
    right = Math.max(right, run.right)
    top = Math.min(top, run.top)
    bottom = Math.max(bottom, run.bottom)
  }
  return { text, left: runs[0]?.left ?? 0, top, right, bottom, runs }
}

/** Most content is printed from top to bottom. */
function isInOrder(runs: readonly Run[]): boolean {
  let last = Number.NEGATIVE_INFINITY
  for (const run of runs) {
    const now = middle(run)
    if (now < last) return false
    last = now
  }
  return true
}

/** Puts runs into lines, from top to bottom, each from left to right. */
export function findLines(runs: readonly Run[]): TextLine[] {
  const [only] = runs
  if (runs.length === 1 && only !== undefined) return [lineOf([only])]
  const sorted = isInOrder(runs) ? runs : runs.toSorted((a, b) => middle(a) - middle(b))
  const lines: TextLine[] = []
  let line: Run[] = []
  for (const run of sorted) {
    const last = line.at(-1)
    const height = last === undefined ? 0 : Math.min(last.bottom - last.top, run.bottom - run.top)
    if (last !== undefined && middle(run) - middle(last) > SAME_LINE * height) {
      lines.push(lineOf(line))
      line = []
    }
    line.push(run)
  }
  if (line.length > 0) lines.push(lineOf(line))
  return lines
}

const LATIN_END = /[A-Za-z0-9%)\].,;:]$/
const LATIN_START = /^[A-Za-z0-9([]/
const NUMBER_HEAD = /^[-−－(（]?\d[\d,]*\.?\d*$/
const NUMBER_TAIL = /^[\d.,][\d,]*\.?\d*[)）]?%?$/
/** A number that ends where one may: printed in full, with two decimals or more. */
const FINISHED = /\.\d{2,}[)）]?%?$/
/** Margins that a cell keeps free on both sides together, in points. */
const MARGINS = 12

/** 1,261. over 69, or a digit pushed to the next line of a narrow cell: one number. */
function isWrappedNumber(before: string, after: string, free: number, sign: number): boolean {
  if (!NUMBER_TAIL.test(after) || !NUMBER_HEAD.test(before)) return false
  if (!isNumber(before + after)) return false
  if (/[.,]$/.test(before) || /^[.,]/.test(after)) return true
  if (FINISHED.test(before) || free > MARGINS + sign) return false
  return /[.,]/.test(before) || (after.length < before.length && free < MARGINS / 2 + sign)
}

/**
 * Joins the lines of a cell as they are read: Chinese without a space, a wrapped number without a space, Latin words
 * with one. `room` is the inner width of the cell.
 */
export function joinLines(lines: readonly TextLine[], room: number): string {
  let text = ''
  let before: TextLine | undefined
  for (const line of lines) {
    if (before !== undefined) {
      const sign = (before.right - before.left) / Math.max(1, before.text.length)
      const isNumber = isWrappedNumber(text, line.text, room - before.right + before.left, sign)
      if (!isNumber && LATIN_END.test(text) && LATIN_START.test(line.text)) text += ' '
    }
    text += line.text
    before = line
  }
  return text
}
