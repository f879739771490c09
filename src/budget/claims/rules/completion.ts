import { type Amount, meets, quoted } from '../../../kernel/index.ts'
import type { Outcome, Rule } from '../../finding.ts'
import type { Stage } from '../../model.ts'
import { HELD, notEvaluated, type Prose, whereOf } from '../prose.ts'
import { formatPercent, percentOf, printedPercent } from '../ratio.ts'
import type { UnderstoodClaim } from '../understanding.ts'

const BUDGET_WORDS = /预算/
const INITIAL = /年初预算/
const FULL_YEAR = /全年预算|调整/

/** The budgets that stand before the claim in its passage, nearest first. */
function budgetsBefore({ claim, passage }: UnderstoodClaim, { claims }: Prose): UnderstoodClaim[] {
  return claims
    .filter((other) => other.passage === passage && other.claim.amount !== null && other.claim !== claim)
    .filter((other) => other.claim.span.start < claim.span.start && BUDGET_WORDS.test(other.claim.subject))
    .reverse()
}

const isOfStage = (budget: UnderstoodClaim, words: string): boolean => {
  const subject = budget.claim.subject
  if (INITIAL.test(words)) return !FULL_YEAR.test(subject)
  return FULL_YEAR.test(words) ? !INITIAL.test(subject) : true
}

/** The thing must be the same: 支出决算 under its own budget, not under the one of the paragraph before. */
function isOfSameThing(a: UnderstoodClaim, b: UnderstoodClaim): boolean {
  const [left, right] = [a.meaning.fact, b.meaning.fact]
  if (left === null || right === null) return true
  return left.item === right.item && left.function === right.function && left.nature === right.nature
}

function budgetFor(understood: UnderstoodClaim, words: string, prose: Prose): Amount | null {
  const near = budgetsBefore(understood, prose).filter((budget) => isOfSameThing(understood, budget))
  const named = near.find((budget) => isOfStage(budget, words))
  if (named?.claim.amount != null) return named.claim.amount.amount
  const { fact } = understood.meaning
  if (fact === null) return null
  const stages: readonly Stage[] = INITIAL.test(words) ? ['budget'] : ['adjusted', 'budget']
  for (const stage of stages) {
    const figures = prose.book.find({ ...fact, stage })
    const [only] = figures
    if (only?.amount != null && figures.length === 1) return only.amount
  }
  return null
}

/** What opens an item: 87.…项目绩效自评综述：全年预算数… */
const OPENING = /^(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)?([^:：。；;]{2,60})[:：]/

/** Whose rate it is: 执行数 and 支出决算 alone say nothing to a reader who has a hundred projects before him. */
function nameOf({ claim, passage, isBare, own }: UnderstoodClaim): string {
  const spoken = isBare || own === null ? claim.topic : claim.subject
  const opening = OPENING.exec(passage.plain.text)?.[1]?.replace(/(?:项目)?绩效自评综述$/, '')
  return spoken || opening || passage.under.at(-1)?.title || claim.subject
}

function judge(understood: UnderstoodClaim, prose: Prose): Outcome | null {
  const { completion, amount, isReason } = understood.claim
  if (completion === null || isReason) return null
  if (amount === null) return notEvaluated('缺少决算数', 'the executed amount is missing')
  const budget = budgetFor(understood, completion.of, prose)
  if (budget === null) return notEvaluated('缺少预算数', 'the budget that the rate refers to is missing')
  if (budget.value === 0n) return null
  const rate = percentOf(amount.amount, budget)
  if (rate === null || meets(rate, printedPercent(completion.percent.number))) return HELD
  const expected = formatPercent(rate, Math.max(1, completion.percent.number.decimals))
  const { start, end } = completion.percent.span
  const stated = understood.passage.plain.text.slice(start, end)
  return {
    verdict: 'broken',
    where: [whereOf(understood, completion.percent.span), whereOf(understood)],
    message: {
      zh: `${quoted(nameOf(understood))}完成预算比例写为 ${stated}，按“决算数 ÷ 预算数”应为 ${expected}`,
      en: `The completion rate of ${quoted(nameOf(understood))} is stated as ${stated}; executed ÷ budget gives ${expected}`,
    },
    expected,
  }
}

export const completionRate: Rule<Prose> = {
  id: 'text.completion',
  severity: 'error',
  title: { zh: '完成预算比例有误', en: 'Completion rate does not follow from the amounts' },
  remedy: { zh: '按“决算数 ÷ 预算数”重新计算', en: 'Compute executed ÷ budget' },
  basis: { zh: '完成率 = 决算数 ÷ 年初（全年）预算数', en: 'Completion = executed ÷ initial (full-year) budget' },
  *check(prose) {
    for (const understood of prose.claims) {
      const outcome = judge(understood, prose)
      if (outcome !== null) yield outcome
    }
  },
}
