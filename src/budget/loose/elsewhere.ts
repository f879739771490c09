import { bareName, type Interval, meets, toAmount, withoutOrdinal } from '../../kernel/index.ts'
import type { Table } from '../model.ts'

/**
 * What the other tables of a document print under a name: 其他收入 6.20 in the balance tells that the 6.20 of the income
 * table stands under 其他收入. By the name without its last word 收入, 支出 or 费.
 */
export type Elsewhere = ReadonlyMap<string, readonly Interval[]>

export const NOTHING_ELSEWHERE: Elsewhere = new Map()

const keyOf = (name: string): string => bareName(withoutOrdinal(name)).replace(/(?:收入|支出|费用?)$/, '')

const isNought = (amount: Interval): boolean => amount.low + amount.high === 0n

/** Amounts by the names of their rows, from tables whose rows have one amount or begin with their total. */
export function collectElsewhere(tables: readonly Pick<Table, 'rows' | 'unit'>[]): Elsewhere {
  const amounts = new Map<string, Interval[]>()
  for (const { rows, unit } of tables) {
    for (const row of rows) {
      const first = row.cells.find((cell) => cell !== null)
      const key = keyOf(row.name)
      if (first === undefined || first === null || first.isPercent || key === '') continue
      amounts.set(key, [...(amounts.get(key) ?? []), toAmount(first.number, unit ?? '万元')])
    }
  }
  return amounts
}

/** True where another table prints this amount under this name. */
export function isPrintedElsewhere(elsewhere: Elsewhere, name: string, amount: Interval): boolean {
  const known = elsewhere.get(keyOf(name)) ?? []
  return !isNought(amount) && known.some((other) => !isNought(other) && meets(other, amount))
}
