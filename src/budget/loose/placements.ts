import { bareName, type Interval, meets, sum, toAmount } from '../../kernel/index.ts'
import type { Column } from '../model.ts'
import type { ValueToken } from './parts.ts'
import { isTotalHead } from './phrases.ts'

/** For each column the value that stands in it, by its order in the row, or null for a blank. */
export type Placement = readonly (number | null)[]

/** A column that is the sum of others. */
export interface ColumnSum {
  readonly total: number
  readonly parts: readonly number[]
}

/** A way to place the values of a row, with what speaks against it. */
export interface Candidate {
  readonly placement: Placement
  /** What each column then holds; null where it is blank. */
  readonly amounts: readonly (Interval | null)[]
  /** Sums across the row that do not hold. */
  readonly broken: number
  /** How unusual the columns are that it fills: 0 for those that most often are filled. */
  readonly rank: number
}

const MOST_CANDIDATES = 48
const MOST_TRIED = 30_000
const NOTHING: Interval = { low: 0n, high: 0n }

/** Amounts of one table bear one unit; which does not matter where they are only compared with one another. */
export const intervalOf = (value: ValueToken): Interval =>
  value.kind === 'number' ? toAmount(value.number, '元') : NOTHING

const pathKey = (path: readonly string[]): string => path.map(bareName).join('/')

interface Group {
  total: number | null
  readonly parts: number[]
}

/** Which columns sum up which others, as far as their heads say: 合计 over its neighbours, 小计 within its group. */
export function columnSumsOf(columns: readonly Column[]): ColumnSum[] {
  const groups = new Map<string, Group>()
  const groupOf = (path: readonly string[]): Group => {
    const key = pathKey(path)
    const group = groups.get(key) ?? { total: null, parts: [] }
    groups.set(key, group)
    return group
  }
  const hasTotal = (path: readonly string[]): boolean =>
    columns.some(
      (column) => pathKey(column.path.slice(0, -1)) === pathKey(path) && isTotalHead(column.path.at(-1) ?? ''),
    )
  columns.forEach((column, index) => {
    const above = column.path.slice(0, -1)
    const own = groupOf(above)
    const isTotal = isTotalHead(bareName(column.path.at(-1) ?? '')) && own.total === null
    if (isTotal) own.total = index
    else own.parts.push(index)
    const speaksForGroup = isTotal || !hasTotal(above)
    if (above.length > 0 && speaksForGroup) groupOf(above.slice(0, -1)).parts.push(index)
  })
  return [...groups.values()].flatMap(({ total, parts }) =>
    total === null || parts.length === 0 ? [] : [{ total, parts }],
  )
}

/** Columns in the order in which they are filled most often; reception before travel abroad, the rest as printed. */
function rankOf(column: Column, index: number): number {
  const leaf = bareName(column.path.join(''))
  if (/出国/.test(leaf)) return index + 6
  if (/购置/.test(leaf)) return index + 4
  return index
}

const isBrokenSum = (amounts: readonly (Interval | null)[], { total, parts }: ColumnSum): boolean => {
  const printed = parts.map((part) => amounts[part] ?? NOTHING)
  return !meets(sum(printed), amounts[total] ?? NOTHING)
}

function* placementsOf(count: number, columns: number, first: boolean): Generator<number[]> {
  const chosen: number[] = []
  function* extend(from: number): Generator<number[]> {
    if (chosen.length === count) {
      yield [...chosen]
      return
    }
    for (let column = from; column <= columns - (count - chosen.length); column += 1) {
      if (first && chosen.length === 0 && column > 0) return
      chosen.push(column)
      yield* extend(column + 1)
      chosen.pop()
    }
  }
  yield* extend(0)
}

/**
 * All ways to place the values of a row into the columns in their order, the best first. Where the first column is the
 * total of the row its first number is the total.
 */
export function candidatesFor(
  values: readonly ValueToken[],
  columns: readonly Column[],
  sums: readonly ColumnSum[],
): Candidate[] {
  const intervals = values.map(intervalOf)
  const totalFirst = sums.some((columnSum) => columnSum.total === 0) && values.length > 0
  const found: Candidate[] = []
  let tried = 0
  for (const chosen of placementsOf(Math.min(values.length, columns.length), columns.length, totalFirst)) {
    const placement = columns.map((_, column) => {
      const order = chosen.indexOf(column)
      return order < 0 ? null : order
    })
    const amounts = placement.map((order) => (order === null ? null : (intervals[order] ?? null)))
    const broken = sums.filter((columnSum) => isBrokenSum(amounts, columnSum)).length
    const rank = chosen.reduce((total, column) => total + rankOf(columns[column] as Column, column), 0)
    found.push({ placement, amounts, broken, rank })
    tried += 1
    if (tried >= MOST_TRIED) break
  }
  found.sort((a, b) => a.broken - b.broken || a.rank - b.rank)
  return found.slice(0, MOST_CANDIDATES)
}
