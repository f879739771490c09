import type { Column, DocumentIdentity, Table } from '../model.ts'
import { type Meaning, meaningOf, meaningOfPath } from '../vocabulary/meaning.ts'
import { dimensionsOf, mergeFacts } from '../vocabulary/merging.ts'
import type { PartialFact } from '../vocabulary/terms.ts'
import { stageOf } from './compose.ts'
import type { ColumnSense } from './statement.ts'

const NO_MONEY: readonly ColumnSense['role'][] = ['derived', 'count']

/** The last head that says something about the role speaks where the whole stack is not understood. */
function fallback(path: readonly string[]): ColumnSense['role'] {
  const apart = path.map((head) => meaningOf(head)?.role).find((role) => role !== undefined && NO_MONEY.includes(role))
  if (apart !== undefined) return apart
  const last = path.at(-1)
  return (last === undefined ? null : meaningOf(last))?.role ?? 'part'
}

/** The year and stage of the document itself go without saying: 2026年预算数 in the budget of 2026 is the figure. */
function plainTime({ year, stage, ...rest }: PartialFact, document: DocumentIdentity): PartialFact {
  return {
    ...rest,
    ...(year === undefined || year === document.year ? {} : { year }),
    ...(stage === undefined || stage === stageOf(document) ? {} : { stage }),
  }
}

const TIME: readonly string[] = ['year', 'stage']

/** A head that only says when: 2025年, 上年预算数. */
export function isTimeLevel(head: string): boolean {
  const meaning = meaningOf(head)
  if (meaning === null || meaning.role !== 'part') return false
  const keys = Object.keys(meaning.fact)
  return (
    keys.every((key) => TIME.includes(key)) &&
    (keys.includes('year') || meaning.yearsBack !== undefined || THIS_YEAR.test(head))
  )
}

const THIS_YEAR = /^(?:本|当|今)年/

/** A head of differences in money: 增减额, 增减变化情况. Rates are none. */
export const changeLevel = (head: string): boolean => meaningOf(head)?.role === 'derived' && !RATE.test(head)

const RATE = /率|[%％]|比例|占比|比重|幅/

/** A column of differences in money adds up like the figures that it compares. */
export const isChangeColumn = ({ role, column }: ColumnSense): boolean =>
  role === 'derived' && !column.path.some((head) => RATE.test(head)) && column.path.some(changeLevel)

function withYear(meaning: Meaning, document: DocumentIdentity): PartialFact {
  const { yearsBack } = meaning
  if (yearsBack === undefined || document.year === null) return plainTime(meaning.fact, document)
  return plainTime({ ...meaning.fact, year: document.year - yearsBack }, document)
}

/** “三公”经费财政拨款预算总额 under a title that says 财政拨款 says no more than “三公”经费. */
function withoutTitle(fact: PartialFact, title: PartialFact): PartialFact {
  const { fund, nature, ...rest } = fact
  return {
    ...rest,
    ...(fund === undefined || fund === title.fund ? {} : { fund }),
    ...(nature === undefined || nature === title.nature ? {} : { nature }),
  }
}

function senseOf(column: Column, index: number, title: PartialFact, document: DocumentIdentity): ColumnSense {
  const meaning = meaningOfPath(column.path, title.item === undefined ? {} : { above: { item: title.item } })
  if (meaning === null) return { column, index, fact: null, role: fallback(column.path) }
  const isContained = mergeFacts(dimensionsOf(title), dimensionsOf(meaning.fact))
  const fact = isContained === null ? null : withoutTitle(withYear(meaning, document), title)
  return { column, index, fact, role: meaning.role }
}

/**
 * In a table of income with a column of carry-overs the total holds both: it is the 收入总计, not this year's income.
 * The same for a table of expenditure with what is left at the end.
 */
function withGrandTotals(columns: readonly ColumnSense[], title: PartialFact): readonly ColumnSense[] {
  const hasFlow = (...flows: string[]) => columns.some((column) => flows.includes(column.fact?.flow ?? ''))
  const grand = title.flow === 'income' && hasFlow('opening', 'surplus-used') ? ('income-total' as const) : null
  if (grand === null) return columns
  return columns.map((column) => {
    const isTotal = column.role === 'total' || column.role === 'grand-total'
    return isTotal && column.fact !== null && column.fact.flow === undefined
      ? { ...column, fact: { ...column.fact, flow: grand } }
      : column
  })
}

export function columnSenses(table: Table, title: PartialFact, document: DocumentIdentity): readonly ColumnSense[] {
  return withGrandTotals(
    table.columns.map((column, index) => senseOf(column, index, title, document)),
    title,
  )
}
