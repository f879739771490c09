import type { Bilingual, Figure } from '../../budget/index.ts'
import type { ProblemReport } from '../../kernel/index.ts'
import type { Examination } from '../examination.ts'

/** What reading and checking one document yields: all that is known of it, or why it cannot be read. */
export type Examined =
  | {
      readonly examination: Examination & {
        /** Every figure that the document states, where they are handed on: the other places of the same fact. */
        readonly figures?: readonly Figure[]
      }
    }
  | { readonly problem: ProblemReport }

/** Reads and checks one document. Anything that it throws is a defect and is logged as one. */
export type Examine = (
  bytes: Uint8Array,
  options: {
    readonly name: string
    /** Aborted when nobody wants the result any more. */
    readonly signal: AbortSignal
    readonly onPage: (done: number, total: number) => void
  },
) => Promise<Examined>

/** Titles of the rules by id, for their receipts. */
export type RuleTitles = Readonly<Record<string, Bilingual>>
