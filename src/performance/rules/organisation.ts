import type { Outcome, Rule } from '../../budget/index.ts'
import type { PerformanceForm, PerformanceSubject } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { allForms, held, likeness, nameOf, say, whereOf } from './evidence.ts'

const ALIKE = 0.55

function judgeField(form: PerformanceForm, organisation: string): Outcome | null {
  const printed = form.fields.department
  if (printed === undefined || form.subject !== 'department') return null
  const [name, own] = [letters(printed.text), letters(organisation)]
  if (name.includes(own) || own.includes(name) || likeness(name, own) >= ALIKE) return held
  return {
    verdict: 'broken',
    where: [
      { ...whereOf(printed, form), quote: printed.text },
      ...(form.title === null ? [] : [whereOf(form.title, form)]),
    ],
    expected: organisation,
    message: say(
      `“${form.title?.text ?? nameOf(form)}”填的单位是“${printed.text}”，本文件的单位是“${organisation}”。`,
      `“${form.title?.text ?? nameOf(form)}” is filled in for “${printed.text}”; the document is of “${organisation}”.`,
    ),
  }
}

const withoutRank = (name: string): string => letters(name).replace(/[省市区县]/g, '')

/** 江岸大数据中心 for 江岸区大数据中心: the name without the word for its rank. */
function judgeTitle(form: PerformanceForm, organisation: string): Outcome | null {
  if (form.title === null || !/[省市区县]/.test(organisation)) return null
  const title = letters(form.title.text)
  const bare = withoutRank(organisation)
  if (bare.length < 4 || !withoutRank(title).includes(bare)) return null
  if (title.includes(letters(organisation))) return held
  if (!title.includes(bare)) return null
  return {
    verdict: 'broken',
    severity: 'warning',
    where: [whereOf(form.title, form)],
    expected: organisation,
    message: say(
      `表题“${form.title.text}”中的单位名称应为“${organisation}”。`,
      `The title “${form.title.text}” misspells “${organisation}”.`,
    ),
    cause: 'title',
  }
}

export const organisation: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.organisation',
  severity: 'error',
  title: say('绩效表的单位与本文件不符', 'The form is of another organisation'),
  remedy: say(
    '改为本单位名称，或换成本单位的绩效表。',
    'Print the name of this organisation, or publish its own form.',
  ),
  basis: say('公开的绩效表应为本单位的', 'The published form is to be that of the publishing organisation'),
  check({ reading, performance }) {
    const own = reading.document.organisation
    if (own === '') return []
    return allForms({ reading, performance }).flatMap((form) =>
      [judgeField(form, own), judgeTitle(form, own)].filter((outcome) => outcome !== null),
    )
  },
})
