import type { Entry } from '../facts/statement.ts'
import type { Column, Figure, Row } from '../model.ts'
import type { Cause } from './cause.ts'
import { isSlipOf } from './slips.ts'
import { entriesOf, holds, magnitude, sideOf, slackOf, type Tie } from './tie.ts'

/**
 * What a table without a grid prints is read by working out which number stands where. A figure is confirmed by a tie
 * that holds and could hardly do so had the figure been put into the wrong row or column.
 */
export type Confirmed = ReadonlySet<Entry>

const isFilled = (entry: Entry): boolean => entry.amount !== null && entry.amount.value !== 0n

/** Nought equals any nought, and a total over its only part any two equal numbers of a row. */
function confirms(tie: Tie): boolean {
  if (tie.kind === 'within' || !holds(tie) || sideOf(tie.left) === 0n) return false
  if (tie.kind === 'balance') return true
  if (tie.kind === 'same') return new Set(entriesOf(tie).map(({ table }) => table)).size > 1
  return entriesOf(tie).filter(isFilled).length > 2
}

/** Only figures of tables without a grid need to be confirmed, and few documents have any. */
const hasGridless = (ties: readonly Tie[]): boolean =>
  ties.some(({ left, right }) => left.some(isGridless) || right.some(isGridless))

const isGridless = ({ table }: Entry): boolean => table.isGridless === true

export const confirmedBy = (ties: readonly Tie[]): Confirmed => new Set(ties.filter(confirms).flatMap(entriesOf))

/** The figures of a row, on its side of the table. */
type RowOf = (entry: Entry) => readonly Entry[]

function rowsIn(ties: readonly Tie[]): RowOf {
  const rows = new Map<Entry['row'], Set<Entry>>()
  for (const entry of ties.flatMap(entriesOf)) {
    const known = rows.get(entry.row)
    if (known === undefined) rows.set(entry.row, new Set([entry]))
    else known.add(entry)
  }
  return (entry) => [...(rows.get(entry.row) ?? [])]
}

/** Every column of its side is filled, or what else the row prints is confirmed: then so is the place of this figure. */
function isPlaced(entry: Entry, rowOf: RowOf, confirmed: Confirmed): boolean {
  const row = rowOf(entry)
  const others = row.filter((other) => other !== entry && isFilled(other))
  return (
    row.every(({ amount }) => amount !== null) || (others.length > 0 && others.every((each) => confirmed.has(each)))
  )
}

/** A blank that was forgotten: the rest of the row is confirmed, and what is missed stands nowhere in it. */
function isForgotten(blank: Entry, expected: bigint | null, rowOf: RowOf, confirmed: Confirmed): boolean {
  const { cells } = blank.row.row
  const printed = rowOf(blank).filter(isFilled)
  const stands = printed.some(
    ({ amount }) => amount !== null && amount.low <= (expected ?? 0n) && (expected ?? 0n) <= amount.high,
  )
  return (
    printed.length === cells.filter((cell) => cell !== null).length &&
    printed.length > 0 &&
    !stands &&
    printed.every((entry) => confirmed.has(entry))
  )
}

/** A figure against nothing at all is more often one that stands in the wrong column. */
const isFilledOnBothSides = ({ left, right }: Tie): boolean => left.some(isFilled) && right.some(isFilled)

const hasLost = ({ table }: Entry): boolean => table.leftovers.some(({ text }) => /\d/.test(text))

/** 12,868.1 in a table that prints two decimals: the rest of the number wrapped to the next line. */
function isTorn({ table, row, column }: Entry): boolean {
  const decimals = row.row.cells[column.index]?.number.decimals ?? 0
  return decimals === 1 && table.rows.some(({ cells }) => cells.some((cell) => (cell?.number.decimals ?? 0) > 1))
}

const digitsOf = (value: bigint): number => `${magnitude(value)}`.length

/** A slip of the hand, or a figure of much the same size that ties of several tables contradict; all else was misread. */
function isCredible({ entries: [wrong], expected, ties }: Cause): boolean {
  const value = wrong.amount?.value ?? 0n
  if (expected === null || value === 0n) return false
  const slack = Number(slackOf(ties[0]) / 2n)
  if (isSlipOf(Number(magnitude(value)), Number(magnitude(expected)), slack)) return true
  const tables = new Set(ties.flatMap(entriesOf).map(({ table }) => table))
  return ties.length > 1 && Math.abs(digitsOf(value) - digitsOf(expected)) < Math.min(2, tables.size)
}

/** Totals of both sides that are far apart were not read on the lines of their names; one slip makes the other. */
const isCredibleBalance = (tie: Tie): boolean =>
  tie.kind !== 'balance' || isSlipOf(Number(sideOf(tie.left)), Number(sideOf(tie.right)), Number(slackOf(tie) / 2n))

/**
 * Tells the causes that may be stated. A figure that is wrong breaks its ties and so confirms nothing, but it must be
 * the only one that is not confirmed, in a row that leaves no doubt about its place. Where every figure is confirmed and
 * the tie still fails, a line was lost or the words of a row were not understood.
 */
export function canBeStated(ties: readonly Tie[]): (cause: Cause) => boolean {
  if (!hasGridless(ties)) return () => true
  const confirmed = confirmedBy(ties)
  const rowOf = rowsIn(ties)
  const isSure = (entry: Entry): boolean => entry.table.isGridless !== true || confirmed.has(entry)
  return (cause) => {
    const [wrong, target] = cause.entries
    const [tie] = cause.ties
    const gridless = cause.ties.flatMap(entriesOf).filter(({ table }) => table.isGridless === true)
    if (gridless.length === 0) return true
    const doubtful = [...new Set(entriesOf(tie).filter((entry) => isFilled(entry) && !isSure(entry)))]
    if (gridless.some(hasLost) || doubtful.length > 1) return false
    if (wrong.table.isGridless === true && cause.kind === 'missing')
      return doubtful.length === 0 && isForgotten(wrong, cause.expected, rowOf, confirmed)
    if (cause.kind === 'wrong-place') return wrong.table.isGridless !== true || wrong.row !== target?.row
    if (!isFilledOnBothSides(tie) || entriesOf(tie).some(isTorn)) return false
    if (cause.kind === 'value' && wrong.table.isGridless === true && !isCredible(cause)) return false
    if (cause.kind === 'sides' && (doubtful.length === 0 || !isCredibleBalance(tie))) return false
    return doubtful.every((entry) => isPlaced(entry, rowOf, confirmed))
  }
}

/** Confirmed by another table; sums within one hold as well where a whole column was taken for its neighbour. */
const hasTwin = (ties: readonly Tie[]): Confirmed =>
  confirmedBy(ties.filter(({ kind }) => kind === 'same' || kind === 'balance'))

/** The first column of a row, and those of a row that fills all of its side, are what they seem. */
function isInOrder(entry: Entry, rowOf: RowOf): boolean {
  const { row, column } = entry
  const first = row.row.cells.findIndex((cell) => cell !== null)
  return column.index === first || rowOf(entry).every(({ amount }) => amount !== null)
}

/** The figures of which sentences may be told that they differ. */
function settledBy(ties: readonly Tie[]): Confirmed {
  const rowOf = rowsIn(ties)
  const twins = hasTwin(ties)
  return new Set([...confirmedBy(ties)].filter((entry) => twins.has(entry) || isInOrder(entry, rowOf)))
}

/** Marks the figures of tables without a grid of which no tie says that they stand where they were put. */
export function withSettling(
  figures: readonly Figure[],
  { ties }: { readonly ties: readonly Tie[] },
): readonly Figure[] {
  if (!figures.some(({ table }) => table?.isGridless === true)) return figures
  const places = new Map<Row, Set<Column>>()
  for (const { row, column } of settledBy(ties))
    places.set(row.row, (places.get(row.row) ?? new Set()).add(column.column))
  const isSettled = ({ table, row, column }: Figure): boolean =>
    table?.isGridless !== true || (row !== undefined && column !== undefined && places.get(row)?.has(column) === true)
  return figures.map((figure) => (isSettled(figure) ? figure : { ...figure, isUnsettled: true }))
}
