import type { Outcome, Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceForm, PerformanceSubject } from '../model.ts'
import { allForms, held, isSameName, say, whereOf } from './evidence.ts'
import { findListed, type ListedProject, listedProjects } from './project-table.ts'

function judge(form: PerformanceForm, listed: ListedProject | null): Outcome | null {
  const { project, code } = form.fields
  if (project === undefined || code === undefined || listed?.row.code !== code.text) return null
  if (isSameName(project.text, listed.row.name)) return held
  return {
    verdict: 'broken',
    where: [
      whereOf(project, form),
      { at: listed.row.at, table: listed.table.caption.title, row: listed.row.name, quote: listed.row.name },
    ],
    expected: listed.row.name,
    message: say(
      `项目编码 ${code.text} 在申报表中叫${quoted(project.text)}，在${quoted(listed.table.caption.title)}中叫${quoted(listed.row.name)}。`,
      `Project ${code.text} is called ${quoted(project.text)} in its form and ${quoted(listed.row.name)} in ${quoted(listed.table.caption.title)}.`,
    ),
  }
}

export const codeName: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.code-name',
  severity: 'error',
  title: say('同一项目编码有两个名称', 'One project code, two names'),
  remedy: say('统一申报表和项目支出表中的项目名称。', 'Use one name in the form and in the table.'),
  basis: say('一个项目编码对应一个项目', 'A code names one project'),
  check(subject) {
    const listed = listedProjects(subject)
    return allForms(subject).flatMap((form) => judge(form, findListed(form, listed, allForms(subject))) ?? [])
  },
})
