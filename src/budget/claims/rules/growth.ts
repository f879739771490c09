import { type Amount, add, type Interval, meets, type PrintedNumber, quoted, subtract } from '../../../kernel/index.ts'
import type { Outcome, Rule } from '../../finding.ts'
import type { Fact, Flow } from '../../model.ts'
import type { Change } from '../claim.ts'
import { factKey, tableValue } from '../lookup.ts'
import { HELD, notEvaluated, type Prose, whereOf } from '../prose.ts'
import { formatPercent, growthOf, percentOf, printedPercent } from '../ratio.ts'
import { rootOf } from '../roots.ts'
import type { UnderstoodClaim } from '../understanding.ts'

/** 收入总计……，与上年相比收入增加……: the total that the sentence began with. */
const TOTALS: Readonly<Partial<Record<Flow, Flow>>> = {
  income: 'income-total',
  expenditure: 'expenditure-total',
}

/** The amount of a claim: its own, or that of the claim before which it goes on speaking of. */
export function amountOf(understood: UnderstoodClaim, { claims, book }: Prose): Amount | null {
  const { claim, meaning, passage } = understood
  if (claim.amount !== null) return claim.amount.amount
  if (meaning.fact === null) return null
  const saidOf = (fact: Fact): Amount | undefined =>
    claims.find(
      (other) =>
        other.passage === passage &&
        other.claim.amount !== null &&
        other.meaning.fact !== null &&
        factKey(other.meaning.fact) === factKey(fact),
    )?.claim.amount?.amount
  const { fact } = meaning
  const total = TOTALS[fact.flow]
  return saidOf(fact) ?? (total && saidOf({ ...fact, flow: total })) ?? tableValue(book, fact)
}

/** The figure of the year before: printed with the base, or in a table. */
export function baseOf({ claim, meaning }: UnderstoodClaim, { book }: Prose): Interval | null {
  const { change } = claim
  if (change?.baseAmount != null) return change.baseAmount.amount
  if (meaning.fact === null || change?.base !== 'previous-year') return null
  return tableValue(book, { ...meaning.fact, year: meaning.fact.year - 1 })
}

/** The rates that are possible: from change and value, and from the base where it is known. */
function possibleRate(change: Change, value: Interval | null, base: Interval | null): Interval | null {
  const { direction, amount } = change
  if (direction === 'level') return null
  if (amount !== null && value !== null) return growthOf(value, amount.amount, direction)
  if (amount !== null && base !== null) return percentOf(amount.amount, base)
  if (value === null || base === null) return null
  return percentOf(direction === 'more' ? subtract(value, base) : subtract(base, value), base)
}

/** A rate of a base that may be zero is the concern of another rule. */
const hasBase = (change: Change, value: Interval | null): boolean => {
  if (change.amount === null || value === null) return true
  const base = change.direction === 'more' ? subtract(value, change.amount.amount) : add(value, change.amount.amount)
  return base.low > 0n
}

const ALL: Interval = { low: 0n, high: 100_000_000n }
const isAboveAll = ({ units, decimals }: PrintedNumber): boolean => units > 100n * 10n ** BigInt(decimals)

const PERCENT = 1_000_000n

/** 5.0% for 5.8%: cut to a whole per cent, and printed with noughts behind it. */
function isCutToWhole({ units, decimals }: PrintedNumber, rate: Interval): boolean {
  const one = 10n ** BigInt(decimals)
  if (decimals === 0 || units % one !== 0n) return false
  const whole = (units / one) * PERCENT
  return rate.high >= whole && rate.low < whole + PERCENT
}

/** What cuts its percentages once cuts them everywhere: one manner, told once and not as so many errors. */
const CUT = 'cut to whole per cent'

function tellCutsOnce(outcomes: readonly Outcome[]): readonly Outcome[] {
  const cuts = outcomes.filter((each) => each.verdict === 'broken' && each.cause === CUT).length
  return outcomes.map((each) => {
    if (each.verdict !== 'broken' || each.cause !== CUT) return each
    const { cause, message, ...alone } = each
    if (cuts < 2) return { ...alone, message }
    return {
      ...alone,
      cause,
      severity: 'warning',
      message: {
        zh: `${message.zh}；全文有 ${cuts} 处百分比舍去了小数，却印成带小数的数`,
        en: `${message.en}; ${cuts} percentages are cut to whole ones but printed with decimals`,
      },
    }
  })
}

function judge(understood: UnderstoodClaim, prose: Prose): Outcome | null {
  const { change } = understood.claim
  if (change === null || change.rate === null || change.base === 'budget' || understood.claim.isReason) return null
  const value = amountOf(understood, prose)
  if (!hasBase(change, value)) return null
  const base = baseOf(understood, prose)
  const possible = possibleRate(change, value, base)
  // Nothing can fall by more than all of it.
  const rate = possible ?? (change.direction === 'less' && isAboveAll(change.rate.number) ? ALL : null)
  if (rate === null) return notEvaluated('缺少计算增减幅度的数', 'a figure needed for the rate of growth is missing')
  const stated = printedPercent(change.rate.number)
  if (meets(rate, stated)) return HELD
  const root = rootOf(understood, prose, { value, base }, (other, direction) => {
    const follows = possibleRate({ ...change, direction }, other, base)
    return follows !== null && meets(follows, stated)
  })
  const expected = rate === ALL ? '≤ 100%' : formatPercent(rate, Math.max(1, change.rate.number.decimals))
  const printed = understood.passage.plain.text.slice(change.rate.span.start, change.rate.span.end)
  return {
    verdict: 'broken',
    where: [whereOf(understood, { start: change.span.start, end: change.rate.span.end }), whereOf(understood)],
    message: {
      zh: `${quoted(understood.claim.subject)}增减幅度写为 ${printed}，按本年数与增减额计算应为 ${expected}`,
      en: `The rate of change of ${quoted(understood.claim.subject)} is stated as ${printed}; value and change give ${expected}`,
    },
    expected,
    ...(root === undefined ? {} : { root }),
    ...(isCutToWhole(change.rate.number, rate) ? { cause: CUT } : {}),
  }
}

export const growthRate: Rule<Prose> = {
  id: 'text.growth',
  severity: 'error',
  title: { zh: '增减幅度计算有误', en: 'Growth rate does not follow from the amounts' },
  remedy: { zh: '按“增减额 ÷ 上年数”重新计算', en: 'Compute change ÷ amount of the year before' },
  basis: { zh: '增减幅度 = 增减额 ÷ 基数；基数 = 本年数 ∓ 增减额', en: 'Rate = change ÷ base; base = value ∓ change' },
  *check(prose) {
    yield* tellCutsOnce(prose.claims.flatMap((understood) => judge(understood, prose) ?? []))
  },
}
