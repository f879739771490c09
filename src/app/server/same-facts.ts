import type { Fact, Figure } from '../../budget/index.ts'
import { type Amount, meets } from '../../kernel/index.ts'
import type { SameFactView } from './contract.ts'

/** One text for one fact, whatever order its dimensions were written in. */
const keyOf = (fact: Fact): string =>
  Object.entries(fact)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('|')

const labelOf = ({ table, row, column, sentence }: Figure): string => {
  if (table === undefined) return sentence ?? ''
  const caption = `${table.caption.number ?? ''} ${table.caption.title}`.trim()
  return [caption, row?.code ?? '', row?.name ?? '', column?.path.join('/') ?? '']
    .filter((part) => part !== '')
    .join(' ')
}

/** The value that more places print than any other; null where two are printed equally often. */
function commonAmount(figures: readonly Figure[]): Amount | null {
  const counts = new Map<bigint, { readonly amount: Amount; count: number }>()
  for (const { amount } of figures) {
    if (amount === null) continue
    const counted = counts.get(amount.value) ?? { amount, count: 0 }
    counted.count += 1
    counts.set(amount.value, counted)
  }
  const [first, second] = [...counts.values()].sort((a, b) => b.count - a.count)
  if (first === undefined) return null
  return second?.count === first.count && !meets(first.amount, second.amount) ? null : first.amount
}

function agreement(amount: Amount | null, common: Amount | null): SameFactView['places'][number]['agrees'] {
  if (amount === null || common === null) return 'no'
  if (amount.value === common.value) return 'exactly'
  return meets(amount, common) ? 'within-rounding' : 'no'
}

/** Facts that stand in several places, at least one of them with an amount, each with all its places. */
export function sameFactsOf(figures: readonly Figure[]): SameFactView[] {
  const byFact = new Map<string, Figure[]>()
  for (const figure of figures) {
    const key = keyOf(figure.fact)
    byFact.set(key, [...(byFact.get(key) ?? []), figure])
  }
  return [...byFact.values()]
    .filter((places) => places.length > 1 && places.some((place) => place.amount !== null))
    .map((places) => {
      const common = commonAmount(places)
      return {
        places: places.map((figure) => ({
          at: figure.at,
          label: labelOf(figure),
          text: figure.amount === null ? null : figure.text,
          agrees: agreement(figure.amount, common),
        })),
      }
    })
}
