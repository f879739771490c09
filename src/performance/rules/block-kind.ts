import type { Outcome, Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { IndicatorBlock, PerformanceForm, PerformanceSubject } from '../model.ts'
import { blocksOfScope } from './declared-goals.ts'
import { allForms, held, nameOf, say, whereOf } from './evidence.ts'

const isAnnualForm = (block: IndicatorBlock): boolean => block.roles.includes('prior')

function judge(form: PerformanceForm): Outcome {
  const long = blocksOfScope(form, 'long')
  const odd = long.filter(isAnnualForm)
  if (odd.length === 0 || odd.length === long.length) return held
  return {
    verdict: 'broken',
    where: odd.flatMap((block) => [
      whereOf(block.goal ?? { text: '长期目标', at: block.at }, form),
      whereOf({ text: '近两年指标值', at: block.heads.prior?.at ?? block.at }, form),
    ]),
    message: say(
      `${quoted(nameOf(form))}有 ${odd.length} 个长期目标用的是年度指标的表式（近两年值、预期当年值），可能应为年度目标。`,
      `${odd.length} long-term goals of ${quoted(nameOf(form))} use the columns of annual indicators.`,
    ),
  }
}

export const blockKind: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.block-kind',
  severity: 'warning',
  title: say('长期目标用了年度指标的表式', 'A long-term goal in the form of an annual one'),
  remedy: say('核对该目标是长期目标还是年度目标。', 'Check whether the goal is long-term or annual.'),
  basis: say('长期指标只列指标值，年度指标列近两年值和当年值', 'Only annual indicators print prior years'),
  check: (subject) =>
    allForms(subject)
      .filter((form) => blocksOfScope(form, 'long').length > 1)
      .map(judge),
})
