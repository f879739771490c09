import { type Interval, meets, point } from '../../kernel/index.ts'
import type { Entry } from '../facts/statement.ts'
import type { Bilingual } from '../finding.ts'

/** rows: a total over rows. columns: a total over columns. same: one fact printed twice. balance: 收 = 支. within: a part of a whole. */
export type TieKind = 'rows' | 'columns' | 'same' | 'balance' | 'within'

/** Σ left = Σ right, or Σ left ≤ Σ right for a part of a whole. */
export interface Tie {
  readonly kind: TieKind
  readonly left: readonly Entry[]
  readonly right: readonly Entry[]
  /** What must be equal, as a reader would say it. */
  readonly says: Bilingual
}

/** What a cell holds under a supposed repair; undefined: what is printed. */
export type Supposition = ReadonlyMap<Entry, Interval>

const NOTHING: Supposition = new Map()
const ZERO = point(0n)

export const amountIn = (entry: Entry, supposed: Supposition = NOTHING): Interval =>
  (supposed.size === 0 ? undefined : supposed.get(entry)) ?? entry.amount ?? ZERO

function total(entries: readonly Entry[], supposed: Supposition): Interval {
  const [only] = entries
  // Most ties hold two figures against each other.
  if (entries.length === 1 && only !== undefined) return amountIn(only, supposed)
  let low = 0n
  let high = 0n
  for (const entry of entries) {
    const amount = amountIn(entry, supposed)
    low += amount.low
    high += amount.high
  }
  return { low, high }
}

/** True when the intervals can meet: 0.01 of rounding never breaks a tie. */
export function holds(tie: Tie, supposed: Supposition = NOTHING): boolean {
  const left = total(tie.left, supposed)
  const right = total(tie.right, supposed)
  return tie.kind === 'within' ? left.low <= right.high : meets(left, right)
}

export const entriesOf = (tie: Tie): readonly Entry[] => [...tie.left, ...tie.right]

const isBlank = ({ amount }: Entry): boolean => amount === null

export const isEmpty = ({ left, right }: Tie): boolean => left.every(isBlank) && right.every(isBlank)

/** A figure that would be held against nothing but itself. */
export const isOfOne = ({ left: [first], left, right }: Tie): boolean =>
  left.every((entry) => entry === first) && right.every((entry) => entry === first)

const middle = ({ low, high }: Interval): bigint => (low + high) / 2n

/** What the entry would have to hold for the tie to hold, everything else as supposed. */
export function wantedOf(tie: Tie, entry: Entry, supposed: Supposition = NOTHING): bigint {
  const isLeft = tie.left.includes(entry)
  const own = isLeft ? tie.left : tie.right
  const others = own.filter((other) => other !== entry)
  return middle(total(isLeft ? tie.right : tie.left, supposed)) - middle(total(others, supposed))
}

export const magnitude = (value: bigint): bigint => (value < 0n ? -value : value)

/** The figures of one side as printed, added up. */
export const sideOf = (entries: readonly Entry[]): bigint =>
  entries.reduce((sum, entry) => sum + (entry.amount?.value ?? 0n), 0n)

/** By how much the sides differ as printed. */
export const differenceOf = (tie: Tie): bigint => sideOf(tie.left) - sideOf(tie.right)

/** How far rounding of all its figures can carry a tie. */
export const slackOf = (tie: Tie): bigint =>
  entriesOf(tie).reduce((sum, entry) => sum + amountIn(entry).high - amountIn(entry).low, 0n)
