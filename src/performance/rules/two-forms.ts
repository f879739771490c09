import type { Outcome, Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { Indicator, PerformanceForm, PerformanceSubject, Scope } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { formatClause, parseTarget } from '../target/grammar.ts'
import { allForms, groupBy, held, nameOf, say, whereIndicator } from './evidence.ts'

/** One project of one unit in one year; many units have a project of the same name. */
function projectKey(form: PerformanceForm, year: number | null): string | null {
  const { project, code, unit, department, authority } = form.fields
  const whose = unit ?? department ?? authority
  if (form.subject !== 'project' || project === undefined || (code ?? whose) === undefined) return null
  return [form.year ?? year ?? '', letters(project.text), letters((code ?? whose)?.text ?? '')].join('|')
}

interface Stated {
  readonly form: PerformanceForm
  readonly indicator: Indicator
  /** The target as a clause is written, whatever its printing: 不少于10条 and ≥10条 are one. */
  readonly target: string
}

const targetOf = ({ target }: Indicator): string | null => {
  const read = parseTarget(target?.text ?? '')
  const [clause, ...more] = read.kind === 'quantitative' ? read.clauses : []
  return clause === undefined || more.length > 0 ? null : formatClause({ ...clause, about: '', isExplicit: true })
}

const statedIn = (form: PerformanceForm): [string, Stated][] =>
  form.blocks.flatMap(({ scope, indicators }) =>
    indicators.flatMap((indicator): [string, Stated][] => {
      const target = targetOf(indicator)
      const name = letters(indicator.level3?.text ?? '')
      return target === null || name === '' ? [] : [[indicatorKey(scope, indicator, name), { form, indicator, target }]]
    }),
  )

const indicatorKey = (scope: Scope, { level2 }: Indicator, name: string): string =>
  [scope === 'long' ? 'long' : 'annual', letters(level2?.text ?? '').replace(/指标$/, ''), name].join('|')

/** Targets of one indicator in the forms of one project; a form that prints an indicator twice tells nothing. */
function compare(forms: readonly PerformanceForm[]): Outcome[] {
  const stated = groupBy(forms.flatMap(statedIn), ([key]) => key)
  return [...stated.values()].flatMap((group): Outcome[] => {
    const all = group.map(([, each]) => each)
    const [first] = all
    if (first === undefined || all.length < 2 || new Set(all.map(({ form }) => form)).size < all.length) return []
    const other = all.find(({ target }) => target !== first.target)
    if (other === undefined) return [held]
    const name = first.indicator.level3?.text ?? ''
    return [
      {
        verdict: 'broken',
        where: [whereIndicator(first.indicator, first.form), whereIndicator(other.indicator, other.form)],
        message: say(
          `${quoted(nameOf(first.form))}的${quoted(name)}在两张表中指标值不同：${first.indicator.target?.text ?? ''} 与 ${other.indicator.target?.text ?? ''}。`,
          `Two forms of ${quoted(nameOf(first.form))} print other targets of ${quoted(name)}: ${first.indicator.target?.text ?? ''} and ${other.indicator.target?.text ?? ''}.`,
        ),
      },
    ]
  })
}

export const twoForms: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.two-forms',
  severity: 'warning',
  title: say('同一项目两张表的指标值不一致', 'Two forms of one project differ in a target'),
  remedy: say('以批复的绩效目标为准，统一两张表。', 'Use the approved target in both forms.'),
  basis: say('自评所用的年度指标值即申报、批复的指标值', 'What is evaluated is the target that was approved'),
  check(subject) {
    const { year } = subject.reading.document
    const keyed = allForms(subject).flatMap((form) => {
      const key = projectKey(form, year)
      return key === null ? [] : [{ key, form }]
    })
    return [...groupBy(keyed, ({ key }) => key).values()]
      .map((group) => group.map(({ form }) => form))
      .filter((forms) => forms.length > 1)
      .flatMap(compare)
  },
})
