import type { Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceSubject } from '../model.ts'
import { allForms, held, nameOf, say, whereOf } from './evidence.ts'

export const interruptedForm: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.interrupted-form',
  severity: 'warning',
  title: say('一张表插在另一张表中间', 'One form stands in the middle of another'),
  remedy: say('调整排版，使每张表连续。', 'Set the pages so that each form is in one piece.'),
  basis: say('公开文件应当完整连续', 'A published form is to be in one piece'),
  check: (subject) =>
    allForms(subject).map((form) =>
      form.interruptions.length === 0
        ? held
        : {
            verdict: 'broken' as const,
            where: form.interruptions.map((printed) => whereOf(printed, form)),
            message: say(
              `${quoted(nameOf(form))}中间插入了另一张表的内容。`,
              `Parts of another form stand in the middle of ${quoted(nameOf(form))}.`,
            ),
          },
    ),
})
