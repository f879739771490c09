import type { Column, Table } from '../model.ts'
import { type Meaning, meaningOf, meaningOfPath } from '../vocabulary/meaning.ts'
import { dimensionsOf, mergeFacts } from '../vocabulary/merging.ts'
import type { PartialFact } from '../vocabulary/terms.ts'
import type { ColumnSense } from './statement.ts'

/** The last head that says something about the role speaks where the whole stack is not understood. */
function fallback(path: readonly string[]): ColumnSense['role'] {
  const last = path.at(-1)
  return (last === undefined ? null : meaningOf(last))?.role ?? 'part'
}

function withYear(meaning: Meaning, year: number | null): PartialFact {
  if (meaning.yearsBack === undefined || year === null) return meaning.fact
  return { ...meaning.fact, year: year - meaning.yearsBack }
}

function senseOf(column: Column, index: number, title: PartialFact, year: number | null): ColumnSense {
  const meaning = meaningOfPath(column.path, title.item === undefined ? {} : { above: { item: title.item } })
  if (meaning === null) return { column, index, fact: null, role: fallback(column.path) }
  const isContained = mergeFacts(dimensionsOf(title), dimensionsOf(meaning.fact))
  return { column, index, fact: isContained === null ? null : withYear(meaning, year), role: meaning.role }
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

export function columnSenses(table: Table, title: PartialFact, year: number | null): readonly ColumnSense[] {
  return withGrandTotals(
    table.columns.map((column, index) => senseOf(column, index, title, year)),
    title,
  )
}
