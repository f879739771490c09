import type { Outcome, Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { Indicator, PerformanceForm, PerformanceSubject } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { allForms, groupBy, held, indicatorsOf, nameOf, say, whereIndicator } from './evidence.ts'

const SHARE = 0.6
const KINDS = 4
const SHOWN = 6

const keyOf = (indicator: Indicator): string =>
  `${letters(indicator.level3?.text ?? '')}=${letters(indicator.target?.text ?? '')}`

/** The indicators that repeat one name and one target under kinds that cannot share them. */
export function repeatedIndicators(form: PerformanceForm): Indicator[] {
  const groups = groupBy(indicatorsOf(form), keyOf)
  const largest = [...groups.values()].sort((a, b) => b.length - a.length)[0] ?? []
  const kinds = new Set(largest.map((indicator) => letters(indicator.level2?.text ?? '')))
  return kinds.size >= KINDS ? largest : []
}

function judge(form: PerformanceForm): Outcome {
  const all = indicatorsOf(form)
  const repeated = repeatedIndicators(form)
  const first = repeated[0]
  if (first === undefined || repeated.length < all.length * SHARE) return held
  const name = first.level3?.text ?? ''
  const shown = form.blocks.flatMap((block) => block.indicators.filter((each) => repeated.includes(each)).slice(0, 1))
  return {
    verdict: 'broken',
    where: [...new Set([...shown, ...repeated])]
      .slice(0, Math.max(SHOWN, shown.length))
      .map((each) => whereIndicator(each, form)),
    message: say(
      `${quoted(nameOf(form))}的 ${all.length} 个指标中有 ${repeated.length} 个都是${quoted(`${name} ${first.target?.text ?? ''}`)}，数量、质量、效益等各类指标用同一句话占位，没有实际内容。`,
      `${repeated.length} of the ${all.length} indicators of ${quoted(nameOf(form))} repeat ${quoted(`${name} ${first.target?.text ?? ''}`)} for every kind: a placeholder.`,
    ),
    cause: form.id,
  }
}

export const placeholder: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.placeholder',
  severity: 'error',
  title: say('指标用同一内容占位', 'Indicators repeat one placeholder'),
  remedy: say(
    '按每类指标分别写出可衡量的内容和目标值。',
    'Write for each kind an indicator of its own with a measurable target.',
  ),
  basis: say('绩效指标应当细化量化，与目标对应', 'Indicators are to be specific, quantified and bound to a goal'),
  check: (subject) =>
    allForms(subject)
      .filter((form) => form.blocks.length > 0)
      .map(judge),
})
