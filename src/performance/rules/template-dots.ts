import type { Rule } from '../../budget/index.ts'
import { isDots } from '../forms/indicators.ts'
import type { PerformanceSubject } from '../model.ts'
import { allForms, held, indicatorsOf, nameOf, say, whereIndicator } from './evidence.ts'

export const templateDots: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.template-dots',
  severity: 'error',
  title: say('指标栏留着模板的省略号', 'Template dots in place of indicators'),
  remedy: say('填写二级、三级指标和指标值，或删去该行。', 'Fill in the indicator and its target, or delete the row.'),
  basis: say('绩效目标表应当填写完整', 'Goal forms are to be filled in completely'),
  check: (subject) =>
    allForms(subject).map((form) => {
      const dotted = indicatorsOf(form).filter((each) =>
        [each.level2, each.level3, each.target, each.actual].some(isDots),
      )
      if (dotted.length === 0) return held
      return {
        verdict: 'broken' as const,
        where: dotted.map((each) => whereIndicator(each, form)),
        message: say(
          `“${nameOf(form)}”有 ${dotted.length} 行指标只有模板的省略号，没有填写。`,
          `${dotted.length} rows of indicators of “${nameOf(form)}” hold nothing but the dots of the template.`,
        ),
      }
    }),
})
