import type { Cell, Column } from '../model.ts'
import { makeCell } from './cells.ts'
import type { Leftover, Pending, Position, RowDraft, Rows } from './rows.ts'
import { type CellAt, findSums, holds, type Sum } from './sums.ts'

/** 123 55: a point may be lost; only sums can tell. */
const POINT_LOST = /^[-−]?\d{1,6}\s+\d{2}$/

const weakReading = (text: string): string | null =>
  POINT_LOST.test(text.trim()) ? text.trim().replace(/\s+/, '.') : null

/** A reading that sums may confirm: a number where none was read, or nothing where dust was read as a number. */
interface Doubt {
  readonly position: Position
  readonly candidate: Cell | null
}

const keyOf = ({ row, column }: Position): string => `${row}:${column}`

/** Three whole numbers without another kind beside them make a column of counts. */
const COUNTS = 3

/** A few whole numbers among amounts that have decimals are what a scan makes of dust. */
function findDust(rows: readonly RowDraft[]): Doubt[] {
  const width = rows[0]?.cells.length ?? 0
  return Array.from({ length: width }, (_, column) => column).flatMap((column) => {
    const cells = rows.flatMap((row, index) => {
      const cell = row.cells[column]
      return cell == null ? [] : [{ cell, position: { row: index, column } }]
    })
    const whole = cells.filter(({ cell }) => cell.number.decimals === 0 && cell.number.units !== 0n)
    const isCounting = whole.length === cells.length && whole.length >= COUNTS
    return isCounting ? [] : whole.map(({ position }) => ({ position, candidate: null }))
  })
}

function findLostPoints(pending: readonly Pending[]): Doubt[] {
  return pending.flatMap(({ position, leftover }) => {
    const text = weakReading(leftover.text)
    const cell = text === null ? null : makeCell(text, leftover.at)
    return cell === null ? [] : [{ position, candidate: { ...cell, raw: leftover.text } }]
  })
}

/** Doubts of one sum are settled together: it must break as printed and hold with every doubt resolved. */
function settle(sums: readonly Sum[], doubts: readonly Doubt[], cellAt: CellAt): Doubt[] {
  const doubted = new Map(doubts.map((doubt) => [keyOf(doubt.position), doubt]))
  const settled = new Map<string, Doubt>()
  const confirmed = new Set<string>()
  for (const each of sums) {
    const concerned = [each.total, ...each.parts].flatMap((position) => doubted.get(keyOf(position)) ?? [])
    if (concerned.length === 0) continue
    const resolved: CellAt = (position) => {
      const doubt = doubted.get(keyOf(position))
      return doubt === undefined ? cellAt(position) : doubt.candidate
    }
    if (holds(each, cellAt)) for (const doubt of concerned) confirmed.add(keyOf(doubt.position))
    else if (holds(each, resolved)) for (const doubt of concerned) settled.set(keyOf(doubt.position), doubt)
  }
  return [...settled].filter(([key]) => !confirmed.has(key)).map(([, doubt]) => doubt)
}

export interface Repaired {
  readonly rows: readonly RowDraft[]
  readonly leftovers: readonly Leftover[]
}

const DUST = 'not a number of this table: its sums hold without it'

const YEAR_TOTAL = /^本年(?:收入|支出)合计$/
/** What a scan leaves of 合计: 合, ¹合, 计. */
const HALF_TOTAL = /^[^\u4e00-\u9fff]?[合计][^\u4e00-\u9fff]?$/

/** 合 or 计 left of 合计, and the name of a total that a scan lost on one side of a two-sided table. */
function nameTotals(rows: readonly RowDraft[], sums: readonly Sum[], cellAt: CellAt): readonly RowDraft[] {
  const totals = new Set(
    sums.filter((each) => cellAt(each.total) !== null && holds(each, cellAt)).map(({ total }) => total.row),
  )
  return rows.map((row, index) => {
    const name = totals.has(index) ? totalName(row, rows) : null
    return name === null ? row : { ...row, name, depth: 0 }
  })
}

/** What a row whose name is cut or lost is called if it is a total; null for a row that needs no name. */
function totalName(row: RowDraft, rows: readonly RowDraft[]): string | null {
  if (row.code !== null) return null
  if (HALF_TOTAL.test(row.name)) return '合计'
  if (row.name !== '') return null
  const twin = rows.find((each) => each.index === row.index && each !== row && YEAR_TOTAL.test(each.name))
  if (twin === undefined) return null
  return twin.name.includes('收入') ? '本年支出合计' : '本年收入合计'
}

/** Settles the doubtful readings of one table by its own sums; what they do not settle stays as printed. */
export function repairRows(columns: readonly Column[], { rows, pending, leftovers }: Rows): Repaired {
  const cellAt: CellAt = ({ row, column }) => rows[row]?.cells[column] ?? null
  const isDamaged = pending.length > 0 || rows.some((row) => row.cells.some((cell) => cell?.raw !== undefined))
  const doubts = isDamaged ? [...findDust(rows), ...findLostPoints(pending)] : []
  const needsNames = rows.some((row) => totalName(row, rows) !== null)
  if (doubts.length === 0 && !needsNames) return { rows, leftovers }
  const sums = findSums(columns, rows)
  const settled = settle(sums, doubts, cellAt)
  const dropped: Leftover[] = []
  const read = new Set<string>()
  for (const { position, candidate } of settled) {
    const cells = rows[position.row]?.cells
    const before = cells?.[position.column]
    if (cells === undefined) continue
    if (before != null) dropped.push({ text: before.raw ?? before.text, at: before.at, why: DUST })
    if (candidate !== null) read.add(candidate.raw ?? '')
    cells[position.column] = candidate
  }
  return {
    rows: nameTotals(rows, sums, cellAt),
    leftovers: [...leftovers.filter(({ text }) => !read.has(text)), ...dropped],
  }
}
