import type { Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { Indicator, PerformanceSubject, Printed } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { parseTarget } from '../target/grammar.ts'
import { type Clause, magnitude } from '../target/target.ts'
import { evaluations, held, hundredths, indicatorsOf, nameOf, say, whereIndicator } from './evidence.ts'

const single = (text: string): Clause | null => {
  const target = parseTarget(text)
  return target.kind === 'quantitative' && target.clauses.length === 1 ? (target.clauses[0] ?? null) : null
}

/** More of these is worse. */
const TO_BE_AVOIDED = /投诉|故障|事故|延误|成本|费用|价|时间|时限|周期|超|违|误|漏|损|逾期|不合格/

/** 40场 without a sign: a quantity that is to be reached. */
const isToBeReached = (kind: Printed | null, name: Printed | null, { unit }: Clause): boolean =>
  unit !== '' && /^数量指标?$/.test(letters(kind?.text ?? '')) && !TO_BE_AVOIDED.test(name?.text ?? '')

/** True, false, or null where target and actual value cannot be compared. */
function missesTarget({ target, actual, level2, level3 }: Indicator): boolean | null {
  const wanted = target === null ? null : single(target.text)
  const reached = actual === null ? null : single(actual.text)
  if (wanted === null || reached === null || wanted.upper !== null || reached.upper !== null) return null
  const isUnitAlike = wanted.unit === reached.unit || reached.unit === '' || wanted.unit === ''
  if (!isUnitAlike || letters(target?.text ?? '') === letters(actual?.text ?? '')) return null
  const [limit, value] = [magnitude(wanted), magnitude(reached)]
  /** 0.99 for 99%, 1 for 100%. */
  if (wanted.unit === '%' && reached.unit === '' && value <= 1 && limit > 1) return null
  if (!wanted.isExplicit) return isToBeReached(level2, level3, wanted) ? value < limit : null
  if (wanted.comparator === '≥') return value < limit
  if (wanted.comparator === '≤') return value > limit
  return null
}

const hasFullScore = ({ weight, score }: Indicator): boolean => {
  const [points, given] = [hundredths(weight), hundredths(score)]
  return points !== null && given !== null && given >= points && given > 0n
}

export const missedFullScore: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.missed-full-score',
  severity: 'warning',
  title: say('没有达到目标却得满分', 'Full points for a missed target'),
  remedy: say('按完成比例扣分并说明原因。', 'Reduce the score and give the reason.'),
  basis: say('未完成指标值的按完成比例记分', 'A missed target scores in proportion'),
  *check(subject) {
    for (const form of evaluations(subject))
      for (const each of indicatorsOf(form)) {
        const isMissed = missesTarget(each)
        if (isMissed === null) continue
        if (!isMissed || !hasFullScore(each)) yield held
        else
          yield {
            verdict: 'broken',
            where: [whereIndicator(each, form)],
            message: say(
              `${quoted(nameOf(form))}的${quoted(each.level3?.text ?? '')}目标为${quoted(each.target?.text ?? '')}，完成值为${quoted(each.actual?.text ?? '')}，没有达到却得满分 ${each.score?.text ?? ''}。`,
              `${quoted(each.level3?.text ?? '')} reached ${each.actual?.text ?? ''} of ${each.target?.text ?? ''} and scored full points.`,
            ),
          }
      }
  },
})
