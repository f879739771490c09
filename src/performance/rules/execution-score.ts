import type { Outcome, Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { FundLine, PerformanceForm, PerformanceSubject } from '../model.ts'
import {
  amountOf,
  evaluations,
  held,
  hundredths,
  indicatorsOf,
  inHundredths,
  nameOf,
  notEvaluated,
  say,
  totalFund,
  unitOf,
  whereOf,
} from './evidence.ts'

import { sumOfIndicatorWeights } from './points.ts'

/** Half a point in hundredths: scores are printed with none to two decimals. */
const ROUNDING = 5n

/** The points of execution where no column prints them: those of the total that the indicators leave. */
function pointsLeft(form: PerformanceForm, line: FundLine): bigint | null {
  const total = hundredths(form.total?.weight)
  const indicators = sumOfIndicatorWeights(form)
  if (total === null || indicators === null || line !== totalFund(form)) return null
  return indicators.terms === indicatorsOf(form).length && total > indicators.value ? total - indicators.value : null
}

function judge(form: PerformanceForm, line: FundLine): Outcome {
  const weight = hundredths(line.weight ?? form.executionPoints) ?? pointsLeft(form, line)
  const score = hundredths(line.score)
  const [budget, executed] = [
    amountOf(line.budget ?? line.initial, unitOf(form)),
    amountOf(line.executed, unitOf(form)),
  ]
  if (
    weight === null ||
    score === null ||
    line.score === null ||
    budget === null ||
    executed === null ||
    budget.value <= 0n
  )
    return notEvaluated('分值、得分或金额没有填写', 'Points, score or amounts are blank')
  const isOver = executed.value > budget.value
  const capped = isOver ? budget.value : executed.value
  const expected = (2n * capped * weight + budget.value) / (2n * budget.value)
  // Points that no column prints are only what the others leave: too high a score can be told, too low a one cannot.
  if (line.weight === null && form.executionPoints === null && score <= expected) return held
  const difference = expected > score ? expected - score : score - expected
  if (difference <= ROUNDING) return held
  return {
    verdict: 'broken',
    where: [{ ...whereOf(line.score, form, line.name.text), quote: `${line.name.text} ${line.score.text}` }],
    expected: inHundredths(expected),
    cause: form.id,
    message: say(
      `${quoted(nameOf(form))}的${quoted(line.name.text)}预算执行得分 ${line.score.text}，按执行率乘分值应为 ${inHundredths(expected)}，请说明评分办法。`,
      `The score for execution of ${quoted(line.name.text)} in ${quoted(nameOf(form))} is ${line.score.text}; rate × points makes ${inHundredths(expected)}.`,
    ),
  }
}

/** The line has points and a rate, yet no score: they are missing in the total. */
function unscored(form: PerformanceForm): Outcome[] {
  const line = totalFund(form)
  const isPrinted = form.funds.some(({ score }) => hundredths(score) !== null)
  if (line === undefined || isPrinted || hundredths(line.weight) === null || line.rate === null) return []
  return [
    {
      verdict: 'broken',
      where: [whereOf(line.rate, form, line.name.text)],
      message: say(
        `${quoted(nameOf(form))}预算执行有分值 ${line.weight?.text ?? ''} 和执行率 ${line.rate.text}，没有填写得分。`,
        `Execution of ${quoted(nameOf(form))} is worth ${line.weight?.text ?? ''} at a rate of ${line.rate.text}, and has no score.`,
      ),
    },
  ]
}

export const executionScore: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.execution-score',
  severity: 'hint',
  title: say('预算执行得分与执行率不符', 'The score for execution does not follow from the rate'),
  remedy: say('按执行率×分值计算，或写明评分办法。', 'Compute rate × points, or state the method.'),
  basis: say('预算执行得分＝执行率×分值', 'Score = rate × points'),
  check: (subject) =>
    evaluations(subject).flatMap((form) => [
      ...form.funds.filter((line) => hundredths(line.score) !== null).map((line) => judge(form, line)),
      ...unscored(form),
    ]),
})
