import type { Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceSubject } from '../model.ts'
import { parseTarget } from '../target/grammar.ts'
import { isPercent, magnitude } from '../target/target.ts'
import { allForms, held, indicatorsOf, say, whereIndicator } from './evidence.ts'

/** Rates that can pass a hundred by their nature. */
const MAY_EXCEED = /增长|增速|提高|提升|同比|超额|完成率|达成|产能|负债|回报|收益率|杠杆|拨备|周转|到达|增幅|预算/

export const percentOverHundred: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.percent-over-hundred',
  severity: 'warning',
  title: say('百分比目标超过 100%', 'A percentage target beyond 100'),
  remedy: say('核对指标值。', 'Check the target.'),
  basis: say('比率类指标一般不超过 100%', 'A share does not pass 100%'),
  *check(subject) {
    for (const form of allForms(subject))
      for (const each of indicatorsOf(form)) {
        const target = parseTarget(each.target?.text ?? '')
        if (target.kind !== 'quantitative' || !target.clauses.some(isPercent)) continue
        const over = target.clauses.some((clause) => isPercent(clause) && magnitude(clause) > 100)
        const name = `${each.level3?.text ?? ''}${each.content?.text ?? ''}`
        if (!over || MAY_EXCEED.test(name)) yield held
        else
          yield {
            verdict: 'broken',
            where: [whereIndicator(each, form)],
            message: say(
              `${quoted(name)}的指标值是 ${each.target?.text ?? ''}，超过 100%。`,
              `The target of ${quoted(name)} is ${each.target?.text ?? ''}.`,
            ),
          }
      }
  },
})
