import type { Amount, MoneyUnit } from '../../kernel/index.ts'
import type { Column, Fact, Row, Table } from '../model.ts'
import type { PartialFact, Role } from '../vocabulary/terms.ts'

export interface ColumnSense {
  readonly column: Column
  readonly index: number
  /** Null where a head is not understood: its figures claim no fact but still stand in sums. */
  readonly fact: PartialFact | null
  readonly role: Role
}

/**
 * total: 合计. grand: 收入总计, the total that holds carry-overs. balance: 上年结转, 年终结余, what fills up to the grand
 * total. item: one of the list. of-which: 其中：…, never exhaustive. heading: a name without figures.
 */
export type RowKind = 'total' | 'grand' | 'balance' | 'item' | 'of-which' | 'heading'

export interface RowSense {
  readonly row: Row
  readonly kind: RowKind
  readonly fact: PartialFact | null
  /** Position in the statement's rows. */
  readonly index: number
  /** The row above in the hierarchy; null for the top of its list. */
  readonly parent: number | null
}

/** One cell of a table, understood. */
export interface Entry {
  readonly table: Table
  readonly row: RowSense
  readonly column: ColumnSense
  /** Null for a blank. */
  readonly amount: Amount | null
  /** The unit in which the table is printed. */
  readonly unit: MoneyUnit
  /** As printed; '' for a blank. */
  readonly text: string
  /** Null where the words of title, head and row do not say what it is. */
  readonly fact: Fact | null
}

/** A table understood: what its columns and rows mean, and its cells by row and column. */
export interface Statement {
  readonly table: Table
  /** Tables of one organisation; a document may hold the books of a department and of each of its units. */
  readonly book: number
  /** What the title says of all figures. */
  readonly title: PartialFact
  /** False where the title has words that are not understood. */
  readonly isCertain: boolean
  readonly columns: readonly ColumnSense[]
  readonly rows: readonly RowSense[]
  /** The unit that the figures are printed in where the head of the table says another. */
  readonly meantUnit?: MoneyUnit
  /** entries[row][column]; null for a column of another side or one that holds no money. */
  readonly entries: readonly (readonly (Entry | null)[])[]
}
