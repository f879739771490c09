import type { Outcome, Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { IndicatorBlock, PerformanceForm, PerformanceSubject } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { allForms, groupBy, held, nameOf, say, whereIndicator } from './evidence.ts'
import { repeatedIndicators } from './placeholder.ts'

const FEWEST_GOALS = 3

const keyOf = (block: IndicatorBlock): string =>
  block.indicators
    .filter((each) => each.level3 !== null)
    .map((each) => `${letters(each.level3?.text ?? '')}=${letters(each.target?.text ?? '')}`)
    .join('|')

function judge(form: PerformanceForm): Outcome {
  const blocks = form.blocks.filter((block) => block.indicators.length > 1)
  const largest = [...groupBy(blocks, keyOf).values()].sort((a, b) => b.length - a.length)[0] ?? []
  if (largest.length < FEWEST_GOALS || repeatedIndicators(form).length > 0) return held
  return {
    verdict: 'broken',
    where: largest.flatMap((block) =>
      block.indicators
        .filter((each) => each.level3 !== null)
        .slice(0, 2)
        .map((each) => whereIndicator(each, form)),
    ),
    message: say(
      `${quoted(nameOf(form))}的 ${largest.length} 个目标用的是同一组指标和指标值，不能反映各目标的内容。`,
      `${largest.length} goals of ${quoted(nameOf(form))} carry the same indicators with the same targets.`,
    ),
  }
}

export const sameIndicators: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.same-indicators',
  severity: 'error',
  title: say('不同目标用同一组指标', 'Different goals share one set of indicators'),
  remedy: say('为每个目标设置与其内容对应的指标。', 'Give each goal indicators of its own.'),
  basis: say('绩效指标应当与绩效目标对应', 'Indicators are to correspond to the goal'),
  check: (subject) =>
    allForms(subject)
      .filter((form) => form.blocks.length >= FEWEST_GOALS)
      .map(judge),
})
