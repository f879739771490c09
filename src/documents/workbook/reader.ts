import { read, utils, type WorkBook } from '@e965/xlsx'
import { type ProblemReport, reportOf } from '../../kernel/index.ts'
import { withoutPhantoms } from '../grid.ts'
import { limits } from '../limits.ts'
import type { Block, Grid, GridCell, Line, Page, Place, ReadOptions, Source } from '../model.ts'
import { documentProblem } from '../problems.ts'
import { type Band, type SheetRow, splitBands } from './bands.ts'
import { type Extract, extractCells } from './extract.ts'
import { collectCells, type SheetCell, type SheetCells } from './sheet.ts'

/**
 * The parser throws plain errors for whatever it cannot make sense of. Formulas stay unread: it would show the missing
 * value of one as 0.
 */
function parseWorkbook(bytes: Uint8Array): WorkBook {
  try {
    return read(bytes, {
      type: 'array',
      dense: true,
      cellFormula: false,
      cellHTML: false,
      cellDates: false,
      dateNF: 'yyyy/m/d',
    })
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    throw documentProblem(/password|encrypt/i.test(message) ? 'password-protected' : 'damaged-file', message)
  }
}

const placeOf = (sheet: string, row: number, column: number): Place => ({
  sheet,
  cell: utils.encode_cell({ r: row, c: column }),
})

function printedRows(cells: SheetCells): SheetRow[] {
  const byRow = new Map<number, SheetCell[]>()
  const reached = new Set<number>()
  for (const cell of cells.filled) {
    const row = byRow.get(cell.row)
    if (row === undefined) byRow.set(cell.row, [cell])
    else row.push(cell)
    for (let below = cell.row + 1; below < cell.row + cell.rowSpan; below += 1) reached.add(below)
  }
  const rows = [...new Set([...byRow.keys(), ...reached])].sort((a, b) => a - b)
  return rows.map((row) => ({ row, cells: byRow.get(row) ?? [], isReached: reached.has(row) }))
}

const linesOf = (sheet: string, rows: readonly SheetRow[]): Line[] =>
  rows.flatMap((row) =>
    row.cells.map(
      (cell): Line => ({ kind: 'line', text: cell.text, at: placeOf(sheet, cell.row, cell.column), continues: false }),
    ),
  )

interface Region {
  readonly rows: readonly number[]
  readonly first: number
  readonly last: number
}

function regionOf(rows: readonly SheetRow[]): Region {
  const cells = rows.flatMap((row) => row.cells)
  return {
    rows: rows.map((row) => row.row),
    first: cells.reduce((least, cell) => Math.min(least, cell.column), Number.POSITIVE_INFINITY),
    last: cells.reduce((most, cell) => Math.max(most, cell.column + cell.columnSpan - 1), 0),
  }
}

/** How many of the region's rows a cell spans: blank rows between them are left out. */
const spanWithin = (cell: SheetCell, index: number, rows: readonly number[]): number => {
  let span = 1
  while ((rows[index + span] ?? Number.POSITIVE_INFINITY) < cell.row + cell.rowSpan) span += 1
  return span
}

function gridOf(sheet: string, band: Band, cells: SheetCells): Grid {
  const { rows, first, last } = regionOf(band.rows)
  const columns = last - first + 1
  if (columns * rows.length > limits.gridPositions) throw documentProblem('markup-too-complex', sheet)
  const known = new Map([...cells.blankMerges, ...cells.filled].map((cell) => [`${cell.row} ${cell.column}`, cell]))
  const placed = rows.flatMap((row, index) =>
    Array.from({ length: columns }, (_, column): GridCell[] => {
      if (cells.isCovered(row, first + column)) return []
      const cell = known.get(`${row} ${first + column}`)
      const at = placeOf(sheet, row, first + column)
      if (cell === undefined) return [{ text: '', row: index, column, rowSpan: 1, columnSpan: 1, at }]
      const columnSpan = Math.min(cell.columnSpan, columns - column)
      return [{ text: cell.text, row: index, column, rowSpan: spanWithin(cell, index, rows), columnSpan, at }]
    }).flat(),
  )
  const at = placeOf(sheet, rows[0] ?? 0, first)
  return { kind: 'grid', evidence: 'ruled', ...withoutPhantoms(placed, rows.length, columns), at }
}

function blocksOf(sheet: string, cells: SheetCells): Block[] {
  return splitBands(printedRows(cells)).flatMap((band): Block[] => {
    const filled = band.rows.reduce((sum, row) => sum + row.cells.length, 0)
    const isTable = band.kind === 'table' && (band.rows.length > 1 || filled > 2)
    return isTable ? [gridOf(sheet, band, cells)] : linesOf(sheet, band.rows)
  })
}

const isHidden = (book: WorkBook, index: number): boolean => (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0

/**
 * Reads a workbook (.xlsx, .xlsm, .xls): a page for each visible sheet, its captions and notes as lines, its
 * tables as grids of what is displayed. Macros never run. Throws `damaged-file`, `password-protected`,
 * `archive-bomb`, `markup-too-complex` and `nothing-printed`.
 */
export function readWorkbook(bytes: Uint8Array, options: ReadOptions = {}): Pick<Source, 'pages' | 'problems'> {
  const extract = extractCells(bytes)
  const book = parseWorkbook(extract.bytes)
  const hidden = book.SheetNames.filter((_, index) => isHidden(book, index))
  const names = book.SheetNames.filter((_, index) => !isHidden(book, index))
  const pages: Page[] = []
  for (const [index, name] of names.entries()) {
    const cells = collectCells(book.Sheets[name] ?? {})
    const blocks = blocksOf(name, cells)
    if (blocks.length > 0) pages.push({ number: pages.length + 1, name, blocks })
    options.onPage?.(index + 1, names.length)
  }
  if (pages.length === 0) throw documentProblem('nothing-printed')
  return { pages, problems: problemsOf(extract, hidden) }
}

/**
 * The rows of the first visible sheet that prints anything, blank ones too: the index of a row is that of the sheet.
 * Throws as `readWorkbook` does.
 */
export function readSheetRows(bytes: Uint8Array): string[][] {
  const book = parseWorkbook(extractCells(bytes).bytes)
  const names = book.SheetNames.filter((_, index) => !isHidden(book, index))
  const filled = names.map((name) => collectCells(book.Sheets[name] ?? {}).filled).find((cells) => cells.length > 0)
  if (filled === undefined) throw documentProblem('nothing-printed')
  const rows: string[][] = []
  let positions = 0
  for (const { row, column, text } of filled) {
    for (; rows.length <= row; positions += 1) rows.push([])
    const cells = rows[row] ?? []
    for (; cells.length < column; positions += 1) cells.push('')
    cells.push(text)
    if (positions > limits.gridPositions) throw documentProblem('markup-too-complex', `${row + 1}`)
  }
  return rows
}

function problemsOf({ hasMacros, unsavedFormulas }: Extract, hidden: readonly string[]): ProblemReport[] {
  return [
    ...(hasMacros ? [reportOf(documentProblem('macros-ignored'))] : []),
    ...(hidden.length > 0 ? [reportOf(documentProblem('hidden-sheet', hidden.join('、')))] : []),
    ...(unsavedFormulas > 0 ? [reportOf(documentProblem('formula-without-value', `${unsavedFormulas}`))] : []),
  ]
}
