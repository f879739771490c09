import type { Outcome, Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceForm, PerformanceSubject } from '../model.ts'
import { allForms, amountOf, held, nameOf, notEvaluated, say, unitOf, whereOf } from './evidence.ts'

const ONE_OFF = /清欠|尾款|一次性|欠款|质保金/

function judge(form: PerformanceForm): Outcome {
  const { totalBudget, yearBudget } = form.fields
  const [whole, year] = [amountOf(totalBudget, unitOf(form)), amountOf(yearBudget, unitOf(form))]
  if (whole === null || year === null || totalBudget === undefined || year.value <= 0n)
    return notEvaluated('没有总预算', 'No total budget')
  const times = whole.value / year.value
  const oneOff = form.costs.flatMap(({ basis }) => (basis !== null && ONE_OFF.test(basis.text) ? [basis] : []))
  if (times < 2n || whole.value % year.value !== 0n || oneOff.length === 0) return held
  return {
    verdict: 'broken',
    where: [
      { ...whereOf(totalBudget, form), quote: `项目总预算 ${totalBudget.text}` },
      ...oneOff.map((basis) => whereOf(basis, form)),
    ],
    message: say(
      `${quoted(nameOf(form))}总预算恰为当年预算的 ${times} 倍，但当年支出中有一次性事项（${oneOff[0]?.text.match(ONE_OFF)?.[0] ?? ''}），以后年度不会再发生。`,
      `The total of ${quoted(nameOf(form))} is exactly ${times} × the year, although the year holds one-off items.`,
    ),
  }
}

export const multipleOfYear: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.multiple-of-year',
  severity: 'warning',
  title: say('总预算按当年预算简单相乘', 'The total budget is a multiple of one year'),
  remedy: say('按各年实际安排汇总项目总预算。', 'Add up what each year is to cost.'),
  basis: say('项目总预算＝各年预算之和', 'Total = sum of the years'),
  check: (subject) =>
    allForms(subject)
      .filter((form) => form.kind === 'application')
      .map(judge),
})
