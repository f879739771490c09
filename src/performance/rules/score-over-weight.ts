import type { Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceSubject } from '../model.ts'
import { evaluations, held, hundredths, indicatorsOf, nameOf, say, whereIndicator, whereOf } from './evidence.ts'

export const scoreOverWeight: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.score-over-weight',
  severity: 'error',
  title: say('得分高于分值', 'A score above its points'),
  remedy: say('核对分值和得分。', 'Check points and score.'),
  basis: say('得分不得超过分值', 'A score cannot pass its points'),
  *check(subject) {
    for (const form of evaluations(subject)) {
      const lines = [
        ...indicatorsOf(form).map((each) => ({
          ...each,
          where: whereIndicator(each, form),
          name: each.level3?.text ?? '',
        })),
        ...form.funds.map((line) => ({ ...line, where: whereOf(line.score ?? line.name, form), name: line.name.text })),
        ...(form.total === null ? [] : [{ ...form.total, where: whereOf(form.total.row, form), name: '总分' }]),
      ]
      for (const { weight, score, where, name } of lines) {
        const [points, given] = [hundredths(weight), hundredths(score)]
        if (points === null || given === null) continue
        if (given <= points) yield held
        else
          yield {
            verdict: 'broken',
            where: [where],
            message: say(
              `${quoted(nameOf(form))}的${quoted(name)}分值 ${weight?.text ?? ''}，得分却是 ${score?.text ?? ''}。`,
              `${quoted(name)} is worth ${weight?.text ?? ''} and scored ${score?.text ?? ''}.`,
            ),
          }
      }
    }
  },
})
