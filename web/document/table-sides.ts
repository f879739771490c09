import type { RowView, TableView } from '../../src/app/server/index.ts'

export interface TableSide {
  /** 收入, 支出; null for a table of one side. */
  readonly name: string | null
  readonly rows: readonly { readonly row: RowView; readonly index: number }[]
  /** The value columns of this side. */
  readonly columns: readonly number[]
  /** Columns that hold words, by header. */
  readonly words: readonly string[]
}

const unique = <Item>(items: readonly Item[]): Item[] => [...new Set(items)]

/** The sides of a table below each other, each with the columns in which it has anything; all where it has nothing. */
export function sidesOf(table: TableView): TableSide[] {
  const rows = table.rows.map((row, index) => ({ row, index }))
  return unique(table.rows.map(({ side }) => side)).map((name) => {
    const own = rows.filter(({ row }) => row.side === name)
    const all = table.columns.map((_, column) => column)
    const filled = all.filter((column) => own.some(({ row }) => row.cells[column] != null))
    return {
      name,
      rows: own,
      columns: name === null || filled.length === 0 ? all : filled,
      words: unique(own.flatMap(({ row }) => Object.keys(row.words))),
    }
  })
}
