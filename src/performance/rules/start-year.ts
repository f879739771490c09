import type { Outcome, Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceForm, PerformanceSubject } from '../model.ts'
import { readNumber } from '../sheet/words.ts'
import { allForms, held, nameOf, notEvaluated, say, unitOf, whereOf } from './evidence.ts'
import { budgetsIn, statedStart } from './history.ts'

function judge(form: PerformanceForm): Outcome {
  const { startYear, history } = form.fields
  const printed = startYear === undefined ? null : readNumber(startYear.text)
  if (startYear === undefined || printed === null || history === undefined)
    return notEvaluated('没有起始年度或以前年度预算', 'No start year or no budgets of earlier years')
  const stated = statedStart(form)
  const years = budgetsIn(history, unitOf(form)).filter(({ amount }) => amount.value > 0n)
  const earliest = Math.min(stated?.year ?? Number.POSITIVE_INFINITY, ...years.map(({ year }) => year))
  if (earliest >= Number(printed.units)) return held
  return {
    verdict: 'broken',
    severity: stated === null ? 'warning' : 'error',
    where: [{ ...whereOf(startYear, form), quote: `起始年度 ${startYear.text}` }, whereOf(history, form)],
    expected: `${earliest}`,
    message: say(
      `${quoted(nameOf(form))}起始年度是 ${startYear.text}，但说明中 ${earliest} 年已有预算。`,
      `${quoted(nameOf(form))} starts in ${startYear.text}, yet it had a budget in ${earliest}.`,
    ),
  }
}

export const startYear: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.start-year',
  severity: 'warning',
  title: say('起始年度晚于已有预算的年度', 'The start year is later than the first budget'),
  remedy: say(
    '按项目实际开始的年度填写，总预算相应覆盖各年。',
    'Print the year in which the project began; let the total cover all years.',
  ),
  basis: say('起始年度、前两年预算应当一致', 'Start year and budgets of earlier years are to agree'),
  check: (subject) =>
    allForms(subject)
      .filter((form) => form.kind === 'application')
      .map(judge),
})
