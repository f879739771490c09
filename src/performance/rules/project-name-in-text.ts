import type { Paragraph, Reading, Rule } from '../../budget/index.ts'
import type { PerformanceSubject, Printed } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { evaluations, held, resemblance, say, whereOf } from './evidence.ts'

/** 1.某某项目绩效自评综述：… */
const SUMMARY = /(?:^|[。；]|\d[.、．])([^。；，:：.、．\d]{2,40}?)(?:项目)?绩效自评综述/g
const LIKE = 0.6
const COMMON = /^(项目|各项目|部门|单位|所有项目)$/

const prose = ({ regions }: Reading): Paragraph[] =>
  regions.flatMap((region) => (region.kind === 'prose' ? [...region.paragraphs] : []))

function namesIn({ text, at }: Paragraph): Printed[] {
  const plain = text.replace(/\s+/g, '')
  if (!plain.includes('绩效自评综述')) return []
  return [...plain.matchAll(SUMMARY)]
    .map(([, name = '']) => ({ text: name, at }))
    .filter(({ text: name }) => !COMMON.test(letters(name)))
}

const core = (name: string): string => letters(name).replace(/(项目|专项|经费|资金|费用|类)+$/, '')

const isSameProject = (a: string, b: string): boolean => {
  const [first, second] = [core(a), core(b)]
  return (
    first === second ||
    resemblance(a, b) >= LIKE ||
    (Math.min(first.length, second.length) >= 4 && (first.includes(second) || second.includes(first)))
  )
}

export const projectNameInText: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.project-name-in-text',
  severity: 'warning',
  title: say('文字中的项目名称与自评表不同', 'The text and the form name a project differently'),
  remedy: say('文字说明与自评表使用同一项目名称。', 'Use one name in the text and in the form.'),
  basis: say('同一项目名称应当一致', 'A project has one name'),
  *check(subject) {
    const forms = evaluations(subject).filter((form) => form.fields.project !== undefined && form.subject === 'project')
    const named = prose(subject.reading).flatMap(namesIn)
    if (forms.length === 0 || named.length === 0 || named.length > forms.length) return
    const unknown = named.filter(
      ({ text }) => !forms.some((form) => isSameProject(text, form.fields.project?.text ?? '')),
    )
    for (const name of named) if (!unknown.includes(name)) yield held
    const left = forms.filter((form) => !named.some(({ text }) => isSameProject(text, form.fields.project?.text ?? '')))
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
          `文字中的项目${unknown.map(({ text }) => `“${text}”`).join('、')}在自评表中没有同名项目（自评表为${left.map((form) => `“${form.fields.project?.text ?? ''}”`).join('、')}）。`,
          `The text names projects that no self-evaluation form names: ${unknown.map(({ text }) => text).join(', ')}.`,
        ),
      }
  },
})
