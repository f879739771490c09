import type { Outcome, Rule, Where } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { FieldName, Indicator, PerformanceForm, PerformanceSubject } from '../model.ts'
import { evaluations, held, hundredths, indicatorsOf, nameOf, say, whereIndicator, whereOf } from './evidence.ts'

const FULL = 10_000n

const lostPoints = ({ weight, score }: Indicator): boolean => {
  const [points, given] = [hundredths(weight), hundredths(score)]
  return points !== null && given !== null && given < points
}

const LONGEST_NAME = 20

/** Indicators are often whole sentences: their beginning is enough to find them. */
function shortName({ level3 }: Indicator): string {
  const name = (level3?.text ?? '').replace(/[。；;，,.]+$/, '')
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name
}

/** Indicators that lost points although the column for the reason is blank. */
function withoutReason(form: PerformanceForm): Indicator[] {
  if (!form.blocks.some((block) => block.roles.includes('reason'))) return []
  return indicatorsOf(form).filter((each) => lostPoints(each) && each.reason === null)
}

const emptyFields = (form: PerformanceForm): Where[] =>
  (['deviation', 'improvement'] satisfies FieldName[]).flatMap((name) => {
    const label = form.labels[name]
    return label === undefined || form.fields[name] !== undefined ? [] : [whereOf(label, form)]
  })

function judge(form: PerformanceForm): Outcome[] {
  const unexplained = withoutReason(form)
  const empty = emptyFields(form)
  const total = hundredths(form.total?.score)
  const isLost = total !== null && total < FULL
  const outcomes: Outcome[] = []
  if (unexplained.length > 0)
    outcomes.push({
      verdict: 'broken',
      severity: 'warning',
      where: unexplained.map((each) => whereIndicator(each, form)),
      message: say(
        `${quoted(nameOf(form))}有 ${unexplained.length} 个指标被扣分，没有写偏差原因和改进措施：${unexplained.map((each) => `${quoted(shortName(each))}`).join('、')}。`,
        `${unexplained.length} indicators of ${quoted(nameOf(form))} lost points without a reason.`,
      ),
    })
  if (empty.length > 0)
    outcomes.push({
      verdict: 'broken',
      severity: isLost ? 'error' : 'hint',
      where: [...empty, ...(form.total === null ? [] : [whereOf(form.total.row, form)])],
      message: isLost
        ? say(
            `${quoted(nameOf(form))}总分 ${form.total?.score?.text ?? ''}，偏差原因和改进措施却没有填写。`,
            `${quoted(nameOf(form))} lost points, yet reason and improvement are blank.`,
          )
        : say(
            `${quoted(nameOf(form))}的偏差原因、改进措施栏空着。`,
            `Reason and improvement of ${quoted(nameOf(form))} are blank.`,
          ),
    })
  return outcomes.length === 0 ? [held] : outcomes
}

export const missingReason: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.missing-reason',
  severity: 'error',
  title: say('没有说明偏差原因和改进措施', 'No reason and no improvement'),
  remedy: say('写明未完成的原因和下一步改进措施。', 'Give the reason and what will be done.'),
  basis: say('未完成的指标必须分析偏差原因并提出改进措施', 'An indicator that was missed needs a reason and a remedy'),
  check: (subject) =>
    evaluations(subject)
      .filter((form) => form.total !== null || form.blocks.length > 0)
      .flatMap(judge),
})
