import type { Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceSubject } from '../model.ts'
import { allForms, held, nameOf, say, whereOf } from './evidence.ts'

export const unitConflict: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.unit-conflict',
  severity: 'error',
  title: say('表头单位与表内单位不一致', 'The caption and the body print different units'),
  remedy: say('统一金额单位。', 'Use one unit of money.'),
  basis: say('一张表只有一个金额单位', 'A table has one unit of money'),
  check: (subject) =>
    allForms(subject).flatMap((form) => {
      if (form.unitAt === null || form.innerUnit === null) return []
      if (form.unit === form.innerUnit.unit) return [held]
      return [
        {
          verdict: 'broken' as const,
          where: [whereOf(form.unitAt, form), whereOf(form.innerUnit.printed, form)],
          expected: `单位：${form.innerUnit.unit}`,
          message: say(
            `${quoted(nameOf(form))}表头写“单位：${form.unit}”，表内写${quoted(form.innerUnit.printed.text)}。`,
            `The caption of ${quoted(nameOf(form))} says ${form.unit}, its body ${form.innerUnit.unit}.`,
          ),
        },
      ]
    }),
})
