import type { Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { Indicator, PerformanceSubject } from '../model.ts'
import { parseTarget } from '../target/grammar.ts'
import { type Clause, magnitude } from '../target/target.ts'
import { allForms, held, indicatorsOf, nameOf, say, whereIndicator } from './evidence.ts'

/** Units of time that can be compared, in minutes. */
const MINUTES: Readonly<Record<string, number>> = { 分钟: 1, 小时: 60, 天: 1440 }

const minutesOf = (clause: Clause): number | null => {
  const unit = MINUTES[clause.unit]
  return unit === undefined ? null : magnitude(clause) * unit
}

const limitsIn = (text: string): number[] =>
  text.split(/[，,；;。、]/).flatMap((part) => {
    const target = parseTarget(part)
    if (target.kind !== 'quantitative') return []
    return target.clauses.flatMap((clause) => (clause.isExplicit ? (minutesOf(clause) ?? []) : []))
  })

/** Time limits that the content of an indicator states beside, or against, that of its target. */
function conflicts({ content, target }: Indicator): boolean {
  if (content === null || target === null) return false
  const wanted = limitsIn(target.text)
  return wanted.length > 0 && limitsIn(content.text).some((limit) => !wanted.includes(limit))
}

export const contentConflict: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.content-conflict',
  severity: 'hint',
  title: say('指标内容与指标值的时限不一致', 'An indicator describes another limit than its target'),
  remedy: say('统一指标内容和指标值中的时限。', 'Use one limit in the description and the target.'),
  basis: say('一个指标只有一个目标值', 'An indicator has one target'),
  check: (subject) =>
    allForms(subject).flatMap((form) =>
      indicatorsOf(form)
        .filter(({ content, target }) => content !== null && target !== null)
        .map((each) =>
          conflicts(each)
            ? {
                verdict: 'broken' as const,
                where: [whereIndicator(each, form)],
                message: say(
                  `${quoted(nameOf(form))}的${quoted(each.level3?.text ?? '')}指标值是 ${each.target?.text ?? ''}，指标内容写的却是${quoted(each.content?.text ?? '')}。`,
                  `${quoted(each.level3?.text ?? '')} of ${quoted(nameOf(form))} has the target ${each.target?.text ?? ''} and describes another limit.`,
                ),
              }
            : held,
        ),
    ),
})
