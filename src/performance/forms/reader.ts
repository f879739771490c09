import type { Grid, Place } from '../../documents/index.ts'
import type { IndicatorRole, Printed, Scope } from '../model.ts'
import type { RowPiece, SheetCell } from '../sheet/stream.ts'
import { letters, matchWord, printed, readNumber, readUnit } from '../sheet/words.ts'
import { HEADINGS, INDICATOR_HEADS, SIDE_HEAD } from '../vocabulary.ts'
import type { Draft, DraftBlock } from './draft.ts'
import { entriesOf, labelOf, takeEntry } from './fields.ts'
import { goalsIn, isSameGoal, readGoalHead } from './goals.ts'
import { type Columns, mayBeHead, type RoleCell, rolesOf, withHeadRow } from './heads.ts'
import { alignRow, type Carry, isDots, isLevelName, mendTorn, readIndicator, settleRoles } from './indicators.ts'
import { isGoalListHead, isIndicatorHead, type OpenSection, openSection } from './sections.ts'

/** Where the reader of a form is: between labels, in a section with a head, or below a head of indicators. */
export interface Cursor {
  draft: Draft
  section: OpenSection | null
  columns: Columns<IndicatorRole> | null
  heads: Partial<Record<IndicatorRole, Printed>>
  /** The grid that the columns were read in. */
  grid: Grid | null
  block: DraftBlock | null
  carry: Carry
  scope: Scope
  /** The goal that the next block of indicators belongs to. */
  goal: { printed: Printed | null; ordinal: number | null; points: Printed | null } | null
  above: readonly SheetCell[]
  /** Whether the last row belonged to a head that may have a further row. */
  inHead: boolean
}

export const newCursor = (draft: Draft): Cursor => ({
  draft,
  section: null,
  columns: null,
  heads: {},
  grid: null,
  block: null,
  carry: { level1: null, level2: null },
  scope: null,
  goal: null,
  above: [],
  inHead: false,
})

/** Reads a row into the form. */
export function readRow(cursor: Cursor, row: RowPiece): void {
  const { cells } = row
  noteUnit(cursor.draft, cells)
  noteExecutionPoints(cursor.draft, cells)
  if (!readHead(cursor, row) && !readHeading(cursor, cells)) readBody(cursor, row)
  if (!isGoalList(cursor)) cursor.draft.blocksPrinted.add(row.block)
  cursor.above = cells
}

/** A list of projects with their goals stays a budget table as well. */
const isGoalList = ({ columns }: Cursor): boolean => columns !== null && isGoalListHead(new Set(columns.values()))

function noteUnit(draft: Draft, cells: readonly SheetCell[]): void {
  const cell = cells.find(({ text }) => text.length < 30 && readUnit(text) !== null && !/^\d/.test(text))
  const unit = cell === undefined ? null : readUnit(cell.text)
  if (cell === undefined || unit === null || /单价|标准|成本/.test(cell.text)) return
  draft.innerUnit ??= { unit, printed: { text: cell.text, at: cell.at } }
}

function noteExecutionPoints(draft: Draft, cells: readonly SheetCell[]): void {
  for (const { text, at } of cells) {
    const points = /执行(?:情况|率).*[(（](\d{1,3})\s*分[)）]/.exec(text)?.[1]
    if (points !== undefined) draft.executionPoints ??= { text: points, at }
  }
}

// ---------------------------------------------------------------- heads

function readHead(cursor: Cursor, { cells, block }: RowPiece): boolean {
  if (cursor.inHead && extendHead(cursor, cells)) return true
  cursor.inHead = false
  if (!mayBeHead(cells)) return false
  const roles = rolesOf(INDICATOR_HEADS, cells)
  const found = new Set(roles.map((cell) => cell.role))
  if (isIndicatorHead(found) || isGoalListHead(found)) {
    cursor.columns = withHeadRow(repeats(cursor.columns, roles) ?? upperHalf(cursor.above), roles)
    cursor.heads = {}
    cursor.grid = block
    noteHeads(cursor, roles)
    cursor.section = null
    cursor.block = null
    cursor.inHead = true
    return true
  }
  const section = openSection(cells, cursor.above)
  if (section === null) return false
  cursor.section = section
  cursor.columns = null
  cursor.inHead = true
  return true
}

/** The head of the page before, where this one repeats it: a word that the break has spoilt keeps its role. */
function repeats(
  columns: Columns<IndicatorRole> | null,
  cells: readonly RoleCell<IndicatorRole>[],
): Columns<IndicatorRole> | null {
  if (columns === null) return null
  return cells.every(({ role, column }) => role === null || columns.get(column) === role) ? columns : null
}

function upperHalf(above: readonly SheetCell[]): Columns<IndicatorRole> {
  const roles = rolesOf(INDICATOR_HEADS, above)
  const isHead = roles.every((cell) => cell.role !== null || SIDE_HEAD.test(letters(cell.text)))
  return isHead && roles.length > 1 ? withHeadRow(new Map(), roles) : new Map()
}

function extendHead(cursor: Cursor, cells: readonly SheetCell[]): boolean {
  if (cursor.section !== null) return cursor.section.extend(cells)
  if (cursor.columns === null) return false
  const roles = rolesOf(INDICATOR_HEADS, cells)
  if (!roles.every((cell) => cell.role !== null || SIDE_HEAD.test(letters(cell.text)))) return false
  if (roles.every((cell) => cell.role === null)) return false
  cursor.columns = withHeadRow(cursor.columns, roles)
  noteHeads(cursor, roles)
  return true
}

function noteHeads(cursor: Cursor, cells: readonly RoleCell<IndicatorRole>[]): void {
  for (const { role, text, at } of cells) if (role !== null) cursor.heads[role] = { text, at }
}

// ---------------------------------------------------------------- headings

/** Rows that open another part of the form: 年度目标 2：…, 年度绩效目标表, 总分, 备注. */
function readHeading(cursor: Cursor, cells: readonly SheetCell[]): boolean {
  const first = cells[0]
  if (first === undefined) return false
  if (readGoalRow(cursor, cells)) return true
  const heading = matchWord(HEADINGS, first.text)
  if (heading === 'total') {
    readTotal(cursor.draft, cells)
    closeTable(cursor)
    return true
  }
  if (heading === 'longGoals' || heading === 'annualGoals') {
    const value = cells[1]
    cursor.scope = heading === 'longGoals' ? 'long' : 'annual'
    if (value === undefined) closeTable(cursor)
    return value === undefined
  }
  if (heading === 'note' || (heading === 'section' && cells.length === 1)) {
    closeTable(cursor)
    return true
  }
  return false
}

function closeTable(cursor: Cursor): void {
  cursor.section = null
  cursor.columns = null
  cursor.block = null
}

function readGoalRow(cursor: Cursor, cells: readonly SheetCell[]): boolean {
  const [first, ...rest] = cells
  const head = first === undefined ? null : readGoalHead(first.text)
  const value = rest[0]
  if (first === undefined || head === null || (value === undefined && head.points === null && cells.length > 1))
    return false
  if (head.scope === null && value === undefined) return false
  if (rest.some((cell) => matchWord(INDICATOR_HEADS, cell.text) !== null || isLevelName(cell.text))) return false
  const text = rest.map((cell) => cell.text).join('')
  cursor.goal = {
    printed: value === undefined ? null : printed(text, value.at),
    ordinal: head.ordinal,
    points: head.points === null ? null : { text: head.points, at: first.at },
  }
  cursor.scope = head.scope ?? cursor.scope
  closeTable(cursor)
  return true
}

function readTotal(draft: Draft, cells: readonly SheetCell[]): void {
  const [first, ...rest] = cells
  if (first === undefined) return
  const numbers = rest.filter((cell) => readNumber(cell.text) !== null)
  const score = numbers.at(-1)
  const weight = numbers.length > 1 ? numbers[0] : undefined
  if (score === undefined) return
  draft.total ??= {
    row: printed(cells.map((cell) => cell.text).join(' '), first.at),
    weight: weight === undefined ? null : printed(weight.text, weight.at),
    score: printed(score.text, score.at),
  }
}

// ---------------------------------------------------------------- bodies

function readBody(cursor: Cursor, row: RowPiece): void {
  const { cells } = row
  if (breaks(cursor, cells)) closeTable(cursor)
  if (cursor.columns !== null) readIndicatorRow(cursor, cursor.columns, row)
  else if (cursor.section !== null) cursor.section.take(cursor.draft, cells)
  else readFields(cursor, cells)
}

/** A label in the first cell ends a table, unless the table is one of fund lines, which are labels themselves. */
function breaks(cursor: Cursor, cells: readonly SheetCell[]): boolean {
  const first = cells[0]
  const label = first === undefined ? null : labelOf(first.text)
  if (label === null) return false
  if (label.kind === 'fund') return false
  if (label.kind === 'goal') return cursor.columns !== null || cursor.section?.id !== 'goals'
  return true
}

function readFields(cursor: Cursor, cells: readonly SheetCell[]): void {
  const entries = entriesOf(cells)
  for (const entry of entries) takeEntry(cursor.draft, entry)
  const only = cells[0]
  const isGoalText = cells.length === 1 && only !== undefined && labelOf(only.text) === null && only.text.length > 15
  const heading = cursor.above[0]
  if (isGoalText && cursor.above.length === 1 && heading !== undefined && labelOf(heading.text)?.kind === 'goal')
    goalsIn(cursor.draft.goals, 'annual', only.text, only.at)
}

function readIndicatorRow(cursor: Cursor, columns: Columns<IndicatorRole>, { cells, block: grid }: RowPiece): void {
  if (!isIndicatorHead(new Set(columns.values()))) return
  const settled = settleRoles(columns)
  /** A table that goes on in a grid of other columns is read by the order of its words. */
  const isElsewhere = cursor.grid !== null && cursor.grid !== grid && cursor.grid.columns !== grid.columns
  const placed = alignRow(settled, cells, isElsewhere)
  const goal = placed.find((cell) => cell.role === 'goal')
  const project = placed.find((cell) => cell.role === 'project')
  const block = blockFor(cursor, settled, goal ?? null, project?.at ?? cells[0]?.at ?? cursor.draft.at)
  const above = block.indicators.at(-1)
  const mended = above === undefined ? null : mendTorn(above, placed)
  if (mended !== null) {
    block.indicators[block.indicators.length - 1] = mended
    cursor.carry.level2 = mended.level2
    return
  }
  noteSideWords(block, settled, placed)
  const indicator = readIndicator(settled, placed, cursor.carry)
  if (indicator !== null && isWorthKeeping(indicator)) block.indicators.push(indicator)
}

const isWorthKeeping = (indicator: DraftBlock['indicators'][number]): boolean =>
  indicator.level3 !== null || indicator.target !== null || isDots(indicator.level2)

/** The words to the left of the levels: 年度绩效目标 1：… of a merged cell, in the pieces that its rows show. */
function noteSideWords(
  block: DraftBlock,
  columns: Columns<IndicatorRole>,
  cells: readonly { role: IndicatorRole | null; text: string; column: number; at: Place }[],
): void {
  if (block.ordinal !== null) return
  const first = Math.min(...columns.keys())
  for (const { role, text, column, at } of cells) {
    if (role !== null || column >= first || SIDE_HEAD.test(letters(text))) continue
    const points = /[(（]?(\d{1,3})\s*分[)）]?/.exec(text)?.[1]
    if (points !== undefined) block.points ??= { text: points, at }
    const words = text.replace(/[(（]?\d{1,3}\s*分[)）]?/, '')
    const joined = `${block.goal?.text ?? ''}${words}`.replace(/\s+/g, '').replace(/^(?:目标)?\d?[:：]/, '')
    if (words.trim() !== '') block.goal = { text: joined, at: block.goal?.at ?? at }
  }
}

/** The block that a row belongs to: a new one after a head, a goal row, or where the column of goals names another. */
function blockFor(cursor: Cursor, columns: Columns<IndicatorRole>, cell: SheetCell | null, at: Place): DraftBlock {
  const named = cell === null ? null : { text: cell.text, at: cell.at }
  const isListed = [...columns.values()].includes('project')
  const isAnother = !isListed && named !== null && cursor.block?.goal != null && !isSameGoal(named, cursor.block.goal)
  if (cursor.block !== null && !isAnother) {
    cursor.block.goal ??= named
    return cursor.block
  }
  const roles = [...new Set(columns.values())]
  const repeated = cursor.draft.blocks.at(-1)
  const isRepeatedHead =
    cursor.goal === null &&
    named === null &&
    repeated !== undefined &&
    repeated.scope === cursor.scope &&
    repeated.roles.join() === roles.join()
  if (isRepeatedHead && repeated !== undefined) {
    cursor.block = repeated
    return repeated
  }
  const block: DraftBlock = {
    scope: cursor.scope,
    goal: cursor.goal?.printed ?? named,
    ordinal: cursor.goal?.ordinal ?? null,
    points: cursor.goal?.points ?? null,
    roles,
    heads: cursor.heads,
    at,
    indicators: [],
  }
  cursor.goal = null
  cursor.carry = { level1: null, level2: null }
  cursor.block = block
  cursor.draft.blocks.push(block)
  return block
}
