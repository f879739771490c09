import type { Box } from '../model.ts'
import { findLines, joinLines, type TextLine } from './cell-text.ts'
import type { Glyphs } from './glyphs.ts'
import { type Lattice, type LatticeCell, latticeBox } from './lattice.ts'
import { isNumber } from './numerals.ts'
import { findGap, findNumberGap, type Run, runOf } from './runs.ts'

/** A cell with its text, still in the reading coordinates of its page. */
export interface DraftCell extends LatticeCell {
  readonly text: string
  readonly lines: readonly TextLine[]
  readonly box: Box
}

/** A table of one page, before tables of following pages are joined to it. */
export interface GridDraft {
  readonly evidence: 'ruled' | 'aligned'
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  readonly cells: readonly DraftCell[]
  readonly box: Box
}

/** How far text may stand over a line that it does not cross. */
const SLACK = 1

/** Index of the interval of ascending edges that holds a position, -1 outside. */
function intervalOf(edges: readonly number[], position: number): number {
  if (position < (edges[0] ?? 0) || position > (edges.at(-1) ?? 0)) return -1
  let low = 0
  let high = edges.length - 1
  while (high - low > 1) {
    const half = (low + high) >> 1
    if ((edges[half] ?? 0) <= position) low = half
    else high = half
  }
  return low
}

/** Finds the cell of a point in a lattice. */
function cellFinder({ xs, ys, cells }: Lattice): (x: number, y: number) => number {
  const columns = xs.length - 1
  const owner = new Int32Array(columns * (ys.length - 1)).fill(-1)
  cells.forEach((cell, index) => {
    for (let row = cell.row; row < cell.toRow; row += 1) {
      owner.fill(index, row * columns + cell.column, row * columns + cell.toColumn)
    }
  })
  return (x, y) => {
    const column = intervalOf(xs, x)
    const row = intervalOf(ys, y)
    return column < 0 || row < 0 ? -1 : (owner[row * columns + column] ?? -1)
  }
}

/**
 * Splits a run at the cell borders that pass between its glyphs. Text that overflows its cell stays whole, and so does a
 * number unless its digits are set as two: 1800 at the end of one cell, 302 at the beginning of the next.
 */
function splitRun(glyphs: Glyphs, run: Run, lattice: Lattice, cellAt: (x: number, y: number) => number): Run[] {
  const y = (run.top + run.bottom) / 2
  const findBreak = isNumber(run.text) ? findNumberGap : findGap
  const pieces: Run[] = []
  let rest = run
  for (const x of lattice.xs) {
    if (x <= rest.left + SLACK || x >= rest.right - SLACK) continue
    if (cellAt(x - SLACK, y) === cellAt(x + SLACK, y)) continue
    const gap = findBreak(glyphs, rest, x, SLACK)
    if (gap <= rest.start) continue
    pieces.push(runOf(glyphs, rest.start, gap))
    rest = runOf(glyphs, gap, rest.end)
  }
  pieces.push(rest)
  return pieces
}

function draftCell(cell: LatticeCell, runs: readonly Run[], { xs, ys }: Lattice): DraftCell {
  const box: Box = [xs[cell.column] ?? 0, ys[cell.row] ?? 0, xs[cell.toColumn] ?? 0, ys[cell.toRow] ?? 0]
  const lines = runs.length === 0 ? [] : findLines(runs)
  return {
    row: cell.row,
    column: cell.column,
    toRow: cell.toRow,
    toColumn: cell.toColumn,
    lines,
    text: runs.length === 0 ? '' : joinLines(lines, box[2] - box[0]),
    box,
  }
}

/** Fills a lattice with the runs that stand in it. Gives back the runs that do not. */
export function fillLattice(lattice: Lattice, runs: readonly Run[], glyphs: Glyphs): { draft: GridDraft; rest: Run[] } {
  const cellAt = cellFinder(lattice)
  const held: Run[][] = lattice.cells.map(() => [])
  const rest: Run[] = []
  const box = latticeBox(lattice)
  for (const run of runs) {
    const y = (run.top + run.bottom) / 2
    if (y < box[1] || y > box[3] || run.right < box[0] || run.left > box[2]) {
      rest.push(run)
      continue
    }
    const isWithin = cellAt(run.left + SLACK, y) === cellAt(run.right - SLACK, y)
    for (const piece of isWithin ? [run] : splitRun(glyphs, run, lattice, cellAt)) {
      const into = held[cellAt((piece.left + piece.right) / 2, y)]
      if (into === undefined) rest.push(piece)
      else into.push(piece)
    }
  }
  const cells = lattice.cells.map((cell, index) => draftCell(cell, held[index] ?? [], lattice))
  return { draft: { evidence: 'ruled', xs: lattice.xs, ys: lattice.ys, cells, box }, rest }
}
