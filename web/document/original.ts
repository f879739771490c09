import type { DocumentView } from '../../src/app/server/index.ts'
import type { Mark } from './marks.ts'
import type { CellIndex } from './places.ts'

/** What whoever shows an original needs to know, and whom it tells what was pressed. */
export interface OriginalProps {
  readonly document: DocumentView
  readonly index: CellIndex
  readonly marks: readonly Mark[]
  readonly active: string | null
  readonly onTable: (id: string) => void
  readonly onFinding: (id: string) => void
}
