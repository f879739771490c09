import { changeLevel, isTimeLevel } from '../facts/columns.ts'
import type { ColumnSense, Entry, Statement } from '../facts/statement.ts'
import { holds, isEmpty, type Tie } from './tie.ts'

/** This year's column, last year's and the column of the difference, under the same heads otherwise. */
interface Comparison {
  readonly now: ColumnSense
  readonly before: ColumnSense
  readonly change: ColumnSense
}

/** The heads of a column without the one that says the year or that it is a change. */
const restOf = (column: ColumnSense): string =>
  JSON.stringify(column.column.path.filter((level) => !isTimeLevel(level) && !changeLevel(level)))

const isChange = (column: ColumnSense): boolean => column.role === 'derived'
const isTimed = (column: ColumnSense): boolean => column.fact !== null && column.column.path.some(isTimeLevel)

function comparisonOf(change: ColumnSense, columns: readonly ColumnSense[]): Comparison[] {
  const rest = restOf(change)
  const same = columns.filter((column) => isTimed(column) && restOf(column) === rest)
  const [first, second] = same
  if (first === undefined || second === undefined || same.length !== 2) return []
  const [now, before] = first.fact?.year === undefined ? [first, second] : [second, first]
  return now.fact?.year === undefined && before.fact?.year !== undefined ? [{ now, before, change }] : []
}

const SAYS = { zh: '增减额应等于本年数减上年数', en: 'A change must equal this year less last year' }

function tieOf({ now, before, change }: Comparison, cells: readonly (Entry | null)[]): Tie[] {
  const [left, last, difference] = [now, before, change].map((column) => cells[column.index] ?? null)
  if (left == null || last == null || difference == null) return []
  const tie: Tie = { kind: 'columns', left: [left], right: [last, difference], says: SAYS }
  return isEmpty(tie) ? [] : [tie]
}

/** 增减变化 = this year − last year, where most rows show that the column is meant so. */
export function changes(statement: Statement): readonly Tie[] {
  const comparisons = statement.columns.filter(isChange).flatMap((column) => comparisonOf(column, statement.columns))
  const ties = comparisons.flatMap((comparison) => statement.entries.flatMap((cells) => tieOf(comparison, cells)))
  const held = ties.filter((tie) => holds(tie)).length
  return held >= 2 && held * 5 >= ties.length * 4 ? ties : []
}
