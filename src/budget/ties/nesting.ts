import { normalize } from '../../kernel/index.ts'
import { ordinalStyleOf } from '../facts/ordinals.ts'
import type { RowSense } from '../facts/statement.ts'

/** Rows of names whose level is not printed. Codes, ordinals and known words need no guess. */
const isFree = (row: RowSense): boolean =>
  (row.fact === null || row.fact.project !== undefined || row.fact.organisation !== undefined) &&
  ordinalStyleOf(row.row.name) === null

/** A code that several rows share groups them (the 科目 that pays for purchases) and names none of them. */
function namesRows(rows: readonly RowSense[]): boolean {
  const codes = rows.flatMap((row) => row.row.code ?? [])
  return codes.length > 0 && new Set(codes).size * 10 >= codes.length * 9
}

/** A list of projects, purchases or names that nothing classifies. A list of units with their codes is no such list. */
export function isFreeList(rows: readonly RowSense[]): boolean {
  const items = rows.filter((row) => row.kind === 'item')
  const mayBeFree = !namesRows(items)
  const isNamed = items.some(
    (row) => (mayBeFree || row.row.code === null) && (row.fact === null || row.fact.project !== undefined),
  )
  return isNamed && items.every(isFree) && items.every((row) => normalize(row.row.name) !== '')
}

/** In hundredths of the last place of a figure with two decimals. */
function valueIn(row: RowSense, column: number): bigint {
  const number = row.row.cells[column]?.number
  return number === undefined ? 0n : (number.units * 10_000n) / 10n ** BigInt(number.decimals)
}

type Parents = ReadonlyMap<number, number | null>

const MOST_STEPS = 20_000
const ROUNDING = 50n

/**
 * Finds how rows nest so that every head equals what stands below it and the top rows add up to the total. Lists of
 * projects print unit, category and project one below the other in one column; their figures alone show the levels.
 */
class Nesting {
  readonly heads: (number | null)[] = []
  private steps = 0
  private readonly values: readonly bigint[]
  /** rest[n]: all values from the n-th on together. */
  private readonly rest: readonly bigint[]
  private readonly slack: bigint

  constructor(values: readonly bigint[]) {
    this.values = values
    const rest = [0n]
    for (const value of [...values].reverse()) rest.push((rest.at(-1) ?? 0n) + value)
    this.rest = rest.reverse()
    this.slack = ROUNDING * BigInt(values.length + 1)
  }

  explains(total: bigint): boolean {
    return this.fill(0, total, null, (end) => end === this.values.length)
  }

  /** Takes rows from `at` on until they add up to `need`, then goes on; each row is a leaf or a head of the next. */
  private fill(at: number, need: bigint, head: number | null, then: (end: number) => boolean): boolean {
    this.steps += 1
    if (this.steps > MOST_STEPS) return false
    if (need <= this.slack && need >= -this.slack && then(at)) return true
    const value = this.values[at]
    const isTooMuch = value === undefined || value > need + this.slack
    if (isTooMuch || (this.rest[at] ?? 0n) < need - this.slack) return false
    this.heads[at] = head
    if (this.fill(at + 1, need - value, head, then)) return true
    if (value <= this.slack) return false
    return this.fill(at + 1, value, at, (end) => end > at + 1 && this.fill(end, need - value, head, then))
  }
}

/** The column that shows most: of those with a total the one in which most rows have a figure. */
function fullestColumn(total: RowSense, rows: readonly RowSense[]): number | null {
  const columns = total.row.cells.flatMap((cell, column) => (cell === null ? [] : [column]))
  const filled = (column: number): number => rows.filter((row) => (row.row.cells[column] ?? null) !== null).length
  return columns.reduce<number | null>(
    (best, column) => (best === null || filled(column) > filled(best) ? column : best),
    null,
  )
}

/** The heads of a free list by row index; null where the figures show no nesting. */
export function nestByValue(total: RowSense, rows: readonly RowSense[]): Parents | null {
  const column = fullestColumn(total, rows)
  if (column === null) return null
  const nesting = new Nesting(rows.map((row) => valueIn(row, column)))
  if (!nesting.explains(valueIn(total, column))) return null
  const indexOf = (at: number | null | undefined): number | null =>
    at === null || at === undefined ? null : (rows[at]?.index ?? null)
  return new Map(rows.map((row, at) => [row.index, indexOf(nesting.heads[at])]))
}

/** True when the rows add up to their whole in its first column, up to rounding. */
export function equalsSum(whole: RowSense, parts: readonly RowSense[]): boolean {
  const column = whole.row.cells.findIndex((cell) => cell !== null)
  if (column < 0) return true
  const gap = parts.reduce((rest, row) => rest - valueIn(row, column), valueIn(whole, column))
  const slack = ROUNDING * BigInt(parts.length + 1)
  return gap <= slack && gap >= -slack
}
