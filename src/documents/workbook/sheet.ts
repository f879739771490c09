import { type CellObject, type Range, utils, type WorkSheet } from '@e965/xlsx'
import { limits } from '../limits.ts'
import { joinPrinted } from '../printed.ts'
import { documentProblem } from '../problems.ts'

/** A cell that prints something, with the cells merged into it. Rows and columns count from 0, as in the sheet. */
export interface SheetCell {
  readonly text: string
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
}

export interface SheetCells {
  /** By row, then column; only those that print something. */
  readonly filled: readonly SheetCell[]
  /** Whether a position lies inside a merge whose first cell is another. */
  isCovered(row: number, column: number): boolean
  /** Merges of which nothing is printed. */
  readonly blankMerges: readonly SheetCell[]
}

const ROWS = 1_048_576
const COLUMNS = 16_384
const EXPONENT = /E\+/i
/** Number formats set the sign apart from the digits or pad to the width of a bracket. */
const SIGN_APART = /^([-−(（¥￥])\s+(?=[\d.])/

const keyOf = (row: number, column: number): number => row * COLUMNS + column

function textOf(cell: CellObject): string {
  if (cell.t === 'n' && typeof cell.v === 'number' && EXPONENT.test(cell.w ?? '') && Number.isSafeInteger(cell.v)) {
    return `${cell.v}`
  }
  const shown = cell.t === 's' ? `${cell.v ?? ''}` : (cell.w ?? `${cell.v ?? ''}`)
  const text = joinPrinted(
    shown
      .replace(/[\u200b\ufeff]/g, '')
      .replace(/[\u00a0\t]/g, ' ')
      .split(/\r?\n/),
  )
  return cell.t === 'n' ? text.replace(SIGN_APART, '$1') : text
}

/** A sheet may claim rows without number: only those that are there are asked. */
function* presentCells(sheet: WorkSheet): Generator<{ row: number; column: number; cell: CellObject }> {
  for (const [row, cells] of Object.entries(sheet['!data'] ?? [])) {
    for (const [column, cell] of Object.entries(cells ?? [])) {
      if (cell !== undefined && Number(row) < ROWS && Number(column) < COLUMNS) {
        yield { row: Number(row), column: Number(column), cell }
      }
    }
  }
}

interface Merges {
  readonly byFirst: ReadonlyMap<number, Range>
  readonly covered: ReadonlySet<number>
}

/** Merges within the part of the sheet that prints; the rest of an endless merge is nothing to a reader. */
function collectMerges(merges: readonly Range[], lastRow: number, lastColumn: number): Merges {
  const byFirst = new Map<number, Range>()
  const covered = new Set<number>()
  for (const { s, e } of merges) {
    if (s.r > lastRow || s.c > lastColumn || s.r < 0 || s.c < 0) continue
    const end = { r: Math.min(e.r, lastRow), c: Math.min(e.c, lastColumn) }
    if (covered.size + (end.r - s.r + 1) * (end.c - s.c + 1) > limits.gridPositions) {
      throw documentProblem('markup-too-complex', utils.encode_range(s, e))
    }
    byFirst.set(keyOf(s.r, s.c), { s, e: end })
    for (let row = s.r; row <= end.r; row += 1) {
      for (let column = s.c; column <= end.c; column += 1) {
        if (row !== s.r || column !== s.c) covered.add(keyOf(row, column))
      }
    }
  }
  return { byFirst, covered }
}

interface PrintedCell {
  readonly row: number
  readonly column: number
  readonly text: string
}

function collectPrinted(sheet: WorkSheet): PrintedCell[] {
  const printed: PrintedCell[] = []
  for (const { row, column, cell } of presentCells(sheet)) {
    const text = textOf(cell)
    if (text !== '') printed.push({ row, column, text })
  }
  if (printed.length > limits.gridPositions) throw documentProblem('markup-too-complex', `${printed.length}`)
  return printed
}

const withSpan = (cell: PrintedCell, merge: Range | undefined): SheetCell => ({
  ...cell,
  rowSpan: merge === undefined ? 1 : merge.e.r - merge.s.r + 1,
  columnSpan: merge === undefined ? 1 : merge.e.c - merge.s.c + 1,
})

/** What a sheet prints, hidden rows and columns included. */
export function collectCells(sheet: WorkSheet): SheetCells {
  const printed = collectPrinted(sheet)
  const lastRow = printed.reduce((last, cell) => Math.max(last, cell.row), -1)
  const lastColumn = printed.reduce((last, cell) => Math.max(last, cell.column), -1)
  const { byFirst, covered } = collectMerges(sheet['!merges'] ?? [], lastRow, lastColumn)
  const visible = printed.filter((cell) => !covered.has(keyOf(cell.row, cell.column)))
  const filled = visible.map((cell) => withSpan(cell, byFirst.get(keyOf(cell.row, cell.column))))
  const firsts = new Set(visible.map((cell) => keyOf(cell.row, cell.column)))
  const blankMerges = [...byFirst]
    .filter(([key]) => !firsts.has(key) && !covered.has(key))
    .map(([, merge]) => withSpan({ row: merge.s.r, column: merge.s.c, text: '' }, merge))
  return { filled, blankMerges, isCovered: (row, column) => covered.has(keyOf(row, column)) }
}
