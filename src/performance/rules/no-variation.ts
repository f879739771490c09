import type { Outcome, Rule, Where } from '../../budget/index.ts'
import type { Indicator, PerformanceForm, PerformanceSubject } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { allForms, held, indicatorsOf, say, whereIndicator } from './evidence.ts'

const FEWEST = 5

const isFlat = ({ prior, target }: Indicator): boolean =>
  target !== null &&
  prior.length >= 2 &&
  prior.every((value) => value !== null && letters(value.text) === letters(target.text))

const firstOf = (form: PerformanceForm): Where[] =>
  indicatorsOf(form)
    .filter(isFlat)
    .slice(0, 1)
    .map((each) => whereIndicator(each, form))

function judge(forms: readonly PerformanceForm[]): Outcome {
  const indicators = forms.flatMap(indicatorsOf).filter(({ prior, target }) => prior.length >= 2 && target !== null)
  const values = new Set(indicators.map((each) => letters(each.target?.text ?? '')))
  if (indicators.length < FEWEST || !indicators.every(isFlat)) return held
  return {
    verdict: 'broken',
    where: forms.flatMap(firstOf),
    severity: values.size === 1 ? 'warning' : 'hint',
    message: say(
      `${indicators.length} 个年度指标的前年、上年和当年值完全相同，看不出以实际完成情况为基础。`,
      `All ${indicators.length} annual indicators print the same value for both prior years and the year.`,
    ),
  }
}

export const noVariation: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.no-variation',
  severity: 'warning',
  title: say('指标近两年值没有变化', 'Prior values never vary'),
  remedy: say('填写前两年的实际完成值。', 'Print the values measured in the two prior years.'),
  basis: say('近两年指标值应为实际完成值', 'Prior values are to come from measurement'),
  *check(subject) {
    const forms = allForms(subject).filter((form) => indicatorsOf(form).some((each) => each.prior.length >= 2))
    if (forms.length > 0) yield judge(forms)
  },
})
