import { add, type Interval, meets, point, sum } from '../../kernel/index.ts'
import type { Candidate } from './placements.ts'
import type { RowTree } from './tree.ts'

/** The placement chosen for each row, and the rows for which another one would have done as well. */
export interface Solution {
  readonly chosen: readonly Candidate[]
  readonly unsettled: ReadonlySet<number>
}

/** Ways to place the values of a row where only some columns are allowed, the best first. */
export type CandidateSource = (row: number, allowed: readonly boolean[]) => readonly Candidate[]

/**
 * What a tie that does not hold weighs. A figure over or under a blank weighs less than two figures that differ: where
 * a cell was forgotten, the figures that were printed still tie.
 */
const DIFFERENT = 10
const MISSING = 6
/** Within rounding, but not to the last digit. */
const ROUNDED = 0.2
const MOST_STATES = 800
const MOST_FREE = 8
/** Steps for one side of a table; when they are used up, the best of what was found is taken. */
const MOST_STEPS = 60_000

const ZERO = point(0n)

interface Outcome {
  readonly cost: number
  readonly rank: number
  /** How many choices are as good, their rank aside; counted no further than two. */
  readonly ways: number
  /** What was chosen for the children, the last first. */
  readonly picks: Picks | null
}

interface Picks {
  readonly last: Candidate
  readonly before: Picks | null
}

/** The choices for the children in their order. */
function listOf(picks: Picks | null): Candidate[] {
  const list: Candidate[] = []
  for (let rest = picks; rest !== null; rest = rest.before) list.push(rest.last)
  return list.reverse()
}

interface State extends Outcome {
  /** Sum of the children so far for each column; null where all are blank. */
  readonly sums: readonly (Interval | null)[]
}

const isZero = (amount: Interval | null | undefined): boolean => amount == null || amount.low + amount.high === 0n

function costOfTie(parent: Interval | null, sum: Interval | null): number {
  if (isZero(parent) && isZero(sum)) return 0
  const [a, b] = [parent ?? ZERO, sum ?? ZERO]
  if (meets(a, b)) return a.low + a.high === b.low + b.high ? 0 : ROUNDED
  return isZero(parent) || isZero(sum) ? MISSING : DIFFERENT
}

const isBetter = (a: Outcome, b: Outcome): boolean => a.cost < b.cost || (a.cost === b.cost && a.rank < b.rank)
const byCost = (a: Outcome, b: Outcome): number => a.cost - b.cost || a.rank - b.rank

const addTo = (sums: readonly (Interval | null)[], amounts: readonly (Interval | null)[]): (Interval | null)[] =>
  sums.map((sum, column) => {
    const amount = amounts[column] ?? null
    return sum === null || amount === null ? (sum ?? amount) : add(sum, amount)
  })

const keyOf = (sums: readonly (Interval | null)[]): string =>
  sums.map((sum) => (sum === null ? '' : `${sum.low + sum.high}`)).join('|')

/** Where amounts are not negative, a sum that has passed its total never comes back. */
const exceeds = (sums: readonly (Interval | null)[], totals: readonly (Interval | null)[]): boolean =>
  sums.some((sum, column) => sum !== null && sum.low > (totals[column] ?? ZERO).high)

/** States of the same sums are one: the better goes on, and how many there were is kept. */
function mergeStates(states: readonly State[], parent: Candidate): State[] {
  const merged = new Map<string, State>()
  for (const state of states) {
    const key = keyOf(state.sums)
    const other = merged.get(key)
    if (other === undefined) merged.set(key, state)
    else {
      const best = isBetter(state, other) ? state : other
      const ways = state.cost === other.cost ? Math.min(2, state.ways + other.ways) : best.ways
      merged.set(key, { ...best, ways })
    }
  }
  const all = [...merged.values()]
  if (all.length <= MOST_STATES) return all
  const within = all.filter((state) => !exceeds(state.sums, parent.amounts))
  return (within.length > 0 ? within : all).sort(byCost).slice(0, MOST_STATES)
}

const closeState = (state: State, own: Candidate): Outcome => ({
  ...state,
  cost: state.sums.reduce((cost, sum, column) => cost + costOfTie(own.amounts[column] ?? null, sum), state.cost),
})

function bestOf(outcomes: readonly Outcome[]): Outcome | null {
  const [first, ...others] = outcomes
  if (first === undefined) return null
  let best = first
  for (const outcome of others) {
    const ways = outcome.cost === best.cost ? Math.min(2, outcome.ways + best.ways) : null
    if (isBetter(outcome, best)) best = outcome
    if (ways !== null) best = { ...best, ways }
  }
  return best
}

/** Rows whose first column does not tie, whatever stands in the others, are no parts of this one: nothing to settle. */
function tiesInFirst(own: Candidate, parts: readonly Candidate[]): boolean {
  const first = parts.map((part) => part.amounts[0] ?? null)
  return own.amounts[0] === null || meets(own.amounts[0] ?? ZERO, sum(first.filter((amount) => amount !== null)))
}

/**
 * Finds a placement of every row with which most sums hold: along the tree of rows, and across each row. A child may
 * fill what its parent fills; only where no sum then holds may it fill more.
 */
export function settle(tree: RowTree, width: number, candidatesOf: CandidateSource): Solution {
  const outcomes = new Map<Candidate, Outcome>()
  const everywhere = Array.from({ length: width }, () => true)
  let steps = 0

  function outcomeOf(row: number, own: Candidate): Outcome {
    const known = outcomes.get(own)
    if (known !== undefined) return known
    const outcome = placeChildren(row, own)
    outcomes.set(own, outcome)
    return outcome
  }

  function placeChildren(row: number, own: Candidate): Outcome {
    const children = tree.children[row] ?? []
    const base: Outcome = { cost: own.broken * DIFFERENT, rank: own.rank, ways: 1, picks: null }
    if (children.length === 0) return base
    const within = own.amounts.map((amount) => amount !== null)
    const strict = combine(own, base, children, (child) => candidatesOf(child, within))
    if (strict !== null && (strict.cost <= base.cost + width * ROUNDED || !tiesInFirst(own, listOf(strict.picks))))
      return strict
    const free = combine(own, base, children, (child) => [
      ...candidatesOf(child, within).slice(0, MOST_FREE),
      ...candidatesOf(child, everywhere).slice(0, MOST_FREE),
    ])
    return bestOf([strict, free].filter((outcome) => outcome !== null)) ?? base
  }

  function combine(
    own: Candidate,
    base: Outcome,
    children: readonly number[],
    options: (child: number) => readonly Candidate[],
  ): Outcome | null {
    let states: State[] = [{ ...base, sums: own.amounts.map(() => null) }]
    for (const child of children) {
      const isSpent = steps > MOST_STEPS
      const found = isSpent ? options(child).slice(0, 1) : options(child)
      if (found.length === 0) return null
      if (isSpent) states = [...states].sort(byCost).slice(0, 1)
      steps += states.length * found.length
      states = mergeStates(
        states.flatMap((state) => found.map((option) => extend(state, child, option))),
        own,
      )
    }
    return bestOf(states.map((state) => closeState(state, own)))
  }

  function extend(state: State, child: number, option: Candidate): State {
    const outcome = outcomeOf(child, option)
    return {
      cost: state.cost + outcome.cost,
      rank: state.rank + outcome.rank,
      ways: Math.min(2, state.ways * outcome.ways),
      picks: { last: option, before: state.picks },
      sums: addTo(state.sums, option.amounts),
    }
  }

  const chosen: Candidate[] = []
  const unsettled = new Set<number>()

  /** Hands the choice down; where children could have been placed in several ways, those with a choice are doubtful. */
  function choose(row: number, own: Candidate): void {
    chosen[row] = own
    const outcome = outcomeOf(row, own)
    const within = own.amounts.map((amount) => amount !== null)
    const children = tree.children[row] ?? []
    const picks = listOf(outcome.picks)
    children.forEach((child, order) => {
      const pick = picks[order]
      if (pick === undefined) return
      if (outcome.ways > 1 && candidatesOf(child, within).length > 1) unsettled.add(child)
      choose(child, pick)
    })
  }

  /** The first root placement with which every sum holds, else the one with the fewest that do not. */
  function chooseRoot(root: number): Candidate | undefined {
    let best: Candidate | undefined
    for (const own of candidatesOf(root, everywhere)) {
      const outcome = outcomeOf(root, own)
      if (best === undefined || isBetter(outcome, outcomeOf(root, best))) best = own
      if (outcome.cost === 0) break
    }
    return best
  }

  for (const root of tree.roots) {
    const best = chooseRoot(root)
    if (best === undefined) continue
    const rivals = candidatesOf(root, everywhere).filter((other) => other.broken === best.broken)
    if (rivals.length > 1) unsettled.add(root)
    choose(root, best)
  }
  return { chosen, unsettled }
}
