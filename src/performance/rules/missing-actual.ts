import type { Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { Indicator, PerformanceForm, PerformanceSubject } from '../model.ts'
import { evaluations, held, hundredths, indicatorsOf, nameOf, say, whereIndicator } from './evidence.ts'

const isScoredBlank = ({ target, actual, score }: Indicator): boolean =>
  target !== null && actual === null && (hundredths(score) ?? 0n) > 0n

const printsActual = (form: PerformanceForm): boolean => form.blocks.some((block) => block.roles.includes('actual'))

/** A form that fills in no actual value at all is another defect, and most often another layout. */
const blanksOf = (form: PerformanceForm): Indicator[] =>
  indicatorsOf(form).some(({ actual }) => actual !== null) ? indicatorsOf(form).filter(isScoredBlank) : []

export const missingActual: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.missing-actual',
  severity: 'warning',
  title: say('没有填写实际完成值却得分', 'Points for an indicator without an actual value'),
  remedy: say(
    '补填实际完成值；没有结果的指标不应得分。',
    'Fill in the actual value; without a result there are no points.',
  ),
  basis: say('得分以实际完成值为依据', 'Points are given for a result'),
  *check(subject) {
    for (const form of evaluations(subject).filter(printsActual)) {
      const blanks = blanksOf(form)
      if (blanks.length === 0) yield held
      else
        yield {
          verdict: 'broken',
          where: blanks.map((each) => whereIndicator(each, form)),
          message: say(
            `${quoted(nameOf(form))}有 ${blanks.length} 个指标没有填写实际完成值却得了分：${blanks.map((each) => `${quoted(each.level3?.text ?? '')}`).join('、')}。`,
            `${blanks.length} indicators of ${quoted(nameOf(form))} scored without an actual value.`,
          ),
        }
    }
  },
})
