import type { Bilingual, Finding, Reading, Receipt } from '../../budget/index.ts'
import type { Place } from '../../documents/index.ts'
import type { ProblemReport } from '../../kernel/index.ts'

/** One line of an indicator list. A column that the printed form does not have is absent; a blank in it is null. */
export interface IndicatorLine {
  /** 一级 / 二级 / 三级, as printed, from the top. */
  readonly path: readonly string[]
  readonly target: string | null
  readonly prior?: readonly { readonly label: string; readonly text: string | null }[]
  readonly actual?: string | null
  readonly weight?: string | null
  readonly score?: string | null
  readonly basis?: string | null
  readonly at: Place
}

/** A goal form, project application or self-evaluation, as structured data. */
export interface StructuredForm {
  readonly kind: 'goals' | 'project' | 'self-evaluation'
  readonly title: string
  readonly at: Place
  /** Labelled boxes of the form in printed order: 项目名称, 主管部门, 全年预算数 … A blank box is null. */
  readonly fields: readonly { readonly label: string; readonly text: string | null; readonly at: Place }[]
  readonly goals: readonly { readonly text: string; readonly at: Place }[]
  readonly indicators: readonly IndicatorLine[]
}

/** The places at which one fact is printed. */
export interface SameFact {
  readonly places: readonly {
    readonly at: Place
    /** Table and row, or the sentence, for the reader. */
    readonly label: string
    /** As printed; null is a blank. */
    readonly text: string | null
    /** How it stands to the others: exactly, within rounding, or not. */
    readonly agrees: 'exactly' | 'within-rounding' | 'no'
  }[]
}

/** A document read and checked. */
export interface Examination {
  /** The name under which it was handed in. */
  readonly file: string
  readonly sha256: string
  readonly reading: Reading
  readonly forms: readonly StructuredForm[]
  readonly findings: readonly Finding[]
  readonly receipts: readonly Receipt[]
  readonly sameFacts: readonly SameFact[]
  /** Titles of the rules that left a receipt, by id. */
  readonly ruleTitles: Readonly<Record<string, Bilingual>>
  /** Every form that the document must contain was found and every tie was evaluated. */
  readonly certified: boolean
  /** What keeps the document from being certified; empty when it is. */
  readonly uncertain: readonly Bilingual[]
  readonly problems: readonly ProblemReport[]
}

/**
 * Reads and checks one document. Rejects with a Problem when it cannot be read at all; anything else that it throws is
 * a defect and is logged as one.
 */
export type Examine = (
  bytes: Uint8Array,
  options: { readonly name: string; readonly onPage: (done: number, total: number) => void },
) => Promise<Examination>
