import type { Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceSubject } from '../model.ts'
import { evaluations, held, nameOf, say, whereOf } from './evidence.ts'

export const goalFormAsEvaluation: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.goal-form-as-evaluation',
  severity: 'error',
  title: say('自评表没有自评内容', 'A self-evaluation without results'),
  remedy: say(
    '换用自评表，填写预算执行、实际完成值、得分和总分。',
    'Use the self-evaluation form: execution, actual values, scores and total.',
  ),
  basis: say(
    '自评表应有预算执行情况、实际完成值、得分和总分',
    'A self-evaluation prints execution, actual values, scores and a total',
  ),
  check: (subject) =>
    evaluations(subject)
      .filter((form) => form.blocks.length > 0)
      .map((form) => {
        const isEvaluated = form.blocks.some((block) => block.roles.includes('actual') || block.roles.includes('score'))
        if (isEvaluated || form.funds.length > 0 || form.title === null) return held
        const head = form.blocks[0]?.heads.target
        return {
          verdict: 'broken' as const,
          where: [whereOf(form.title, form), ...(head === undefined ? [] : [whereOf(head, form)])],
          message: say(
            `${quoted(nameOf(form))}名为自评表，实际是目标申报表：没有预算执行数、实际完成值、得分和总分。`,
            `${quoted(nameOf(form))} is a goal declaration: it has no execution, no actual values, no scores and no total.`,
          ),
        }
      }),
})
