import type { Box } from '../model.ts'
import { joinLines } from './cell-text.ts'
import type { DraftCell, GridDraft } from './grid-draft.ts'
import { isAmount } from './numerals.ts'

/** A cell of a table that may go on over pages; its box is in the reading coordinates of its own page. */
export interface TableCell extends DraftCell {
  readonly page: number
}

/** A table as it is read through: the parts of all its pages in one. */
export interface Table {
  readonly evidence: GridDraft['evidence']
  readonly xs: readonly number[]
  readonly rows: number
  readonly cells: readonly TableCell[]
  readonly page: number
  readonly box: Box
}

/** Edges of two parts that differ by less are the same. */
const SAME_EDGE = 3
/** Room that a page may leave empty because the next row did not fit, beyond the height of that row. */
const SPARE = 24
const MOST_HEAD_ROWS = 6

export const startTable = (draft: GridDraft, page: number): Table => ({
  evidence: draft.evidence,
  xs: draft.xs,
  rows: draft.ys.length - 1,
  cells: draft.cells.map((cell) => ({ ...cell, page })),
  page,
  box: draft.box,
})

const bare = (text: string): string => text.replace(/\s/g, '')

const cellsOfRow = (cells: readonly DraftCell[], row: number): DraftCell[] => cells.filter((cell) => cell.row === row)

/** Where each edge of `part` stands among `edges`, allowing for another margin; null when one is missing. */
function matchEdges(part: readonly number[], edges: readonly number[]): number[] | null {
  const shift = (edges[0] ?? 0) - (part[0] ?? 0)
  const places = part.map((edge) => edges.findIndex((other) => Math.abs(other - edge - shift) <= SAME_EDGE))
  const isWhole = places.every((place) => place >= 0) && places.at(-1) === edges.length - 1
  return isWhole && new Set(places).size === places.length ? places : null
}

/** How many rows at the top of the next part repeat the head; -1 when it is a new table under the same title. */
function countRepeatedHead(table: Table, part: GridDraft): number {
  let repeated = 0
  let hasColumns = false
  for (; repeated < MOST_HEAD_ROWS; repeated += 1) {
    const above = cellsOfRow(table.cells, repeated)
    const below = cellsOfRow(part.cells, repeated)
    const isSame =
      above.length === below.length &&
      above.every((cell, index) => bare(cell.text) === bare(below[index]?.text ?? '') && !isAmount(cell.text))
    const words = above.filter((cell) => cell.text !== '').length
    if (!isSame || words === 0) break
    hasColumns ||= words > 1
  }
  return repeated > 0 && !hasColumns ? -1 : repeated
}

/** Does a break of the page explain that the table stops here? Otherwise it ended and another begins. */
function isBroken(table: Table, part: GridDraft, lowest: number, firstRow: number): boolean {
  const next = part.cells.filter((cell) => cell.row === firstRow)
  const height = Math.max(0, ...next.map((cell) => cell.box[3] - cell.box[1]))
  const last = table.cells.reduce(
    (bottom, cell) => (cell.page === lastPage(table) ? Math.max(bottom, cell.box[3]) : bottom),
    0,
  )
  return lowest - last <= height + SPARE
}

export const lastPage = (table: Table): number => table.cells.at(-1)?.page ?? table.page

/**
 * Joins the first table of a page to the table at the end of the page before, when it goes on there; null when it is
 * another one. `lowest` is how far down that page could have been printed.
 */
export function continueTable(table: Table, part: GridDraft, page: number, lowest: number): Table | null {
  if (table.evidence !== part.evidence) return null
  const inTable = matchEdges(part.xs, table.xs)
  const inPart = inTable === null ? matchEdges(table.xs, part.xs) : null
  if (inTable === null && inPart === null) return null
  const wide = inPart === null ? table : { ...table, xs: part.xs, cells: moveColumns(table.cells, inPart) }
  const cells = inTable === null ? part.cells : moveColumns(part.cells, inTable)
  const head = countRepeatedHead(wide, { ...part, cells })
  if (head < 0 || (head === 0 && !isBroken(wide, part, lowest, head))) return null
  const rows = part.ys.length - 1
  if (head >= rows) return null
  const rest = cells
    .filter((cell) => cell.row >= head)
    .map((cell) => ({ ...cell, row: cell.row - head, toRow: cell.toRow - head, page }))
  return appendRows(wide, rest, rows - head)
}

const moveColumns = <Cell extends DraftCell>(cells: readonly Cell[], places: readonly number[]): Cell[] =>
  cells.map((cell) => ({ ...cell, column: places[cell.column] ?? 0, toColumn: places[cell.toColumn] ?? 0 }))

function appendRows(table: Table, added: readonly TableCell[], rows: number): Table {
  const last = bottomCells(table)
  const first = added.filter((cell) => cell.row === 0)
  if (isRestOfRow(first, last)) return mergeRow(table, added, rows, last)
  const beginsNew = first.some((cell) => isNewRecord(cell, last.get(cell.column)))
  const joined = new Map<TableCell, TableCell>()
  const taken = new Set<TableCell>()
  for (const cell of first) {
    const above = last.get(cell.column)
    if (above === undefined || above.toColumn !== cell.toColumn || !goesOn(above, cell, beginsNew)) continue
    taken.add(cell)
    joined.set(above, { ...joinCells(above, cell), toRow: table.rows + cell.toRow })
  }
  const moved = added.filter((cell) => !taken.has(cell)).map((cell) => lower(cell, table.rows))
  return {
    ...table,
    rows: table.rows + rows,
    cells: [...table.cells.map((cell) => joined.get(cell) ?? cell), ...moved],
  }
}

const lower = (cell: TableCell, by: number): TableCell => ({ ...cell, row: cell.row + by, toRow: cell.toRow + by })

/** The cells that touch the last row, by their first column. */
function bottomCells(table: Table): Map<number, TableCell> {
  return new Map(table.cells.filter((cell) => cell.toRow === table.rows).map((cell) => [cell.column, cell]))
}

const isMerged = (cell: TableCell): boolean => cell.toRow - cell.row > 1

/** A merged cell below the break with a text of its own: it belongs to a new project, goal or indicator. */
const isNewRecord = (cell: TableCell, above: TableCell | undefined): boolean =>
  isMerged(cell) && cell.text !== '' && (above === undefined || above.text === '' || !isUnfinished(above, cell))

/** A cell merged over several rows goes on below the break: nothing printed there, or the rest of its text. */
function goesOn(above: TableCell, below: TableCell, beginsNew: boolean): boolean {
  if (!isMerged(above) && !isMerged(below)) return false
  if (below.text === '') return !(beginsNew && isMerged(below))
  return !beginsNew && above.text !== '' && isUnfinished(above, below)
}

const SENTENCE_END = /[。；！？.;!?]$/

/** The text above breaks off at the end of a full line, and what stands below does not begin something new. */
function isUnfinished(above: TableCell, below: TableCell): boolean {
  const line = above.lines.at(-1)
  if (line === undefined || above.lines.length === 0 || SENTENCE_END.test(above.text)) return false
  if (isAmount(above.text) || isAmount(below.text) || bare(above.text) === bare(below.text)) return false
  const sign = (line.right - line.left) / Math.max(1, line.text.length)
  return above.box[2] - above.box[0] - (line.right - line.left) < 12 + 1.5 * sign
}

/** A row cut by the page: what stands below completes cells above and leaves the others empty. */
function isRestOfRow(first: readonly TableCell[], last: ReadonlyMap<number, TableCell>): boolean {
  const printed = first.filter((cell) => cell.text !== '')
  if (printed.length === 0 || first.some((cell) => cell.toRow - cell.row > 1)) return false
  const above = (cell: TableCell) => last.get(cell.column)
  const leavesSome = first.some((cell) => cell.text === '' && (above(cell)?.text ?? '') !== '')
  if (!leavesSome) return false
  return printed.every((cell) => {
    const upper = above(cell)
    return upper !== undefined && upper.toColumn === cell.toColumn && upper.text !== '' && isUnfinished(upper, cell)
  })
}

const joinCells = (above: TableCell, below: TableCell): TableCell => {
  const lines = [...above.lines, ...below.lines]
  return { ...above, lines, text: joinLines(lines, above.box[2] - above.box[0]) }
}

function mergeRow(
  table: Table,
  added: readonly TableCell[],
  rows: number,
  last: ReadonlyMap<number, TableCell>,
): Table {
  const rest = new Map<TableCell, TableCell>()
  for (const cell of added) {
    const above = cell.row === 0 && cell.text !== '' ? last.get(cell.column) : undefined
    if (above !== undefined) rest.set(above, joinCells(above, cell))
  }
  const moved = added.filter((cell) => cell.row > 0).map((cell) => lower(cell, table.rows - 1))
  return {
    ...table,
    rows: table.rows + rows - 1,
    cells: [...table.cells.map((cell) => rest.get(cell) ?? cell), ...moved],
  }
}
