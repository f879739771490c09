import type { Entry } from '../facts/statement.ts'
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

const isSameLine = (from: Entry, to: Entry): boolean =>
  from.table === to.table && (from.row === to.row || from.column === to.column)

/** The blank of the same row or column that misses what stands here for nothing. */
function goalOf(from: Cause, causes: readonly Cause[]): Cause | undefined {
  const [entry] = from.entries
  const value = entry.amount?.value ?? 0n
  if (from.kind !== 'value' || value === 0n || from.expected === null) return undefined
  const slack = from.ties.reduce((all, tie) => all + slackOf(tie), 0n)
  if (magnitude(from.expected) > slack) return undefined
  return causes.find(
    ({ kind, expected, entries: [blank] }) =>
      kind === 'missing' && magnitude((expected ?? 0n) - value) <= slack && isSameLine(entry, blank),
  )
}

/** A figure that should be nothing, and a blank beside it that should hold that figure: it stands in the wrong place. */
export function foldMoves(causes: readonly Cause[]): readonly Cause[] {
  for (const from of causes) {
    const goal = goalOf(from, causes)
    if (goal === undefined) continue
    const moved: Cause = {
      kind: 'wrong-place',
      entries: [from.entries[0], goal.entries[0]],
      ties: [...from.ties, ...goal.ties],
      expected: from.expected,
    }
    return foldMoves(causes.flatMap((each) => (each === goal ? [] : each === from ? moved : each)))
  }
  return causes
}
