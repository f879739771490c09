import type { IndicatorRole, Printed } from '../model.ts'
import type { SheetCell } from '../sheet/stream.ts'
import { letters, readNumber } from '../sheet/words.ts'
import type { FundRole, GoalRole, ProjectRole, Word } from '../vocabulary.ts'
import {
  COMPOSITION_HEADS,
  COST_HEADS,
  type CompositionRole,
  type CostRole,
  FUND_HEADS,
  FUND_ROWS,
  FUNDING_HEADS,
  type FundingRole,
  GOAL_HEADS,
  PRIOR_YEAR_HEADS,
  PROCUREMENT_HEADS,
  PROJECT_HEADS,
  type PriorYearRole,
  type ProcurementRole,
  SIDE_HEAD,
} from '../vocabulary.ts'
import type { Draft } from './draft.ts'
import { goalsIn } from './goals.ts'
import { assign, type Columns, cellOf, mayBeHead, type RoleCell, rolesOf, withHeadRow } from './heads.ts'

/** A table inside a form: how its head is recognised and what a row of it leaves in the draft. */
interface Section<Role extends string> {
  readonly id: string
  readonly heads: readonly Word<Role>[]
  readonly isHead: (roles: ReadonlySet<Role | null>) => boolean
  readonly take: (
    draft: Draft,
    columns: Columns<Role>,
    cells: readonly SheetCell[],
    heads: ReadonlyMap<number, string>,
  ) => void
}

const hasAll =
  <Role extends string>(...wanted: Role[]) =>
  (roles: ReadonlySet<Role | null>): boolean =>
    wanted.every((role) => roles.has(role))

const printedOf = <Role extends string>(cells: readonly RoleCell<Role>[], role: Role): Printed | null => {
  const cell = cellOf(cells, role)
  return cell === null ? null : { text: cell.text, at: cell.at }
}

/** The words to the left of the first column with a head: the name of the row. */
function leftWords<Role extends string>(columns: Columns<Role>, cells: readonly SheetCell[]): SheetCell[] {
  const first = Math.min(...columns.keys())
  return cells.filter((cell) => cell.column < first)
}

/** The cells that can name a line of funds: left of the amounts, or in the column of the tasks. */
const nameCells = (columns: Columns<FundRole>, cells: readonly SheetCell[]): SheetCell[] => {
  const amounts = [...columns].filter(([, role]) => role !== 'rest').map(([column]) => column)
  return cells.filter((cell) => cell.column < Math.min(...amounts) && !SIDE_HEAD.test(letters(cell.text)))
}

const funds: Section<FundRole> = {
  id: 'funds',
  heads: FUND_HEADS,
  isHead: (roles) =>
    roles.has('executed') && (roles.has('budget') || roles.has('initial')) && (roles.has('rate') || roles.has('score')),
  take(draft, columns, cells) {
    const words = nameCells(columns, cells)
    const name = words.find(({ text }) => FUND_ROWS.test(letters(text))) ?? words.at(0)
    const placed = assign(columns, cells)
    const values = placed.filter((cell) => cell.role !== null && cell.role !== 'name')
    if (name === undefined || readNumber(name.text) !== null) return
    if (!values.some((cell) => readNumber(cell.text) !== null) && !/资金|拨款|支出|合计/.test(name.text)) return
    const word = (role: FundRole): Printed | null => printedOf(placed, role)
    draft.funds.push({
      name: { text: name.text, at: name.at },
      initial: word('initial'),
      adjusted: word('adjusted'),
      budget: word('budget'),
      executed: word('executed'),
      rate: word('rate'),
      weight: word('weight'),
      score: word('score'),
    })
  },
}

const composition: Section<CompositionRole> = {
  id: 'composition',
  heads: COMPOSITION_HEADS,
  isHead: hasAll<CompositionRole>('current', 'share'),
  take(draft, columns, cells, heads) {
    const words = leftWords(columns, cells)
    const name = words.at(-1)
    const placed = assign(columns, cells, (role) => role === 'prior')
    if (name === undefined || !placed.some((cell) => cell.role !== null)) return
    const group = words.length > 1 ? letters(words[0]?.text ?? '') : (draft.composition.at(-1)?.group ?? '')
    const years = [...columns].filter(([, role]) => role === 'prior').map(([column]) => column)
    const headOf = (role: CompositionRole): string =>
      heads.get([...columns].find(([, each]) => each === role)?.[0] ?? -1) ?? ''
    draft.compositionHeads = [headOf('current'), headOf('share')]
    draft.priorHeads = years.map((column) => heads.get(column) ?? '')
    draft.composition.push({
      group,
      name: { text: name.text, at: name.at },
      current: printedOf(placed, 'current'),
      share: printedOf(placed, 'share'),
      prior: years.map((column) => {
        const cell = placed.find((each) => each.role === 'prior' && each.column === column)
        return cell === undefined ? null : { text: cell.text, at: cell.at }
      }),
    })
  },
}

const costs: Section<CostRole> = {
  id: 'costs',
  heads: COST_HEADS,
  isHead: (roles) => roles.has('amount') && (roles.has('description') || roles.has('economy')) && roles.has('basis'),
  take(draft, columns, cells) {
    const placed = assign(columns, cells)
    const amount = printedOf(placed, 'amount')
    if (amount === null) return
    draft.costs.push({
      activity: printedOf(placed, 'activity'),
      description: printedOf(placed, 'description'),
      economy: printedOf(placed, 'economy'),
      amount,
      basis: printedOf(placed, 'basis'),
    })
  },
}

const procurement: Section<ProcurementRole> = {
  id: 'procurement',
  heads: PROCUREMENT_HEADS,
  isHead: hasAll<ProcurementRole>('name', 'amount'),
  take(draft, columns, cells) {
    const placed = assign(columns, cells)
    const name = printedOf(placed, 'name')
    if (name === null || /^(无|-|\/)$/.test(name.text)) return
    draft.procurement.push({ name, quantity: printedOf(placed, 'quantity'), amount: printedOf(placed, 'amount') })
  },
}

const funding: Section<FundingRole> = {
  id: 'funding',
  heads: FUNDING_HEADS,
  isHead: hasAll<FundingRole>('name', 'amount'),
  take(draft, _columns, cells) {
    const amount = cells.filter((cell) => readNumber(cell.text) !== null).at(-1)
    const name = cells.find((cell) => cell !== amount)
    if (name === undefined) return
    draft.funding.push({
      name: { text: name.text, at: name.at },
      amount: amount === undefined ? null : { text: amount.text, at: amount.at },
    })
  },
}

const priorYears: Section<PriorYearRole> = {
  id: 'priorYears',
  heads: PRIOR_YEAR_HEADS,
  isHead: hasAll<PriorYearRole>('year', 'budget', 'executed'),
  take(draft, columns, cells) {
    const placed = assign(columns, cells)
    const year = printedOf(placed, 'year')
    if (year === null || !/20\d\d/.test(year.text)) return
    draft.priorYears.push({
      year,
      budget: printedOf(placed, 'budget'),
      executed: printedOf(placed, 'executed'),
      rate: printedOf(placed, 'rate'),
    })
  },
}

const projects: Section<ProjectRole> = {
  id: 'projects',
  heads: PROJECT_HEADS,
  isHead: (roles) => roles.has('name') && roles.has('use') && (roles.has('current') || roles.has('total')),
  take(draft, columns, cells) {
    const placed = assign(columns, cells)
    const name = printedOf(placed, 'name')
    const total = printedOf(placed, 'total')
    const current = printedOf(placed, 'current')
    if (name === null || (total === null && current === null)) return
    draft.projects.push({
      name,
      category: printedOf(placed, 'category'),
      total,
      current,
      use: printedOf(placed, 'use'),
    })
  },
}

const goals: Section<GoalRole> = {
  id: 'goals',
  heads: GOAL_HEADS,
  isHead: (roles) =>
    (roles.has('long') && roles.has('annual')) ||
    (roles.has('name') && roles.has('text')) ||
    (roles.has('expected') && roles.has('achieved')),
  take(draft, columns, cells) {
    const placed = assign(columns, cells, () => true)
    const name = printedOf(placed, 'name')
    const text = printedOf(placed, 'text')
    if (text !== null) draft.goals.push({ scope: null, ordinal: null, name, text, achieved: null })
    const expected = printedOf(placed, 'expected')
    if (expected !== null)
      draft.goals.push({
        scope: 'annual',
        ordinal: null,
        name: null,
        text: expected,
        achieved: printedOf(placed, 'achieved'),
      })
    for (const scope of ['long', 'annual'] as const)
      for (const { text: word, at } of placed.filter((cell) => cell.role === scope))
        goalsIn(draft.goals, scope, word, at)
  },
}

/** A section whose head has been read. */
export interface OpenSection {
  readonly id: string
  /** Reads a further row of the head; false for a row that is none. */
  readonly extend: (cells: readonly SheetCell[]) => boolean
  readonly take: (draft: Draft, cells: readonly SheetCell[]) => void
}

/** Opens a section where a row is its head. `above` is the row before, which may be the upper half of the head. */
type Opener = (cells: readonly SheetCell[], above: readonly SheetCell[]) => OpenSection | null

const isHeadRow = <Role extends string>(cells: readonly RoleCell<Role>[], atLeast: number): boolean =>
  cells.filter((cell) => cell.role !== null).length >= atLeast

function opener<Role extends string>(section: Section<Role>): Opener {
  return (cells, above) => {
    const placed = rolesOf(section.heads, cells)
    if (!section.isHead(new Set(placed.map((cell) => cell.role)))) return null
    const upper = rolesOf(section.heads, above)
    const start: Columns<Role> = isHeadRow(upper, 2) ? withHeadRow(new Map(), upper) : new Map()
    let columns = withHeadRow(start, placed)
    const heads = new Map<number, string>()
    const note = (row: readonly SheetCell[]): void => {
      for (const { column, text } of row) heads.set(column, text)
    }
    note(cells)
    return {
      id: section.id,
      extend(more) {
        const next = rolesOf(section.heads, more)
        if (!next.every((cell) => cell.role !== null)) return false
        columns = withHeadRow(columns, next)
        note(more)
        return true
      },
      take: (draft, row) => section.take(draft, columns, row, heads),
    }
  }
}

/** Ordered: where the words of a head fit two, the first is meant. */
const OPENERS: readonly Opener[] = [
  opener(funds),
  opener(composition),
  opener(costs),
  opener(procurement),
  opener(funding),
  opener(priorYears),
  opener(projects),
  opener(goals),
]

/** 预算数 | 100 | 执行数 | 95 is a row of labels and values, not a head; 年初预算数 | 100 may stand before heads. */
function withoutValues(cells: readonly SheetCell[]): readonly SheetCell[] {
  const isValue = (cell: SheetCell | undefined): boolean => cell !== undefined && readNumber(cell.text) !== null
  return cells.filter((cell, index) => !isValue(cell) && !isValue(cells[index + 1]))
}

export function openSection(row: readonly SheetCell[], above: readonly SheetCell[]): OpenSection | null {
  const cells = withoutValues(row)
  if (!mayBeHead(cells)) return null
  for (const open of OPENERS) {
    const section = open(cells, above)
    if (section !== null) return section
  }
  return null
}

export const isIndicatorHead = (roles: ReadonlySet<IndicatorRole | null>): boolean => {
  const isNamed = roles.has('level3') || roles.has('content') || roles.has('level1')
  const isValued = roles.has('target') || roles.has('actual') || roles.has('periodTarget')
  return (isNamed && isValued) || (roles.has('level1') && roles.has('level2'))
}

/** A table of projects that gives each its goal, without a grid of indicators. */
export const isGoalListHead = (roles: ReadonlySet<IndicatorRole | null>): boolean =>
  roles.has('project') && roles.has('goal') && roles.has('amount') && !isIndicatorHead(roles)
