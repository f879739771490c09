import type { Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceForm, PerformanceSubject, ProjectLine } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { allForms, held, resemblance, say, whereOf } from './evidence.ts'
import { listedProjects } from './project-table.ts'

const LIKE = 0.6

const isProject = ({ name, category }: ProjectLine): boolean =>
  category !== null && !/人员|运转|公用|基本/.test(`${category.text}${name.text}`) && !/合计/.test(name.text)

export const projectList: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.project-list',
  severity: 'warning',
  title: say('整体目标表的项目不在项目清单中', 'A project of the department form is listed nowhere else'),
  remedy: say('按项目支出表逐个列出项目。', 'List the projects as the project table does.'),
  basis: say('同一文件中项目清单应当一致', 'One document has one list of projects'),
  *check(subject) {
    const forms = allForms(subject)
    const names = [
      ...listedProjects(subject).map(({ row }) => row.name),
      ...forms.flatMap((form) => (form.subject === 'project' ? [form.fields.project?.text ?? ''] : [])),
    ].filter((name) => letters(name) !== '')
    if (names.length === 0) return
    const lines = forms
      .filter((form) => form.subject === 'department')
      .flatMap((form) => form.projects.filter(isProject).map((line) => ({ form, line })))
    for (const { form, line } of lines)
      yield names.some((name) => resemblance(name, line.name.text) >= LIKE) ? held : broken(form, line)
  },
})

const broken = (form: PerformanceForm, line: ProjectLine) => ({
  verdict: 'broken' as const,
  where: [whereOf(line.name, form)],
  message: say(
    `整体目标表列出的项目${quoted(line.name.text)}在项目支出表和项目申报表中都没有。`,
    `The project ${quoted(line.name.text)} of the department form stands in no project table and has no form.`,
  ),
})
