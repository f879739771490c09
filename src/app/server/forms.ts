import type {
  CompositionLine,
  CostLine,
  FundingLine,
  FundLine,
  Goal,
  Indicator,
  IndicatorBlock,
  PerformanceForm,
  Printed,
  PriorYearLine,
  ProcurementLine,
  ProjectLine,
} from '../../performance/index.ts'
import type { FormView, SectionView } from './contract.ts'

type Value = Printed | null

interface Column<Line> {
  readonly role: string
  readonly read: (line: Line) => Value
}

const column = <Line>(role: string, read: (line: Line) => Value): Column<Line> => ({ role, read })

const goalColumns: readonly Column<Goal>[] = [
  column('name', (goal) => goal.name),
  column('goal', (goal) => goal.text),
  column('achieved', (goal) => goal.achieved),
]

const indicatorColumns: readonly Column<Indicator>[] = [
  column('level1', (line) => line.level1),
  column('level2', (line) => line.level2),
  column('level3', (line) => line.level3),
  column('content', (line) => line.content),
  column('periodTarget', (line) => line.periodTarget),
  column('prior2', (line) => line.prior.at(-2) ?? null),
  column('prior1', (line) => line.prior.at(-1) ?? null),
  column('target', (line) => line.target),
  column('actual', (line) => line.actual),
  column('weight', (line) => line.weight),
  column('score', (line) => line.score),
  column('basis', (line) => line.basis),
  column('reason', (line) => line.reason),
]

const fundColumns: readonly Column<FundLine>[] = [
  column('name', (line) => line.name),
  column('initial', (line) => line.initial),
  column('adjusted', (line) => line.adjusted),
  column('budget', (line) => line.budget),
  column('executed', (line) => line.executed),
  column('rate', (line) => line.rate),
  column('weight', (line) => line.weight),
  column('score', (line) => line.score),
]

const compositionColumns: readonly Column<CompositionLine>[] = [
  column('name', (line) => line.name),
  column('current', (line) => line.current),
  column('share', (line) => line.share),
  column('prior1', (line) => line.prior[0] ?? null),
  column('prior2', (line) => line.prior[1] ?? null),
]

const projectColumns: readonly Column<ProjectLine>[] = [
  column('name', (line) => line.name),
  column('category', (line) => line.category),
  column('total', (line) => line.total),
  column('current', (line) => line.current),
  column('use', (line) => line.use),
]

const fundingColumns: readonly Column<FundingLine>[] = [
  column('name', (line) => line.name),
  column('amount', (line) => line.amount),
]

const costColumns: readonly Column<CostLine>[] = [
  column('activity', (line) => line.activity),
  column('description', (line) => line.description),
  column('economy', (line) => line.economy),
  column('amount', (line) => line.amount),
  column('basis', (line) => line.basis),
]

const procurementColumns: readonly Column<ProcurementLine>[] = [
  column('name', (line) => line.name),
  column('quantity', (line) => line.quantity),
  column('amount', (line) => line.amount),
]

const historyColumns: readonly Column<PriorYearLine>[] = [
  column('year', (line) => line.year),
  column('budget', (line) => line.budget),
  column('executed', (line) => line.executed),
  column('rate', (line) => line.rate),
]

/** A section of the lines that the form has, with the columns in which anything is printed. */
function viewSection<Line>(
  about: Pick<SectionView, 'kind' | 'scope' | 'title'>,
  lines: readonly Line[],
  columns: readonly Column<Line>[],
): SectionView[] {
  const printed = columns.filter(({ read }) => lines.some((line) => read(line) !== null))
  const rows = lines.flatMap((line) => {
    const values = printed.map(({ read }) => read(line))
    const at = values.find((value) => value !== null)?.at
    return at === undefined ? [] : [{ cells: values.map((value) => value?.text ?? null), at }]
  })
  // Names without anything beside them are the empty lines of a form.
  const isEmpty = rows.length === 0 || printed.every(({ role }) => role === 'name')
  return isEmpty ? [] : [{ ...about, columns: printed.map(({ role }) => role), rows }]
}

const plain = (kind: SectionView['kind']) => ({ kind, scope: null, title: null })

const viewGoals = (goals: readonly Goal[]): SectionView[] =>
  ([null, 'long', 'annual'] as const).flatMap((scope) =>
    viewSection(
      { kind: 'goals', scope, title: null },
      goals.filter((goal) => goal.scope === scope),
      goalColumns,
    ),
  )

const viewIndicators = ({ scope, goal, indicators }: IndicatorBlock): SectionView[] =>
  viewSection({ kind: 'indicators', scope, title: goal?.text ?? null }, indicators, indicatorColumns)

function viewFields({ labels, fields }: PerformanceForm): FormView['fields'] {
  const names = Object.keys({ ...labels, ...fields }) as (keyof typeof labels)[]
  return names.flatMap((name) => {
    const [label, value] = [labels[name] ?? null, fields[name] ?? null]
    const at = label?.at ?? value?.at
    if (at === undefined) return []
    return [{ name, label: label === null || label.text === value?.text ? null : label.text, value, at }]
  })
}

const aboutOf = ({ subject, fields }: PerformanceForm): string | null => {
  const body = fields.department ?? fields.unit ?? fields.authority
  return (subject === 'project' ? (fields.project ?? body) : (body ?? fields.project))?.text ?? null
}

/** A performance form as the pages show it: labelled boxes, then sections of lines in the order of the usual form. */
export const viewForm = (form: PerformanceForm): FormView => ({
  id: form.id,
  kind: form.kind,
  subject: form.subject,
  title: form.title?.text ?? null,
  about: aboutOf(form),
  year: form.year,
  unit: form.unit,
  at: form.at,
  fields: viewFields(form),
  sections: [
    ...viewSection(plain('funds'), form.funds, fundColumns),
    ...viewSection(plain('funding'), form.funding, fundingColumns),
    ...viewSection(plain('composition'), form.composition, compositionColumns),
    ...viewSection(plain('projects'), form.projects, projectColumns),
    ...viewSection(plain('history'), form.priorYears, historyColumns),
    ...viewSection(plain('costs'), form.costs, costColumns),
    ...viewSection(plain('procurement'), form.procurement, procurementColumns),
    ...viewGoals(form.goals),
    ...form.blocks.flatMap(viewIndicators),
  ],
})
