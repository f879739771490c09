import type { Rule, Where } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceForm, PerformanceSubject } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { allForms, groupBy, held, nameOf, say, whereOf } from './evidence.ts'
import { findListed, listedProjects, unitOfListed } from './project-table.ts'

export const duplicateCost: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.duplicate-cost',
  severity: 'warning',
  title: say('同一支出事项列在两个项目里', 'One cost item in two projects'),
  remedy: say('写清各项目的范围，避免重复安排。', 'Delimit the items so that nothing is budgeted twice.'),
  basis: say('同一事项不得重复安排预算', 'Nothing is to be budgeted twice'),
  *check(subject) {
    const listed = listedProjects(subject)
    const unitName = (form: PerformanceForm): string => {
      const found = findListed(form, listed, allForms(subject))
      return letters((found === null ? null : unitOfListed(found))?.text ?? form.fields.unit?.text ?? '')
    }
    const items = allForms(subject).flatMap((form) =>
      form.costs.flatMap(({ description }) => (description === null ? [] : [{ form, description }])),
    )
    for (const group of groupBy(
      items,
      ({ form, description }) => `${unitName(form)}|${letters(description.text)}`,
    ).values()) {
      const forms = [...new Set(group.map(({ form }) => form))]
      if (forms.length < 2) yield held
      else
        yield {
          verdict: 'broken',
          where: group.map(({ form, description }): Where => whereOf(description, form)),
          message: say(
            `${quoted(group[0]?.description.text ?? '')}同时列在 ${forms.map((form) => `${quoted(nameOf(form))}`).join('、')}，没有区分范围。`,
            `${quoted(group[0]?.description.text ?? '')} is budgeted in ${forms.map((form) => `${quoted(nameOf(form))}`).join(' and ')} without a delimitation.`,
          ),
        }
    }
  },
})
