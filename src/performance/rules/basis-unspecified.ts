import type { Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceSubject } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { allForms, held, indicatorsOf, say, whereIndicator } from './evidence.ts'

const FEWEST = 5
const UNSPECIFIED = /^(行业标准|行业|计划标准|历史标准|其他标准|相关标准|相关规定|国家标准)$/

export const basisUnspecified: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.basis-unspecified',
  severity: 'warning',
  title: say('指标值依据笼统', 'The basis of the targets is not named'),
  remedy: say('写明标准、规划或历史数据的名称。', 'Name the standard, plan or data that the target rests on.'),
  basis: say('指标值确定依据应当具体', 'The basis of a target is to be specific'),
  *check(subject) {
    const forms = allForms(subject).filter((form) => form.blocks.some((block) => block.roles.includes('basis')))
    const based = forms.flatMap(indicatorsOf).filter((each) => each.basis !== null)
    if (based.length === 0) return
    const asksForBasis = forms.some((form) => form.blocks.some((block) => /依据/.test(block.heads.basis?.text ?? '')))
    const isUnspecified = based.every((each) => UNSPECIFIED.test(letters(each.basis?.text ?? '')))
    if (based.length < FEWEST || !isUnspecified) yield held
    else
      yield {
        verdict: 'broken',
        severity: asksForBasis ? 'warning' : 'hint',
        where: forms.flatMap((form) =>
          indicatorsOf(form)
            .slice(0, 1)
            .map((each) => whereIndicator(each, form)),
        ),
        message: say(
          `${based.length} 个指标的依据都只写${quoted(based[0]?.basis?.text ?? '')}，没有写明是哪一项标准。`,
          `The basis of all ${based.length} indicators is only ${quoted(based[0]?.basis?.text ?? '')}; no standard is named.`,
        ),
      }
  },
})
