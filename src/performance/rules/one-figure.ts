import type { Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { IndicatorBlock, PerformanceSubject } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { allForms, groupBy, nameOf, say, whereIndicator } from './evidence.ts'
import { repeatedIndicators } from './placeholder.ts'

const FEWEST_GOALS = 3

/** Goals that set figures of their own beside it have not copied one figure: only one for all is. */
const isShared = (goals: ReadonlySet<IndicatorBlock>, asked: ReadonlySet<IndicatorBlock>): boolean =>
  goals.size >= FEWEST_GOALS && goals.size === asked.size

export const oneFigure: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.one-figure',
  severity: 'hint',
  title: say('一个满意度用于多个目标', 'One satisfaction figure for many goals'),
  remedy: say('每个目标分别调查满意度。', 'Survey each goal with a question of its own.'),
  basis: say('满意度指标应当针对目标的服务对象', 'Satisfaction is to be asked of those whom a goal serves'),
  check: (subject) =>
    allForms(subject)
      .filter((form) => form.blocks.length >= FEWEST_GOALS && repeatedIndicators(form).length === 0)
      .flatMap((form) => {
        const named = form.blocks.flatMap((block) =>
          block.indicators
            .filter((each) => /满意/.test(each.level3?.text ?? ''))
            .map((indicator) => ({ block, indicator })),
        )
        const groups = [
          ...groupBy(named, ({ indicator }) =>
            letters(`${indicator.level3?.text ?? ''}${indicator.target?.text ?? ''}`),
          ).values(),
        ]
        const asked = new Set(named.map(({ block }) => block))
        return groups
          .filter((group) => isShared(new Set(group.map(({ block }) => block)), asked))
          .map((group) => ({
            verdict: 'broken' as const,
            where: group.map(({ indicator }) => whereIndicator(indicator, form)),
            message: say(
              `${quoted(nameOf(form))}的 ${group.length} 个目标共用一个满意度${quoted(`${group[0]?.indicator.level3?.text ?? ''} ${group[0]?.indicator.target?.text ?? ''}`)}。`,
              `${group.length} goals of ${quoted(nameOf(form))} share one satisfaction figure.`,
            ),
          }))
      }),
})
