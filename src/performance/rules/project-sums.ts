import type { Outcome, Rule } from '../../budget/index.ts'
import { type Amount, type Interval, meets, quoted, sum } from '../../kernel/index.ts'
import type { CostLine, PerformanceForm, PerformanceSubject, Printed } from '../model.ts'
import { isBreakdown, isTotalName } from '../sheet/totals.ts'
import { allForms, amountOf, amountsOf, held, inWan, nameOf, say, unitOf, whereOf } from './evidence.ts'

interface Part {
  readonly what: { readonly zh: string; readonly en: string }
  readonly printed: readonly Printed[]
  readonly total: Interval & { readonly value: bigint }
  readonly isLimit: boolean
}

/** A list that ends with its own total. */
const isTotalOfCosts = ({ activity, description, economy }: CostLine): boolean =>
  [activity, description, economy].some(isTotalName)

function total(printed: readonly (Printed | null)[], form: PerformanceForm): Pick<Part, 'printed' | 'total'> | null {
  const amounts = amountsOf(printed, unitOf(form))
  if (amounts === null || amounts.length === 0) return null
  return {
    printed: printed.flatMap((word) => (word === null || amountOf(word, unitOf(form)) === null ? [] : [word])),
    total: { ...sum(amounts), value: amounts.reduce((value, amount) => value + amount.value, 0n) },
  }
}

function partsOf(form: PerformanceForm): Part[] {
  const sources = form.funding
    .filter(({ name }) => !isTotalName(name) && !isBreakdown(name))
    .map(({ amount }) => amount)
  const parts = [
    {
      what: say('资金来源合计', 'the funding'),
      isLimit: false,
      sum: total(
        form.funding.filter(({ name }) => isTotalName(name)).map(({ amount }) => amount),
        form,
      ),
    },
    { what: say('各项资金来源之和', 'the sum of the sources'), isLimit: false, sum: total(sources, form) },
    {
      what: say('支出明细之和', 'the sum of the costs'),
      isLimit: false,
      sum: total(
        form.costs.filter((line) => !isTotalOfCosts(line)).map(({ amount }) => amount),
        form,
      ),
    },
    {
      what: say('采购金额之和', 'the sum of procurement'),
      isLimit: true,
      sum: total(
        form.procurement.filter(({ name }) => !isTotalName(name)).map(({ amount }) => amount),
        form,
      ),
    },
  ]
  return parts.flatMap(({ what, isLimit, sum: found }) => (found === null ? [] : [{ what, isLimit, ...found }]))
}

function judge(form: PerformanceForm, printed: Printed, budget: Amount, part: Part): Outcome {
  const fits = part.isLimit ? part.total.low <= budget.high : meets(part.total, budget)
  if (fits) return held
  return {
    verdict: 'broken',
    where: [whereOf(printed, form), ...part.printed.map((each) => whereOf(each, form))],
    expected: inWan(part.total.value),
    message: say(
      `${quoted(nameOf(form))}当年预算 ${inWan(budget.value)}，${part.what.zh}是 ${inWan(part.total.value)}。`,
      `The budget of ${quoted(nameOf(form))} is ${inWan(budget.value)}; ${part.what.en} is ${inWan(part.total.value)}.`,
    ),
  }
}

export const projectSums: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.project-sums',
  severity: 'error',
  title: say(
    '项目预算与资金来源、支出明细、采购对不上',
    'Budget, funding, costs and procurement of a project do not tie',
  ),
  remedy: say('核对项目预算、资金来源、支出明细和采购金额。', 'Check budget, funding, costs and procurement.'),
  basis: say(
    '当年预算＝资金来源合计＝支出明细合计，采购不超过预算',
    'Budget = funding = costs; procurement does not exceed the budget',
  ),
  check: (subject) =>
    allForms(subject).flatMap((form) => {
      const printed = form.fields.yearBudget
      const budget = amountOf(printed, unitOf(form))
      if (printed === undefined || budget === null || form.kind !== 'application') return []
      return partsOf(form).map((part) => judge(form, printed, budget, part))
    }),
})
