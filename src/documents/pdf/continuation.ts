import type { Box } from '../model.ts'
import { joinLines } from './cell-text.ts'
import type { DraftCell, GridDraft } from './grid-draft.ts'
import { isAmount } from './numerals.ts'

/** A cell of a table that may go on over pages; its box is in the reading coordinates of its own page. */
export interface TableCell extends DraftCell {
  readonly page: number
}

/** A table as it is read through; what later pages add to it is put into it. */
export interface Table {
  readonly evidence: GridDraft['evidence']
  readonly page: number
  readonly box: Box
  xs: readonly number[]
  rows: number
  /** Ordered by row; those of later pages come last. */
  cells: TableCell[]
}

/** What a page says about a table at its top. */
export interface PageBreak {
  readonly page: number
  /** How far down the page before could have been printed. */
  readonly lowest: number
  /** The caption of the table is printed again over this part. */
  readonly isCaptioned: boolean
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
  cells: draft.cells.map((cell) => placeCell(cell, page, 0)),
  page,
  box: draft.box,
})

const placeCell = (cell: DraftCell, page: number, down: number): TableCell => ({
  row: cell.row + down,
  column: cell.column,
  toRow: cell.toRow + down,
  toColumn: cell.toColumn,
  text: cell.text,
  lines: cell.lines,
  box: cell.box,
  page,
})

const bare = (text: string): string => text.replace(/\s/g, '')

/** The cells of one of the first rows; cells are ordered by row. */
function cellsOfRow(cells: readonly DraftCell[], row: number): DraftCell[] {
  const after = cells.findIndex((cell) => cell.row > row)
  return cells.slice(0, after < 0 ? cells.length : after).filter((cell) => cell.row === row)
}

/** Where each edge of `part` stands among `edges`, allowing for another margin; null when one is missing. */
function matchEdges(part: readonly number[], edges: readonly number[]): number[] | null {
  const shift = (edges[0] ?? 0) - (part[0] ?? 0)
  const places = part.map((edge) => edges.findIndex((other) => Math.abs(other - edge - shift) <= SAME_EDGE))
  const isWhole = places.every((place) => place >= 0) && places.at(-1) === edges.length - 1
  return isWhole && new Set(places).size === places.length ? places : null
}

/** Columns without rules are as wide as what is printed in them: the same number, each within its counterpart. */
function matchColumns(part: readonly number[], edges: readonly number[]): number[] | null {
  if (part.length !== edges.length) return null
  const isSame = part.slice(1).every((right, index) => {
    const middle = ((part[index] ?? 0) + right) / 2
    return middle > (edges[index] ?? 0) && middle < (edges[index + 1] ?? 0)
  })
  return isSame ? edges.map((_, index) => index) : null
}

/** How many rows at the top of the next part repeat the head; -1 when it is a new table under the same title. */
function countRepeatedHead(above: readonly DraftCell[], below: readonly DraftCell[]): number {
  let repeated = 0
  let hasColumns = false
  for (; repeated < MOST_HEAD_ROWS; repeated += 1) {
    const upper = cellsOfRow(above, repeated)
    const lower = cellsOfRow(below, repeated)
    const isSame =
      upper.length === lower.length &&
      upper.every((cell, index) => bare(cell.text) === bare(lower[index]?.text ?? '') && !isAmount(cell.text))
    const words = upper.filter((cell) => cell.text !== '').length
    if (!isSame || words === 0) break
    hasColumns ||= words > 1
  }
  return repeated > 0 && !hasColumns ? -1 : repeated
}

/** Does a break of the page explain that the table stops here? Otherwise it ended and another begins. */
function isBroken(table: Table, part: GridDraft, lowest: number): boolean {
  const next = cellsOfRow(part.cells, 0)
  const height = Math.max(0, ...next.map((cell) => cell.box[3] - cell.box[1]))
  const page = table.cells.at(-1)?.page
  let last = 0
  for (let index = table.cells.length - 1; table.cells[index]?.page === page && index >= 0; index -= 1) {
    last = Math.max(last, table.cells[index]?.box[3] ?? 0)
  }
  return lowest - last <= height + SPARE
}

/**
 * Puts the first table of a page into the table at the end of the page before, when it goes on there; false when it is
 * another one.
 */
export function continueTable(table: Table, part: GridDraft, { page, lowest, isCaptioned }: PageBreak): boolean {
  if (table.evidence !== part.evidence) return false
  const match = part.evidence === 'aligned' ? matchColumns : matchEdges
  const inTable = match(part.xs, table.xs)
  const inPart = inTable === null ? match(table.xs, part.xs) : null
  if (inTable === null && inPart === null) return false
  const above = inPart === null ? table.cells : moveColumns(table.cells, inPart)
  const below = inTable === null ? part.cells : moveColumns(part.cells, inTable)
  const head = countRepeatedHead(above, below)
  const rows = part.ys.length - 1
  if (head < 0 || head >= rows || (head === 0 && (isCaptioned || !isBroken(table, part, lowest)))) return false
  table.cells = above
  if (inPart !== null) table.xs = part.xs
  appendRows(
    table,
    below.filter((cell) => cell.row >= head).map((cell) => placeCell(cell, page, -head)),
    rows - head,
  )
  return true
}

function moveColumns<Cell extends DraftCell>(cells: readonly Cell[], places: readonly number[]): Cell[] {
  if (places.every((place, index) => place === index)) return [...cells]
  return cells.map((cell) => ({ ...cell, column: places[cell.column] ?? 0, toColumn: places[cell.toColumn] ?? 0 }))
}

function appendRows(table: Table, added: readonly TableCell[], rows: number): void {
  const last = bottomCells(table)
  const first = added.filter((cell) => cell.row === 0)
  const isRest = isRestOfRow(first, last)
  const beginsNew = first.some((cell) => isNewRecord(cell, last.get(cell.column)))
  const down = isRest ? table.rows - 1 : table.rows
  for (const cell of added) {
    const above = cell.row === 0 ? last.get(cell.column) : undefined
    const isTaken = isRest ? cell.row === 0 : above?.toColumn === cell.toColumn && goesOn(above, cell, beginsNew)
    if (!isTaken) table.cells.push(placeCell(cell, cell.page, down))
    else if (above !== undefined && !(isRest && cell.text === ''))
      joinBelow(table, above, cell, isRest ? 0 : cell.toRow)
  }
  table.rows = down + rows
}

/** Adds the text of a cell below the break to the cell above it, which grows by `rows`. */
function joinBelow(table: Table, above: TableCell, below: TableCell, rows: number): void {
  const lines = [...above.lines, ...below.lines]
  const text = joinLines(lines, above.box[2] - above.box[0])
  table.cells[table.cells.indexOf(above)] = { ...above, lines, text, toRow: above.toRow + rows }
}

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
