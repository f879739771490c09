import type { Line, Place } from '../../documents/index.ts'
import type { Cell, Column, Row, Table, TableRegion } from '../model.ts'
import { readHead } from './columns.ts'
import { isTotalName } from './names.ts'
import type { NumberToken, Token, WordToken } from './tokens.ts'

/** A name and its numbers, one line of a table within a form. */
interface BlockRow {
  readonly name: WordToken
  readonly values: readonly NumberToken[]
  /** The word printed over a part of the rows: 收入构成, 支出构成. */
  readonly section: string | null
}

interface Block {
  readonly start: number
  readonly rows: readonly BlockRow[]
}

const FEWEST_COLUMNS = 3
const FEWEST_ROWS = 3
/** How far above the rows their head may begin. */
const HEAD_REACH = 12

function rowOf(tokens: readonly Token[]): Omit<BlockRow, 'section'> | null {
  const [name, ...rest] = tokens
  const values = rest.filter((token) => token.kind === 'number')
  return name?.kind === 'word' && values.length === rest.length && values.length >= FEWEST_COLUMNS
    ? { name, values }
    : null
}

/** The rows from a line on that have a name and the same number of numbers, single words between them being sections. */
function blockAt(lines: readonly (readonly Token[])[], start: number): Block & { end: number } {
  const rows: BlockRow[] = []
  let section: string | null = null
  let end = start
  for (; end < lines.length; end += 1) {
    const tokens = lines[end] ?? []
    const row = rowOf(tokens)
    const [only, ...others] = tokens
    if (row !== null && row.values.length === (rows[0]?.values.length ?? row.values.length))
      rows.push({ ...row, section })
    else if (only?.kind === 'word' && others.length === 0 && rowOf(lines[end + 1] ?? []) !== null) section = only.text
    else break
  }
  return { start, rows, end }
}

/** Tables within a form: several rows of as many numbers, among them a total. Indicators have none. */
function findBlocks(lines: readonly (readonly Token[])[]): Block[] {
  const blocks: Block[] = []
  let index = 0
  while (index < lines.length) {
    const block = blockAt(lines, index)
    if (block.rows.length >= FEWEST_ROWS && block.rows.some((row) => isTotalName(row.name.text))) blocks.push(block)
    index = Math.max(block.end, index + 1)
  }
  return blocks
}

/** The head stands above; its last columns are those of the numbers. */
function columnsAbove(lines: readonly (readonly Token[])[], block: Block): Column[] {
  const count = block.rows[0]?.values.length ?? 0
  const above = lines.slice(Math.max(0, block.start - HEAD_REACH), block.start)
  const columns = readHead(above).sides.flatMap((side) => side.columns)
  const at: Place = block.rows[0]?.name.at ?? { line: 1 }
  const missing = Array.from({ length: Math.max(0, count - columns.length) }, (_, index) => ({
    path: [`第${index + 1}栏`],
    at,
  }))
  return [...missing, ...columns.slice(-count)]
}

const cellOf = ({ text, number, isPercent, at }: NumberToken): Cell => ({ text, number, isPercent, at })

const toRow = ({ name, values, section }: BlockRow, index: number, lines: readonly Line[]): Row => ({
  code: null,
  name: name.text,
  depth: isTotalName(name.text) ? 0 : 1,
  side: section,
  index,
  at: lines[name.line]?.at ?? name.at,
  cells: values.map(cellOf),
  words: {},
})

/** The tables of numbers that stand within a form, such as the composition of income and expenditure. */
export function readFormBlock(region: TableRegion, lines: readonly (readonly Token[])[]): Omit<Table, 'id'>[] {
  const { caption } = region
  if (caption === null) return []
  return findBlocks(lines).map((block) => ({
    form: null,
    caption,
    unit: caption.unit,
    columns: columnsAbove(lines, block),
    rows: block.rows.map((row, index) => toRow(row, index, region.lines)),
    notes: [],
    under: region.under,
    leftovers: [],
  }))
}
