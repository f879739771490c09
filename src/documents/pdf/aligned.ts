import { findLines, joinLines, type TextLine } from './cell-text.ts'
import type { DraftCell, GridDraft } from './grid-draft.ts'
import { joinStrokes } from './rulings.ts'
import type { Run } from './runs.ts'
import { columnsOf, edgesBetween, findColumns, type SegmentedLine, segmentLine } from './segments.ts'
import type { Stroke } from './strokes.ts'

/** The line over a table that names its unit is no head. */
const UNIT_LINE = /单位[:：]|金额单位/

/** Lines further apart than this, in line heights, do not belong to one table. */
const ROW_GAP = 4
/** A table without rules shows itself by at least so many lines with amounts one under the other. */
const FEWEST_ROWS = 3
const MOST_HEAD_LINES = 6
/** Rules separate the rows when there are this many of them for each row. */
const RULED_ROWS = 0.7
/** Part of the table's width that a rule between rows runs through. */
const ACROSS = 0.6
const EMPTY: TextLine = { text: '', left: 0, top: 0, right: 0, bottom: 0, runs: [] }

const isRow = ({ segments }: SegmentedLine): boolean =>
  segments.length > 1 && segments.some((segment) => segment.isAmount)

/** Stretches of lines that hold amounts one under the other; lines without any may stand between. */
function findBodies(lines: readonly SegmentedLine[]): [from: number, to: number][] {
  const bodies: [number, number][] = []
  let from = -1
  let last = -1
  let rows = 0
  const close = (): void => {
    if (rows >= FEWEST_ROWS) bodies.push([from, last + 1])
    from = -1
    rows = 0
  }
  lines.forEach((line, index) => {
    if (!isRow(line)) return
    const before = lines[last]?.line
    const isFar = before !== undefined && line.line.top - before.bottom > ROW_GAP * (line.line.bottom - line.line.top)
    if (from >= 0 && (isFar || hasProse(lines.slice(last + 1, index)))) close()
    if (from < 0) from = index
    last = index
    rows += 1
  })
  close()
  return bodies
}

/** Two full lines of text in a row are a paragraph, not wrapped names. */
const hasProse = (between: readonly SegmentedLine[]): boolean =>
  between.filter(({ segments }) => segments.length === 1 && (segments[0]?.text.length ?? 0) > 24).length > 1

/** Lines of column heads above the first row: several pieces, or one that stands over a column and not over all. */
function findHead(lines: readonly SegmentedLine[], from: number, edges: readonly number[]): number {
  let head = from
  for (let index = from - 1; index >= 0 && from - index <= MOST_HEAD_LINES; index -= 1) {
    const line = lines[index]
    const below = lines[index + 1]
    if (line === undefined || below === undefined || UNIT_LINE.test(line.line.text)) break
    if (below.line.top - line.line.bottom > 2 * (line.line.bottom - line.line.top)) break
    const width = line.line.right - line.line.left
    const isNarrow = width < 0.3 * ((edges.at(-1) ?? 0) - (edges[0] ?? 0))
    if (line.segments.length > 1) head = index
    else if (!isNarrow) break
  }
  return head
}

/** Where rules separate the rows, lines between two rules are one row: names and heads may wrap. */
function mergeRuled(lines: readonly SegmentedLine[], rules: readonly number[]): SegmentedLine[] {
  const rows = lines.filter(isRow).length
  const inside = rules.filter((y) => y > (lines[0]?.line.bottom ?? 0) && y < (lines.at(-1)?.line.top ?? 0))
  if (inside.length < RULED_ROWS * rows) return [...lines]
  const bands = new Map<number, SegmentedLine[]>()
  for (const line of lines) {
    const band = inside.filter((y) => y < (line.line.top + line.line.bottom) / 2).length
    bands.set(band, [...(bands.get(band) ?? []), line])
  }
  return [...bands.values()].map(mergeLines)
}

function mergeLines(lines: readonly SegmentedLine[]): SegmentedLine {
  const [first] = lines
  if (first === undefined || lines.length === 1) return first ?? { line: EMPTY, segments: [] }
  const segments = lines.flatMap((line) => line.segments).toSorted((a, b) => a.left - b.left)
  const bottom = Math.max(...lines.map(({ line }) => line.bottom))
  return { line: { ...first.line, bottom }, segments }
}

function buildDraft(lines: readonly SegmentedLine[], edges: readonly number[]): GridDraft {
  const columns = edges.length - 1
  const ys = rowEdges(lines)
  const cells = lines.flatMap((line, row) => cellsOfLine(line, row, edges, ys, columns))
  return {
    evidence: 'aligned',
    xs: edges,
    ys,
    cells,
    box: [edges[0] ?? 0, ys[0] ?? 0, edges.at(-1) ?? 0, ys.at(-1) ?? 0],
  }
}

function rowEdges(lines: readonly SegmentedLine[]): number[] {
  const inner = lines.slice(1).map(({ line }, index) => ((lines[index]?.line.bottom ?? 0) + line.top) / 2)
  return [lines[0]?.line.top ?? 0, ...inner, lines.at(-1)?.line.bottom ?? 0]
}

function cellsOfLine(
  { segments }: SegmentedLine,
  row: number,
  edges: readonly number[],
  ys: readonly number[],
  columns: number,
): DraftCell[] {
  const spans: { from: number; to: number; runs: Run[] }[] = []
  for (const segment of segments) {
    const [from, to] = columnsOf(segment, edges)
    const last = spans.at(-1)
    if (last !== undefined && from < last.to) last.runs.push(...segment.runs)
    else spans.push({ from, to, runs: [...segment.runs] })
  }
  const cells: DraftCell[] = []
  let column = 0
  for (const span of [...spans, { from: columns, to: columns, runs: [] }]) {
    for (; column < span.from; column += 1) cells.push(cellAt(row, column, column + 1, [], edges, ys))
    if (span.to > span.from) cells.push(cellAt(row, span.from, span.to, span.runs, edges, ys))
    column = Math.max(column, span.to)
  }
  return cells
}

function cellAt(
  row: number,
  column: number,
  toColumn: number,
  runs: readonly Run[],
  edges: readonly number[],
  ys: readonly number[],
): DraftCell {
  const lines = runs.length === 0 ? [] : findLines(runs)
  const box = [edges[column] ?? 0, ys[row] ?? 0, edges[toColumn] ?? 0, ys[row + 1] ?? 0] as const
  return { row, column, toRow: row + 1, toColumn, lines, text: joinLines(lines, box[2] - box[0]), box }
}

/** Heights of the rules that run through most of a table's width. */
const rulesAcross = (rules: readonly Stroke[], left: number, right: number): number[] =>
  rules
    .filter(({ from, to }) => Math.min(to, right) - Math.max(from, left) > ACROSS * (right - left))
    .map(({ position }) => position)

/**
 * Tables without ruling lines: at least three lines with amounts one under the other, columns where white space runs
 * through, heads over them. Takes the lines that no ruled table holds; gives back those that remain. `strokes` are the horizontal
 * ones of the page.
 */
export function findAligned(
  lines: readonly TextLine[],
  strokes: readonly Stroke[] = [],
): { grids: GridDraft[]; rest: TextLine[] } {
  const segmented = lines.map(segmentLine)
  const grids: GridDraft[] = []
  const taken = new Set<TextLine>()
  for (const [from, to] of findBodies(segmented)) {
    const body = segmented.slice(from, to)
    const columns = findColumns(body.filter(isRow))
    if (columns.length < 2) continue
    const left = Math.min(...body.map(({ line }) => line.left))
    const right = Math.max(...body.map(({ line }) => line.right))
    const edges = edgesBetween(columns, left, right)
    const whole = segmented.slice(findHead(segmented, from, edges), to)
    grids.push(buildDraft(mergeRuled(whole, rulesAcross(joinStrokes(strokes), left, right)), edges))
    for (const { line } of whole) taken.add(line)
  }
  return { grids, rest: lines.filter((line) => !taken.has(line)) }
}
