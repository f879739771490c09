import { findLines, joinLines } from './cell-text.ts'
import type { DraftCell, GridDraft } from './grid-draft.ts'
import type { Run } from './runs.ts'
import { columnsOf, edgesBetween, findColumns, type SegmentedLine, segmentLine } from './segments.ts'

/** So many cells of a column must hold several amounts side by side. */
const FEWEST_ROWS = 3

const segmentsOf = (cell: DraftCell): SegmentedLine[] => cell.lines.map(segmentLine)

/** Several figures side by side on one line. */
const isRow = ({ segments }: SegmentedLine): boolean =>
  segments.length > 1 && segments.some((segment) => segment.isAmount) && !segments.every((segment) => !segment.isNumber)

/** The edges inside a ruled column that is really several; none when it is one. */
function innerEdges(cells: readonly DraftCell[], left: number, right: number): number[] {
  // Most columns are seen to be one without looking into their lines.
  const mixed = cells.filter((cell) => cell.lines.some((line) => line.runs.length > 1))
  if (mixed.length < FEWEST_ROWS) return []
  const rows = mixed.flatMap((cell) => segmentsOf(cell).filter(isRow).slice(0, 1))
  if (rows.length < FEWEST_ROWS) return []
  const columns = findColumns(rows)
  return columns.length < 2 ? [] : edgesBetween(columns, left, right).slice(1, -1)
}

function splitCell(cell: DraftCell, edges: readonly number[], column: number, toColumn: number): DraftCell[] {
  const pieces: { from: number; to: number; runs: Run[] }[] = []
  for (const segment of segmentsOf(cell).flatMap((line) => line.segments)) {
    const [from, to] = columnsOf(segment, edges)
    const same = pieces.find((piece) => from < piece.to && to > piece.from)
    if (same === undefined) pieces.push({ from, to, runs: [...segment.runs] })
    else same.runs.push(...segment.runs)
  }
  pieces.sort((a, b) => a.from - b.from)
  const cells: DraftCell[] = []
  let done = 0
  for (const piece of [...pieces, { from: toColumn - column, to: toColumn - column, runs: [] }]) {
    for (; done < piece.from; done += 1) cells.push(cutCell(cell, edges, column, done, done + 1, []))
    if (piece.to > done) cells.push(cutCell(cell, edges, column, done, piece.to, piece.runs))
    done = Math.max(done, piece.to)
  }
  return cells
}

function cutCell(
  cell: DraftCell,
  edges: readonly number[],
  column: number,
  from: number,
  to: number,
  runs: readonly Run[],
): DraftCell {
  const box = [edges[from] ?? 0, cell.box[1], edges[to] ?? 0, cell.box[3]] as const
  const lines = runs.length === 0 ? [] : findLines(runs)
  return { ...cell, column: column + from, toColumn: column + to, lines, text: joinLines(lines, box[2] - box[0]), box }
}

/** The cells of each column that print something and reach into no other. */
function singleColumns({ cells, xs }: GridDraft): DraftCell[][] {
  const columns: DraftCell[][] = xs.slice(1).map(() => [])
  for (const cell of cells) {
    if (cell.toColumn === cell.column + 1 && cell.lines.length > 0) columns[cell.column]?.push(cell)
  }
  return columns
}

/**
 * Some tables rule their frame and their rows but not every column. Where several cells of one ruled column hold amounts
 * side by side, the column is cut where white space runs through.
 */
export function splitColumns(draft: GridDraft): GridDraft {
  const xs: number[] = []
  const starts: number[] = []
  const ownOf = singleColumns(draft)
  for (let column = 0; column < draft.xs.length - 1; column += 1) {
    const [left = 0, right = 0] = [draft.xs[column], draft.xs[column + 1]]
    starts.push(xs.length)
    xs.push(left, ...innerEdges(ownOf[column] ?? [], left, right))
  }
  starts.push(xs.length)
  xs.push(draft.xs.at(-1) ?? 0)
  if (xs.length === draft.xs.length) return draft
  const cells = draft.cells.flatMap((cell) => {
    const column = starts[cell.column] ?? 0
    const toColumn = starts[cell.toColumn] ?? 0
    if (toColumn - column === cell.toColumn - cell.column) return [{ ...cell, column, toColumn }]
    return splitCell(cell, xs.slice(column, toColumn + 1), column, toColumn)
  })
  return { ...draft, evidence: 'aligned', xs, cells: cells.sort((a, b) => a.row - b.row || a.column - b.column) }
}
