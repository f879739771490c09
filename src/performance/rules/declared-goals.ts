import type { Goal, IndicatorBlock, PerformanceForm, Scope } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { likeness } from './evidence.ts'

/** The goals that a form declares for a scope. A goal without a scope is meant for both. */
export const goalsOfScope = (form: PerformanceForm, scope: Scope): Goal[] =>
  form.goals.filter((goal) => goal.scope === scope || goal.scope === null || scope === null)

export const blocksOfScope = (form: PerformanceForm, scope: Scope): IndicatorBlock[] =>
  form.blocks.filter((block) => block.scope === scope)

/** How the goal over a block of indicators relates to a declared goal. */
export type Match = 'same' | 'described' | 'other'

const LIKE = 0.5

export function matchGoal(block: IndicatorBlock, goal: Goal): Match {
  const title = letters(block.goal?.text ?? '')
  const name = letters(goal.name?.text ?? goal.text.text)
  if (title === name) return 'same'
  if (goal.name !== null && title === letters(goal.text.text)) return 'described'
  return 'other'
}

export const isNear = (block: IndicatorBlock, goal: Goal): boolean =>
  block.goal !== null && likeness(block.goal.text, goal.name?.text ?? goal.text.text) >= LIKE
