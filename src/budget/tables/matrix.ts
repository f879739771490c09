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

const isBlankColumn = (matrix: Matrix, column: number): boolean =>
  matrix.rows.every((row, index) => !isOrigin(row[column], index, column) || row[column]?.text === '')

/** The same table without some columns at its left and right. */
function crop(matrix: Matrix, left: number, right: number): Matrix {
  if (left === 0 && right === 0) return matrix
  const width = matrix.width - left - right
  const moved = new Map<Spot, Spot>()
  const move = (spot: Spot): Spot => {
    const column = Math.max(0, spot.column - left)
    const end = Math.min(width, spot.column + spot.columnSpan - left)
    return { ...spot, column, columnSpan: Math.max(1, end - column) }
  }
  const rows = matrix.rows.map((row) =>
    row.slice(left, left + width).map((spot) => {
      if (spot === undefined) return undefined
      const known = moved.get(spot) ?? move(spot)
      moved.set(spot, known)
      return known
    }),
  )
  return { ...matrix, width, rows }
}

/** Blank columns at the edges are the paper beside the table. */
export function withoutMargins(matrix: Matrix): Matrix {
  let left = 0
  while (left < matrix.width - 1 && isBlankColumn(matrix, left)) left += 1
  let right = 0
  while (right < matrix.width - left - 1 && isBlankColumn(matrix, matrix.width - 1 - right)) right += 1
  return crop(matrix, left, right)
}

/** Brings a further page of a table to its width where only blank margins differ; null where more does. */
export function fitWidth(matrix: Matrix, width: number): Matrix | null {
  let fitted = matrix
  while (fitted.width > width) {
    if (isBlankColumn(fitted, 0)) fitted = crop(fitted, 1, 0)
    else if (isBlankColumn(fitted, fitted.width - 1)) fitted = crop(fitted, 0, 1)
    else return null
  }
  return fitted.width === width ? fitted : null
}

/** Rows without a word are paper. */
export function trim(matrix: Matrix): Matrix {
  const rows = matrix.rows.filter((_, row) => printedIn(matrix, row).length > 0)
  return rows.length === matrix.rows.length ? matrix : { ...matrix, rows: renumber(rows) }
}

/** Rows keep their cells, which learn their new row numbers and over how many of the kept rows they reach. */
function renumber(kept: readonly (readonly (Spot | undefined)[])[]): (Spot | undefined)[][] {
  const moved = new Map<Spot, { -readonly [Key in keyof Spot]: Spot[Key] }>()
  return kept.map((row, index) =>
    row.map((spot) => {
      if (spot === undefined) return undefined
      const known = moved.get(spot) ?? { ...spot, row: index }
      known.rowSpan = index - known.row + 1
      moved.set(spot, known)
      return known
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
