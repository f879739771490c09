import type { Bilingual } from '../finding.ts'
import type { PartialFact } from '../vocabulary/terms.ts'

/** How the rows of a form are classified. */
export type RowsBy = 'function' | 'economy' | 'unit' | 'project' | 'income-and-function' | 'item' | 'goals'

/**
 * One table layout. The words of titles, heads and rows are understood without it; it adds what words cannot tell: an
 * id, titles whose words mean more than they say, and what the rows are.
 */
export interface Form {
  /** kind.what: budget.expenditure. Public: never renamed. */
  readonly id: string
  /** Titles of all regions, without year and number. */
  readonly titles: readonly string[]
  readonly rows: RowsBy
  /** What every figure is, beyond the words of the title. */
  readonly facts?: PartialFact
}

/** The tables that one kind of publication of one region consists of. */
export interface FormSet {
  readonly id: string
  readonly name: Bilingual
  readonly kind: 'budget' | 'final-account'
  readonly since?: number
  readonly until?: number
  /** Ids of forms, in the order in which they are usually printed. */
  readonly required: readonly string[]
  /** Forms that only this set has. */
  readonly own?: readonly Form[]
}

export const form = (declared: Form): Form => Object.freeze(declared)
export const formSet = (declared: FormSet): FormSet => Object.freeze(declared)
