import type { Paragraph, Reading, Table } from '../../src/budget/index.ts'
import type { Block, Grid, GridCell, Line, Source } from '../../src/documents/index.ts'
import { parseNumber } from '../../src/kernel/index.ts'

/** A cell of a made grid: its text, or its text with the rows and columns that it covers. */
export type MadeCell = string | { readonly text: string; readonly rows?: number; readonly columns?: number }

interface Spread {
  readonly cells: GridCell[]
  readonly taken: Set<string>
}

function place(spread: Spread, row: number, from: number, cell: MadeCell): number {
  const { text, rows = 1, columns = 1 } = typeof cell === 'string' ? { text: cell } : cell
  let column = from
  while (spread.taken.has(`${row},${column}`)) column += 1
  for (let r = row; r < row + rows; r += 1)
    for (let c = column; c < column + columns; c += 1) spread.taken.add(`${r},${c}`)
  spread.cells.push({ text, row, column, rowSpan: rows, columnSpan: columns, at: { line: row + 1 } })
  return column + columns
}

/** A grid from its rows; a cell that is covered by one above or to its left is left out. */
export function madeGrid(rows: readonly (readonly MadeCell[])[], evidence: Grid['evidence'] = 'ruled'): Grid {
  const spread: Spread = { cells: [], taken: new Set() }
  for (const [index, row] of rows.entries()) row.reduce<number>((column, cell) => place(spread, index, column, cell), 0)
  const columns = Math.max(...spread.cells.map((cell) => cell.column + cell.columnSpan))
  return { kind: 'grid', evidence, rows: rows.length, columns, cells: spread.cells, at: { line: 1 } }
}

/** A grid from tab-separated text. */
export const madeTabs = (text: string): Grid =>
  madeGrid(
    text
      .trim()
      .split('\n')
      .map((line) => line.split('\t')),
    'delimited',
  )

export const madeLine = (text: string, line = 1): Line => ({ kind: 'line', text, at: { line }, continues: false })

export const madeLines = (text: string): Line[] =>
  text
    .trim()
    .split('\n')
    .map((each, index) => madeLine(each.trim(), index + 1))

export const madeSource = (blocks: readonly Block[]): Source => ({
  format: 'text',
  sha256: '',
  problems: [],
  pages: [{ number: 1, blocks }],
})

/** A table of one value column, with words in further columns. */
export function madeTable(
  title: string,
  rows: readonly { code?: string; name: string; value: string; words?: Record<string, string> }[],
  head = '合计',
): Table {
  const at = { line: 900 }
  return {
    id: 't1',
    form: null,
    caption: { title, number: null, year: null, organisation: null, unit: '万元', at, lines: [] },
    unit: '万元',
    columns: [{ path: [head], at }],
    rows: rows.map(({ code = null, name, value, words = {} }, index) => ({
      code,
      name,
      depth: 0,
      side: null,
      index,
      at,
      cells: [{ text: value, number: parseNumber(value) ?? { units: 0n, decimals: 0 }, isPercent: false, at }],
      words: Object.fromEntries(Object.entries(words).map(([key, text]) => [key, { text, at }])),
    })),
    notes: [],
    under: [],
    leftovers: [],
  }
}

const paragraph = (text: string): Paragraph => ({ text, at: { line: 800 }, lines: [{ start: 0, at: { line: 800 } }] })

export interface MadeReading {
  readonly organisation?: string
  readonly year?: number
  readonly kind?: Reading['document']['kind']
  readonly tables?: readonly Table[]
  readonly prose?: readonly string[]
}

/** A document as read, with the blocks of its forms. */
export const madeReading = (blocks: readonly Block[], made: MadeReading = {}): Reading => ({
  source: madeSource(blocks),
  document: {
    title: '',
    organisation: made.organisation ?? '东湖区数据中心',
    year: made.year ?? 2024,
    kind: made.kind ?? 'budget',
    unit: '万元',
  },
  regions: [{ kind: 'prose', paragraphs: (made.prose ?? []).map(paragraph), under: [] }],
  contents: [],
  headings: [],
  tables: made.tables ?? [],
})
