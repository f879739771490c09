import { limits } from './limits.ts'
import type { Grid, GridCell, GridEvidence, Place } from './model.ts'
import { documentProblem } from './problems.ts'

/** A cell as markup gives it: its place in the row follows from the cells before it and the spans above it. */
export interface SpannedCell {
  readonly text: string
  readonly rowSpan: number
  readonly columnSpan: number
}

/** A row of a table with the place where it stands. */
export interface SpannedRow {
  readonly at: Place
  readonly cells: readonly SpannedCell[]
}

type Occupied = Uint8Array<ArrayBuffer>[]

function isFree(occupied: Occupied, row: number, column: number): boolean {
  return (occupied[row]?.[column] ?? 0) === 0
}

function occupy(occupied: Occupied, cell: GridCell): void {
  for (let row = cell.row; row < cell.row + cell.rowSpan; row += 1) {
    occupied[row]?.fill(1, cell.column, cell.column + cell.columnSpan)
  }
}

/** A span ends before the next position that a cell above has taken. */
function freeSpan(occupied: Occupied, row: number, column: number, span: number, columns: number): number {
  let free = 1
  while (free < span && column + free < columns && isFree(occupied, row, column + free)) free += 1
  return free
}

/** Columns that the rows need at most: spans from above push the cells of later rows to the right. */
function countColumns(rows: readonly SpannedRow[]): number {
  let reaching: { until: number; columns: number }[] = []
  let most = 0
  rows.forEach((row, index) => {
    reaching = reaching.filter((span) => span.until > index)
    const above = reaching.reduce((sum, span) => sum + span.columns, 0)
    const own = row.cells.reduce((sum, cell) => sum + cell.columnSpan, 0)
    for (const cell of row.cells) {
      if (cell.rowSpan > 1) reaching.push({ until: index + cell.rowSpan, columns: cell.columnSpan })
    }
    most = Math.max(most, above + own)
  })
  return most
}

function placeRow(row: SpannedRow, index: number, rows: number, columns: number, occupied: Occupied): GridCell[] {
  const placed: GridCell[] = []
  let column = 0
  for (const cell of row.cells) {
    while (column < columns && !isFree(occupied, index, column)) column += 1
    const columnSpan = freeSpan(occupied, index, column, cell.columnSpan, columns)
    const rowSpan = Math.max(1, Math.min(cell.rowSpan, rows - index))
    const gridCell = { text: cell.text, row: index, column, rowSpan, columnSpan, at: row.at }
    occupy(occupied, gridCell)
    placed.push(gridCell)
    column += columnSpan
  }
  return placed
}

/** New indexes for the rows or columns that some cell begins in; `last` is how many remain. */
function renumber(begins: Uint8Array): { indexes: Uint32Array; last: number } {
  const indexes = new Uint32Array(begins.length)
  let last = 0
  begins.forEach((begun, index) => {
    indexes[index] = last
    last += begun
  })
  return { indexes, last }
}

/** Rows and columns in which no cell begins exist only inside spans; to a reader they are none. */
export function withoutPhantoms(
  cells: readonly GridCell[],
  rows: number,
  columns: number,
): Pick<Grid, 'rows' | 'columns' | 'cells'> {
  const rowBegins = new Uint8Array(rows + 1)
  const columnBegins = new Uint8Array(columns + 1)
  for (const cell of cells) {
    rowBegins[cell.row] = 1
    columnBegins[cell.column] = 1
  }
  const byRow = renumber(rowBegins)
  const byColumn = renumber(columnBegins)
  const moved = cells.map((cell): GridCell => {
    const row = byRow.indexes[cell.row] ?? 0
    const column = byColumn.indexes[cell.column] ?? 0
    const rowSpan = (byRow.indexes[cell.row + cell.rowSpan] ?? byRow.last) - row
    const columnSpan = (byColumn.indexes[cell.column + cell.columnSpan] ?? byColumn.last) - column
    return { ...cell, row, column, rowSpan, columnSpan }
  })
  return { rows: byRow.last, columns: byColumn.last, cells: moved }
}

const byPosition = (a: GridCell, b: GridCell): number => a.row - b.row || a.column - b.column

function withEmptyCells(cells: readonly GridCell[], rows: readonly SpannedRow[], occupied: Occupied): GridCell[] {
  const empty: GridCell[] = []
  const used = cells.reduce((most, cell) => Math.max(most, cell.column + cell.columnSpan), 0)
  occupied.forEach((positions, row) => {
    const at = rows[row]?.at
    if (at === undefined) return
    positions.forEach((taken, column) => {
      if (taken === 0 && column < used) empty.push({ text: '', row, column, rowSpan: 1, columnSpan: 1, at })
    })
  })
  return [...cells, ...empty].sort(byPosition)
}

/**
 * Places the cells of a table as a browser does: each row from the left, over what spans reach down from above.
 * Missing cells become empty ones. Throws `markup-too-complex` when there are too many positions.
 */
export function gridFromRows(rows: readonly SpannedRow[], evidence: GridEvidence, at: Place): Grid {
  const columns = countColumns(rows)
  if (columns * rows.length > limits.gridPositions)
    throw documentProblem('markup-too-complex', `${columns * rows.length}`)
  const occupied = rows.map(() => new Uint8Array(columns))
  const placed = rows.flatMap((row, index) => placeRow(row, index, rows.length, columns, occupied))
  const cells = withEmptyCells(placed, rows, occupied)
  return { kind: 'grid', evidence, ...withoutPhantoms(cells, rows.length, columns), at }
}
