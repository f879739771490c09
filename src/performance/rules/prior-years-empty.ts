import type { Rule } from '../../budget/index.ts'
import type { PerformanceSubject } from '../model.ts'
import { allForms, held, say, unitOf, whereOf } from './evidence.ts'
import { budgetsIn } from './history.ts'

export const priorYearsEmpty: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.prior-years-empty',
  severity: 'warning',
  title: say('前两年预算执行表空着', 'The table of prior years is empty'),
  remedy: say(
    '填写前两年的预算数、执行数和执行率；新增项目写“无”。',
    'Fill in budget, execution and rate of the two years; a new project says none.',
  ),
  basis: say('前两年预算和执行情况应当填列', 'Budget and execution of the two years are to be printed'),
  *check(subject) {
    const forms = allForms(subject).filter((form) => form.priorYears.length > 0)
    const isEmpty = (form: (typeof forms)[number]): boolean =>
      form.priorYears.every(({ budget, executed }) => budget === null && executed === null)
    const hadBudget = (form: (typeof forms)[number]): boolean =>
      form.fields.history !== undefined && budgetsIn(form.fields.history, unitOf(form)).length > 1
    for (const _ of forms.filter((form) => !isEmpty(form))) yield held
    for (const severity of ['warning', 'hint'] as const) {
      const empty = forms.filter((form) => isEmpty(form) && hadBudget(form) === (severity === 'warning'))
      if (empty.length > 0)
        yield {
          verdict: 'broken',
          severity,
          where: empty.flatMap((form) =>
            [form.labels.priorYears, ...form.priorYears.map(({ year }) => year)].flatMap((each) =>
              each === undefined ? [] : [whereOf(each, form)],
            ),
          ),
          message: say(
            `${empty.length} 张项目表的前两年预算数、执行数没有填写${severity === 'warning' ? '，而变动说明中有以前年度预算' : ''}。`,
            `${empty.length} project forms leave budget and execution of the two prior years blank.`,
          ),
        }
    }
  },
})
