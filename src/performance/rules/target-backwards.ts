import type { Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { Indicator, PerformanceSubject } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { parseTarget } from '../target/grammar.ts'
import { magnitude } from '../target/target.ts'
import { allForms, held, indicatorsOf, say, whereIndicator } from './evidence.ts'

const HIGHER = /(满意度?|合格率|完成率|覆盖率|正常率|及时率|准确率|解决率|处置率|达标率|可用率|成功率|在线率)$/
const LOWER = /(故障率|事故|投诉|差错率|成本|时间|时限)$/

/** The single figure of a printed value; null where it is none. */
function figure(text: string): { value: number; unit: string; comparator: string } | null {
  const target = parseTarget(text)
  const clause = target.kind === 'quantitative' && target.clauses.length === 1 ? target.clauses[0] : undefined
  return clause === undefined ? null : { value: magnitude(clause), unit: clause.unit, comparator: clause.comparator }
}

/** True, false, or null where the figures cannot be compared. */
function movesBackwards({ prior, target, level3 }: Indicator): boolean | null {
  const last = prior.at(-1)
  const before = last === null || last === undefined ? null : figure(last.text)
  const now = target === null ? null : figure(target.text)
  if (before === null || now === null || before.unit !== now.unit) return null
  const name = letters(level3?.text ?? '')
  if (now.comparator === '≥' || HIGHER.test(name)) return now.value < before.value
  return now.comparator === '≤' || LOWER.test(name) ? now.value > before.value : null
}

export const targetBackwards: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.target-backwards',
  severity: 'hint',
  title: say('目标值比上年退步', 'A target below the year before'),
  remedy: say('提高目标值，或说明降低的原因。', 'Raise the target, or give the reason.'),
  basis: say('目标值应当参照历史水平', 'Targets are to be set by the level reached'),
  *check(subject) {
    for (const form of allForms(subject))
      for (const each of indicatorsOf(form)) {
        const isBackwards = movesBackwards(each)
        if (isBackwards === null) continue
        if (!isBackwards) yield held
        else
          yield {
            verdict: 'broken',
            where: [whereIndicator(each, form)],
            message: say(
              `${quoted(each.level3?.text ?? '')}当年目标 ${each.target?.text ?? ''}，比上年的 ${each.prior.at(-1)?.text ?? ''} 退步。`,
              `The target ${each.target?.text ?? ''} of ${quoted(each.level3?.text ?? '')} falls behind last year's ${each.prior.at(-1)?.text ?? ''}.`,
            ),
          }
      }
  },
})
