import type { Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceSubject } from '../model.ts'
import { evaluations, held, say, whereOf } from './evidence.ts'
import { isSameProject, summariesOf } from './project-summaries.ts'

const listed = (names: readonly string[]): string => names.map((name) => `${quoted(name)}`).join('、')

export const projectNameInText: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.project-name-in-text',
  severity: 'warning',
  title: say('文字中的项目名称与自评表不同', 'The text and the form name a project differently'),
  remedy: say('文字说明与自评表使用同一项目名称。', 'Use one name in the text and in the form.'),
  basis: say('同一项目名称应当一致', 'A project has one name'),
  *check(subject) {
    const forms = evaluations(subject).filter((form) => form.fields.project !== undefined && form.subject === 'project')
    const named = summariesOf(subject.reading).map(({ name }) => name)
    if (forms.length === 0 || named.length === 0 || named.length > forms.length) return
    const unknown = named.filter(({ text }) => !forms.some((form) => isSameProject(text, form)))
    for (const name of named) if (!unknown.includes(name)) yield held
    const left = forms.filter((form) => !named.some(({ text }) => isSameProject(text, form)))
    if (unknown.length > 0)
      yield {
        verdict: 'broken',
        /** Where every form is summed up in the text, a name that is missing is another name. */
        severity: named.length === forms.length ? 'warning' : 'hint',
        where: [
          ...unknown.map(({ text, at }) => ({ at, quote: `${text}项目绩效自评综述` })),
          ...left.flatMap((form) => (form.fields.project === undefined ? [] : [whereOf(form.fields.project, form)])),
        ],
        message: say(
          `文字中的项目${listed(unknown.map(({ text }) => text))}在自评表中没有同名项目（没有文字综述的自评表：${listed(left.map((form) => form.fields.project?.text ?? ''))}）。`,
          `The text names projects that no self-evaluation form names: ${unknown.map(({ text }) => text).join(', ')}.`,
        ),
      }
  },
})
