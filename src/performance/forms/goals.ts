import type { Place } from '../../documents/index.ts'
import { parseOrdinal } from '../../kernel/index.ts'
import type { Goal, Printed, Scope } from '../model.ts'
import { joinWords, letters } from '../sheet/words.ts'

const NUMBERED = /目标\s*([1-9]\d?|[一二三四五六七八九十]{1,2})\s*[:：、.]/g

/** Adds the goals of a cell (目标 1：… 目标 2：…) to a list; a text without a number goes on with the goal above it. */
export function goalsIn(goals: Goal[], scope: Scope, text: string, at: Place): void {
  const starts = [...text.matchAll(NUMBERED)]
  const head = text.slice(0, starts[0]?.index ?? text.length).trim()
  if (head !== '') continueGoal(goals, scope, head, at)
  for (const [index, match] of starts.entries()) {
    const body = text.slice(match.index + match[0].length, starts[index + 1]?.index).trim()
    goals.push({ scope, ordinal: parseOrdinal(match[1] ?? ''), name: null, text: { text: body, at }, achieved: null })
  }
}

function continueGoal(goals: Goal[], scope: Scope, text: string, at: Place): void {
  const index = goals.findLastIndex((goal) => goal.scope === scope)
  const above = goals[index]
  if (above === undefined) goals.push({ scope, ordinal: null, name: null, text: { text, at }, achieved: null })
  else goals[index] = { ...above, text: { ...above.text, text: joinWords([above.text.text, text]) } }
}

/** 年度绩效目标 2 （20 分）: which goal the indicators below belong to. */
interface GoalHead {
  readonly scope: Scope
  readonly ordinal: number | null
  readonly points: string | null
}

/** A page break may leave the vertical side head of the indicators (长期绩效指标) in the cell of the goal. */
const GOAL_HEAD =
  /^(长期目标|中期目标|年度目标|年度绩效目标|年度指标|长期绩效目标|绩效目标|目标)([1-9]\d?|[一二三四五六七八九十]{1,2})?[:：]?(?:[(（](\d{1,3})分[)）])?[:：]?(?:(?:长期|年度)绩效指标)?$/

export function readGoalHead(text: string): GoalHead | null {
  const match = GOAL_HEAD.exec(text.replace(/\s+/g, ''))
  if (match === null || (match[2] === undefined && match[3] === undefined)) return null
  const scope = /长期|中期/.test(match[1] ?? '') ? 'long' : /年度/.test(match[1] ?? '') ? 'annual' : null
  return { scope, ordinal: parseOrdinal(match[2] ?? ''), points: match[3] ?? null }
}

export const isSameGoal = (a: Printed, b: Printed): boolean => letters(a.text) === letters(b.text)
