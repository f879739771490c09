import type { DocumentIdentity, Fact, Flow, Stage } from '../model.ts'
import { dimensionsOf, mergeFacts } from '../vocabulary/merging.ts'
import type { PartialFact } from '../vocabulary/terms.ts'

/** The words that meet in one cell, from the widest to the narrowest. */
export interface Layers {
  readonly title: PartialFact
  readonly side: PartialFact
  readonly column: PartialFact
  readonly row: PartialFact
}

const STRONG: readonly Flow[] = [
  'opening',
  'closing',
  'surplus-used',
  'surplus-distributed',
  'income-total',
  'expenditure-total',
]

/** A document that does not say its year still compares its own figures. */
export const UNKNOWN_YEAR = 0

export const stageOf = (document: DocumentIdentity): Stage => (document.kind === 'final-account' ? 'final' : 'budget')

/**
 * Which flow the words of a cell mean. What a row or column says of carry-overs and grand totals stands; else the
 * side, the title and only then the column decide: in a table of expenditure 事业收入 names the source of the money.
 */
function flowOf({ title, side, column, row }: Layers): { readonly flow: Flow; readonly vintage?: 'carried' } | null {
  // 支出总计 under 上年结转: what of all spending the money carried over pays.
  if (row.flow === 'expenditure-total' && column.flow === 'opening') return { flow: row.flow, vintage: 'carried' }
  const strong = [row.flow, column.flow].find((flow) => flow !== undefined && STRONG.includes(flow))
  const plain = title.flow ?? side.flow ?? column.flow ?? row.flow
  if (strong === undefined) return plain === undefined ? null : { flow: plain }
  if (strong === 'opening' && (title.flow ?? side.flow) === 'expenditure')
    return { flow: 'expenditure', vintage: 'carried' }
  return { flow: strong }
}

/** What title and head say together of every row; null where they contradict each other. */
export const mergeHeads = (title: PartialFact, column: PartialFact): PartialFact | null =>
  mergeFacts(dimensionsOf(title), dimensionsOf(column))

/**
 * What a cell claims; null where its words contradict each other or do not say whether it comes in or goes out.
 * `heads` is what `mergeHeads` makes of title and column: a side says no more than a flow.
 */
export function composeFact(layers: Layers, heads: PartialFact | null, document: DocumentIdentity): Fact | null {
  const flow = flowOf(layers)
  if (flow === null || heads === null) return null
  const merged = mergeFacts(heads, dimensionsOf(layers.row))
  const year = layers.column.year ?? layers.row.year ?? document.year ?? UNKNOWN_YEAR
  if (merged === null) return null
  const stage = layers.row.stage ?? layers.column.stage ?? layers.title.stage ?? stageOf(document)
  return { ...merged, ...flow, year, stage }
}
