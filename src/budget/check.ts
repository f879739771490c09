import { applyRules, type Rule, type Verdicts } from './finding.ts'
import type { Reading } from './model.ts'

export const budgetRules: readonly Rule<Reading>[] = []

export function checkBudget(reading: Reading): Verdicts {
  return applyRules(budgetRules, reading, reading.document.year)
}
