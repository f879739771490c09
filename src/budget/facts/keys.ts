import type { SoughtFact } from './fact-book.ts'

const known = new WeakMap<SoughtFact, string>()

/** Most facts are about one or two things: the key names these and no others. */
function plainKey(fact: SoughtFact): string {
  const { organisation, fund, function: functional, economy, nature, project, item, vintage } = fact
  let key = `${fact.year ?? ''}|${fact.stage ?? ''}|${fact.flow}`
  if (organisation !== undefined) key += `|o:${organisation}`
  if (fund !== undefined) key += `|f:${fund}`
  if (functional !== undefined) key += `|c:${functional}`
  if (economy !== undefined) key += `|e:${economy}`
  if (nature !== undefined) key += `|n:${nature}`
  if (project !== undefined) key += `|p:${project}`
  if (item !== undefined) key += `|i:${item}`
  if (vintage !== undefined) key += `|v:${vintage}`
  return key
}

/** Two facts are one when their keys are equal. */
export function keyOf(fact: SoughtFact): string {
  const earlier = known.get(fact)
  if (earlier !== undefined) return earlier
  const key = plainKey(fact)
  known.set(fact, key)
  return key
}
