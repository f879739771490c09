import { add, type Interval, meets, point } from '../../kernel/index.ts'
import type { Candidate } from './placements.ts'
import type { RowTree } from './tree.ts'

/** The placement chosen for each row, and the rows for which another one would have done as well. */
export interface Solution {
  readonly chosen: readonly number[]
  readonly unsettled: ReadonlySet<number>
}

/**
 * What a tie that does not hold weighs. A figure over or under a blank weighs less than two figures that differ: where
 * a cell was forgotten, the figures that were printed still tie.
 */
const DIFFERENT = 10
const MISSING = 6
/** Within rounding, but not to the last digit. */
const ROUNDED = 0.2
const MOST_STATES = 200
const MOST_FREE_CANDIDATES = 12

const ZERO = point(0n)

interface Outcome {
  readonly cost: number
  readonly rank: number
  /** How many choices are as good, their rank aside; counted no further than two. */
  readonly ways: number
  /** Candidates of the children in their order. */
  readonly picks: readonly number[]
}

interface State extends Outcome {
  /** Sum of the children so far for each column; null where all are blank. */
  readonly sums: readonly (Interval | null)[]
}

const isZero = (amount: Interval | null): boolean => amount === null || amount.low + amount.high === 0n

function costOfTie(parent: Interval | null, sum: Interval | null): number {
  if (isZero(parent) && isZero(sum)) return 0
  const [a, b] = [parent ?? ZERO, sum ?? ZERO]
  if (meets(a, b)) return a.low + a.high === b.low + b.high ? 0 : ROUNDED
  return isZero(parent) || isZero(sum) ? MISSING : DIFFERENT
}

const isBetter = (a: Outcome, b: Outcome): boolean => a.cost < b.cost || (a.cost === b.cost && a.rank < b.rank)

const addTo = (sums: readonly (Interval | null)[], amounts: readonly (Interval | null)[]): (Interval | null)[] =>
  sums.map((sum, column) => {
    const amount = amounts[column] ?? null
    if (sum === null || amount === null) return sum ?? amount
    return add(sum, amount)
  })

const keyOf = (sums: readonly (Interval | null)[]): string =>
  sums.map((sum) => (sum === null ? '' : `${sum.low + sum.high}`)).join('|')

function mergeStates(states: readonly State[]): State[] {
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
  return all.length <= MOST_STATES ? all : all.sort((a, b) => a.cost - b.cost || a.rank - b.rank).slice(0, MOST_STATES)
}

/** Columns that the candidate fills with something other than nought all hold something in the parent too. */
const isWithin = (candidate: Candidate, parent: Candidate): boolean =>
  candidate.amounts.every((amount, column) => isZero(amount) || !isZero(parent.amounts[column] ?? null))

/** Finds the placement of every row with which most sums hold, along the tree and across the rows. */
export function settle(tree: RowTree, candidates: readonly (readonly Candidate[])[]): Solution {
  const known = new Map<string, Outcome>()
  const candidateOf = (row: number, index: number): Candidate | undefined => candidates[row]?.[index]

  function outcomeOf(row: number, index: number): Outcome {
    const key = `${row}/${index}`
    const before = known.get(key)
    if (before !== undefined) return before
    const outcome = search(row, index)
    known.set(key, outcome)
    return outcome
  }

  function search(row: number, index: number): Outcome {
    const own = candidateOf(row, index)
    const children = tree.children[row] ?? []
    if (own === undefined) return { cost: 0, rank: 0, ways: 1, picks: [] }
    const base = { cost: own.broken * DIFFERENT, rank: own.rank, ways: 1, picks: [] }
    if (children.length === 0) return base
    const within = placeChildren(own, base, children, (child) =>
      optionsOf(child).filter((option) => isWithin(candidateOf(child, option) as Candidate, own)),
    )
    if (within !== null && within.cost <= base.cost + children.length * ROUNDED) return within
    const free = placeChildren(own, base, children, (child) => optionsOf(child).slice(0, MOST_FREE_CANDIDATES))
    if (free === null || (within !== null && isBetter(within, free))) return within ?? base
    return free
  }

  const optionsOf = (row: number): number[] => (candidates[row] ?? []).map((_, index) => index)

  function placeChildren(
    own: Candidate,
    base: Outcome,
    children: readonly number[],
    options: (child: number) => number[],
  ): Outcome | null {
    let states: State[] = [{ ...base, sums: own.amounts.map(() => null) }]
    for (const child of children) {
      states = mergeStates(states.flatMap((state) => options(child).map((option) => extend(state, child, option))))
      if (states.length === 0) return null
    }
    return bestOf(states.map((state) => closeState(state, own)))
  }

  function extend(state: State, child: number, option: number): State {
    const outcome = outcomeOf(child, option)
    return {
      cost: state.cost + outcome.cost,
      rank: state.rank + outcome.rank,
      ways: Math.min(2, state.ways * outcome.ways),
      picks: [...state.picks, option],
      sums: addTo(state.sums, candidateOf(child, option)?.amounts ?? []),
    }
  }

  const chosen: number[] = candidates.map(() => 0)
  const unsettled = new Set<number>()

  /** Hands the choice down; where children could have been placed in several ways, those with a choice are doubtful. */
  function choose(row: number, index: number): void {
    chosen[row] = index
    const outcome = outcomeOf(row, index)
    const children = tree.children[row] ?? []
    children.forEach((child, order) => {
      const pick = outcome.picks[order] ?? 0
      const same = candidates[child]?.filter((option) => option.broken === candidateOf(child, pick)?.broken) ?? []
      if (outcome.ways > 1 && same.length > 1) unsettled.add(child)
      choose(child, pick)
    })
  }

  for (const root of tree.roots) {
    const outcomes = optionsOf(root).map((option) => outcomeOf(root, option))
    const best = outcomes.reduce((least, outcome, index) => {
      const other = outcomes[least]
      return other !== undefined && isBetter(outcome, other) ? index : least
    }, 0)
    if (outcomes.filter((outcome) => outcome.cost === outcomes[best]?.cost).length > 1) unsettled.add(root)
    choose(root, best)
  }
  return { chosen, unsettled }
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
