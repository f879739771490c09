import type { Grid } from '../../documents/index.ts'
import type { IndicatorRole, Printed, Scope } from '../model.ts'
import type { SheetCell } from '../sheet/stream.ts'
import type { Draft, DraftBlock } from './draft.ts'
import type { Columns } from './heads.ts'
import type { Carry } from './indicators.ts'
import type { OpenSection } from './sections.ts'

/** What is open in one half of a table of two halves. */
export interface Half {
  readonly block: DraftBlock | null
  readonly carry: Carry
}

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
  /** Where the table prints long-term and annual indicators side by side: what is open in each half. */
  halves: Half[]
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
  halves: [],
  scope: null,
  goal: null,
  above: [],
  inHead: false,
})
