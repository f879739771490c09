import { type Amount, add, type Interval, meets, subtract } from '../../kernel/index.ts'
import type { Change } from './claim.ts'
import { tableValue } from './lookup.ts'
import type { Prose } from './prose.ts'
import { percentOf, printedPercent } from './ratio.ts'
import type { UnderstoodClaim } from './understanding.ts'

/** Where a sentence stands; a claim is told by its beginning. */
const keyOf = ({ claim, passage }: UnderstoodClaim): string => `${JSON.stringify(passage.at)} ${claim.span.start}`

/** The root of every finding that only shows that 增加 was written for 减少. */
export const turnedRoot = (understood: UnderstoodClaim): string => `turned ${keyOf(understood)}`

/** The root of every finding that comes of the amount of a claim being wrong. */
export const amountRoot = (understood: UnderstoodClaim): string => `amount ${keyOf(understood)}`

/** Whether the figures of a claim tie with another amount or with the other direction. */
type Ties = (value: Interval | null, direction: Change['direction']) => boolean

const turned = (direction: Change['direction']): Change['direction'] => (direction === 'more' ? 'less' : 'more')

/** The amount as it follows from the year before and the change, where a rate shows that these two are right. */
function impliedValue({ change }: UnderstoodClaim['claim'], base: Interval | null): Interval | null {
  if (change === null || change.amount === null || change.rate === null || base === null) return null
  const rate = percentOf(change.amount.amount, base)
  if (rate === null || !meets(rate, printedPercent(change.rate.number))) return null
  return change.direction === 'less' ? subtract(base, change.amount.amount) : add(base, change.amount.amount)
}

/** What one slip would explain a broken tie: the word of direction or the amount; undefined where neither does. */
export function rootOf(
  understood: UnderstoodClaim,
  { book }: Prose,
  given: { readonly value: Amount | null; readonly base: Interval | null },
  ties: Ties,
): string | undefined {
  const { claim, meaning } = understood
  if (claim.change === null || claim.change.direction === 'level') return undefined
  const { direction } = claim.change
  if (ties(given.value, turned(direction))) return turnedRoot(understood)
  const printed = meaning.fact === null ? null : tableValue(book, meaning.fact)
  if (printed !== null && ties(printed, direction)) return amountRoot(understood)
  const implied = impliedValue(claim, given.base)
  return implied !== null && ties(implied, direction) ? amountRoot(understood) : undefined
}
