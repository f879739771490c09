import { type Amount, type Interval, meets, sum, toAmount } from '../../kernel/index.ts'
import type { Cell, Column } from '../model.ts'
import type { Position, RowDraft } from './rows.ts'

/** One sum that the table itself announces: a total and the parts that make it up. */
export interface Sum {
  readonly total: Position
  readonly parts: readonly Position[]
}

const TOTAL_HEAD = /(?:合计|总计|小计|^计)$/
const OF_WHICH = /^其中[:：]?$/
const TOTAL_NAME = /合计$|总计$|^合$/
const GRAND_NAME = /总计$/
/** Sums of columns are believed where most rows without a doubt hold them. */
const BELIEVED = 0.6

/** In a table all amounts have one unit: which one does not matter to its sums. */
const amountOf = (cell: Cell): Amount => toAmount(cell.number, '元')

const ZERO: Interval = { low: 0n, high: 0n }

export type CellAt = (position: Position) => Cell | null

/** Whether the parts make up the total within what rounding allows. A blank counts as nothing here. */
export function holds({ total, parts }: Sum, cellAt: CellAt): boolean {
  const whole = cellAt(total)
  const amounts = parts.map((part) => {
    const cell = cellAt(part)
    return cell === null ? ZERO : amountOf(cell)
  })
  return meets(whole === null ? ZERO : amountOf(whole), sum(amounts))
}

const hasPrefix = (path: readonly string[], prefix: readonly string[]): boolean =>
  prefix.every((word, level) => path[level] === word)

/** The columns that a total column sums up: those of its group, a group within it by its own total. */
function partsOfColumn(columns: readonly Column[], total: number): number[] {
  const path = columns[total]?.path ?? []
  const group = path.slice(0, -1)
  const parts: number[] = []
  const seen = new Set<string>()
  columns.forEach((column, index) => {
    if (index === total || !hasPrefix(column.path, group) || column.path.length <= group.length) return
    const inner = column.path.slice(0, group.length + 1).join('/')
    if (column.path.length === group.length + 1) parts.push(index)
    else if (!seen.has(inner)) {
      const members = columns.flatMap((each, at) =>
        each.path.slice(0, group.length + 1).join('/') === inner ? [at] : [],
      )
      const subtotal = members.find((at) => TOTAL_HEAD.test(columns[at]?.path.at(-1) ?? ''))
      parts.push(...(subtotal === undefined ? members : [subtotal]))
      seen.add(inner)
    }
  })
  return parts
}

/** 合计 of its group, and the column before 其中. */
function columnSums(columns: readonly Column[]): { total: number; parts: number[] }[] {
  const totals = columns.flatMap((column, total) => {
    if (!TOTAL_HEAD.test(column.path.at(-1) ?? '')) return []
    const parts = partsOfColumn(columns, total)
    return parts.length < 2 ? [] : [{ total, parts }]
  })
  const first = columns.findIndex((column) => OF_WHICH.test(column.path[0] ?? ''))
  const parts = columns.flatMap((column, index) => (OF_WHICH.test(column.path[0] ?? '') ? [index] : []))
  return first > 0 && parts.length > 1 ? [...totals, { total: first - 1, parts }] : totals
}

/** Rows below 201 that no row between sums up: 20137 where it is printed, else 2013750. */
function childrenByCode(rows: readonly RowDraft[], members: readonly number[]): Map<number, number[]> {
  const byCode = new Map<string, number>()
  for (const index of members) byCode.set(rows[index]?.code ?? '', index)
  const children = new Map<number, number[]>()
  for (const index of members) {
    const code = rows[index]?.code ?? ''
    let parent: number | undefined
    for (let length = code.length - 1; length >= 2 && parent === undefined; length -= 1)
      parent = byCode.get(code.slice(0, length))
    const key = parent ?? -1
    const siblings = children.get(key)
    if (siblings === undefined) children.set(key, [index])
    else siblings.push(index)
  }
  return children
}

interface RowSum {
  readonly total: number
  readonly parts: readonly number[]
}

/** 合计 over the topmost codes, and every code over those that continue it. */
function codeSums(rows: readonly RowDraft[], side: readonly number[]): RowSum[] {
  const coded = side.filter((index) => rows[index]?.code != null)
  if (coded.length < 2) return []
  const children = childrenByCode(rows, coded)
  const sums = [...children].filter(([total]) => total >= 0).map(([total, parts]) => ({ total, parts }))
  const total = side.find((index) => rows[index]?.code == null && TOTAL_NAME.test(rows[index]?.name ?? ''))
  const top = children.get(-1) ?? []
  return total === undefined || top.length === 0 ? sums : [...sums, { total, parts: top }]
}

/** 本年收入合计 over the items above it, 收入总计 over that and what follows. */
function ordinalSums(rows: readonly RowDraft[], side: readonly number[]): RowSum[] {
  if (side.some((index) => rows[index]?.code != null)) return []
  const sums: RowSum[] = []
  let open: number[] = []
  for (const index of side) {
    const row = rows[index]
    if (row === undefined) continue
    if (TOTAL_NAME.test(row.name) || (row.name === '' && row.depth === 0 && open.length > 2)) {
      if (open.length > 1) sums.push({ total: index, parts: open })
      open = GRAND_NAME.test(row.name) ? [] : [index]
    } else if (row.depth <= 1) open.push(index)
  }
  return sums
}

function sidesOf(rows: readonly RowDraft[]): number[][] {
  const sides = new Map<string, number[]>()
  rows.forEach((row, index) => {
    const key = row.side ?? ''
    const side = sides.get(key)
    if (side === undefined) sides.set(key, [index])
    else side.push(index)
  })
  return [...sides.values()]
}

/** All sums that the heads, codes and totals of a table announce, those of columns only where most rows hold them. */
export function findSums(columns: readonly Column[], rows: readonly RowDraft[]): Sum[] {
  const cellAt: CellAt = ({ row, column }) => rows[row]?.cells[column] ?? null
  const across = columnSums(columns).flatMap(({ total, parts }) => {
    const sums = rows.map((_, row) => ({
      total: { row, column: total },
      parts: parts.map((column) => ({ row, column })),
    }))
    const said = sums.filter((each) => cellAt(each.total) !== null)
    const held = said.filter((each) => holds(each, cellAt)).length
    return said.length > 1 && held >= said.length * BELIEVED ? said : []
  })
  const down = sidesOf(rows).flatMap((side) =>
    [...codeSums(rows, side), ...ordinalSums(rows, side)].flatMap(({ total, parts }) =>
      columns.map((_, column) => ({ total: { row: total, column }, parts: parts.map((row) => ({ row, column })) })),
    ),
  )
  return [...across, ...down]
}
