import type { Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceSubject } from '../model.ts'
import { allForms, held, nameOf, say, whereOf } from './evidence.ts'

const RUNNING = /(日常|机关|单位)(运行|公用|办公|运转)(经费|费用)/

export const runningCosts: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.running-costs',
  severity: 'hint',
  title: say('日常运行经费列为特定目标类项目', 'Running costs declared as a specific project'),
  remedy: say(
    '日常运行经费应列运转类项目，请核对项目属性和名称。',
    'Daily running costs belong to operating projects; check nature and name.',
  ),
  basis: say(
    '预算管理一体化规范：运转类项目与特定目标类项目',
    'Operating projects and specific projects are separate kinds',
  ),
  check: (subject) =>
    allForms(subject).flatMap((form) => {
      const { content, nature } = form.fields
      if (content === undefined || nature === undefined) return []
      if (!RUNNING.test(content.text) || !/特定/.test(nature.text)) return [held]
      return [
        {
          verdict: 'broken' as const,
          where: [whereOf(content, form), whereOf(nature, form)],
          message: say(
            `${quoted(nameOf(form))}的内容是${quoted(content.text.slice(0, 40))}，却列为${quoted(nature.text)}。`,
            `${quoted(nameOf(form))} pays running costs, yet it is declared ${quoted(nature.text)}.`,
          ),
        },
      ]
    }),
})
