import { add, type Interval, subtract } from '../../kernel/index.ts'
import type { Change, Claim, StatedAmount } from '../claims/claim.ts'
import type { UnderstoodClaim } from '../claims/understanding.ts'
import { stageOf } from '../facts/compose.ts'
import type { Where } from '../finding.ts'
import type { DocumentIdentity, Fact } from '../model.ts'
import type { Quotation } from './quotation.ts'

/** Execution of a year that was not over when the budget was drawn up: no document has published it. */
const HAPPENED = /执行|完成|决算|预计|调整|追加|支出数/
const OF_BUDGET = /预算/
const INITIAL = /年初预算/

/** The amount of the year before that a change implies: value − increase, value + decrease. */
function impliedBase(amount: StatedAmount, change: Change): Interval | null {
  if (change.baseAmount !== null) return change.baseAmount.amount
  if (change.direction === 'level') return amount.amount
  if (change.amount === null) return null
  return change.direction === 'more'
    ? subtract(amount.amount, change.amount.amount)
    : add(amount.amount, change.amount.amount)
}

/** Whether the words of a base speak of the same stage: null where they speak of another. */
function certaintyOf(words: string, document: DocumentIdentity): boolean | null {
  if (stageOf(document) === 'final') return OF_BUDGET.test(words) ? null : true
  if (HAPPENED.test(words)) return null
  return OF_BUDGET.test(words)
}

function* ofBase({ amount, change }: Claim, fact: Fact, document: DocumentIdentity, where: Where): Iterable<Quotation> {
  if (amount === null || change === null || change.base !== 'previous-year' || fact.year !== document.year) return
  if (fact.stage !== stageOf(document)) return
  const isCertain = certaintyOf(change.baseWords, document)
  const base = impliedBase(amount, change)
  if (isCertain === null || base === null) return
  const year = change.baseYear ?? fact.year - 1
  yield { fact: { ...fact, year }, amount: base, unit: amount.unit, where: [where], isCertain }
}

function* ofAmount(claim: Claim, fact: Fact, document: DocumentIdentity, where: Where): Iterable<Quotation> {
  const { amount, subject, setting } = claim
  if (amount === null) return
  const isFinal = stageOf(document) === 'final'
  const isInitial = isFinal && fact.year === document.year && fact.stage === 'budget' && INITIAL.test(subject)
  const isOther = fact.year !== document.year && fact.stage === stageOf(document)
  const isPrevious = isOther && (isFinal || !HAPPENED.test(subject + setting))
  if (isInitial || isPrevious) yield { fact, amount: amount.amount, unit: amount.unit, where: [where], isCertain: true }
}

/** What a sentence says of a figure of another document. */
export function quotedByText(
  { claim, meaning }: UnderstoodClaim,
  document: DocumentIdentity,
  where: Where,
): readonly Quotation[] {
  const { fact } = meaning
  if (fact === null || claim.isReason || document.year === null) return []
  return [...ofAmount(claim, fact, document, where), ...ofBase(claim, fact, document, where)]
}
