import { meets, quoted } from '../../../kernel/index.ts'
import type { Bilingual, Outcome, Rule } from '../../finding.ts'
import type { Claim } from '../claim.ts'
import { HELD, type Prose, whereOf } from '../prose.ts'
import { growthOf, printedPercent } from '../ratio.ts'
import { turnedRoot } from '../roots.ts'
import type { Direction } from '../token.ts'
import type { UnderstoodClaim } from '../understanding.ts'

const REASON_FOR = /^(增加|增长|上升|减少|下降|降低)的?(?:主要)?原因/
const AGAINST_BUDGET = /决算数?(大于|高于|超过|小于|低于|等于)(?:年初|全年|调整)?预算/

const MORE = /增加|增长|上升|大于|高于|超过/

const directionOf = (word: string): Direction | 'level' =>
  word === '等于' ? 'level' : MORE.test(word) ? 'more' : 'less'

const isZero = (claim: Claim): boolean => claim.change?.amount?.amount.value === 0n

function broken(understood: UnderstoodClaim, word: string, message: Bilingual): Outcome {
  const { claim } = understood
  const span = claim.reason?.text.includes(word) === true ? claim.reason.span : (claim.change?.span ?? claim.span)
  const where = [whereOf(understood, span), whereOf(understood)]
  return { verdict: 'broken', where, message, root: turnedRoot(understood) }
}

/** 减少 10 万元，增长 3%: two words of one change. */
function* judgeWords(understood: UnderstoodClaim): Iterable<Outcome> {
  const { change, subject } = understood.claim
  if (change === null || change.rateDirection === null || change.direction === 'level') return
  if (change.rateDirection === change.direction || isZero(understood.claim)) yield HELD
  else {
    yield broken(understood, '', {
      zh: `${quoted(subject)}的增减额与增减幅度方向相反`,
      en: `Amount and rate of change of ${quoted(subject)} point in opposite directions`,
    })
  }
}

/** 较上年增加 9.49 万元，减少的主要原因是…. */
function* judgeReason(understood: UnderstoodClaim): Iterable<Outcome> {
  const { change, reason, subject } = understood.claim
  const word = reason === null ? undefined : REASON_FOR.exec(reason.text)?.[1]
  if (word === undefined || change === null || change.direction === 'level') return
  if (directionOf(word) === change.direction || isZero(understood.claim)) yield HELD
  else {
    yield broken(understood, word, {
      zh: `${quoted(subject)}前文说${change.direction === 'more' ? '增加' : '减少'}，原因却写“${word}的原因”`,
      en: `${quoted(subject)} is said to ${change.direction === 'more' ? 'rise' : 'fall'}, but the reason is given for the opposite`,
    })
  }
}

const FEWEST_DIGITS = 1000n

/** Amount and change as printed, where both are long enough to be no coincidence. */
function comparedOf({ claim }: UnderstoodClaim): string | null {
  const [amount, added] = [claim.amount, claim.change?.amount]
  if (amount === null || added == null || claim.change?.direction === 'level') return null
  const [whole, step] = [amount.number.units, added.number.units]
  return whole < FEWEST_DIGITS || step < 10n || whole === step ? null : `${amount.amount.value}|${added.amount.value}`
}

/** 收入预算 and 支出预算 are told with the same amount and the same change: they went the same way. */
function* judgeTold({ claims }: Prose): Iterable<Outcome> {
  const told = new Map<string, UnderstoodClaim[]>()
  for (const understood of claims) {
    const key = comparedOf(understood)
    if (key !== null) told.set(key, [...(told.get(key) ?? []), understood])
  }
  for (const group of told.values()) {
    const [first, second] = [group.filter(isMore), group.filter((each) => !isMore(each))].sort(
      (a, b) => a.length - b.length,
    )
    const [odd, other] = [first?.[0], second?.[0]]
    if (group.length < 2) continue
    if (odd === undefined || other === undefined) yield HELD
    else if (group.length === 2 && contradictsItsRate(other)) yield saysOpposite(other, odd)
    else yield saysOpposite(odd, other)
  }
}

/** 减少 5 万元 to 95 万元, which with 5.26% is a growth from 90.25: the rate fits the other word alone. */
function contradictsItsRate({ claim: { amount, change } }: UnderstoodClaim): boolean {
  if (amount === null || change?.amount == null || change.rate === null) return false
  const turned = change.direction === 'more' ? 'less' : 'more'
  const rate = growthOf(amount.amount, change.amount.amount, turned)
  return rate !== null && meets(rate, printedPercent(change.rate.number))
}

const isMore = ({ claim }: UnderstoodClaim): boolean => claim.change?.direction === 'more'

const saysOpposite = (odd: UnderstoodClaim, other: UnderstoodClaim): Outcome => ({
  verdict: 'broken',
  where: [odd, other].map((each) => whereOf(each, each.claim.change?.span)),
  root: turnedRoot(odd),
  message: {
    zh: `${quoted(odd.claim.subject)}与${quoted(other.claim.subject)}金额、增减额均相同，增减方向却相反`,
    en: `${quoted(odd.claim.subject)} and ${quoted(other.claim.subject)} have the same amount and the same change in opposite directions`,
  },
})

/** The budget that 支出决算数大于年初预算数 speaks of: stated in the same passage before. */
function budgetBeside({ claim, passage }: UnderstoodClaim, { claims }: Prose): Claim | null {
  const before = claims.filter((each) => each.passage === passage && each.claim.span.start < claim.span.start)
  const found = before.findLast(({ meaning }) => meaning.fact !== null && meaning.fact.stage !== 'final')
  return found?.claim ?? null
}

function* judgeBudget(understood: UnderstoodClaim, prose: Prose): Iterable<Outcome> {
  const { claim, meaning } = understood
  const word = claim.reason === null ? undefined : AGAINST_BUDGET.exec(claim.reason.text)?.[1]
  const budget = budgetBeside(understood, prose)
  if (word === undefined || claim.amount === null || budget?.amount == null || meaning.fact?.stage !== 'final') return
  const [final, planned] = [claim.amount.amount, budget.amount.amount]
  const real = meets(final, planned) ? 'level' : final.value > planned.value ? 'more' : 'less'
  if (directionOf(word) === real || (real === 'level' && final.value !== planned.value)) yield HELD
  else {
    yield broken(understood, word, {
      zh: `${quoted(claim.subject)}写决算${word}预算，按所列数字应为${real === 'level' ? '等于' : real === 'more' ? '大于' : '小于'}`,
      en: `The final account is said to be ${directionOf(word)} than the budget; the figures say ${real}`,
    })
  }
}

export const directionWord: Rule<Prose> = {
  id: 'text.direction',
  severity: 'error',
  title: { zh: '增减方向词与数字矛盾', en: 'Direction word contradicts the figures' },
  remedy: { zh: '按数字改正“增加/减少/大于/小于/持平”等用词', en: 'Use the word that the figures call for' },
  basis: { zh: '方向词应与增减的正负一致', en: 'The word of direction agrees with the sign of the change' },
  *check(prose) {
    for (const understood of prose.claims) {
      yield* judgeWords(understood)
      yield* judgeReason(understood)
      yield* judgeBudget(understood, prose)
    }
    yield* judgeTold(prose)
  },
}
