import type { Entry } from '../facts/statement.ts'
import type { Tie } from './tie.ts'

/**
 * Why ties break. missing: a blank cell where a figure belongs. wrong-place: a figure in the wrong row or column. unit:
 * a figure 10 000, 1 000, 100 or 10 times what it should be. value: one figure is wrong, the others show which. sides:
 * figures disagree and nothing shows which is wrong.
 */
export type CauseKind = 'missing' | 'wrong-place' | 'unit' | 'value' | 'sides'

export interface Cause {
  readonly kind: CauseKind
  /** The wrong cell first; for `sides` the two sides of the tie. */
  readonly entries: readonly [Entry, ...Entry[]]
  /** The ties that this cause breaks; the first speaks. */
  readonly ties: readonly [Tie, ...Tie[]]
  /** What the wrong cell should hold, in hundredths of 分; null where nothing shows it. */
  readonly expected: bigint | null
  /** In how many other ties, which hold, the total of a broken sum stands; absent where that was not asked. */
  readonly confirmations?: number
  /** Further wrong cells of the same slip, each with what shows it. */
  readonly others?: readonly Cause[]
}
