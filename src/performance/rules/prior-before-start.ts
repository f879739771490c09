import type { Outcome, Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceForm, PerformanceSubject } from '../model.ts'
import { allForms, held, indicatorsOf, nameOf, notEvaluated, say, whereIndicator, whereOf } from './evidence.ts'
import { printedStart, statedStart } from './history.ts'

function judge(form: PerformanceForm, year: number): Outcome {
  const start = statedStart(form) ?? printedStart(form)
  if (start === null) return notEvaluated('项目没有写明开始年度', 'The form does not say when the project began')
  const impossible = indicatorsOf(form).filter(
    ({ prior }) => prior.length >= 2 && prior.at(-2) !== null && start.year > year - 2,
  )
  const first = impossible[0]
  if (first === undefined) return held
  return {
    verdict: 'broken',
    where: [{ ...whereOf(start.printed, form), quote: start.quote }, whereIndicator(first, form)],
    expected: say(`${year - 2} 年的指标值应为空`, `the values of ${year - 2} blank`),
    message: say(
      `${quoted(nameOf(form))}${start.year} 年才开始，却有 ${impossible.length} 个指标填了 ${year - 2} 年（前年）的值。`,
      `${quoted(nameOf(form))} began in ${start.year}, yet ${impossible.length} indicators print a value of ${year - 2}.`,
    ),
  }
}

export const priorBeforeStart: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.prior-before-start',
  severity: 'error',
  title: say('项目开始以前就有指标值', 'A prior value before the project existed'),
  remedy: say('项目开始前的年度留空。', 'Leave blank the years before the project began.'),
  basis: say('指标历史值须在项目存续期内', 'A prior value needs a project to be measured on'),
  *check(subject) {
    const { year } = subject.reading.document
    if (year === null) return
    for (const form of allForms(subject))
      if (indicatorsOf(form).some((each) => each.prior.length >= 2) && form.subject === 'project')
        yield judge(form, year)
  },
})
