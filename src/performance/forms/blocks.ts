import type { Grid, Place } from '../../documents/index.ts'
import type { IndicatorRole, Printed } from '../model.ts'
import type { RowPiece, SheetCell } from '../sheet/stream.ts'
import { letters } from '../sheet/words.ts'
import { SIDE_HEAD } from '../vocabulary.ts'
import type { Cursor } from './cursor.ts'
import type { DraftBlock } from './draft.ts'
import { isSameGoal } from './goals.ts'
import type { Columns } from './heads.ts'
import { alignRow, isDots, mendTorn, readIndicator, settleRoles } from './indicators.ts'
import { isIndicatorHead } from './sections.ts'

/** Reads a row below a head of indicators. */
export function readIndicatorRow(cursor: Cursor, columns: Columns<IndicatorRole>, row: RowPiece): void {
  if (!isIndicatorHead(new Set(columns.values()))) return
  const settled = settleRoles(columns)
  const halves = halvesOf(settled)
  if (halves === null) readCells(cursor, settled, row.cells, row.block)
  else readHalves(cursor, halves, row)
}

type Halves = readonly [left: Columns<IndicatorRole>, right: Columns<IndicatorRole>]

/** 一级 | 二级 | 三级 | 指标值 | 二级 | 三级 | 指标值: the goals of the period beside those of the year. */
function halvesOf(columns: Columns<IndicatorRole>): Halves | null {
  const sorted = [...columns].sort(([a], [b]) => a - b)
  const firstTarget = sorted.findIndex(([, role]) => role === 'target')
  const from = sorted.findIndex(([, role], index) => index > firstTarget && (role === 'level2' || role === 'level3'))
  if (firstTarget < 0 || from < 0 || !sorted.slice(from).some(([, role]) => role === 'target')) return null
  const level1 = sorted.filter(([, role]) => role === 'level1')
  return [new Map(sorted.slice(0, from)), new Map([...level1, ...sorted.slice(from)])]
}

function readHalves(cursor: Cursor, halves: Halves, { cells, block: grid }: RowPiece): void {
  for (const [index, scope] of (['long', 'annual'] as const).entries()) {
    const columns = halves[index]
    if (columns === undefined) continue
    const half = cursor.halves[index] ?? { block: null, carry: { level1: null, level2: null } }
    Object.assign(cursor, { ...half, scope })
    const own = [...columns.keys()]
    const isOwn = (column: number): boolean =>
      columns.has(column) || (column > Math.min(...own) && nearestLeft(halves, column) === columns)
    readCells(
      cursor,
      columns,
      cells.filter((cell) => isOwn(cell.column)),
      grid,
    )
    cursor.halves[index] = { block: cursor.block, carry: cursor.carry }
  }
}

/** The half whose head stands nearest to the left of a column. */
function nearestLeft(halves: Halves, column: number): Columns<IndicatorRole> | undefined {
  const reach = (columns: Columns<IndicatorRole>): number =>
    Math.max(-1, ...[...columns].filter(([key, role]) => key <= column && role !== 'level1').map(([key]) => key))
  return reach(halves[0]) >= reach(halves[1]) ? halves[0] : halves[1]
}

function readCells(cursor: Cursor, settled: Columns<IndicatorRole>, cells: readonly SheetCell[], grid: Grid): void {
  /** A table that goes on in a grid of other columns is read by the order of its words. */
  const isElsewhere = cursor.grid !== null && cursor.grid !== grid && cursor.grid.columns !== grid.columns
  if (cells.length === 0) return
  const placed = alignRow(settled, cells, isElsewhere)
  const goal = placed.find((cell) => cell.role === 'goal')
  const project = placed.find((cell) => cell.role === 'project')
  const hasAmount = project === undefined && placed.some((cell) => cell.role === 'amount')
  const block = blockFor(cursor, settled, goal ?? null, project?.at ?? cells[0]?.at ?? cursor.draft.at, hasAmount)
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
function blockFor(
  cursor: Cursor,
  columns: Columns<IndicatorRole>,
  cell: SheetCell | null,
  at: Place,
  hasAmount: boolean,
): DraftBlock {
  const named = cell === null ? null : { text: cell.text, at: cell.at }
  if (cursor.block !== null && !namesAnother(cursor, columns, named, hasAmount)) {
    cursor.block.goal ??= named
    return cursor.block
  }
  const block = repeatedBlock(cursor, columns, named) ?? openBlock(cursor, columns, named, at)
  cursor.block = block
  return block
}

/**
 * In a list of projects a goal goes on over the page; only one with an amount of its own is that of another part of
 * the project.
 */
function namesAnother(
  { block, draft }: Cursor,
  columns: Columns<IndicatorRole>,
  named: Printed | null,
  hasAmount: boolean,
): boolean {
  if (named === null || block === null || block.goal === null || isSameGoal(named, block.goal)) return false
  if (![...columns.values()].includes('project')) return true
  if (hasAmount) draft.goals.push({ scope: 'annual', ordinal: null, name: null, text: named, achieved: null })
  return hasAmount
}

/** The block above, where its head is repeated on the next page. */
function repeatedBlock(cursor: Cursor, columns: Columns<IndicatorRole>, named: Printed | null): DraftBlock | null {
  const above = cursor.draft.blocks.at(-1)
  if (above === undefined || cursor.goal !== null || named !== null || above.scope !== cursor.scope) return null
  return above.roles.join() === rolesIn(columns).join() ? above : null
}

const rolesIn = (columns: Columns<IndicatorRole>): IndicatorRole[] => [...new Set(columns.values())]

function openBlock(cursor: Cursor, columns: Columns<IndicatorRole>, named: Printed | null, at: Place): DraftBlock {
  const block: DraftBlock = {
    scope: cursor.scope,
    goal: cursor.goal?.printed ?? named,
    ordinal: cursor.goal?.ordinal ?? null,
    points: cursor.goal?.points ?? null,
    roles: rolesIn(columns),
    heads: cursor.heads,
    at,
    indicators: [],
  }
  cursor.goal = null
  cursor.carry = { level1: null, level2: null }
  cursor.draft.blocks.push(block)
  return block
}
