import { meets, point, sum } from '../../kernel/index.ts'
import type { RowSense } from '../facts/statement.ts'

/** Rows of names: their level is not printed. Codes, ordinals and known words need no guess. */
const isFree = (row: RowSense): boolean =>
  row.fact === null || row.fact.project !== undefined || row.fact.organisation !== undefined

const digits = (row: RowSense, column: number): bigint | null => {
  const number = row.row.cells[column]?.number
  return number === undefined ? null : (number.units * 10_000n) / 10n ** BigInt(number.decimals)
}

/** True when the rows add up to the head in every column; to a digit of the last place each. */
function addsUp(head: RowSense, run: readonly RowSense[]): boolean {
  return head.row.cells.every((_, column) => {
    const parts = run.map((row) => point(digits(row, column) ?? 0n))
    const slack = 50n * BigInt(run.length + 1)
    const total = sum(parts)
    const whole = digits(head, column) ?? 0n
    return meets({ low: whole - slack, high: whole + slack }, total)
  })
}

/** How many of the rows below a row add up to it; 0 where none do. */
function runBelow(rows: readonly RowSense[], at: number): number {
  const head = rows[at]
  if (head === undefined || !isFree(head) || head.row.cells.every((cell) => cell === null || cell.number.units === 0n))
    return 0
  for (let length = 1; at + length < rows.length; length += 1) {
    const run = rows.slice(at + 1, at + 1 + length)
    if (!run.every(isFree)) return 0
    if (addsUp(head, run)) return length
  }
  return 0
}

/**
 * Lists of units and projects print group heads (本级支出项目) without showing that they are heads. A row that equals
 * the rows below it in every column is one when that explains the whole list: its rows then count once.
 */
export function nestByValue(rows: readonly RowSense[]): readonly RowSense[] {
  const heads: RowSense[] = []
  for (let at = 0; at < rows.length; ) {
    const row = rows[at]
    if (row === undefined) break
    heads.push(row)
    at += 1 + runBelow(rows, at)
  }
  return heads
}
