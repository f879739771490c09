import { gridFromRows, type SpannedRow } from './grid.ts'
import type { Block, Line } from './model.ts'
import { joinPrinted, startsItem } from './printed.ts'

/** A document without fixed pages before its tables are told from the frames that only lay it out. */
export type FlowBlock = FlowParagraph | FlowTable

export interface FlowParagraph {
  readonly kind: 'paragraph'
  /** Printed lines: broken by hand, not by the width of the page. */
  readonly lines: readonly string[]
  /** Leads around a web site; only inside a cell of a table it belongs to the document. */
  readonly isNavigation?: boolean
}

export interface FlowTable {
  readonly kind: 'table'
  readonly rows: readonly (readonly FlowCell[])[]
}

export interface FlowCell {
  readonly rowSpan: number
  readonly columnSpan: number
  readonly content: readonly FlowBlock[]
}

const LONG_PROSE = 200
const FEW_CELLS = 4
const SENTENCE_OPEN = /[，、；][^。！？]*[^。！？；：:.]$/

const linesOf = (cell: FlowCell): string[] =>
  cell.content.flatMap((block) => (block.kind === 'paragraph' ? [...block.lines] : []))

const textOf = (cell: FlowCell): string => joinPrinted(linesOf(cell))

const nestedTables = (cell: FlowCell): FlowTable[] => cell.content.filter((block) => block.kind === 'table')

const cellsOf = (table: FlowTable): readonly FlowCell[] => table.rows.flat()

/** A table with tables inside frames them, unless it has rows of its own with several filled cells. */
function framesTables(table: FlowTable): boolean {
  if (!cellsOf(table).some((cell) => nestedTables(cell).length > 0)) return false
  const filledRows = table.rows.filter((row) => row.filter((cell) => textOf(cell) !== '').length >= 2)
  return filledRows.length * 2 < table.rows.length || filledRows.length < 2
}

/** Markup uses tables to lay a page out; such a table is no grid, its content is read in order. */
export function isLayout(table: FlowTable): boolean {
  if (framesTables(table)) return true
  const filled = cellsOf(table).filter((cell) => textOf(cell) !== '')
  if (table.rows.every((row) => row.length <= 1)) return true
  if (table.rows.length === 1 && filled.length <= 2) return true
  return filled.length <= FEW_CELLS && filled.some((cell) => textOf(cell).length > LONG_PROSE)
}

/** Nothing is printed in the cell, or nothing but links to elsewhere. */
const leadsAround = (cell: FlowCell): boolean =>
  cell.content.every(
    (block) => block.kind === 'paragraph' && (block.isNavigation === true || joinPrinted(block.lines) === ''),
  )

/** Counts paragraphs and rows of tables from 1, as the document shows them. */
interface Ordinals {
  last: number
}

function paragraphLines(paragraph: FlowParagraph, ordinals: Ordinals): Line[] {
  if (paragraph.isNavigation === true) return []
  const texts = paragraph.lines.map((line) => line.trim()).filter((line) => line !== '')
  if (texts.length === 0) return []
  ordinals.last += 1
  const at = { line: ordinals.last }
  return texts.map((text, index) => {
    const before = texts[index - 1]
    const continues = before !== undefined && SENTENCE_OPEN.test(before) && !startsItem(text)
    return { kind: 'line', text, at, continues }
  })
}

function tableBlocks(table: FlowTable, ordinals: Ordinals): Block[] {
  const cells = cellsOf(table)
  if (isLayout(table)) return cells.flatMap((cell) => numberBlocks(cell.content, ordinals))
  if (cells.every(leadsAround)) return []
  const first = ordinals.last + 1
  const rows = table.rows.map((row): SpannedRow => {
    ordinals.last += 1
    const at = { line: ordinals.last }
    return {
      at,
      cells: row.map((cell) => ({ text: textOf(cell), rowSpan: cell.rowSpan, columnSpan: cell.columnSpan })),
    }
  })
  const grid = gridFromRows(rows, 'ruled', { line: first, lastLine: ordinals.last })
  return [grid, ...cells.flatMap(nestedTables).flatMap((nested) => tableBlocks(nested, ordinals))]
}

const numberBlocks = (flow: readonly FlowBlock[], ordinals: Ordinals): Block[] =>
  flow.flatMap((block) => (block.kind === 'table' ? tableBlocks(block, ordinals) : paragraphLines(block, ordinals)))

/** The blocks of a document without pages: grids, and lines with the ordinal of their paragraph. */
export const blocksFromFlow = (flow: readonly FlowBlock[]): Block[] => numberBlocks(flow, { last: 0 })
