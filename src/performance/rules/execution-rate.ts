import type { Outcome, Rule } from '../../budget/index.ts'
import { formatNumber, quoted } from '../../kernel/index.ts'
import type { FundLine, PerformanceForm, PerformanceSubject } from '../model.ts'
import { followsFrom } from '../sheet/rate.ts'
import { readNumber } from '../sheet/words.ts'
import { amountOf, evaluations, held, nameOf, notEvaluated, say, unitOf, whereOf } from './evidence.ts'

function judge(form: PerformanceForm, line: FundLine): Outcome {
  const [budget, executed] = [
    amountOf(line.budget ?? line.initial, unitOf(form)),
    amountOf(line.executed, unitOf(form)),
  ]
  const rate = line.rate === null ? null : readNumber(line.rate.text)
  if (budget === null || executed === null || rate === null || line.rate === null || budget.value <= 0n)
    return notEvaluated('预算数、执行数或执行率没有填写', 'Budget, execution or rate is blank')
  if (followsFrom(line.rate.text, executed, budget)) return held
  const expected = `${formatNumber({ units: (executed.value * 20_000n + budget.value) / (2n * budget.value), decimals: 2 })}%`
  return {
    verdict: 'broken',
    where: [
      { ...whereOf(line.rate, form, line.name.text), quote: `${line.name.text} ${line.rate.text}` },
      ...(line.executed === null ? [] : [whereOf(line.executed, form)]),
    ],
    expected,
    message: say(
      `${quoted(nameOf(form))}${line.name.text}执行率印为 ${line.rate.text}，按 ${line.executed?.text ?? ''}÷${(line.budget ?? line.initial)?.text ?? ''} 应为 ${expected}。`,
      `The execution rate of ${quoted(nameOf(form))} is printed ${line.rate.text}; it computes to ${expected}.`,
    ),
  }
}

export const executionRate: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.execution-rate',
  severity: 'error',
  title: say('执行率与预算数、执行数不符', 'The execution rate does not follow'),
  remedy: say('执行率＝执行数÷预算数×100%。', 'Rate = executed ÷ budget × 100%.'),
  basis: say('执行率（B/A）', 'Rate = B/A'),
  check: (subject) =>
    evaluations(subject).flatMap((form) =>
      form.funds
        .filter((line) => line.rate !== null && readNumber(line.rate.text) !== null)
        .map((line) => judge(form, line)),
    ),
})
