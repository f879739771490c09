import * as z from 'zod'
import type { JobChange } from '../../store/index.ts'
import { pageOf } from './http/pagination.ts'

/**
 * What the server says and what it keeps on disk. The pages take their types from here; the server checks with the
 * schemas everything that it did not write itself in this process.
 */

const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly()
const count = z.number().int().nonnegative()

export const bilingual = z.object({ zh: z.string(), en: z.string() }).readonly()

export const place = z.union([
  z
    .object({
      page: z.number().int().positive(),
      box: z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly(),
    })
    .readonly(),
  z.object({ sheet: z.string(), cell: z.string() }).readonly(),
  z.object({ line: z.number().int(), lastLine: z.number().int().exactOptional() }).readonly(),
])
export type PlaceView = z.infer<typeof place>

export const severity = z.enum(['error', 'warning', 'hint'])
export type Severity = z.infer<typeof severity>

const documentKind = z.enum(['budget', 'final-account', 'performance-goals', 'self-evaluation', 'other'])
export type DocumentKind = z.infer<typeof documentKind>

export const problemView = z
  .object({
    code: z.string(),
    title: bilingual,
    remedy: bilingual,
    detail: z.string(),
    page: z.number().exactOptional(),
  })
  .readonly()
export type ProblemView = z.infer<typeof problemView>

/** What a line of the library shows of a document that was read. */
export const overview = z
  .object({
    format: z.enum(['pdf', 'docx', 'xlsx', 'xls', 'html', 'text']),
    title: z.string(),
    organisation: z.string(),
    year: z.number().int().nullable(),
    kind: documentKind,
    unit: z.string().nullable(),
    pages: count,
    tables: count,
    forms: count,
    certified: z.boolean(),
    uncertain: list(bilingual),
    findings: z.object({ error: count, warning: count, hint: count }).readonly(),
    ties: z.object({ held: count, broken: count, notEvaluated: count }).readonly(),
    problems: list(problemView),
  })
  .readonly()
export type Overview = z.infer<typeof overview>

export const documentState = z.enum(['waiting', 'reading', 'read', 'unreadable'])
export type DocumentState = z.infer<typeof documentState>

export const documentView = z
  .object({
    sha256: z.string(),
    name: z.string(),
    size: count,
    addedAt: z.string(),
    isExample: z.boolean(),
    state: documentState,
    progress: z.object({ done: count, total: count }).nullable(),
    problem: problemView.nullable(),
    overview: overview.nullable(),
    /** Changes with each new reading. */
    version: z.string(),
    /** The organisation whose people may see it; null: only those whose roles hold everywhere. */
    owner: z.string().nullable(),
    /** The program that read it is not the one that runs now. */
    isOutdated: z.boolean(),
    /** Findings that no reviewer has closed; null until it was read. */
    open: z.object({ error: count, warning: count, hint: count }).readonly().nullable(),
    /** What this reading finds otherwise than the one by the program before; null where there was none. */
    changes: z.object({ appeared: count, gone: count }).readonly().nullable(),
  })
  .readonly()
export type DocumentView = z.infer<typeof documentView>

export const documentPage = pageOf(documentView)
export type DocumentPage = z.infer<typeof documentPage>

// ---------------------------------------------------------------- the parts of a reading

const cell = z
  .object({
    text: z.string(),
    /** A plain decimal in the table's unit. */
    value: z.string(),
    isPercent: z.boolean(),
    at: place,
    raw: z.string().exactOptional(),
  })
  .readonly()
export type CellView = z.infer<typeof cell>

const row = z
  .object({
    code: z.string().nullable(),
    name: z.string(),
    depth: count,
    side: z.string().nullable(),
    index: count,
    at: place,
    cells: list(cell.nullable()),
    words: z.record(z.string(), z.object({ text: z.string(), at: place }).readonly()).readonly(),
  })
  .readonly()
export type RowView = z.infer<typeof row>

const table = z
  .object({
    id: z.string(),
    form: z.string().nullable(),
    title: z.string(),
    number: z.string().nullable(),
    unit: z.string().nullable(),
    at: place,
    columns: list(z.object({ path: list(z.string()), at: place }).readonly()),
    rows: list(row),
    notes: list(z.object({ text: z.string(), at: place }).readonly()),
    leftovers: list(z.object({ text: z.string(), at: place, why: z.string() }).readonly()),
  })
  .readonly()
export type TableView = z.infer<typeof table>

const finding = z
  .object({
    id: z.string(),
    /** Names the same finding in every reading of the document. */
    key: z.string(),
    rule: z.string(),
    severity,
    title: bilingual,
    message: bilingual,
    expected: bilingual.nullable(),
    remedy: bilingual,
    basis: bilingual,
    where: list(
      z
        .object({
          at: place,
          document: z.string().exactOptional(),
          table: z.string().exactOptional(),
          row: z.string().exactOptional(),
          column: z.string().exactOptional(),
          quote: z.string(),
        })
        .readonly(),
    ),
  })
  .readonly()
export type FindingView = z.infer<typeof finding>

const receipt = z
  .object({
    rule: z.string(),
    title: bilingual.nullable(),
    held: count,
    broken: count,
    notEvaluated: count,
    why: list(bilingual),
  })
  .readonly()
export type ReceiptView = z.infer<typeof receipt>

const printed = z.object({ text: z.string(), at: place }).readonly()

const section = z
  .object({
    /** What the lines are: goals, funds, indicators … The pages have the words. */
    kind: z.enum([
      'goals',
      'indicators',
      'funds',
      'composition',
      'projects',
      'funding',
      'costs',
      'procurement',
      'history',
    ]),
    scope: z.enum(['long', 'annual']).nullable(),
    /** The goal that indicators belong to. */
    title: z.string().nullable(),
    /** Roles of the columns; only those that the form prints. */
    columns: list(z.string()),
    rows: list(z.object({ cells: list(z.string().nullable()), at: place }).readonly()),
  })
  .readonly()
export type SectionView = z.infer<typeof section>

const form = z
  .object({
    id: z.string(),
    kind: z.enum(['goals', 'application', 'self-evaluation']),
    subject: z.enum(['department', 'project']),
    title: z.string().nullable(),
    /** What the form is about: a project, a department. */
    about: z.string().nullable(),
    year: z.number().int().nullable(),
    unit: z.string().nullable(),
    at: place,
    /** `label` is as printed, null where the box stands for itself. A label with an empty box has no value. */
    fields: list(
      z.object({ name: z.string(), label: z.string().nullable(), value: printed.nullable(), at: place }).readonly(),
    ),
    sections: list(section),
  })
  .readonly()
export type FormView = z.infer<typeof form>

const block = z.union([
  z.object({ kind: z.literal('line'), text: z.string(), at: place, continues: z.boolean() }).readonly(),
  z
    .object({
      kind: z.literal('grid'),
      rows: count,
      columns: count,
      at: place,
      cells: list(
        z
          .object({
            text: z.string(),
            row: count,
            column: count,
            rowSpan: count,
            columnSpan: count,
            at: place,
          })
          .readonly(),
      ),
    })
    .readonly(),
])
export type BlockView = z.infer<typeof block>

const page = z
  .object({
    number: z.number().int().positive(),
    name: z.string().exactOptional(),
    width: z.number().exactOptional(),
    height: z.number().exactOptional(),
    ocr: z.enum(['needed', 'done']).exactOptional(),
    /** Empty for a PDF: the pages show the original itself. */
    blocks: list(block),
  })
  .readonly()
export type PageView = z.infer<typeof page>

const sameFact = z
  .object({
    places: list(
      z
        .object({
          at: place,
          label: z.string(),
          text: z.string().nullable(),
          agrees: z.enum(['exactly', 'within-rounding', 'no']),
        })
        .readonly(),
    ),
  })
  .readonly()
export type SameFactView = z.infer<typeof sameFact>

/** The parts of a reading, each kept in a file of its own and served as it lies there. */
export const parts = {
  tables: list(table),
  findings: list(finding),
  receipts: list(receipt),
  forms: list(form),
  pages: list(page),
  'same-facts': list(sameFact),
  /** What other documents can be held against, as written by writeEdition; null where there is nothing. */
  edition: z.string().nullable(),
} as const
export type PartName = keyof typeof parts
export type Part<Name extends PartName> = z.infer<(typeof parts)[Name]>
export const partNames = Object.keys(parts) as readonly PartName[]

// ---------------------------------------------------------------- what the server is asked

export const documentAddress = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })
export const partAddress = documentAddress.extend({ part: z.enum(partNames) })
export const exportQuery = z.object({ language: z.enum(['zh', 'en']).default('zh') })

/** The events of /api/events, by name. */
export interface LiveEvents {
  readonly document: DocumentView
  readonly removed: { readonly sha256: string }
  readonly job: JobChange
  /** Something may have been missed: look at everything again. */
  readonly gap: Readonly<Record<string, never>>
}

/** RFC 9457, with the remedy and the other language beside it. */
export interface ProblemDocument {
  readonly type: string
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly remedy: string
  readonly problem: ProblemView
}
