import type { Cause } from './cause.ts'
import { differenceOf, magnitude, slackOf } from './tie.ts'

const gapOf = ({ expected, entries: [entry] }: Cause): bigint => (expected ?? 0n) - (entry.amount?.value ?? 0n)

/** The wrong figures of the table whose gaps make up what its total lacks; none where they do not. */
function reasonsFor(open: Cause, causes: readonly Cause[]): readonly Cause[] {
  const [tie] = open.ties
  const [{ table }] = open.entries
  const wrong = causes.filter(({ kind, entries }) => kind === 'value' && entries[0].table.id === table.id)
  const gap = wrong.reduce((sum, cause) => sum + gapOf(cause), 0n)
  const slack = wrong.reduce((sum, cause) => sum + cause.ties.reduce((all, each) => all + slackOf(each), 0n), 0n)
  const isMadeUp = magnitude(magnitude(gap) - magnitude(differenceOf(tie))) <= slack + slackOf(tie)
  return isMadeUp ? wrong : []
}

/**
 * Where figures of a table that are wrong by 3 and by 4 stand beside a total that misses by 7, the total is no slip of
 * its own, and they are one: one side of the table was taken from another book.
 */
export function foldConsequences(causes: readonly Cause[]): readonly Cause[] {
  for (const open of causes) {
    if (open.kind !== 'sides') continue
    const [first, ...others] = reasonsFor(open, causes)
    if (first === undefined) continue
    const whole: Cause = { ...first, others: [...others, open] }
    const folded = new Set([open, ...others])
    return foldConsequences(causes.flatMap((each) => (folded.has(each) ? [] : each === first ? whole : each)))
  }
  return causes
}
