import type { Outcome, Rule, Where } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { Goal, PerformanceForm, PerformanceSubject, Scope } from '../model.ts'
import { blocksOfScope, goalsOfScope, isNear } from './declared-goals.ts'
import { allForms, held, nameOf, say, whereOf } from './evidence.ts'

const SCOPES: readonly { readonly scope: Exclude<Scope, null>; readonly zh: string; readonly en: string }[] = [
  { scope: 'long', zh: '长期', en: 'long-term' },
  { scope: 'annual', zh: '年度', en: 'annual' },
]

/** Declared goals that no block of indicators of the scope belongs to. */
function uncovered(form: PerformanceForm, scope: Scope): Goal[] {
  const blocks = blocksOfScope(form, scope)
  const isCovered = (goal: Goal): boolean =>
    blocks.some((block) => (block.ordinal !== null && block.ordinal === goal.ordinal) || isNear(block, goal))
  return goalsOfScope(form, scope).filter((goal) => !isCovered(goal))
}

const goalPlaces = (form: PerformanceForm, goals: readonly Goal[]): Where[] =>
  goals.map((goal) => whereOf(goal.name ?? goal.text, form))

function judge(form: PerformanceForm, { scope, zh, en }: (typeof SCOPES)[number]): Outcome[] {
  const blocks = blocksOfScope(form, scope)
  const declared = goalsOfScope(form, scope)
  /** A form may ask for annual indicators alone, but not for long-term ones alone. */
  const isDeclared = blocks.length > 0 || (scope === 'annual' && declared.some((goal) => goal.scope === scope))
  if (!isDeclared || declared.length === 0 || blocks.some((block) => block.goal === null)) return []
  const missing = uncovered(form, scope)
  if (missing.length === 0) return [held]
  if (blocks.length > 0 && declared.length === 1) return [held]
  const named = blocks.flatMap((block) => (block.goal === null ? [] : [whereOf(block.goal, form)]))
  const names = missing.map((goal) => `${quoted((goal.name ?? goal.text).text.slice(0, 30))}`).join('、')
  return [
    {
      verdict: 'broken',
      cause: form.id,
      where: [...goalPlaces(form, missing), ...named],
      message:
        blocks.length === 0
          ? say(
              `${quoted(nameOf(form))}申报了${zh}目标，却没有任何${zh}绩效指标。`,
              `${quoted(nameOf(form))} declares ${en} goals and has no ${en} indicators.`,
            )
          : say(
              `${quoted(nameOf(form))}的目标${names}没有对应的${zh}指标。`,
              `The goals ${names} of ${quoted(nameOf(form))} have no ${en} indicators.`,
            ),
    },
  ]
}

/** A head of indicators with nothing below it, a label of the goal with nothing beside it; a layout may ask for one alone. */
function judgeBlanks(form: PerformanceForm): Outcome[] {
  const { goals, goalLabel, emptyHead } = form
  const hasIndicators = form.blocks.length > 0
  if (goals.length > 0 && !hasIndicators && emptyHead !== null)
    return [
      {
        verdict: 'broken',
        cause: form.id,
        where: [...goalPlaces(form, goals), whereOf(emptyHead, form)],
        message: say(
          `${quoted(nameOf(form))}申报了目标，却没有任何绩效指标。`,
          `${quoted(nameOf(form))} declares goals and has no indicators.`,
        ),
      },
    ]
  if (goals.length > 0 || !hasIndicators || goalLabel === null) return []
  return [
    {
      verdict: 'broken',
      cause: form.id,
      where: [whereOf(goalLabel, form)],
      message: say(
        `${quoted(nameOf(form))}有绩效指标，${quoted(goalLabel.text)}却没有填写。`,
        `${quoted(nameOf(form))} has indicators, and its goal is blank.`,
      ),
    },
  ]
}

export const goalCoverage: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.goal-coverage',
  severity: 'error',
  title: say('有目标没有指标，或有指标没有目标', 'A goal without indicators, or the reverse'),
  remedy: say('为每个目标补充相应指标。', 'Add indicators for each goal.'),
  basis: say('每个绩效目标都要有绩效指标', 'Each goal is to have indicators'),
  check: (subject) => [
    ...allForms(subject).flatMap(judgeBlanks),
    ...allForms(subject)
      .filter((form) => form.blocks.some((block) => block.scope !== null && block.goal !== null))
      .flatMap((form) => SCOPES.flatMap((scope) => judge(form, scope))),
  ],
})
