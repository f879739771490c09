import { type Amount, meets } from '../../kernel/index.ts'
import type { FactBook } from '../facts/fact-book.ts'
import type { Fact, Figure } from '../model.ts'
import { FUNDS, isWithin } from '../vocabulary/trees.ts'

/** What must be the same for two figures to be of one thing; the rest only says of which money. */
const ESSENTIAL: readonly (keyof Fact)[] = ['function', 'economy', 'item', 'project', 'organisation']

const SIDE: Readonly<Record<string, string>> = {
  income: 'income',
  'income-total': 'income',
  expenditure: 'expenditure',
  'expenditure-total': 'expenditure',
}

const sideOf = (flow: string): string => SIDE[flow] ?? flow

function isAkin(figure: Figure, fact: Fact): boolean {
  const other = figure.fact
  if (other.year !== fact.year || other.stage !== fact.stage || sideOf(other.flow) !== sideOf(fact.flow)) return false
  return ESSENTIAL.every((key) => other[key] === fact[key])
}

/** A named class, item or economic purpose is what it is, whoever pays and whatever it is spent as. */
const isNamed = (fact: Fact): boolean =>
  fact.item !== undefined || fact.economy !== undefined || fact.function !== undefined

const isSame = (figure: Figure, fact: Fact, keys: readonly (keyof Fact)[]): boolean =>
  keys.every((key) => figure.fact[key] === fact[key])

export interface Lookup {
  /** The figures that must be met: those of exactly this fact, or of what it names where that is not printed. */
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

const withAmount = (figure: Figure): boolean => figure.amount !== null

const akinTo = (book: FactBook, fact: Fact): Figure[] =>
  book.figures.filter((figure) => withAmount(figure) && isAkin(figure, fact)).map(withExactZero)

function agree(figures: readonly Figure[]): boolean {
  const amounts = figures.flatMap(({ amount }) => (amount === null ? [] : [amount]))
  return amounts.every((amount) => amounts.every((other) => meets(amount, other)))
}

const isCarried = ({ fact, amount }: Figure): boolean =>
  (fact.flow === 'opening' || fact.vintage === 'carried') && amount !== null && amount.value !== 0n

const EXACT: readonly (keyof Fact)[] = ['fund', 'nature', 'vintage', 'flow']

/** Money of another kind than the fact speaks of. */
const isOtherFund = ({ fact, amount }: Figure, fund: string): boolean =>
  fact.fund !== undefined &&
  !isWithin(FUNDS, fact.fund, fund) &&
  !isWithin(FUNDS, fund, fact.fund) &&
  amount !== null &&
  amount.value !== 0n

/** How alike a figure must be, from the strictest: the first that any figure meets decides. */
function nearest(akin: readonly Figure[], fact: Fact, figures: readonly Figure[]): readonly Figure[] {
  // Without money of earlier years, this year's money is all of it; without other funds, one fund is.
  const ofAnyYear: readonly (keyof Fact)[][] = figures.some(isCarried) ? [] : [['fund', 'nature', 'flow']]
  const { fund } = fact
  const isOneFund = fund === undefined || !figures.some((figure) => isOtherFund(figure, fund))
  const ofAnyMoney: readonly (keyof Fact)[][] = isNamed(fact) && isOneFund ? [['nature', 'flow'], ['flow']] : []
  const demands = [EXACT, ...ofAnyYear, ...ofAnyMoney]
  for (const keys of demands) {
    const found = akin.filter((figure) => isSame(figure, fact, keys))
    if (found.length > 0) return found
  }
  return []
}

/** What the tables say of a fact that a sentence states. */
export function lookUp(book: FactBook, fact: Fact): Lookup {
  const akin = akinTo(book, fact)
  return { binding: nearest(akin, fact, book.figures), akin }
}

/** An item or an economic purpose is the same whoever pays for it. */
const isSelfContained = (fact: Fact): boolean => fact.item !== undefined || fact.economy !== undefined

/** The amount that the tables agree on for exactly this fact. */
export function tableValue(book: FactBook, fact: Fact): Amount | null {
  const akin = akinTo(book, fact)
  const exact = akin.filter((figure) => isSame(figure, fact, EXACT))
  const ofAnyMoney = isSelfContained(fact) ? akin.filter((figure) => isSame(figure, fact, ['nature', 'flow'])) : []
  const printed = exact.length > 0 ? exact : ofAnyMoney
  const [first] = printed
  return first?.amount != null && agree(printed) ? first.amount : null
}

/** One text for each fact: the key of a cause. */
export const factKey = (fact: Fact): string =>
  Object.entries(fact)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join(' ')
