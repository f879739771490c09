import type { Block, Box, Grid, Line, Page } from '../model.ts'
import type { TextLine } from './cell-text.ts'
import { continueTable, startTable, type Table } from './continuation.ts'
import type { Frame, PageSize } from './frame.ts'
import { findFurniture } from './furniture.ts'
import type { GridDraft } from './grid-draft.ts'
import type { PageDraft } from './page-draft.ts'
import { findContinuing, goesOnOverPage } from './paragraphs.ts'

/** A page with what was found on it, before pages are looked at together. */
export interface PageReading {
  readonly number: number
  readonly frame: Frame & { readonly shown: PageSize }
  readonly draft: PageDraft
  readonly ocr?: 'needed' | 'done'
}

type Item = { readonly top: number; readonly left: number } & ({ readonly table: Table } | { readonly line: TextLine })

/** Puts the pages of a document together: furniture left out, tables joined over page breaks, blocks in order. */
export function assemblePages(readings: readonly PageReading[]): Page[] {
  const furniture = findFurniture(
    readings.map(({ frame, draft }) => ({
      height: frame.height,
      lines: draft.lines,
      hasTables: draft.grids.length > 0,
    })),
  )
  const bodies = readings.map(({ draft }) => draft.lines.filter((line) => !furniture.has(line)))
  const tables = joinTables(readings, bodies)
  let proseBefore: readonly TextLine[] = []
  const frames = new Map(readings.map(({ number, frame }) => [number, frame]))
  return readings.map((reading, index) => {
    const lines = bodies[index] ?? []
    const items: Item[] = [
      ...(tables.get(reading.number) ?? []).map((table) => ({ top: table.box[1], left: table.box[0], table })),
      ...lines.map((line) => ({ top: line.top, left: line.left, line })),
    ]
    items.sort((a, b) => a.top - b.top || a.left - b.left)
    const continuing = new Set(findContinuing(lines))
    const first = items[0]
    if (first !== undefined && 'line' in first && goesOnOverPage(proseBefore, first.line)) continuing.add(first.line)
    const last = items.at(-1)
    proseBefore = last === undefined || 'table' in last ? [] : lines
    const blocks = items.map((item) =>
      'table' in item ? toGrid(item.table, frames) : toLine(item.line, reading, continuing.has(item.line)),
    )
    return toPage(reading, blocks)
  })
}

const toPage = ({ number, frame, ocr }: PageReading, blocks: readonly Block[]): Page => ({
  number,
  ...(frame.shown.width > 0 ? frame.shown : {}),
  blocks,
  ...(ocr === undefined ? {} : { ocr }),
})

/**
 * Tables by the page on which they begin, each with what follows of it on later pages. Captions repeated there are taken
 * out of the lines.
 */
function joinTables(readings: readonly PageReading[], bodies: readonly TextLine[][]): Map<number, Table[]> {
  const tables = new Map<number, Table[]>()
  const lowest = findLowest(readings, bodies)
  let open: { readonly table: Table; readonly caption: string } | null = null
  readings.forEach(({ number, frame, draft }, index) => {
    const lines = bodies[index] ?? []
    const started: Table[] = []
    tables.set(number, started)
    draft.grids.forEach((grid, order) => {
      const above = linesAbove(grid, draft.grids[order - 1], lines)
      const caption = captionOf(above)
      const mayGoOn = open !== null && order === 0 && (caption === '' || caption === open.caption)
      const pageBreak = { page: number, lowest: lowest.get(Math.round(frame.height)) ?? 0, isCaptioned: caption !== '' }
      if (open !== null && mayGoOn && continueTable(open.table, grid, pageBreak)) {
        for (const line of above) lines.splice(lines.indexOf(line), 1)
        return
      }
      const table = startTable(grid, number)
      started.push(table)
      open = { table, caption }
    })
    if (hasLinesBelow(draft.grids.at(-1), lines)) open = null
  })
  return tables
}

/** A page that ends with lines, or shows no table, ends the table before. */
const hasLinesBelow = (grid: GridDraft | undefined, lines: readonly TextLine[]): boolean =>
  grid === undefined || lines.some((line) => (line.top + line.bottom) / 2 > grid.box[3])

/** The lines between a table and the one before it on the page. */
function linesAbove(grid: GridDraft, before: GridDraft | undefined, lines: readonly TextLine[]): TextLine[] {
  const from = before === undefined ? Number.NEGATIVE_INFINITY : before.box[3]
  return lines.filter((line) => line.top > from - 2 && line.bottom < grid.box[1] + 4)
}

/** A caption to compare: a running number or 续 does not make another one. */
function captionOf(lines: readonly TextLine[]): string {
  return lines.map((line) => line.text.replace(/\s|[（(]续[表]?[）)]|续表|第\d+页|共\d+页/g, '')).join('\n')
}

/** How far down pages are printed, by their rounded height. */
function findLowest(readings: readonly PageReading[], bodies: readonly TextLine[][]): Map<number, number> {
  const lowest = new Map<number, number>()
  readings.forEach(({ frame, draft }, index) => {
    const height = Math.round(frame.height)
    let bottom = lowest.get(height) ?? 0
    for (const grid of draft.grids) bottom = Math.max(bottom, grid.box[3])
    for (const line of bodies[index] ?? []) bottom = Math.max(bottom, line.bottom)
    lowest.set(height, bottom)
  })
  return lowest
}

function toGrid(table: Table, frames: ReadonlyMap<number, Frame>): Grid {
  const place = (page: number, box: Box) => ({ page, box: frames.get(page)?.toDisplayed(box) ?? box })
  const cells = table.cells.map((cell) => ({
    text: cell.text,
    row: cell.row,
    column: cell.column,
    rowSpan: cell.toRow - cell.row,
    columnSpan: cell.toColumn - cell.column,
    at: place(cell.page, cell.box),
  }))
  return {
    kind: 'grid',
    evidence: table.evidence,
    rows: table.rows,
    columns: table.xs.length - 1,
    cells: cells.sort((a, b) => a.row - b.row || a.column - b.column),
    at: place(table.page, table.box),
  }
}

const toLine = (line: TextLine, { number, frame }: PageReading, continues: boolean): Line => ({
  kind: 'line',
  text: line.text,
  at: { page: number, box: frame.toDisplayed([line.left, line.top, line.right, line.bottom]) },
  continues,
})
