import type { Cell, Column, Reading, Row, Table } from '../budget/index.ts'
import type { Grid, GridCell, Place } from '../documents/index.ts'
import { readNumber } from './sheet/words.ts'

/**
 * The numbers of a form that stand in none of its tables: amounts beside a label, single scores, counts. They are given
 * out as they are printed, a row a line of the form, so that no printed number is lost.
 */

const keyOf = (at: Place): string => JSON.stringify(at)

/** The cells of a grid that print words, and those that print one number. */
function tellApart(grid: Grid): { words: GridCell[]; numbers: GridCell[] } {
  const words: GridCell[] = []
  const numbers: GridCell[] = []
  for (const cell of grid.cells) {
    if (cell.text !== '') (readNumber(cell.text) === null ? words : numbers).push(cell)
  }
  return { words, numbers }
}

function put(rows: Map<number, GridCell[]>, row: number, cell: GridCell): void {
  const held = rows.get(row)
  if (held === undefined) rows.set(row, [cell])
  else held.push(cell)
}

function rowsBegunBy(cells: readonly GridCell[]): Map<number, GridCell[]> {
  const rows = new Map<number, GridCell[]>()
  for (const cell of cells) put(rows, cell.row, cell)
  return rows
}

function rowsCoveredBy(cells: readonly GridCell[]): Map<number, GridCell[]> {
  const rows = new Map<number, GridCell[]>()
  for (const cell of cells) {
    for (let row = cell.row; row < cell.row + cell.rowSpan; row += 1) put(rows, row, cell)
  }
  return rows
}

const headAbove = (words: readonly GridCell[], { row, column }: GridCell): GridCell | undefined =>
  words.findLast((word) => word.row < row && word.column <= column && column < word.column + word.columnSpan)

function cellOf({ text, at }: GridCell): Cell | null {
  const number = readNumber(text)
  return number === null ? null : { text, number, isPercent: /[%％]$/.test(text), at }
}

function columnsOf(words: readonly GridCell[], numbers: readonly GridCell[]): Map<number, Column> {
  const columns = new Map<number, Column>()
  for (const number of numbers.toSorted((a, b) => a.column - b.column)) {
    if (columns.has(number.column)) continue
    const head = headAbove(words, number)
    columns.set(number.column, { path: [head?.text ?? '数值'], at: head?.at ?? number.at })
  }
  return columns
}

/** A row of the table for each row that a number begins in, named by the last words before its first number. */
function rowsOf(
  grid: Grid,
  words: readonly GridCell[],
  numbers: readonly GridCell[],
  columns: readonly number[],
): Row[] {
  const wordsIn = rowsCoveredBy(words)
  return [...rowsBegunBy(numbers)].map(([index, line]) => {
    const [first] = line
    const label = wordsIn.get(index)?.findLast(({ column }) => first !== undefined && column < first.column)
    const at = label?.at ?? first?.at ?? grid.at
    const cells = columns.map((column) => {
      const number = line.find((cell) => cell.column === column)
      return number === undefined ? null : cellOf(number)
    })
    return { code: null, name: label?.text ?? '', depth: 0, side: null, index, at, cells, words: {} }
  })
}

/** The title over the form, else the first words in it. */
function titleOf(reading: Reading, grid: Grid, words: readonly GridCell[]): string {
  const region = reading.regions.find((each) => each.kind === 'table' && each.grids.includes(grid))
  const caption = region?.kind === 'table' ? region.caption : null
  return caption?.title ?? words[0]?.text ?? ''
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
    const { words, numbers } = tellApart(grid)
    const rest = numbers.filter(({ at }) => !placed.has(keyOf(at)))
    if (rest.length === 0) return []
    const columns = columnsOf(words, rest)
    const caption = {
      title: titleOf(reading, grid, words),
      number: null,
      year: reading.document.year,
      organisation: reading.document.organisation,
      unit: null,
      at: grid.at,
      lines: [],
    }
    const rows = rowsOf(grid, words, rest, [...columns.keys()])
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
