import type { Outcome, Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { FundLine, Indicator, PerformanceForm, PerformanceSubject } from '../model.ts'
import { letters } from '../sheet/words.ts'
import {
  amountOf,
  evaluations,
  held,
  hundredths,
  indicatorsOf,
  nameOf,
  notEvaluated,
  say,
  totalFund,
  unitOf,
  whereIndicator,
  whereOf,
} from './evidence.ts'

const isFull = ({ weight, score, target, actual }: Indicator): boolean => {
  const [points, given] = [hundredths(weight), hundredths(score)]
  if (points !== null && given !== null) return given === points && given > 0n
  return (
    given !== null && given > 0n && target !== null && actual !== null && letters(target.text) === letters(actual.text)
  )
}

function judge(form: PerformanceForm, line: FundLine): Outcome {
  const [budget, executed] = [
    amountOf(line.budget ?? line.initial, unitOf(form)),
    amountOf(line.executed, unitOf(form)),
  ]
  const indicators = indicatorsOf(form)
  if (budget === null || executed === null || indicators.length === 0)
    return notEvaluated('没有预算数或执行数', 'No budget or no execution')
  if (executed.value !== 0n || budget.value <= 0n || !indicators.every(isFull)) return held
  return {
    verdict: 'broken',
    where: [
      {
        ...whereOf(line.name, form),
        quote: `${line.name.text} ${line.budget?.text ?? ''} ${line.executed?.text ?? ''}`,
      },
      ...indicators.map((each) => whereIndicator(each, form)),
    ],
    message: say(
      `${quoted(nameOf(form))}全年执行数是 0，${indicators.length} 个指标却全部完成并得满分。`,
      `${quoted(nameOf(form))} executed nothing, yet all ${indicators.length} indicators are reached with full marks.`,
    ),
  }
}

export const nothingExecuted: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.nothing-executed',
  severity: 'error',
  title: say('没有执行却得满分', 'Full marks with nothing executed'),
  remedy: say('核对执行数和实际完成值。', 'Check execution and actual values.'),
  basis: say('实际完成情况应当与预算执行相符', 'Results are to correspond to execution'),
  check: (subject) =>
    evaluations(subject).flatMap((form) =>
      [totalFund(form)].flatMap((line) => (line === undefined ? [] : [judge(form, line)])),
    ),
})
