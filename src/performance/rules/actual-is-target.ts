import type { Rule } from '../../budget/index.ts'
import { normalize, quoted } from '../../kernel/index.ts'
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
  *check(subject) {
    const forms = evaluations(subject).filter((form) => form.blocks.some((block) => block.roles.includes('actual')))
    const copied = forms.flatMap((form) =>
      indicatorsOf(form)
        .filter(repeatsTarget)
        .map((indicator) => ({ form, indicator })),
    )
    const first = copied[0]
    const count = new Set(copied.map(({ form }) => form)).size
    for (const form of forms) if (!copied.some((each) => each.form === form)) yield held
    if (first !== undefined)
      yield {
        verdict: 'broken',
        where: copied.map(({ form, indicator }) => whereIndicator(indicator, form)),
        message: say(
          `${count} 张自评表有 ${copied.length} 个指标的实际完成值照抄目标（如${quoted(nameOf(first.form))}的${quoted(first.indicator.actual?.text ?? '')}），没有填写实际数值。`,
          `${copied.length} indicators of ${count} self-evaluations print the target expression (${quoted(first.indicator.actual?.text ?? '')}) as the actual value.`,
        ),
      }
  },
})
