import type { Caption, Cell, Column, Reading, Row, Table } from '../budget/index.ts'
import type { Grid, GridCell, Place } from '../documents/index.ts'
import { isLevelName } from './forms/indicators.ts'
import { readNumber } from './sheet/words.ts'

/**
 * The numbers of a form that stand in none of its tables: amounts beside a label, single scores, counts. They are given
 * out as they are printed, a row for each name of a line, so that no printed number is lost.
 */

const keyOf = (at: Place): string => JSON.stringify(at)

const covers = (cell: GridCell, row: number, column: number): boolean =>
  cell.row <= row && row < cell.row + cell.rowSpan && cell.column <= column && column < cell.column + cell.columnSpan

const isWord = ({ text }: GridCell): boolean => text !== '' && readNumber(text) === null

/** ≥ in a column of its own says how a target is meant, not what it is of; ≥20 is a target. */
const SIGN = /^(?:[≥≤><=＝≧≦＞＜]|(?:定性|定量|正向|反向)$)/
/** What is longer describes the thing that stands before it. */
const LONGEST_NAME = 60

const isLabel = (cell: GridCell): boolean => isWord(cell) && !SIGN.test(cell.text)

/** The names that reach over each row of a grid. */
function labelsByRow(grid: Grid): readonly (readonly GridCell[])[] {
  const rows: GridCell[][] = Array.from({ length: grid.rows }, () => [])
  for (const cell of grid.cells) {
    if (!isLabel(cell)) continue
    for (let row = cell.row; row < cell.row + cell.rowSpan; row += 1) rows[row]?.push(cell)
  }
  return rows
}

/** The nearest name to the left of a number. */
function labelBeside(rows: readonly (readonly GridCell[])[], { row, column }: GridCell): GridCell | undefined {
  const labels = (rows[row] ?? []).filter((cell) => cell.column < column).sort((a, b) => a.column - b.column)
  return labels.findLast(({ text }) => text.length <= LONGEST_NAME) ?? labels.at(-1)
}

/** How heads end, their unit in brackets left off. */
const HEAD_END =
  /(?:指标|目标|名称|金额|预算|决算|资金|总额|支出|收入|拨款|合计|小计|数量|单位|性质|分值|得分|权重|占比|率|数|值)$/
const UNIT_BEHIND = /[（(][^（）()]*[）)]$/

/** The cells of the rows that head a table: no number in them, no level of an indicator, and two words that head. */
function headCells(grid: Grid): ReadonlySet<GridCell> {
  const rows = new Map<number, GridCell[]>()
  for (const cell of grid.cells) if (cell.text !== '') rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell])
  const isHead = (cells: readonly GridCell[]): boolean =>
    cells.filter(({ text }) => HEAD_END.test(text.replace(UNIT_BEHIND, ''))).length > 1 &&
    cells.every((cell) => isLabel(cell) && !isLevelName(cell.text))
  return new Set([...rows.values()].filter(isHead).flat())
}

/** The head above a number; what is narrower than the number is a label of another line. */
function headAbove(heads: ReadonlySet<GridCell>, { row, column, columnSpan }: GridCell): GridCell | undefined {
  return [...heads].findLast(
    (cell) => cell.row < row && cell.columnSpan >= columnSpan && covers(cell, cell.row, column),
  )
}

/** The head of a group stands right above its heads and is wider than each: 财政拨款 over 合计, 基本支出, 项目支出. */
function pathOf(heads: ReadonlySet<GridCell>, head: GridCell): string[] {
  const group = [...heads].find(
    (cell) => cell.columnSpan > head.columnSpan && covers(cell, head.row - 1, head.column) && cell.row < head.row,
  )
  return [...(group === undefined ? [] : pathOf(heads, group)), head.text.replace(/[:：]$/, '')]
}

function cellOf({ text, at }: GridCell): Cell | null {
  const number = readNumber(text)
  return number === null ? null : { text, number, isPercent: /[%％]$/.test(text), at }
}

/** A number with what it is called: the name beside it and the heads above it. */
interface Named {
  readonly number: GridCell
  readonly label: GridCell | undefined
  readonly head: GridCell | undefined
  readonly path: readonly string[]
}

/** What the words of a grid are for its numbers. */
interface Words {
  readonly labels: readonly (readonly GridCell[])[]
  readonly heads: ReadonlySet<GridCell>
}

function nameNumber({ labels, heads }: Words, number: GridCell): Named {
  const head = headAbove(heads, number)
  return { number, label: labelBeside(labels, number), head, path: head === undefined ? ['数值'] : pathOf(heads, head) }
}

/** The numbers of one line behind one name: two names side by side give two rows. */
interface NamedLine {
  readonly label: GridCell | undefined
  readonly cells: Map<string, Named>
}

/** A column is what its heads say; a second number below the same head of the same name has a column of its own. */
function keyIn(cells: ReadonlyMap<string, Named>, { path }: Named): string {
  let key = path.join('/')
  while (cells.has(key)) key += "'"
  return key
}

function linesOf(named: readonly Named[]): NamedLine[] {
  const lines = new Map<string, NamedLine>()
  for (const each of named) {
    const key = `${each.number.row}|${each.label === undefined ? '' : keyOf(each.label.at)}`
    const line = lines.get(key) ?? { label: each.label, cells: new Map<string, Named>() }
    line.cells.set(keyIn(line.cells, each), each)
    lines.set(key, line)
  }
  return [...lines.values()]
}

function columnsOf(lines: readonly NamedLine[]): Map<string, Column> {
  const found = new Map<string, Named>()
  for (const [key, each] of lines.flatMap(({ cells }) => [...cells])) if (!found.has(key)) found.set(key, each)
  const ordered = [...found].sort(([, a], [, b]) => a.number.column - b.number.column)
  return new Map(ordered.map(([key, { path, head, number }]) => [key, { path, at: head?.at ?? number.at }]))
}

function rowsOf(grid: Grid, lines: readonly NamedLine[], keys: readonly string[]): Row[] {
  return lines.map(({ label, cells }) => {
    const [first] = cells.values()
    return {
      code: null,
      name: label?.text ?? '',
      depth: 0,
      side: null,
      index: first?.number.row ?? 0,
      at: label?.at ?? first?.number.at ?? grid.at,
      cells: keys.map((key) => {
        const named = cells.get(key)
        return named === undefined ? null : cellOf(named.number)
      }),
      words: {},
    }
  })
}

/** The title and number over the form, else the first words in it. */
function captionOf(reading: Reading, grid: Grid): Pick<Caption, 'title' | 'number'> {
  const region = reading.regions.find((each) => each.kind === 'table' && each.grids.includes(grid))
  const caption = region?.kind === 'table' ? region.caption : null
  return caption ?? { title: grid.cells.find(isWord)?.text ?? '', number: null }
}

/** One table for each grid of a form that prints numbers beside those in `given`. */
export function remainingTables(reading: Reading, grids: readonly Grid[], given: readonly Table[]): Table[] {
  if (grids.length === 0) return []
  const placed = new Set(
    [...reading.tables, ...given].flatMap(({ rows }) =>
      rows.flatMap(({ cells }) => cells.flatMap((cell) => (cell === null ? [] : [keyOf(cell.at)]))),
    ),
  )
  return grids.flatMap((grid, index) => {
    const numbers = grid.cells.filter((cell) => readNumber(cell.text) !== null && !placed.has(keyOf(cell.at)))
    if (numbers.length === 0) return []
    const words = { labels: labelsByRow(grid), heads: headCells(grid) }
    const lines = linesOf(numbers.map((each) => nameNumber(words, each)))
    const columns = columnsOf(lines)
    const { title, number } = captionOf(reading, grid)
    const caption = {
      title,
      number,
      year: reading.document.year,
      organisation: reading.document.organisation,
      unit: null,
      at: grid.at,
      lines: [],
    }
    const rows = rowsOf(grid, lines, [...columns.keys()])
    const id = `r${index + 1}`
    return [
      {
        id,
        form: null,
        caption,
        unit: null,
        columns: [...columns.values()],
        rows,
        notes: [],
        under: [],
        leftovers: [],
      },
    ]
  })
}
