import type { Cell, Column, Reading, Row, Table } from '../budget/index.ts'
import type { Grid, GridCell, Place } from '../documents/index.ts'
import { readNumber } from './sheet/words.ts'

/**
 * The numbers of a form that stand in none of its tables: amounts beside a label, single scores, counts. They are given
 * out as they are printed, a row a line of the form, so that no printed number is lost.
 */

const keyOf = (at: Place): string => JSON.stringify(at)

const covers = (cell: GridCell, row: number, column: number): boolean =>
  cell.row <= row && row < cell.row + cell.rowSpan && cell.column <= column && column < cell.column + cell.columnSpan

/** ≤5, ≥90%, or the sign alone in a column of its own: a target is what a row holds, no name of a row or column. */
const TARGET = /^[≤≥≦≧<>＜＞=＝±]\s*(?:[\d.]|$)/

const isWord = ({ text }: GridCell): boolean => text !== '' && readNumber(text) === null && !TARGET.test(text)

function labelBeside(grid: Grid, { row, column }: GridCell): GridCell | undefined {
  return grid.cells.filter((cell) => cell.column < column && covers(cell, row, cell.column) && isWord(cell)).at(-1)
}

function headAbove(grid: Grid, { row, column }: GridCell): GridCell | undefined {
  return grid.cells.filter((cell) => cell.row < row && covers(cell, cell.row, column) && isWord(cell)).at(-1)
}

function cellOf({ text, at }: GridCell): Cell | null {
  const number = readNumber(text)
  return number === null ? null : { text, number, isPercent: /[%％]$/.test(text), at }
}

function columnsOf(grid: Grid, numbers: readonly GridCell[]): Map<number, Column> {
  const columns = new Map<number, Column>()
  for (const number of [...numbers].sort((a, b) => a.column - b.column)) {
    if (columns.has(number.column)) continue
    const head = headAbove(grid, number)
    columns.set(number.column, { path: [head?.text ?? '数值'], at: head?.at ?? number.at })
  }
  return columns
}

function rowsOf(grid: Grid, numbers: readonly GridCell[], columns: readonly number[]): Row[] {
  return [...new Set(numbers.map(({ row }) => row))].map((index) => {
    const line = numbers.filter(({ row }) => row === index)
    const [first] = line
    const label = first === undefined ? undefined : labelBeside(grid, first)
    const at = label?.at ?? first?.at ?? grid.at
    const cells = columns.map((column) => {
      const number = line.find((cell) => cell.column === column)
      return number === undefined ? null : cellOf(number)
    })
    return { code: null, name: label?.text ?? '', depth: 0, side: null, index, at, cells, words: {} }
  })
}

/** The title over the form, else the first words in it. */
function titleOf(reading: Reading, grid: Grid): string {
  const region = reading.regions.find((each) => each.kind === 'table' && each.grids.includes(grid))
  const caption = region?.kind === 'table' ? region.caption : null
  return caption?.title ?? grid.cells.find(isWord)?.text ?? ''
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
    const columns = columnsOf(grid, numbers)
    const caption = {
      title: titleOf(reading, grid),
      number: null,
      year: reading.document.year,
      organisation: reading.document.organisation,
      unit: null,
      at: grid.at,
      lines: [],
    }
    const rows = rowsOf(grid, numbers, [...columns.keys()])
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
