import type { Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceSubject } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { parseTarget } from '../target/grammar.ts'
import { allForms, held, indicatorsOf, nameOf, say, whereIndicator } from './evidence.ts'

const QUANTITY = /^(产出)?数量(指标)?/
const RATE = /((完成|合格|覆盖|达标|及时|解决|处置|处理|响应|到位|准确|使用|故障|成功|正常)率|人数|次数|个数)$/

/** What is kept secret by law is not spelt out. */
const SECRET = /涉密|保密|^SM/
const YEAR = /(?:19|20)\d\d年?/g
const COUNT = /\d|[一二两三四五六七八九十百]+(?:个|项|次|份|场|套|篇|家|条|名|人|台|件|天)/
/** A name is one word; a sentence that ends in …率 is a description. */
const SENTENCE = /[，,；;。]/

/** Words without any count: 提供10项目录 and 2项（2项基础服务） can be measured. */
const isVague = (target: string): boolean =>
  parseTarget(target).kind === 'qualitative' && !SECRET.test(target) && !COUNT.test(target.replace(YEAR, ''))

const isRate = (name: string): boolean => !SENTENCE.test(name) && RATE.test(letters(name))

export const unmeasurable: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.unmeasurable',
  severity: 'hint',
  title: say('指标值无法衡量', 'A target that cannot be measured'),
  remedy: say('给出数值、时限或可核对的标准。', 'Give a figure, a time limit or a standard that can be verified.'),
  basis: say('绩效指标应当可衡量', 'Targets are to be measurable'),
  check: (subject) =>
    allForms(subject).flatMap((form) => {
      const vague = indicatorsOf(form).filter((each) => {
        if (each.target === null || !isVague(each.target.text)) return false
        return QUANTITY.test(letters(each.level2?.text ?? '')) || isRate(each.level3?.text ?? '')
      })
      if (form.blocks.length === 0) return []
      if (vague.length === 0) return [held]
      return [
        {
          verdict: 'broken' as const,
          cause: 'words',
          where: vague.map((each) => whereIndicator(each, form)),
          message: say(
            `${quoted(nameOf(form))}有 ${vague.length} 个数量或比率指标的指标值是文字（如${quoted(vague[0]?.target?.text.slice(0, 20) ?? '')}），无法衡量。`,
            `${vague.length} quantities or rates of ${quoted(nameOf(form))} have words for a target.`,
          ),
        },
      ]
    }),
})
