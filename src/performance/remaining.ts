import type { Caption, Cell, Column, Reading, Row, Table } from '../budget/index.ts'
import type { Grid, GridCell, Place } from '../documents/index.ts'
import { isLevelName } from './forms/indicators.ts'
import { readNumber } from './sheet/words.ts'

/**
 * The numbers of a form that stand in none of its tables: amounts beside a label, single scores, counts. They are given
 * out as they are printed, a row for each name of a line, so that no printed number is lost.
 */

const keyOf = (at: Place): string => JSON.stringify(at)

/** Page, sheet or line, whichever the file has. */
function pageOf(at: Place): number | string {
  if ('page' in at) return at.page
  return 'sheet' in at ? at.sheet : at.line
}

const covers = (cell: GridCell, row: number, column: number): boolean =>
  cell.row <= row && row < cell.row + cell.rowSpan && cell.column <= column && column < cell.column + cell.columnSpan

/** ≤5, ≥90%, or the sign alone in a column of its own: a target is what a row holds, no name of a row or column. */
const TARGET = /^[≤≥≦≧<>＜＞=＝±]\s*(?:[\d.]|$)/
/** What a target is, in a column of its own. */
const NATURE = /^(?:定性|定量|正向|反向)$/
/** What is longer describes the thing that stands before it. */
const LONGEST_NAME = 60

const isLabel = ({ text }: GridCell): boolean => !TARGET.test(text) && !NATURE.test(text)

/** The cells of a grid that print one number, and those that may name it, in the order of the grid. */
interface Printed {
  readonly numbers: readonly GridCell[]
  readonly labels: readonly GridCell[]
  /** Labels by each line that they stand in. */
  readonly labelsIn: ReadonlyMap<number, readonly GridCell[]>
  /** The cells of the rows that head a table. */
  readonly heads: readonly GridCell[]
}

/** How heads end, their unit in brackets and the formula of their column left off: 小计③=①+②. */
const HEAD_END =
  /(?:指标|目标|名称|金额|预算|决算|资金|总额|支出|收入|拨款|合计|小计|数量|单位|性质|分值|得分|权重|占比|率|数|值)$/
const BEHIND_HEAD = /(?:[（(][^（）()]*[）)]|[①-⑳][^（）()]*)+$/

/** A row that heads a table has no number and no level of an indicator in it, and most of its words head. */
const isHeadRow = (cells: readonly GridCell[]): boolean =>
  cells.length > 1 &&
  cells.filter(({ text }) => HEAD_END.test(text.replace(BEHIND_HEAD, ''))).length * 2 > cells.length &&
  cells.every((cell) => readNumber(cell.text) === null && isLabel(cell) && !isLevelName(cell.text))

function headCells(cells: readonly GridCell[]): GridCell[] {
  const rows = new Map<number, GridCell[]>()
  for (const cell of cells) {
    if (cell.text === '') continue
    const row = rows.get(cell.row)
    if (row === undefined) rows.set(cell.row, [cell])
    else row.push(cell)
  }
  return [...rows.values()].filter(isHeadRow).flat()
}

const LONGEST_UNIT = 5

/** 个, % and 人次 below 计量单位 stand before the next number and name nothing. */
const isUnit = (cell: GridCell, heads: readonly GridCell[]): boolean =>
  cell.text.length <= LONGEST_UNIT &&
  heads.some(({ text, row, column }) => text.endsWith('单位') && column === cell.column && row < cell.row)

function linesBy(labels: readonly GridCell[]): Map<number, GridCell[]> {
  const lines = new Map<number, GridCell[]>()
  for (const cell of labels) {
    for (let row = cell.row; row < cell.row + cell.rowSpan; row += 1) {
      const line = lines.get(row)
      if (line === undefined) lines.set(row, [cell])
      else line.push(cell)
    }
  }
  return lines
}

function printedIn({ cells }: Grid): Printed {
  const numbers: GridCell[] = []
  const labels: GridCell[] = []
  for (const cell of cells) {
    if (cell.text === '') continue
    if (readNumber(cell.text) !== null) numbers.push(cell)
    else if (isLabel(cell)) labels.push(cell)
  }
  const heads = headCells(cells)
  return { numbers, labels, labelsIn: linesBy(labels.filter((cell) => !isUnit(cell, heads))), heads }
}

/** The nearest name to the left of a number. */
function labelBeside({ labelsIn }: Printed, { row, column }: GridCell): GridCell | undefined {
  const before = (labelsIn.get(row) ?? []).filter((cell) => cell.column < column)
  return before.findLast(({ text }) => text.length <= LONGEST_NAME) ?? before.at(-1)
}

/** The head above a number; what is narrower than the number is a label of another line. */
const headAbove = ({ heads }: Printed, { row, column, columnSpan }: GridCell): GridCell | undefined =>
  heads.findLast((cell) => cell.row < row && cell.columnSpan >= columnSpan && covers(cell, cell.row, column))

/** The head of a group stands right above its heads and is wider than each: 财政拨款 over 合计, 基本支出, 项目支出. */
function pathOf(printed: Printed, head: GridCell): string[] {
  const group = printed.heads.find(
    (cell) => cell.row < head.row && cell.columnSpan > head.columnSpan && covers(cell, head.row - 1, head.column),
  )
  return [...(group === undefined ? [] : pathOf(printed, group)), head.text.replace(/[:：]$/, '')]
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

function nameNumber(printed: Printed, number: GridCell): Named {
  const head = headAbove(printed, number)
  const path = head === undefined ? ['数值'] : pathOf(printed, head)
  return { number, label: labelBeside(printed, number), head, path }
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
function captionOf(reading: Reading, grid: Grid, { labels }: Printed): Pick<Caption, 'title' | 'number'> {
  const region = reading.regions.find((each) => each.kind === 'table' && each.grids.includes(grid))
  const caption = region?.kind === 'table' ? region.caption : null
  return caption ?? { title: labels[0]?.text ?? '', number: null }
}

/** Where tables have numbers on the pages, sheets or lines of the grids. */
function placesIn(tables: readonly Table[], grids: readonly Grid[]): ReadonlySet<string> {
  const pages = new Set(grids.flatMap(({ cells }) => cells.map(({ at }) => pageOf(at))))
  const places = new Set<string>()
  for (const { rows } of tables) {
    for (const { cells } of rows) {
      for (const cell of cells) if (cell !== null && pages.has(pageOf(cell.at))) places.add(keyOf(cell.at))
    }
  }
  return places
}

/** One table for each grid of a form that prints numbers beside those in `given`. */
export function remainingTables(reading: Reading, grids: readonly Grid[], given: readonly Table[]): Table[] {
  if (grids.length === 0) return []
  const placed = placesIn([...reading.tables, ...given], grids)
  return grids.flatMap((grid, index) => {
    const printed = printedIn(grid)
    const numbers = printed.numbers.filter(({ at }) => !placed.has(keyOf(at)))
    if (numbers.length === 0) return []
    const lines = linesOf(numbers.map((each) => nameNumber(printed, each)))
    const columns = columnsOf(lines)
    const { title, number } = captionOf(reading, grid, printed)
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
