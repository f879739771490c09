import type { TextLine } from './cell-text.ts'
import { isAmount, isFigure } from './numerals.ts'
import type { Run } from './runs.ts'

/** A piece of a line with white space on both sides: what a reader takes for a cell. */
export interface Segment {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly isNumber: boolean
  readonly isAmount: boolean
  readonly runs: readonly Run[]
}

export interface SegmentedLine {
  readonly line: TextLine
  readonly segments: readonly Segment[]
}

/** Where a column stands. */
export interface Column {
  readonly left: number
  readonly right: number
}

/** White space that separates columns, in line heights. */
const COLUMN_GAP = 0.9
/** Two numbers side by side stand closer. */
const NUMBER_GAP = 0.45

export function segmentLine(line: TextLine): SegmentedLine {
  const height = line.bottom - line.top
  const groups: Run[][] = []
  let right = Number.NEGATIVE_INFINITY
  for (const run of line.runs) {
    const group = groups.at(-1)
    const before = group?.at(-1)
    const isNumeric = before !== undefined && (isFigure(before.text) || isFigure(run.text))
    const gap = (isNumeric ? NUMBER_GAP : COLUMN_GAP) * height
    if (group !== undefined && run.left - right < gap) group.push(run)
    else groups.push([run])
    right = Math.max(right, run.right)
  }
  return { line, segments: groups.map(toSegment) }
}

function toSegment(runs: readonly Run[]): Segment {
  const text = runs.map((run) => run.text).join('')
  return {
    text,
    left: runs[0]?.left ?? 0,
    right: Math.max(...runs.map((run) => run.right)),
    isNumber: isFigure(text),
    isAmount: isAmount(text),
    runs,
  }
}

export const overlap = (a: Column, b: Column): number => Math.min(a.right, b.right) - Math.max(a.left, b.left)

/** Unites intervals that overlap: numbers set flush right or left under one another cover one column. */
function unite(intervals: readonly Column[]): Column[] {
  const columns: { left: number; right: number }[] = []
  for (const interval of intervals.toSorted((a, b) => a.left - b.left)) {
    const last = columns.at(-1)
    if (last !== undefined && interval.left < last.right) last.right = Math.max(last.right, interval.right)
    else columns.push({ left: interval.left, right: interval.right })
  }
  return columns
}

/** Columns of numbers first; then what is printed beside them. */
export function findColumns(rows: readonly SegmentedLine[]): Column[] {
  const segments = rows.flatMap((row) => row.segments)
  const numeric = unite(segments.filter((segment) => segment.isNumber))
  const isBeside = (segment: Segment): boolean =>
    numeric.every((column) => overlap(column, segment) < 0.3 * (column.right - column.left))
  const texts = unite(segments.filter((segment) => !segment.isNumber && isBeside(segment)))
  return [...numeric, ...texts.map((column) => trim(column, numeric))].toSorted((a, b) => a.left - b.left)
}

/** Names may run into the column of numbers beside them by a little. */
const trim = (column: Column, numeric: readonly Column[]): Column => {
  const next = numeric.find((other) => other.left > column.left && other.left < column.right)
  return next === undefined ? column : { left: column.left, right: next.left }
}

/** Edges halfway between columns. */
export function edgesBetween(columns: readonly Column[], left: number, right: number): number[] {
  const inner = columns.slice(1).map((column, index) => ((columns[index]?.right ?? 0) + column.left) / 2)
  return [left, ...inner, right]
}

/** The columns that a piece of text stands over: those it covers by half, or the one it covers most. */
export function columnsOf(segment: Column, edges: readonly number[]): [from: number, to: number] {
  let best = 0
  let covered = 0
  let from = -1
  let to = -1
  for (let index = 0; index < edges.length - 1; index += 1) {
    const column = { left: edges[index] ?? 0, right: edges[index + 1] ?? 0 }
    const shared = overlap(column, segment)
    if (shared > covered) {
      covered = shared
      best = index
    }
    if (shared < 0.5 * (column.right - column.left)) continue
    if (from < 0) from = index
    to = index + 1
  }
  return from < 0 || to - from < 2 ? [best, best + 1] : [from, to]
}
