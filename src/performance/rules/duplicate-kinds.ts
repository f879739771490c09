import type { Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceSubject } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { allForms, groupBy, held, nameOf, say, whereIndicator } from './evidence.ts'
import { repeatedIndicators } from './placeholder.ts'

export const duplicateKinds: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.duplicate-kinds',
  severity: 'hint',
  title: say('同一指标列在两类里', 'One indicator under two kinds'),
  remedy: say('每类指标各设一个，避免重复。', 'Set an indicator of its own for each kind.'),
  basis: say('指标之间不应重复', 'Indicators are not to repeat each other'),
  check: (subject) =>
    allForms(subject).flatMap((form) => {
      if (form.blocks.length === 0 || repeatedIndicators(form).length > 0) return []
      const repeated = form.blocks.flatMap((block) =>
        [
          ...groupBy(
            block.indicators.filter((each) => each.level3 !== null),
            (each) => letters(`${each.level3?.text ?? ''}=${each.target?.text ?? ''}`),
          ).values(),
        ].filter((group) => new Set(group.map((each) => letters(each.level2?.text ?? ''))).size > 1),
      )
      if (repeated.length === 0) return [held]
      return [
        {
          verdict: 'broken' as const,
          where: repeated.flat().map((each) => whereIndicator(each, form)),
          message: say(
            `${quoted(nameOf(form))}有 ${repeated.length} 个指标同时列在不同类别：${repeated.map((group) => group[0]?.level3?.text ?? '').join('、')}。`,
            `${repeated.length} indicators of ${quoted(nameOf(form))} stand under two kinds.`,
          ),
        },
      ]
    }),
})
