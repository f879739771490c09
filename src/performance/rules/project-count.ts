import type { Region, Rule } from '../../budget/index.ts'
import type { PerformanceSubject } from '../model.ts'
import { allForms, held, say, whereOf } from './evidence.ts'

const COUNTED = /(\d+)\s*个(?:一级)?项目支出绩效目标/

const prose = (regions: readonly Region[]) =>
  regions.flatMap((region) => (region.kind === 'prose' ? region.paragraphs : []))

export const projectCount: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.project-count',
  severity: 'error',
  title: say('项目绩效目标个数与公开的表不符', 'The count of project goals differs from the forms'),
  remedy: say('核对个数，或补齐项目绩效目标表。', 'Check the count, or publish the missing forms.'),
  basis: say('文字说明应与所附绩效目标表一致', 'Text and forms are to agree'),
  *check(subject) {
    const forms = allForms(subject).filter((form) => form.subject === 'project' && form.kind !== 'self-evaluation')
    if (forms.length === 0) return
    for (const { text, at } of prose(subject.reading.regions)) {
      const match = COUNTED.exec(text)
      if (match === null) continue
      if (Number(match[1]) === forms.length) yield held
      else
        yield {
          verdict: 'broken',
          where: [
            { at, quote: match[0] },
            ...forms.flatMap((form) => (form.fields.project === undefined ? [] : [whereOf(form.fields.project, form)])),
          ],
          expected: `${forms.length} 个`,
          message: say(
            `文字说有 ${match[1]} 个项目支出绩效目标，文件中公开了 ${forms.length} 个项目的绩效目标表。`,
            `The text counts ${match[1]} project goals; the document prints ${forms.length} forms.`,
          ),
        }
    }
  },
})
