import type { Reading, Receipt } from '../budget/index.ts'

export interface TieCount {
  readonly held: number
  readonly broken: number
  readonly notEvaluated: number
}

export const countTies = (receipts: readonly Receipt[]): TieCount =>
  receipts.reduce(
    (count, { held, broken, notEvaluated }) => ({
      held: count.held + held,
      broken: count.broken + broken,
      notEvaluated: count.notEvaluated + notEvaluated,
    }),
    { held: 0, broken: 0, notEvaluated: 0 },
  )

export function isCertified(reading: Reading, receipts: readonly Receipt[]): boolean {
  return reading.tables.length > 0 && receipts.length > 0
}
