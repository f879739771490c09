import type { Outcome, Rule } from '../../budget/index.ts'
import { meets, quoted, toAmount } from '../../kernel/index.ts'
import type { PerformanceForm, PerformanceSubject } from '../model.ts'
import { allForms, amountOf, held, inWan, nameOf, say, unitOf, whereOf } from './evidence.ts'
import { findListed, type ListedProject, listedProjects } from './project-table.ts'

function judge(form: PerformanceForm, { table, row, column }: ListedProject): Outcome | null {
  const printed = form.fields.yearBudget
  const amount = amountOf(printed, unitOf(form))
  const index = column === null ? -1 : table.columns.indexOf(column)
  const cell = row.cells[index]
  if (printed === undefined || amount === null || cell === null || cell === undefined || table.unit === null)
    return null
  const listed = toAmount(cell.number, table.unit)
  if (meets(amount, listed)) return held
  return {
    verdict: 'broken',
    where: [whereOf(printed, form), { at: cell.at, table: table.caption.title, row: row.name, quote: cell.text }],
    expected: inWan(listed.value),
    message: say(
      `${quoted(nameOf(form))}当年预算填 ${inWan(amount.value)}，${quoted(table.caption.title)}是 ${inWan(listed.value)}。`,
      `${quoted(nameOf(form))} asks for ${inWan(amount.value)}; ${quoted(table.caption.title)} prints ${inWan(listed.value)}.`,
    ),
  }
}

export const tableAmount: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.table-amount',
  severity: 'error',
  title: say('申报表金额与项目支出表不一致', 'The form and the project table differ in amount'),
  remedy: say('核对项目当年预算。', 'Check the budget of the project.'),
  basis: say('同一项目同一年度只有一个预算数', 'A project has one budget in a year'),
  check(subject) {
    const listed = listedProjects(subject)
    return allForms(subject).flatMap((form) => {
      const found = findListed(form, listed, allForms(subject))
      return found === null ? [] : (judge(form, found) ?? [])
    })
  },
})
