import type { Rule } from '../../budget/index.ts'
import { normalize } from '../../kernel/index.ts'
import type { Indicator, PerformanceSubject } from '../model.ts'
import { parseTarget } from '../target/grammar.ts'
import { evaluations, held, indicatorsOf, nameOf, say, whereIndicator } from './evidence.ts'

/** ≥95% as the actual value: a condition is no measured value. */
function repeatsTarget({ target, actual }: Indicator): boolean {
  if (target === null || actual === null || normalize(target.text) !== normalize(actual.text)) return false
  const parsed = parseTarget(actual.text)
  return (
    parsed.kind === 'quantitative' && parsed.clauses.some((clause) => clause.isExplicit && clause.comparator !== '=')
  )
}

export const actualIsTarget: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.actual-is-target',
  severity: 'warning',
  title: say('实际完成值照抄目标值', 'The actual value repeats the target'),
  remedy: say('填写实际测得的数值，如 96.3%。', 'Print the value that was measured, such as 96.3%.'),
  basis: say('实际完成值应为可核实的结果', 'An actual value is a result that can be verified'),
  check: (subject) =>
    evaluations(subject)
      .filter((form) => form.blocks.some((block) => block.roles.includes('actual')))
      .map((form) => {
        const copied = indicatorsOf(form).filter(repeatsTarget)
        const first = copied[0]
        if (first === undefined) return held
        return {
          verdict: 'broken' as const,
          where: copied.map((each) => whereIndicator(each, form)),
          message: say(
            `“${nameOf(form)}”有 ${copied.length} 个指标的实际完成值照抄目标（如“${first.actual?.text ?? ''}”），没有填写实际数值。`,
            `${copied.length} indicators of “${nameOf(form)}” print the target expression (“${first.actual?.text ?? ''}”) as the actual value.`,
          ),
        }
      }),
})
