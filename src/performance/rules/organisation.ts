import type { Outcome, Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceForm, PerformanceSubject } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { allForms, held, likeness, nameOf, say, whereOf } from './evidence.ts'

const ALIKE = 0.55

function judge(form: PerformanceForm, organisation: string): Outcome | null {
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
      `${quoted(form.title?.text ?? nameOf(form))}填的单位是${quoted(printed.text)}，本文件的单位是${quoted(organisation)}。`,
      `${quoted(form.title?.text ?? nameOf(form))} is filled in for ${quoted(printed.text)}; the document is of ${quoted(organisation)}.`,
    ),
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
  check(subject) {
    const own = subject.reading.document.organisation
    return own === '' ? [] : allForms(subject).flatMap((form) => judge(form, own) ?? [])
  },
})
