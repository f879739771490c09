import type { Outcome, Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceForm, PerformanceSubject } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { allForms, held, nameOf, say, whereOf } from './evidence.ts'
import { findListed, type ListedProject, listedProjects, unitOfListed } from './project-table.ts'

function judge(form: PerformanceForm, listed: ListedProject): Outcome | null {
  const printed = form.fields.unit
  const booked = unitOfListed(listed)
  if (printed === undefined || booked === null) return null
  const [a, b] = [letters(printed.text), letters(booked.text)]
  if (a === b) return held
  const isWithin = a.includes(b) || b.includes(a)
  return {
    verdict: 'broken',
    severity: isWithin ? 'hint' : 'error',
    ...(isWithin ? { cause: 'within' } : {}),
    where: [
      { ...whereOf(printed, form), quote: `项目执行单位 ${printed.text}` },
      { at: booked.at, table: listed.table.caption.title, row: listed.row.name, quote: booked.text },
    ],
    expected: booked.text,
    message: say(
      `${quoted(nameOf(form))}的执行单位填${quoted(printed.text)}，${quoted(listed.table.caption.title)}列在${quoted(booked.text)}名下。`,
      `The executing unit of ${quoted(nameOf(form))} is ${quoted(printed.text)}; ${quoted(listed.table.caption.title)} books it under ${quoted(booked.text)}.`,
    ),
  }
}

export const executingUnit: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.executing-unit',
  severity: 'error',
  title: say('项目执行单位与项目支出表不一致', 'The executing unit differs from the project table'),
  remedy: say('按实际执行单位填写，两处一致。', 'Print the unit that runs the project, alike in both places.'),
  basis: say('项目执行单位即预算列支单位', 'The executing unit is the one that the budget books'),
  check(subject) {
    const listed = listedProjects(subject)
    return allForms(subject).flatMap((form) => {
      const found = findListed(form, listed, allForms(subject))
      return found === null ? [] : (judge(form, found) ?? [])
    })
  },
})
