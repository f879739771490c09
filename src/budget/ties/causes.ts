import type { Entry } from '../facts/statement.ts'
import type { Cause, CauseKind } from './cause.ts'
import { foldConsequences, foldMoves } from './consequences.ts'
import { indexTies, type Repair, rankRepairs, type Score, type Search } from './repairs.ts'
import { isSlipOf } from './slips.ts'
import {
  amountIn,
  differenceOf,
  entriesOf,
  holds,
  magnitude,
  type Supposition,
  sideOf,
  slackOf,
  type Tie,
  wantedOf,
} from './tie.ts'

const middle = (entry: Entry): bigint => entry.amount?.value ?? 0n
const SLIPS = [10_000n, 1_000n, 100n, 10n]

/** True when one is the other with the point or the unit slipped. */
export function isSlip(a: bigint, b: bigint, half: bigint): boolean {
  const [small, large] = [a < b ? a : b, a < b ? b : a]
  if (small <= 0n) return false
  return SLIPS.some((factor) => {
    const distance = large - small * factor
    return (distance < 0n ? -distance : distance) <= half * factor
  })
}

function kindOf(repair: Repair, expected: bigint): CauseKind {
  const [entry] = repair.entries
  if (repair.kind === 'move') return 'wrong-place'
  if (entry.amount === null) return 'missing'
  const half = (entry.amount.high - entry.amount.low) / 2n
  return isSlip(entry.amount.value, expected, half) ? 'unit' : 'value'
}

function causeOf({ repair, mended }: Score): Cause | null {
  const [first, ...rest] = mended
  const [entry] = repair.entries
  const supposed = repair.supposed.get(entry)
  if (first === undefined || supposed === undefined) return null
  const expected = (supposed.low + supposed.high) / 2n
  return { kind: kindOf(repair, expected), entries: repair.entries, ties: [first, ...rest], expected }
}

const sharesTie = (a: Score, b: Score): boolean => a.mended.some((tie) => b.mended.includes(tie))

/** No repair of another cell explains any of the same ties as well: the repair names the wrong cell. */
function isClear(best: Score, scores: readonly Score[]): boolean {
  const [cell] = best.repair.entries
  const rivals = scores.filter(
    (score) => sharesTie(score, best) && !score.repair.entries.includes(cell) && !isSameMove(score.repair, best.repair),
  )
  if (best.repair.kind === 'move')
    return rivals.every((rival) => rival.repair.kind === 'value' || rival.worth < best.worth)
  return rivals.every((rival) => rival.worth < best.worth)
}

const clearlyBest = (scores: readonly Score[]): Score | null =>
  scores.find((score) => score.worth > 0 && score.mended.length > 0 && isClear(score, scores)) ?? null

const isSameMove = (a: Repair, b: Repair): boolean =>
  a.kind === 'move' &&
  b.kind === 'move' &&
  a.entries[0].row === b.entries[0].row &&
  a.entries[1]?.row === b.entries[1]?.row

const tablesOf = (tie: Tie): ReadonlySet<string> => new Set(entriesOf(tie).map((entry) => entry.table.id))

/** The same two figures on both sides: one table repeats the sum of another, with what it lacks. */
function isRepeated(a: Tie, b: Tie): boolean {
  const slack = slackOf(a) + slackOf(b)
  const isNear = (left: bigint, right: bigint): boolean => magnitude(left - right) <= slack
  return a.kind === b.kind && isNear(sideOf(a.left), sideOf(b.left)) && isNear(sideOf(a.right), sideOf(b.right))
}

/**
 * One slip of 50.60 shows at every level above it and in every table that repeats the figure: ties of the same tables
 * that miss by the same amount have one cause. A cell that is known to be wrong answers for its own table alone: the
 * same gap in a table that only repeats the right figure is a slip of that table.
 */
function companionsOf(
  ties: readonly Tie[],
  open: ReadonlySet<Tie>,
  tables: ReadonlySet<string> = new Set(ties.flatMap((tie) => [...tablesOf(tie)])),
): Tie[] {
  const [first] = ties
  if (first === undefined) return []
  const size = magnitude(differenceOf(first))
  return [...open].filter(
    (other) =>
      !ties.includes(other) &&
      [...tablesOf(other)].some((table) => tables.has(table)) &&
      magnitude(magnitude(differenceOf(other)) - size) <= slackOf(other),
  )
}

/** Where no cell is to blame, tables that repeat both sides share the cause, with all columns that show it. */
function repetitionsOf(tie: Tie, open: ReadonlySet<Tie>): Tie[] {
  const repeated = [...open].filter((other) => other !== tie && isRepeated(tie, other))
  return [...repeated, ...companionsOf([tie, ...repeated], open)]
}

/** The parts of a sum, those first that one wrong digit would make fit: only some of many can be shown. */
function suspectsFirst(tie: Tie): readonly Entry[] {
  const slack = Number(slackOf(tie) / 2n)
  const isSuspect = (entry: Entry): boolean => isSlipOf(Number(middle(entry)), Number(wantedOf(tie, entry)), slack)
  return tie.kind === 'within'
    ? tie.right
    : [...tie.right.filter(isSuspect), ...tie.right.filter((entry) => !isSuspect(entry))]
}

/** A total that balances and has its twins in other tables is right: rows were left out, or one of them is wrong. */
function confirmationsOf(tie: Tie, { tiesOf }: Search): number {
  const [total] = tie.left
  if (tie.kind !== 'rows' || tie.left.length > 1 || total?.amount == null) return 0
  // The columns of a row that lacks a row are short of it as well and still add up.
  return (tiesOf.get(total) ?? [])
    .filter(({ kind }) => kind === 'same' || kind === 'balance')
    .filter((other) => holds(other)).length
}

const TEN_THOUSAND = 10_000n

/** All parts stand in one other table and add up to a ten-thousandth of the total, or the reverse: its unit is wrong. */
function isOtherUnit({ left, right }: Tie): boolean {
  const [total] = left
  const tables = new Set(right.map(({ table }) => table.id))
  if (total === undefined || left.length !== 1 || right.length < 2 || tables.size !== 1 || tables.has(total.table.id))
    return false
  const [whole, parts] = [magnitude(sideOf(left)), magnitude(sideOf(right))]
  const [small, large] = whole < parts ? [whole, parts] : [parts, whole]
  const half = right.reduce((sum, entry) => sum + amountIn(entry).high - amountIn(entry).low, 0n) / 2n
  return small > 0n && magnitude(large - small * TEN_THOUSAND) <= half * TEN_THOUSAND
}

function sidesOf(tie: Tie, search: Search): Cause | null {
  const { open } = search
  const [left] = tie.left
  const [right] = tie.right
  if (left === undefined || right === undefined) return null
  const isPair = tie.left.length === 1 && tie.right.length === 1
  const half = (amountIn(left).high - amountIn(left).low) / 2n
  const isUnit = (isPair && isSlip(middle(left), middle(right), half)) || isOtherUnit(tie)
  const entries = isPair ? ([left, right] as const) : ([left, ...tie.left.slice(1), ...suspectsFirst(tie)] as const)
  const ties = [tie, ...repetitionsOf(tie, open)] as const
  return { kind: isUnit ? 'unit' : 'sides', entries, ties, expected: null, confirmations: confirmationsOf(tie, search) }
}

/** The tie that says most by itself speaks for what cannot be pinned to one cell: sums before pairs. */
const ORDER: readonly Tie['kind'][] = ['rows', 'columns', 'balance', 'same', 'within']

function nextOpen(open: ReadonlySet<Tie>): Tie | undefined {
  return [...open].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))[0]
}

interface Explained {
  readonly cause: Cause
  readonly supposed: Supposition
}

const NOTHING: Supposition = new Map()

const MOST_TRACED = 40

/** A document with more causes than these is not a published one: the rest are shown side by side, untraced. */
function explain(search: Search, found: number): Explained | null {
  const best = found < MOST_TRACED ? clearlyBest(rankRepairs(search)) : null
  const cause = best === null ? null : causeOf(best)
  if (best !== null && cause !== null) {
    const ties = [
      ...cause.ties,
      ...companionsOf(cause.ties, search.open, new Set([cause.entries[0].table.id])),
    ] as const
    return { cause: { ...cause, ties: [cause.ties[0], ...ties.slice(1)] }, supposed: best.repair.supposed }
  }
  const tie = nextOpen(search.open)
  const sides = tie === undefined ? null : sidesOf(tie, search)
  return sides === null ? null : { cause: sides, supposed: NOTHING }
}

/**
 * Finds the fewest causes that explain all broken ties. The repair that makes the most ties hold names the culprit;
 * where several explain as much, the sides of the tie are shown and none is blamed.
 */
export function findCauses(ties: readonly Tie[]): readonly Cause[] {
  const tiesOf = indexTies(ties)
  const open = new Set(ties.filter((tie) => !holds(tie)))
  const accepted = new Map(NOTHING)
  const causes: Cause[] = []
  while (open.size > 0) {
    const explained = explain({ open, tiesOf, accepted }, causes.length)
    if (explained === null) break
    causes.push(explained.cause)
    for (const tie of explained.cause.ties) open.delete(tie)
    for (const [entry, value] of explained.supposed) accepted.set(entry, value)
  }
  return foldConsequences(foldMoves(causes))
}
