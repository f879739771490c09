import { add, meets, point, quoted, subtract } from '../../../kernel/index.ts'
import type { Outcome, Rule } from '../../finding.ts'
import { HELD, type Prose, whereOf } from '../prose.ts'
import type { UnderstoodClaim } from '../understanding.ts'

/** A growth rate printed although the year before was zero. */
function* judgeGrowth(understood: UnderstoodClaim): Iterable<Outcome> {
  const { change, amount, subject } = understood.claim
  if (change === null || change.rate === null || change.amount === null || amount === null) return
  if (change.base === 'budget' || change.direction === 'level') return
  const base =
    change.direction === 'more'
      ? subtract(amount.amount, change.amount.amount)
      : add(amount.amount, change.amount.amount)
  const value =
    change.direction === 'more'
      ? amount.amount.value - change.amount.amount.value
      : amount.amount.value + change.amount.amount.value
  if (value !== 0n || !meets(base, point(0n))) {
    yield HELD
    return
  }
  const isAllZero = change.rate.number.units === 0n
  yield {
    verdict: 'broken',
    severity: isAllZero ? 'hint' : 'warning',
    cause: isAllZero ? 'zero of zero' : 'zero base',
    where: [whereOf(understood, { start: change.span.start, end: change.rate.span.end })],
    message: {
      zh: `${quoted(subject)}上年数为 0，增减幅度无意义`,
      en: `${quoted(subject)} was zero the year before: a rate of change means nothing`,
    },
    expected: isAllZero
      ? { zh: '与上年持平', en: 'unchanged from the year before' }
      : { zh: '上年为 0，不列增减幅度', en: 'no rate: the year before was 0' },
  }
}

const INITIAL = /年初预算/
const NO_BUDGET = { zh: '预算数为 0，完成比例无意义', en: 'The budget is zero: a completion rate means nothing' }
const OTHER_BUDGET = {
  zh: '年初预算数为 0，不能说“完成年初预算”的百分之几；按全年预算计算的，应写“完成全年预算”',
  en: 'The initial budget is zero; a rate of the full-year budget must say that it is one',
}

/** A completion rate of a budget of zero. */
function* judgeCompletion(understood: UnderstoodClaim, { claims }: Prose): Iterable<Outcome> {
  const { claim, passage } = understood
  if (claim.completion === null) return
  const budgets = claims.filter(
    (other) =>
      other.passage === passage &&
      other.claim.amount !== null &&
      other.claim.span.start < claim.span.start &&
      /预算/.test(other.claim.subject),
  )
  // 年初预算为 0 万元，全年预算为 321.02 万元，…完成年初预算的 95.89%: the rate names the budget that it is of.
  const named = budgets.findLast(
    (other) => INITIAL.test(claim.completion?.of ?? '') && INITIAL.test(other.claim.subject),
  )
  const budget = named ?? budgets.at(-1)
  if (budget === undefined) return
  if (budget.claim.amount?.amount.value !== 0n) {
    yield HELD
    return
  }
  const isAllZero = claim.amount?.amount.value === 0n
  const isOther = budget !== budgets.at(-1)
  yield {
    verdict: 'broken',
    severity: isAllZero ? 'hint' : 'warning',
    cause: isAllZero ? 'zero of zero' : isOther ? 'zero initial budget' : 'zero budget',
    where: [whereOf(understood, claim.completion.percent.span)],
    message: isOther ? OTHER_BUDGET : NO_BUDGET,
  }
}

export const zeroBase: Rule<Prose> = {
  id: 'text.zero-base',
  severity: 'warning',
  title: { zh: '基数为零仍列百分比', en: 'Percentage of a zero base' },
  remedy: { zh: '基数为 0 时不写百分比，写“与上年持平”或说明新增', en: 'State no percentage where the base is zero' },
  basis: { zh: '以 0 为基数的比例没有意义', en: 'A ratio to zero is undefined' },
  *check(prose) {
    for (const understood of prose.claims) {
      if (understood.claim.isReason) continue
      yield* judgeGrowth(understood)
      yield* judgeCompletion(understood, prose)
    }
  },
}
