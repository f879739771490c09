import type { Outcome, Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceForm, PerformanceSubject } from '../model.ts'
import { allForms, held, nameOf, notEvaluated, say, unitOf, whereOf } from './evidence.ts'
import { budgetsIn } from './history.ts'

/** A change of this many percent or more needs a reason. */
const CHANGE = 30n
const REASON = /因|由于|主要|原因|完结|结束|新增|压减|压缩|减少|增加|调整|续建|完工/

function judge(form: PerformanceForm): Outcome {
  const { history } = form.fields
  const budgets = history === undefined ? [] : budgetsIn(history, unitOf(form)).sort((a, b) => a.year - b.year)
  const [last, now] = [budgets.at(-2), budgets.at(-1)]
  if (history === undefined || last === undefined || now === undefined || last.amount.value === 0n)
    return notEvaluated('没有上年预算', 'No budget of the year before')
  const difference = now.amount.value - last.amount.value
  const share = ((difference < 0n ? -difference : difference) * 100n) / last.amount.value
  if (share < CHANGE || REASON.test(history.text)) return held
  return {
    verdict: 'broken',
    where: [{ ...whereOf(history, form), quote: `${last.text}，${now.text}` }],
    message: say(
      `${quoted(nameOf(form))}预算比上年变动 ${share}%，没有说明原因。`,
      `The budget of ${quoted(nameOf(form))} changed by ${share}% without a reason.`,
    ),
  }
}

export const unexplainedChange: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.unexplained-change',
  severity: 'hint',
  title: say('项目预算变动没有说明原因', 'A project budget changes without a reason'),
  remedy: say('说明增减的原因。', 'Give the reason for the change.'),
  basis: say('“变动情况”应当说明原因', 'The field asks for the reason of a change'),
  check: (subject) =>
    allForms(subject)
      .filter((form) => form.kind === 'application')
      .map(judge),
})
