import type { Draft, DraftBlock } from '../forms/draft.ts'
import { labelOf, takeEntry } from '../forms/fields.ts'
import { goalsIn, readGoalHead } from '../forms/goals.ts'
import { isGoalListHead, isIndicatorHead } from '../forms/sections.ts'
import type { IndicatorRole, Printed, Scope } from '../model.ts'
import { letters, matchWord, printed, readUnit } from '../sheet/words.ts'
import { FUND_HEADS, HEADINGS, INDICATOR_HEADS, SIDE_HEAD } from '../vocabulary.ts'
import { readIndicatorItems } from './indicator-rows.ts'
import { headRun, type Item, type LooseLine } from './items.ts'
import { type LooseTable, openLooseTable } from './loose-tables.ts'
import { isNumber, printedOf } from './rows.ts'

type Mode =
  | { readonly kind: 'fields'; readonly label: Item | null; readonly values: Item[] }
  | { readonly kind: 'table'; readonly table: LooseTable; readonly items: Item[] }
  | {
      readonly kind: 'indicators'
      readonly roles: readonly IndicatorRole[]
      readonly heads: DraftBlock['heads']
      readonly items: Item[]
    }
  | { readonly kind: 'goal'; readonly head: Item; readonly values: Item[] }

interface State {
  draft: Draft
  /** The form before this one, which may go on in the middle of it. */
  readonly before: Draft | null
  readonly own: Draft
  mode: Mode
  scope: Scope
  goal: { printed: Printed | null; ordinal: number | null; points: Printed | null } | null
}

const inFields = (): Mode => ({ kind: 'fields', label: null, values: [] })

/** Reads a form whose grid was lost, from its lines. */
export function readLooseForm(
  draft: Draft,
  before: Draft | null,
  lines: readonly LooseLine[],
  items: readonly Item[],
): void {
  const state: State = { draft, before, own: draft, mode: inFields(), scope: null, goal: null }
  draft.isGridless = true
  noteUnits(draft, lines)
  for (let index = 0; index < items.length; ) index = step(state, items, index)
  close(state)
}

function noteUnits(draft: Draft, lines: readonly LooseLine[]): void {
  for (const { text, at } of lines) {
    const unit = text.length < 30 ? readUnit(text) : null
    if (unit === null) continue
    if (/单位\s*[:：]/.test(text) && draft.unit === null && !/^[(（]/.test(text)) {
      draft.unit = unit
      draft.unitAt = { text, at }
    } else if (/[(（]/.test(text)) draft.innerUnit ??= { unit, printed: { text, at } }
  }
}

/** Reads what begins at an item; gives the index of the next. */
function step(state: State, items: readonly Item[], index: number): number {
  const item = items[index]
  if (item === undefined) return items.length
  const opened = item.isLabel ? openTable(state, items, index) : null
  return opened ?? openPart(state, item, items, index) ?? keep(state, item, index)
}

function openTable(state: State, items: readonly Item[], index: number): number | null {
  const run = headRun(items, index, INDICATOR_HEADS)
  const roles = new Set(run.roles)
  if (isIndicatorHead(roles) && !isGoalListHead(roles)) {
    close(state)
    const heads: DraftBlock['heads'] = {}
    for (const [role, head] of run.heads) heads[role] = { text: head.text, at: head.at }
    state.mode = { kind: 'indicators', roles: run.roles, heads, items: [] }
    return run.end
  }
  const opened = openLooseTable(items, index)
  if (opened === null) return null
  close(state)
  state.mode = { kind: 'table', table: opened.table, items: [] }
  return opened.end
}

/** Labels and headings; null for a word of what is being read. */
function openPart(state: State, item: Item, items: readonly Item[], index: number): number | null {
  if (!item.isLabel) return null
  const head = readGoalHead(item.text)
  /** 目标 1：… in the cell of the goals is no head of a block. */
  const isListed = head?.scope === null && state.mode.kind === 'table' && state.mode.table.id === 'goals'
  if (head !== null && !isListed) return openGoal(state, item, index)
  const heading = matchWord(HEADINGS, item.text)
  if (heading === 'total') return readTotal(state, items, index)
  const label = labelOf(item.text)
  const isRowName = label?.kind === 'fund' && state.mode.kind !== 'fields'
  if (heading !== null || (label !== null && !isRowName)) {
    close(state)
    noteExecutionPoints(state.draft, item, items[index + 1], items[index + 2])
    if (label?.kind === 'field') state.draft = state.own
    if (heading === 'longGoals' || heading === 'annualGoals') state.scope = heading === 'longGoals' ? 'long' : 'annual'
    state.mode = heading === 'note' ? inFields() : { kind: 'fields', label: item, values: [] }
    return index + 1
  }
  return null
}

function noteExecutionPoints(draft: Draft, ...items: (Item | undefined)[]): void {
  const text = items.map((item) => item?.text ?? '').join('')
  const points = /^预算执行情况.*?[(（](\d{1,3})分[)）]/.exec(text)?.[1]
  if (points !== undefined && items[0] !== undefined) draft.executionPoints ??= { text: points, at: items[0].at }
}

/** 年度指标 3 after 年度指标 2 of the form before: that form goes on here, in the middle of this one. */
function openGoal(state: State, item: Item, index: number): number {
  close(state)
  const head = readGoalHead(item.text)
  const last = state.before?.blocks.at(-1)?.ordinal ?? null
  const goesOn = head?.ordinal != null && last !== null && head.ordinal === last + 1 && state.own.blocks.length === 0
  if (goesOn && state.before !== null) {
    if (state.draft === state.own)
      state.before.interruptions.push(...(state.own.title === null ? [] : [state.own.title]), {
        text: item.text,
        at: item.at,
      })
    state.draft = state.before
  }
  state.mode = { kind: 'goal', head: item, values: [] }
  return index + 1
}

function readTotal(state: State, items: readonly Item[], index: number): number {
  close(state)
  const label = items[index]
  const values = items.slice(index + 1, index + 3)
  const end = values.findIndex((each) => !isNumber(each) || each.line !== values[0]?.line)
  const numbers = end < 0 ? values : values.slice(0, Math.max(1, end))
  const score = numbers.at(-1)
  const weight = numbers.length > 1 ? numbers[0] : undefined
  if (label === undefined || score === undefined) return index + 1
  state.draft.total ??= {
    row: { text: [label, ...numbers].map(({ text }) => text).join(' '), at: label.at },
    weight: weight === undefined ? null : printed(weight.text, weight.at),
    score: printed(score.text, score.at),
  }
  state.mode = inFields()
  return index + 1 + numbers.length
}

function keep({ mode }: State, item: Item, index: number): number {
  if (mode.kind === 'fields' || mode.kind === 'goal') {
    const isSide = mode.kind === 'goal' && SIDE_HEAD.test(letters(item.text))
    if (!isSide) mode.values.push(item)
  } else mode.items.push(item)
  return index + 1
}

/** Writes what has been read into the form. */
function close(state: State): void {
  const { mode, draft } = state
  state.mode = inFields()
  if (mode.kind === 'fields') closeField(draft, mode.label, mode.values)
  else if (mode.kind === 'goal') closeGoal(state, mode.head, mode.values)
  else if (mode.kind === 'table') mode.table.take(draft, mode.items)
  else closeIndicators(state, mode)
}

function closeField(draft: Draft, labelItem: Item | null, values: readonly Item[]): void {
  const label = labelItem === null ? null : labelOf(labelItem.text)
  if (labelItem === null || label === null || label.kind === 'fund') return
  const value = printedOf(values)
  const cells = values.map(({ text, at }) => ({ text, at }))
  if (label.kind === 'goal' && value !== null) goalsIn(draft.goals, null, value.text, value.at)
  else takeEntry(draft, { label, labelAt: { text: labelItem.text, at: labelItem.at }, value, cells })
}

function closeGoal(state: State, headItem: Item, values: readonly Item[]): void {
  const head = readGoalHead(headItem.text)
  if (head === null) return
  const text = values.filter((item) => !SIDE_HEAD.test(letters(item.text)))
  state.goal = {
    printed: printedOf(text),
    ordinal: head.ordinal,
    points: head.points === null ? null : { text: head.points, at: headItem.at },
  }
  state.scope = head.scope ?? state.scope
}

function closeIndicators(state: State, mode: Extract<Mode, { kind: 'indicators' }>): void {
  const first = mode.items[0]
  if (first === undefined) return
  const { roles, indicators } = readIndicatorItems(mode.roles, mode.items)
  state.draft.blocks.push({
    scope: state.scope,
    goal: state.goal?.printed ?? null,
    ordinal: state.goal?.ordinal ?? null,
    points: state.goal?.points ?? null,
    roles,
    heads: mode.heads,
    at: first.at,
    indicators,
  })
  state.goal = null
}

/** True when the lines hold the head of a form's table: prose below a title is no form. */
export const isLooseForm = (items: readonly Item[]): boolean =>
  items.some((item, index) => {
    if (!item.isLabel) return false
    const roles = new Set(headRun(items, index, INDICATOR_HEADS).roles)
    return isIndicatorHead(roles) || headRun(items, index, FUND_HEADS).roles.length >= 3
  })
