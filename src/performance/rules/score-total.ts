import type { Outcome, Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceForm, PerformanceSubject } from '../model.ts'
import {
  evaluations,
  held,
  hundredths,
  indicatorsOf,
  inHundredths,
  nameOf,
  notEvaluated,
  say,
  whereIndicator,
  whereOf,
} from './evidence.ts'
import { distance, sumOfIndicatorScores, sumOfScores } from './points.ts'

function judge(form: PerformanceForm): Outcome {
  const printed = form.total?.score ?? null
  const total = hundredths(printed)
  const sum = sumOfScores(form)
  if (form.total === null || printed === null || total === null || sum === null)
    return notEvaluated('没有总分或有指标没有得分', 'No total, or an indicator without a score')
  const difference = distance(sum.value, total)
  const alone = sumOfIndicatorScores(form)
  if (difference === 0n || alone?.value === total) return held
  const hasExecution = form.funds.some((line) => hundredths(line.score) !== null)
  if (!hasExecution && form.kind === 'self-evaluation' && total > sum.value)
    return notEvaluated('没有读到预算执行得分', 'The score for execution was not read')
  const shown = indicatorsOf(form).slice(0, 2)
  return {
    verdict: 'broken',
    severity: difference <= sum.slack + 1n ? 'hint' : 'error',
    where: [whereOf(form.total.row, form), ...shown.map((each) => whereIndicator(each, form))],
    expected: inHundredths(sum.value),
    message: say(
      `${quoted(nameOf(form))}总分印为 ${printed.text}，各项得分之和是 ${inHundredths(sum.value)}。`,
      `The total of ${quoted(nameOf(form))} is printed ${printed.text}; the scores add up to ${inHundredths(sum.value)}.`,
    ),
  }
}

export const scoreTotal: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.score-total',
  severity: 'error',
  title: say('总分不等于各项得分之和', 'The total is not the sum of the scores'),
  remedy: say('重新加总各项得分。', 'Add up the scores again.'),
  basis: say('总分＝预算执行得分＋各指标得分', 'Total = execution + indicators'),
  check: (subject) =>
    evaluations(subject)
      .filter((form) => form.total !== null)
      .map(judge),
})
