import type { Outcome, Rule } from '../../budget/index.ts'
import { type Amount, meets, quoted } from '../../kernel/index.ts'
import type { PerformanceForm, PerformanceSubject, Printed } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { amountOf, evaluations, held, hundredths, nameOf, say, totalFund, unitOf, whereOf } from './evidence.ts'
import { amountSaid, isSameProject, type ProjectSummary, summariesOf } from './project-summaries.ts'

interface Difference {
  readonly what: { readonly zh: string; readonly en: string }
  readonly said: Printed
  readonly printed: Printed
}

const pairs = (summary: ProjectSummary, form: PerformanceForm) => {
  const line = totalFund(form)
  return [
    { what: say('全年预算数', 'a budget of'), said: summary.budget, printed: line?.budget ?? line?.initial ?? null },
    { what: say('执行数', 'an execution of'), said: summary.executed, printed: line?.executed ?? null },
  ]
}

const isSameAmount = (a: Amount | null, b: Amount | null): boolean => a === null || b === null || meets(a, b)

function differencesOf(summary: ProjectSummary, form: PerformanceForm): Difference[] {
  const amounts = pairs(summary, form).flatMap(({ what, said, printed }) =>
    said === null || printed === null || isSameAmount(amountSaid(said), amountOf(printed, unitOf(form)))
      ? []
      : [{ what, said, printed }],
  )
  const [said, printed] = [summary.score, form.total?.score ?? null]
  const [stated, total] = [hundredths(said), hundredths(printed)]
  if (said === null || printed === null || stated === null || total === null || stated === total) return amounts
  return [...amounts, { what: say('自评得分', 'a score of'), said, printed }]
}

/** The forms that a summary can mean: of several with one name those of the unit that the text names. */
function candidatesFor({ name }: ProjectSummary, forms: readonly PerformanceForm[]): PerformanceForm[] {
  const alike = forms.filter((form) => isSameProject(name.text, form))
  const own = alike.filter((form) => {
    const unit = letters(form.fields.unit?.text ?? '')
    return unit !== '' && letters(name.text).startsWith(unit)
  })
  const near = own.length > 0 ? own : alike
  const exact = near.filter((form) => letters(name.text).endsWith(letters(form.fields.project?.text ?? '')))
  return exact.length > 0 ? exact : near
}

function judge(summary: ProjectSummary, forms: readonly PerformanceForm[]): Outcome | null {
  const candidates = candidatesFor(summary, forms)
  const [form] = candidates
  if (form === undefined) return null
  if (candidates.some((each) => differencesOf(summary, each).length === 0)) return held
  if (candidates.length > 1) return null
  const differences = differencesOf(summary, form)
  const said = differences.map(
    ({ what, said: stated, printed }) => `${what.zh}文字为 ${stated.text}，自评表为 ${printed.text}`,
  )
  const saidEn = differences.map(
    ({ what, said: stated, printed }) => `${what.en} ${stated.text}, the form ${printed.text}`,
  )
  return {
    verdict: 'broken',
    where: [
      { at: summary.name.at, quote: `${summary.name.text}项目绩效自评综述：…${differences[0]?.said.text ?? ''}` },
      ...differences.map(({ printed }) => whereOf(printed, form, totalFund(form)?.name.text)),
    ],
    message: say(
      `${quoted(nameOf(form))}${said.join('；')}。`,
      `Of ${quoted(nameOf(form))} the text says ${saidEn.join('; ')}.`,
    ),
  }
}

export const summaryFigures: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.summary-figures',
  severity: 'error',
  title: say('绩效自评综述与自评表不一致', 'The summary in the text and the form differ'),
  remedy: say(
    '核对综述与自评表的预算数、执行数和得分，改正其中有误的一处。',
    'Check budget, execution and score of both, and correct the wrong one.',
  ),
  basis: say('同一项目在文字与自评表中的数据应当一致', 'One project has one set of figures in text and form'),
  check(subject) {
    const forms = evaluations(subject).filter((form) => form.fields.project !== undefined)
    return summariesOf(subject.reading).flatMap((summary) => judge(summary, forms) ?? [])
  },
})
