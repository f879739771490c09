import { type Amount, rememberOf } from '../../kernel/index.ts'
import type { FactBook } from '../facts/fact-book.ts'
import type { Fact, Figure } from '../model.ts'

const SIDE: Readonly<Record<string, string>> = {
  income: 'income',
  'income-total': 'income',
  expenditure: 'expenditure',
  'expenditure-total': 'expenditure',
}

const sideOf = (flow: string): string => SIDE[flow] ?? flow

/** What must be the same for two figures to be of one thing; the rest only says of which money. */
function keyOf(fact: Fact): string {
  const { year, stage, flow, function: functional = '', economy = '' } = fact
  const { item = '', project = '', organisation = '' } = fact
  return `${year}|${stage}|${sideOf(flow)}|${functional}|${economy}|${item}|${project}|${organisation}`
}

/** The figures of a book that have an amount, by what they are of. */
const indexOf = rememberOf((book: FactBook): ReadonlyMap<string, readonly Figure[]> => {
  const index = new Map<string, Figure[]>()
  for (const figure of book.figures) {
    if (figure.amount === null) continue
    const key = keyOf(figure.fact)
    const same = index.get(key)
    if (same === undefined) index.set(key, [withExactZero(figure)])
    else same.push(withExactZero(figure))
  }
  return index
})

/** A cross-cutting item or an economic class is what it is, whoever pays and whatever it is spent as. */
const isSelfContained = (fact: Fact): boolean => fact.item !== undefined || fact.economy !== undefined

const isSame = (figure: Figure, fact: Fact, keys: readonly (keyof Fact)[]): boolean =>
  keys.every((key) => figure.fact[key] === fact[key])

/** What must be the same, strictest first: then 收入总计 may stand for 收入, and 拨款 for 本年拨款, where all agree. */
const CLOSENESS: readonly (readonly (keyof Fact)[])[] = [
  ['fund', 'nature', 'vintage', 'flow'],
  ['fund', 'nature', 'flow'],
  ['fund', 'nature', 'vintage'],
  ['fund', 'nature'],
]

export interface Lookup {
  /** The figures that must be met: those of exactly this fact, or of this item where nothing else is told apart. */
  readonly binding: readonly Figure[]
  /** Figures of the same thing from other money; a claim that meets one of them may have meant it. */
  readonly akin: readonly Figure[]
}

/** A whole 0 in a table is nothing at all, not everything below a half. */
function withExactZero(figure: Figure): Figure {
  const { amount, text } = figure
  if (amount === null || amount.value !== 0n || text.includes('.')) return figure
  return { ...figure, amount: { ...amount, low: amount.low / 100n, high: amount.high / 100n } }
}

/** Intervals meet two by two when the last to begin begins before the first to end. */
function agree(figures: readonly Figure[]): boolean {
  let start: bigint | null = null
  let end: bigint | null = null
  for (const { amount } of figures) {
    if (amount === null) continue
    if (start === null || amount.low > start) start = amount.low
    if (end === null || amount.high < end) end = amount.high
  }
  return start === null || end === null || start <= end
}

/** What was carried over is meant only where a sentence says so. */
const maySay = (figure: Figure, fact: Fact): boolean => figure.fact.vintage !== 'carried' || fact.vintage === 'carried'

/** What was carried over into this year, of the fund of a fact. */
export const openingsOf = (book: FactBook, { fund, year, stage }: Fact): readonly Figure[] =>
  (indexOf(book).get(keyOf({ flow: 'opening', year, stage })) ?? []).filter(
    (figure) => (figure.fact.fund ?? fund) === fund,
  )

/** What the tables say of a fact that a sentence states. */
export function lookUp(book: FactBook, fact: Fact): Lookup {
  const akin = indexOf(book).get(keyOf(fact)) ?? []
  for (const keys of CLOSENESS) {
    const same = akin.filter((figure) => isSame(figure, fact, keys) && maySay(figure, fact))
    if (same.length > 0 && (keys === CLOSENESS[0] || agree(same))) return { binding: same, akin }
  }
  const ofNature = akin.filter((figure) => isSame(figure, fact, ['nature']))
  return { binding: isSelfContained(fact) && agree(ofNature) ? ofNature : [], akin }
}

/** The amount that the tables agree on for a fact. */
export function tableValue(book: FactBook, fact: Fact): Amount | null {
  const { binding } = lookUp(book, fact)
  const [first] = binding
  const isSettled = binding.some((figure) => figure.isUnsettled !== true)
  return first?.amount != null && isSettled && agree(binding) ? first.amount : null
}

/** One text for each fact: the key of a cause. */
export const factKey = (fact: Fact): string =>
  Object.entries(fact)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join(' ')
