import type { Fact } from '../model.ts'
import type { SoughtFact } from './fact-book.ts'

const DIMENSIONS = [
  'year',
  'stage',
  'flow',
  'organisation',
  'fund',
  'function',
  'economy',
  'nature',
  'project',
  'item',
  'vintage',
] as const satisfies readonly (keyof Fact)[]

/** Two facts are one when their keys are equal. */
export const keyOf = (fact: SoughtFact): string => DIMENSIONS.map((dimension) => fact[dimension] ?? '').join('|')
