import type { Grid, GridCell } from '../model.ts'

/** One line of a text file with its fields between tabs. */
export interface DelimitedRow {
  readonly line: number
  readonly fields: readonly string[]
}

const printedFields = (row: DelimitedRow): number => row.fields.filter((field) => field !== '').length

/** Tabs also indent prose and set a label apart from its text; a table has rows, or one row of several fields. */
export const isTable = (rows: readonly DelimitedRow[]): boolean =>
  rows.length === 1 ? rows.some((row) => printedFields(row) >= 3) : rows.some((row) => printedFields(row) >= 2)

export const columnsOf = (rows: readonly DelimitedRow[]): number =>
  rows.reduce((most, row) => Math.max(most, row.fields.length), 0)

const cellsOf = (row: DelimitedRow, index: number, columns: number): GridCell[] =>
  Array.from({ length: columns }, (_, column) => ({
    text: row.fields[column] ?? '',
    row: index,
    column,
    rowSpan: 1,
    columnSpan: 1,
    at: { line: row.line },
  }))

export function gridOf(rows: readonly DelimitedRow[]): Grid {
  const columns = columnsOf(rows)
  const first = rows[0]?.line ?? 1
  return {
    kind: 'grid',
    evidence: 'delimited',
    rows: rows.length,
    columns,
    cells: rows.flatMap((row, index) => cellsOf(row, index, columns)),
    at: { line: first, lastLine: rows.at(-1)?.line ?? first },
  }
}
