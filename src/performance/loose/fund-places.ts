import { isSlipOf } from '../../budget/index.ts'
import type { MoneyUnit } from '../../kernel/index.ts'
import type { FundLine, Printed } from '../model.ts'
import { followsFrom } from '../sheet/rate.ts'
import { readAmount, readNumber } from '../sheet/words.ts'
import type { FundRole } from '../vocabulary.ts'
import type { Item } from './items.ts'

/** Which of the numbers of a row is its budget, what was executed, the rate. */
interface Places {
  readonly budget: number
  readonly executed: number
  readonly rate: number
}

type Funds = Omit<FundLine, 'name'>

/** A rate is the same in any unit. */
const UNIT: MoneyUnit = '万元'

const isPercent = (item: Item | undefined): boolean => /[%％]$/.test(item?.text ?? '')

function holds(numbers: readonly Item[], { budget, executed, rate }: Places): boolean {
  const [whole, part] = [numbers[budget], numbers[executed]].map((item) => readAmount(item?.text ?? '', UNIT))
  return whole != null && part != null && followsFrom(numbers[rate]?.text ?? '', part, whole)
}

/** How far places are from those that the head prints; 0 where every column is filled and the head was read in order. */
function misfit(places: Places, numbers: readonly Item[], roles: readonly FundRole[]): number {
  const isFull = numbers.length === roles.length
  const moved = (['budget', 'executed', 'rate'] as const).filter((role) => roles.indexOf(role) !== places[role]).length
  return (isFull ? moved * numbers.length : 0) + (places.executed - places.budget)
}

/** Points and score behind the amounts, in this order; null where there are more or fewer numbers than heads for them. */
function pointsBehind(
  numbers: readonly Item[],
  roles: readonly FundRole[],
  { executed, rate }: Places,
): { readonly weight: Item | undefined; readonly score: Item | undefined } | null {
  const behind = numbers.filter((_, index) => index > executed && index !== rate)
  const heads = (['weight', 'score'] as const).filter((role) => roles.includes(role))
  if (behind.length !== heads.length) return null
  return { weight: behind[heads.indexOf('weight')], score: behind[heads.indexOf('score')] }
}

/** The score is that share of the points which was executed: where the rate is wrong, the amounts still are in place. */
function isScored(numbers: readonly Item[], roles: readonly FundRole[], places: Places): boolean {
  const points = pointsBehind(numbers, roles, places)
  const [budget, executed, weight, score] = [
    numbers[places.budget],
    numbers[places.executed],
    points?.weight,
    points?.score,
  ].map((item) => readAmount(item?.text ?? '', UNIT))
  if (budget == null || executed == null || weight == null || score == null || score.value === 0n) return false
  return (
    isPercent(numbers[places.rate]) &&
    score.low * budget.low <= executed.high * weight.high &&
    score.high * budget.high >= executed.low * weight.low
  )
}

/** The rate is what a slip of the hand makes of the one that follows from the amounts: 1000% for 100%. */
function isSlip(numbers: readonly Item[], { budget, executed, rate }: Places): boolean {
  const [whole, part] = [numbers[budget], numbers[executed]].map((item) => readAmount(item?.text ?? '', UNIT))
  const printed = isPercent(numbers[rate]) ? readNumber(numbers[rate]?.text ?? '') : null
  if (whole == null || part == null || printed === null || whole.value <= 0n) return false
  const follows = (200n * 10n ** BigInt(printed.decimals) * part.value + whole.value) / (2n * whole.value)
  return isSlipOf(Number(printed.units), Number(follows), 0)
}

/** The likeliest places in which the figures agree. A percent sign shows the rate where one is printed. */
function placesOf(
  numbers: readonly Item[],
  roles: readonly FundRole[],
  agree: (places: Places) => boolean,
): Places | undefined {
  const all = numbers.map((_, index) => index)
  const percents = all.filter((index) => isPercent(numbers[index]))
  const rates = percents.length > 0 ? percents : all
  return rates
    .flatMap((rate) => all.flatMap((budget) => all.map((executed) => ({ budget, executed, rate }))))
    .filter(({ budget, executed, rate }) => budget < executed && rate !== budget && rate !== executed)
    .filter((places) => !isPercent(numbers[places.budget]) && !isPercent(numbers[places.executed]))
    .filter(agree)
    .sort((a, b) => misfit(a, numbers, roles) - misfit(b, numbers, roles))[0]
}

const printedOf = (item: Item | undefined): Printed | null =>
  item === undefined || !/\d/.test(item.text) ? null : { text: item.text, at: item.at }

function inPlaces(numbers: readonly Item[], roles: readonly FundRole[], places: Places): Funds {
  const { budget, executed, rate } = places
  const points = pointsBehind(numbers, roles, places)
  return {
    initial: roles.includes('initial') && budget > 0 ? printedOf(numbers[budget - 1]) : null,
    adjusted: null,
    budget: printedOf(numbers[budget]),
    executed: printedOf(numbers[executed]),
    rate: printedOf(numbers[rate]),
    weight: printedOf(points?.weight),
    score: printedOf(points?.score),
  }
}

const unsettled = (printed: Printed | null): Printed | null =>
  printed === null ? null : { ...printed, isUnsettled: true }

/** As the head prints them. Where no column is blank and the percent sign stands where the head has the rate, it is so. */
function inOrder(numbers: readonly Item[], roles: readonly FundRole[]): Funds {
  const rate = roles.indexOf('rate')
  const isSure = numbers.length === roles.length && isPercent(numbers[rate])
  const pick = (role: FundRole): Printed | null => {
    const printed = roles.includes(role) ? printedOf(numbers[roles.indexOf(role)]) : null
    return isSure ? printed : unsettled(printed)
  }
  return {
    initial: pick('initial'),
    adjusted: null,
    budget: pick('budget'),
    executed: pick('executed'),
    rate: pick('rate'),
    weight: pick('weight'),
    score: pick('score'),
  }
}

/** Puts the numbers of a row of funds into its columns: so that rate or score follow, else in the order of the head. */
export function placeFunds(numbers: readonly Item[], roles: readonly FundRole[]): Funds {
  const places =
    placesOf(numbers, roles, (each) => holds(numbers, each)) ??
    placesOf(numbers, roles, (each) => isScored(numbers, roles, each)) ??
    placesOf(numbers, roles, (each) => isSlip(numbers, each))
  return places === undefined ? inOrder(numbers, roles) : inPlaces(numbers, roles, places)
}
