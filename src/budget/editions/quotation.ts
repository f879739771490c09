import type { Interval, MoneyUnit } from '../../kernel/index.ts'
import type { Where } from '../finding.ts'
import type { Fact } from '../model.ts'

/** What a document says of a figure that another one published: the figure of the year before, the initial budget. */
export interface Quotation {
  readonly fact: Fact
  /** As stated, or as it follows from this year's figure and the change. */
  readonly amount: Interval
  readonly unit: MoneyUnit
  readonly where: readonly Where[]
  /** False where the words leave open whether the budget or the execution of the year before is meant. */
  readonly isCertain: boolean
}
