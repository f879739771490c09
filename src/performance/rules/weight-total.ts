import type { Outcome, Rule, Where } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
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
import {
  distance,
  type PointGroup,
  pointGroups,
  printsExecutionPoints,
  sumOfIndicatorWeights,
  sumOfWeights,
} from './points.ts'

const HUNDRED = 10_000n

/** What is wrong, for the reader, and what it should be. */
interface Fault {
  readonly zh: string
  readonly en: string
  readonly expected: string
}

const isEvaluation = ({ kind }: PerformanceForm): boolean => kind === 'self-evaluation'

/** Weights of a goal declaration are of the indicators alone (90 with 10 for execution) or of all (100). */
function faultOfSum(form: PerformanceForm): Fault | null {
  const sum = sumOfWeights(form)
  if (sum === null) return null
  const expected = hundredths(form.total?.weight) ?? HUNDRED
  const indicators = sumOfIndicatorWeights(form)?.value ?? sum.value
  const isUnprinted = isEvaluation(form) && !printsExecutionPoints(form)
  /** Where the points for execution are not printed, the indicators are worth 90 or 80. */
  const accepted = !isEvaluation(form) || isUnprinted ? [expected, expected - 1_000n, expected - 2_000n] : [expected]
  if ([sum.value, indicators].some((value) => accepted.some((each) => distance(value, each) <= sum.slack))) return null
  const printed = inHundredths(sum.value)
  return {
    zh: `各项分值之和是 ${printed}${isUnprinted ? '（预算执行没有印出分值）' : ''}，应为 ${inHundredths(expected)}`,
    en: `the points add up to ${printed}${isUnprinted ? ' (none printed for execution)' : ''}, not ${inHundredths(expected)}`,
    expected: inHundredths(expected),
  }
}

/** 总分 90 under ten points for execution and ninety for the indicators leaves execution out. */
function faultOfTotal(form: PerformanceForm): Fault | null {
  const [sum, total] = [sumOfWeights(form), hundredths(form.total?.weight)]
  if (!isEvaluation(form) || !printsExecutionPoints(form) || sum === null || total === null) return null
  if (distance(sum.value, HUNDRED) > sum.slack || distance(total, sum.value) <= sum.slack) return null
  return {
    zh: `总分的分值印为 ${inHundredths(total)}，预算执行与各指标分值之和是 ${inHundredths(sum.value)}`,
    en: `the total prints ${inHundredths(total)} points; execution and indicators make ${inHundredths(sum.value)}`,
    expected: inHundredths(sum.value),
  }
}

const isWrong = ({ points, sum }: PointGroup): boolean => points !== sum

const faultOfGroup = ({ head, points, sum }: PointGroup): Fault => ({
  zh: `${quoted(head.text)}所列分值之和是 ${inHundredths(sum)}`,
  en: `those under ${quoted(head.text)} add up to ${inHundredths(sum)}`,
  expected: inHundredths(points),
})

function judge(form: PerformanceForm): Outcome | null {
  if ((sumOfWeights(form)?.value ?? 0n) === 0n) return null
  const groups = pointGroups(form).filter(isWrong)
  const faults = [faultOfSum(form) ?? faultOfTotal(form), ...groups.map(faultOfGroup)].filter((fault) => fault !== null)
  const [main] = faults
  if (main === undefined) return held
  const first = groups.length > 0 ? groups.flatMap(({ indicators }) => indicators) : indicatorsOf(form).slice(0, 1)
  const total: Where[] = form.total === null ? [] : [whereOf(form.total.row, form)]
  return {
    verdict: 'broken',
    where: [
      ...(groups.length === faults.length ? [] : total),
      ...groups.map(({ head }) => whereOf(head, form)),
      ...first.map((each) => whereIndicator(each, form)),
    ],
    expected: main.expected,
    message: say(
      `${quoted(nameOf(form))}${faults.map(({ zh }) => zh).join('；')}。`,
      `In ${quoted(nameOf(form))} ${faults.map(({ en }) => en).join('; ')}.`,
    ),
  }
}

export const weightTotal: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.weight-total',
  severity: 'warning',
  title: say('分值之和不等于总分值', 'The points do not add up to the total'),
  remedy: say('调整分值，使各类与总分都合计一致。', 'Set the points so that every kind and the total add up.'),
  basis: say(
    '各类指标分值合计为该类分值，预算执行与各指标合计 100',
    'Every kind adds up to its points; all are worth 100',
  ),
  check: (subject) => allForms(subject).flatMap((form) => judge(form) ?? []),
})
