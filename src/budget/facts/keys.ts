import type { SoughtFact } from './fact-book.ts'

const known = new WeakMap<SoughtFact, string>()

function plainKey(fact: SoughtFact): string {
  const { year = '', stage = '', flow, organisation = '', fund = '', nature = '', item = '', vintage = '' } = fact
  const { function: functional = '', economy = '', project = '' } = fact
  return `${year}|${stage}|${flow}|${organisation}|${fund}|${functional}|${economy}|${nature}|${project}|${item}|${vintage}`
}

/** Two facts are one when their keys are equal. */
export function keyOf(fact: SoughtFact): string {
  const earlier = known.get(fact)
  if (earlier !== undefined) return earlier
  const key = plainKey(fact)
  known.set(fact, key)
  return key
}
