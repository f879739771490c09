import type { Outcome, Rule } from '../../budget/index.ts'
import type { PerformanceForm, PerformanceSubject } from '../model.ts'
import {
  allForms,
  held,
  hundredths,
  indicatorsOf,
  inHundredths,
  nameOf,
  say,
  whereIndicator,
  whereOf,
} from './evidence.ts'
import { distance, printsExecutionPoints, sumOfIndicatorWeights, sumOfWeights } from './points.ts'

const HUNDRED = 10_000n

/** Weights of a goal declaration are of the indicators alone (90 with 10 for execution) or of all (100). */
function judge(form: PerformanceForm): Outcome | null {
  const sum = sumOfWeights(form)
  if (sum === null || sum.value === 0n) return null
  const printed = form.total?.weight ?? null
  const expected = hundredths(printed) ?? HUNDRED
  const indicators = sumOfIndicatorWeights(form)?.value ?? sum.value
  /** Where the points for execution are not printed, the indicators are worth 90 or 80. */
  const isImplied = form.kind !== 'self-evaluation' || !printsExecutionPoints(form)
  const accepted = isImplied ? [expected, expected - 1_000n, expected - 2_000n] : [expected]
  if ([sum.value, indicators].some((value) => accepted.some((each) => distance(value, each) <= sum.slack))) return held
  const first = indicatorsOf(form)[0]
  const unprinted = form.kind === 'self-evaluation' && !printsExecutionPoints(form)
  return {
    verdict: 'broken',
    where: [
      ...(form.total === null ? [] : [whereOf(form.total.row, form)]),
      ...(first === undefined ? [] : [whereIndicator(first, form)]),
    ],
    expected: inHundredths(expected),
    message: say(
      `“${nameOf(form)}”各项分值之和是 ${inHundredths(sum.value)}${unprinted ? '（预算执行没有印出分值）' : ''}，应为 ${inHundredths(expected)}。`,
      `The points of “${nameOf(form)}” add up to ${inHundredths(sum.value)}${unprinted ? ' (none printed for execution)' : ''}, not ${inHundredths(expected)}.`,
    ),
  }
}

export const weightTotal: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.weight-total',
  severity: 'warning',
  title: say('分值之和不等于总分值', 'The points do not add up to the total'),
  remedy: say('调整分值，使合计为 100。', 'Set the points so that they add up to 100.'),
  basis: say('预算执行与各指标分值合计 100', 'Execution and indicators are worth 100 together'),
  check: (subject) => allForms(subject).flatMap((form) => judge(form) ?? []),
})
