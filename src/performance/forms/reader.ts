import type { IndicatorRole } from '../model.ts'
import type { RowPiece, SheetCell } from '../sheet/stream.ts'
import { letters, matchWord, printed, readNumber, readUnit } from '../sheet/words.ts'
import { HEADINGS, INDICATOR_HEADS, SIDE_HEAD } from '../vocabulary.ts'
import { readIndicatorRow } from './blocks.ts'
import type { Cursor } from './cursor.ts'
import type { Draft } from './draft.ts'
import { entriesOf, fundIn, labelOf, takeEntry } from './fields.ts'
import { goalsIn, readGoalHead } from './goals.ts'
import { type Columns, mayBeHead, type RoleCell, rolesOf, withHeadRow } from './heads.ts'
import { isLevelName } from './indicators.ts'
import { isGoalListHead, isIndicatorHead, openSection } from './sections.ts'

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
    const [first] = cells
    if (isIndicatorHead(found) && found.has('level1') && first !== undefined)
      cursor.draft.indicatorHead ??= { text: first.text, at: first.at }
    cursor.columns = withHeadRow(repeats(cursor.columns, roles) ?? upperHalf(cursor.above), roles)
    cursor.heads = {}
    cursor.grid = block
    noteHeads(cursor, roles)
    cursor.section = null
    cursor.block = null
    cursor.halves = []
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
  const fund = fundIn(cells)
  if (fund !== null) cursor.draft.funds.push(fund)
  for (const entry of entries) takeEntry(cursor.draft, entry)
  const only = cells[0]
  if (cells.length === 1 && only !== undefined && labelOf(only.text)?.kind === 'goal')
    cursor.draft.goalLabel ??= { text: only.text, at: only.at }
  const isGoalText = cells.length === 1 && only !== undefined && labelOf(only.text) === null && only.text.length > 15
  if (isGoalText && isGoalHead(cursor.above)) goalsIn(cursor.draft.goals, 'annual', only.text, only.at)
}

/** 年度总体目标 over its text, or as a side head beside 年度目标, which then stands over it. */
const isGoalHead = (cells: readonly SheetCell[]): boolean =>
  cells.length > 0 && cells.every(({ text }) => labelOf(text)?.kind === 'goal')
