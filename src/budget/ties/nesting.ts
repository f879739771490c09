import { normalize } from '../../kernel/index.ts'
import { ordinalStyleOf } from '../facts/ordinals.ts'
import type { RowSense } from '../facts/statement.ts'

/** Rows of names whose level is not printed. Codes, ordinals and known words need no guess. */
const isFree = (row: RowSense): boolean =>
  (row.fact === null || row.fact.project !== undefined || row.fact.organisation !== undefined) &&
  ordinalStyleOf(row.row.name) === null

/** A list of projects or of names that nothing classifies. A list of units alone is no such list. */
export function isFreeList(rows: readonly RowSense[]): boolean {
  const items = rows.filter((row) => row.kind === 'item')
  const isNamed = items.some((row) => row.row.code === null && (row.fact === null || row.fact.project !== undefined))
  return isNamed && items.every(isFree) && items.every((row) => normalize(row.row.name) !== '')
}

/** In hundredths of the last place of a figure with two decimals. */
function valueIn(row: RowSense, column: number): bigint {
  const number = row.row.cells[column]?.number
  return number === undefined ? 0n : (number.units * 10_000n) / 10n ** BigInt(number.decimals)
}

type Parents = ReadonlyMap<number, number | null>

const MOST_STEPS = 100_000
const ROUNDING = 50n

/**
 * Finds how rows nest so that every head equals what stands below it and the top rows add up to the total. Lists of
 * projects print unit, category and project one below the other in one column; their figures alone show the levels.
 */
class Nesting {
  private steps = 0
  private readonly failed = new Set<string>()
  private readonly values: readonly bigint[]

  constructor(values: readonly bigint[]) {
    this.values = values
  }

  /** Rows from..to as a list that adds up to the target; for each row its head, or null where there is no way. */
  list(from: number, to: number, target: bigint, head: number | null): [number, number | null][] | null {
    this.steps += 1
    if (from === to) return target <= ROUNDING * BigInt(to + 1) && target >= -ROUNDING * BigInt(to + 1) ? [] : null
    const value = this.values[from] ?? 0n
    const key = `${from}|${to}|${target}`
    if (this.steps > MOST_STEPS || value > target + ROUNDING * BigInt(to) || this.failed.has(key)) return null
    for (let end = from + 1; end <= to; end += 1) {
      const below = end === from + 1 ? [] : this.list(from + 1, end, value, from)
      const rest = below === null ? null : this.list(end, to, target - value, head)
      if (below !== null && rest !== null) return [[from, head], ...below, ...rest]
    }
    this.failed.add(key)
    return null
  }
}

/** The heads of a free list by row index; null where the figures show no nesting. */
export function nestByValue(total: RowSense, rows: readonly RowSense[]): Parents | null {
  const column = total.row.cells.findIndex((cell) => cell !== null)
  if (column < 0) return null
  const nesting = new Nesting(rows.map((row) => valueIn(row, column)))
  const found = nesting.list(0, rows.length, valueIn(total, column), null)
  if (found === null) return null
  const indexOf = (at: number | null): number | null => (at === null ? null : (rows[at]?.index ?? null))
  return new Map(found.map(([at, head]) => [rows[at]?.index ?? -1, indexOf(head)]))
}

/** True when the rows add up to their whole in its first column, up to rounding. */
export function equalsSum(whole: RowSense, parts: readonly RowSense[]): boolean {
  const column = whole.row.cells.findIndex((cell) => cell !== null)
  if (column < 0) return true
  const gap = parts.reduce((rest, row) => rest - valueIn(row, column), valueIn(whole, column))
  const slack = ROUNDING * BigInt(parts.length + 1)
  return gap <= slack && gap >= -slack
}
