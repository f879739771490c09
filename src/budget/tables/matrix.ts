import type { Grid, GridCell, GridEvidence, Place } from '../../documents/index.ts'
import { bare, squeeze } from '../layout/wording.ts'

/** One cell of a table that may have been put together from several grids. */
export interface Spot {
  /** Spaces that a layout put between Chinese characters are gone. */
  readonly text: string
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  readonly at: Place
}

/** A table as a rectangle of positions, each with the cell that covers it. */
export interface Matrix {
  readonly evidence: GridEvidence
  readonly width: number
  readonly rows: readonly (readonly (Spot | undefined)[])[]
}

export const isOrigin = (spot: Spot | undefined, row: number, column: number): spot is Spot =>
  spot !== undefined && spot.row === row && spot.column === column

const toSpot = (cell: GridCell, shift: number): Spot => ({
  text: squeeze(cell.text),
  row: cell.row + shift,
  column: cell.column,
  rowSpan: cell.rowSpan,
  columnSpan: cell.columnSpan,
  at: cell.at,
})

/** Lays the cells of a grid out on their positions, from a first row on. */
export function toMatrix(grid: Grid, firstRow = 0): Matrix {
  const rows: (Spot | undefined)[][] = []
  for (let row = firstRow; row < grid.rows; row += 1) rows.push(new Array<Spot | undefined>(grid.columns))
  for (const cell of grid.cells) {
    const spot = toSpot(cell, -firstRow)
    for (let row = Math.max(0, spot.row); row < spot.row + spot.rowSpan; row += 1) {
      const line = rows[row]
      if (line === undefined) continue
      for (let column = spot.column; column < spot.column + spot.columnSpan; column += 1) line[column] = spot
    }
  }
  return { evidence: grid.evidence, width: grid.columns, rows }
}

/** The cells that begin in a row, blank ones left out. */
export const printedIn = (matrix: Matrix, row: number): Spot[] =>
  (matrix.rows[row] ?? []).filter((spot, column): spot is Spot => isOrigin(spot, row, column) && spot.text !== '')

/** Rows without a word, and columns beyond the last word, are paper. */
export function trim(matrix: Matrix): Matrix {
  const rows = matrix.rows.filter((_, row) => printedIn(matrix, row).length > 0)
  return rows.length === matrix.rows.length ? matrix : { ...matrix, rows: renumber(rows, matrix) }
}

/** Rows keep their cells, which learn their new row numbers. */
function renumber(kept: readonly (readonly (Spot | undefined)[])[], matrix: Matrix): (Spot | undefined)[][] {
  const before = new Map(matrix.rows.map((row, index) => [row, index]))
  const moved = new Map<Spot, Spot>()
  return kept.map((row, index) =>
    row.map((spot) => {
      if (spot === undefined) return undefined
      const known = moved.get(spot)
      if (known !== undefined) return known
      const rowSpan = spot.row + spot.rowSpan - (before.get(row) ?? spot.row)
      const next = { ...spot, row: index, rowSpan: Math.max(1, rowSpan) }
      moved.set(spot, next)
      return next
    }),
  )
}

const rowKey = (matrix: Matrix, row: number): string =>
  (matrix.rows[row] ?? []).map((spot, column) => (isOrigin(spot, row, column) ? bare(spot.text) : '')).join('\t')

/** How many rows at the top of a further grid print the head of the first again. */
export function countRepeatedRows(first: Matrix, next: Matrix, headRows: number): number {
  let count = 0
  while (count < headRows && count < next.rows.length && rowKey(first, count) === rowKey(next, count)) count += 1
  return count
}

/** One table below another of the same columns. */
export function append(first: Matrix, next: Matrix, skip: number): Matrix {
  const shift = first.rows.length - skip
  const moved = new Map<Spot, Spot>()
  const shifted = next.rows.slice(skip).map((row) =>
    row.map((spot) => {
      if (spot === undefined) return undefined
      const known = moved.get(spot) ?? { ...spot, row: spot.row + shift }
      moved.set(spot, known)
      return known
    }),
  )
  return { ...first, rows: [...first.rows, ...shifted] }
}
