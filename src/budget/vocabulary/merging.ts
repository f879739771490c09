import type { Flow } from '../model.ts'
import type { PartialFact } from './terms.ts'
import { FUNDS, ITEMS, isWithin, NATURES, type Tree } from './trees.ts'

/** Flows that a plain income or expenditure beside them does not contradict: 上年结转收入, 结转下年支出. */
const STRONGER: readonly Flow[] = [
  'opening',
  'closing',
  'surplus-used',
  'surplus-distributed',
  'income-total',
  'expenditure-total',
]

function deeper(tree: Tree, a: string, b: string): string | null {
  if (isWithin(tree, a, b)) return a
  return isWithin(tree, b, a) ? b : null
}

function strongerFlow(a: Flow, b: Flow): Flow | null {
  if (a === b) return a
  const isStrongA = STRONGER.includes(a)
  if (isStrongA === STRONGER.includes(b)) return null
  return isStrongA ? a : b
}

function joined(key: keyof PartialFact, a: unknown, b: unknown): unknown {
  if (a === undefined || b === undefined || a === b) return a ?? b
  const [left, right] = [String(a), String(b)]
  if (key === 'fund') return deeper(FUNDS, left, right)
  if (key === 'nature') return deeper(NATURES, left, right)
  if (key === 'item') return deeper(ITEMS, left, right)
  if (key === 'flow') return strongerFlow(left as Flow, right as Flow)
  if (key === 'function' || key === 'economy') {
    if (left.startsWith(right)) return left
    return right.startsWith(left) ? right : null
  }
  return null
}

/**
 * What two sets of words say together: in each dimension the more special of both. Null where they contradict each
 * other (基本支出 with 项目支出).
 */
export function mergeFacts(a: PartialFact, b: PartialFact): PartialFact | null {
  const merged: Record<string, unknown> = { ...a }
  for (const key of Object.keys(b) as (keyof PartialFact)[]) {
    const value = joined(key, a[key], b[key])
    if (value === null) return null
    if (value !== undefined) merged[key] = value
  }
  return merged as PartialFact
}

/** What a fact is about, without when and in which direction the money moves. */
export function dimensionsOf({ flow: _flow, year: _year, stage: _stage, ...dimensions }: PartialFact): PartialFact {
  return dimensions
}
