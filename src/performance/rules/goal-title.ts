import type { Outcome, Rule, Where } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { Goal, IndicatorBlock, PerformanceForm, PerformanceSubject } from '../model.ts'
import { blocksOfScope, goalsOfScope, matchGoal } from './declared-goals.ts'
import { allForms, held, nameOf, say, whereOf } from './evidence.ts'

interface Pair {
  readonly block: IndicatorBlock
  readonly goal: Goal
}

/** Blocks with a number are compared with the goal of that number, others with all goals of the form. */
function pairsOf(form: PerformanceForm, block: IndicatorBlock): Pair[] {
  const goals = goalsOfScope(form, block.scope)
  const chosen =
    block.ordinal === null
      ? goals.filter((goal) => goal.name !== null)
      : goals.filter((goal) => goal.ordinal === block.ordinal)
  return chosen.map((goal) => ({ block, goal }))
}

type Judged = { readonly pair: Pair; readonly severity: 'warning' | 'hint' }

function differing(form: PerformanceForm, block: IndicatorBlock): Judged | null {
  const pairs = block.goal === null ? [] : pairsOf(form, block)
  const matches = pairs.map(({ goal }) => matchGoal(block, goal))
  const first = pairs[0]
  if (first === undefined || matches.includes('same')) return null
  const described = pairs[matches.indexOf('described')]
  return described === undefined ? { pair: first, severity: 'warning' } : { pair: described, severity: 'hint' }
}

const placesOf = (form: PerformanceForm, { block, goal }: Pair): Where[] => [
  ...(block.goal === null ? [] : [whereOf(block.goal, form)]),
  whereOf(goal.name ?? goal.text, form),
]

function judge(form: PerformanceForm): Outcome[] {
  const found = (['long', 'annual', null] as const)
    .flatMap((scope) => blocksOfScope(form, scope))
    .map((block) => differing(form, block))
    .filter((each) => each !== null)
  return (['warning', 'hint'] as const).flatMap((severity): Outcome[] => {
    const pairs = found.filter((each) => each.severity === severity).map(({ pair }) => pair)
    const first = pairs[0]
    if (first === undefined) return [held]
    return [
      {
        verdict: 'broken',
        severity,
        where: pairs.flatMap((pair) => placesOf(form, pair)),
        expected: (first.goal.name ?? first.goal.text).text,
        message: say(
          `${quoted(nameOf(form))}中指标所列目标${quoted(first.block.goal?.text ?? '')}与前面申报的目标${quoted((first.goal.name ?? first.goal.text).text)}不一致。`,
          `In ${quoted(nameOf(form))} the goal over the indicators, ${quoted(first.block.goal?.text ?? '')}, is not the declared ${quoted((first.goal.name ?? first.goal.text).text)}.`,
        ),
      },
    ]
  })
}

export const goalTitle: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.goal-title',
  severity: 'warning',
  title: say('指标对应的目标与申报的目标不一致', 'The goal over the indicators differs from the declared one'),
  remedy: say('目标名称前后一致，每组指标对应一个目标。', 'Use the declared goal over its indicators.'),
  basis: say('绩效指标应当与绩效目标一一对应', 'Indicators are to correspond to declared goals'),
  check: (subject) =>
    allForms(subject)
      .filter(
        (form) =>
          form.goals.length > 0 &&
          form.blocks.some((block) => block.goal !== null) &&
          !form.blocks.some((block) => block.roles.includes('project')),
      )
      .flatMap(judge),
})
