import { type Amount, meets } from '../../kernel/index.ts'
import type { DocumentIdentity, Figure } from '../model.ts'
import { stageOf, UNKNOWN_YEAR } from './compose.ts'
import type { FactBook, SoughtFact } from './fact-book.ts'
import { keyOf } from './keys.ts'

const width = (amount: Amount): bigint => amount.high - amount.low

/** The most finely printed of the amounts, when all of them can be the same. */
function agreed(figures: readonly Figure[]): Amount | null {
  const amounts = figures.map((figure) => figure.amount).filter((amount) => amount !== null)
  const [first] = amounts
  if (first === undefined || !amounts.every((a) => amounts.every((b) => meets(a, b)))) return null
  return amounts.reduce((finest, amount) => (width(amount) < width(finest) ? amount : finest), first)
}

/** A book over figures. Where a fact is sought without year and stage, the document's own are meant. */
export function factBookOf(figures: readonly Figure[], document: DocumentIdentity): FactBook {
  const byKey = new Map<string, Figure[]>()
  for (const figure of figures) {
    const key = keyOf(figure.fact)
    const same = byKey.get(key)
    if (same === undefined) byKey.set(key, [figure])
    else same.push(figure)
  }
  const complete = (sought: SoughtFact): SoughtFact => ({
    year: document.year ?? UNKNOWN_YEAR,
    stage: stageOf(document),
    ...sought,
  })
  const find = (sought: SoughtFact): readonly Figure[] => byKey.get(keyOf(complete(sought))) ?? []
  return { figures, find, value: (sought) => agreed(find(sought)) }
}
