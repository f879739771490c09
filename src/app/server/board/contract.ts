import * as z from 'zod'
import { ASSIGNED_KINDS } from '../../../library/index.ts'
import { bilingual, exportQuery } from '../contract.ts'
import { pageOf } from '../http/pagination.ts'

const count = z.number().int().nonnegative()
export const day = z.iso.date()
const year = z.coerce.number().int().min(1990).max(2100)

export const assignedKind = z.enum(ASSIGNED_KINDS)
export type AssignedKindView = z.infer<typeof assignedKind>

/** How a line of the board stands; several hold at once. */
export const BOARD_STATES = [
  'missing',
  'late',
  'arrived',
  'certified',
  'uncertified',
  'errors',
  'unreadable',
  'unexpected',
] as const
export const boardState = z.enum(BOARD_STATES)
export type BoardState = z.infer<typeof boardState>

export const boardLine = z
  .object({
    /** Null for what came without being asked for. */
    assignment: z.string().nullable(),
    organisation: z.string().nullable(),
    /** As in budget documents; empty where the organisation is not known. */
    code: z.string(),
    /** As the organisation is called, or as the document names it. */
    name: z.string(),
    year: z.number().int(),
    kind: assignedKind,
    approvedOn: z.string().nullable(),
    dueOn: z.string().nullable(),
    note: z.string(),
    /** The newest document that fits; `arrivedOn` is the day of the first. */
    document: z.object({ sha256: z.string(), name: z.string(), editions: count }).readonly().nullable(),
    arrivedOn: z.string().nullable(),
    /** Behind the due day until it arrived, or until today; negative: so many days are left or were. */
    daysLate: z.number().int().nullable(),
    states: z.array(boardState).readonly(),
    /** Why it is not certified. */
    uncertain: z.array(bilingual).readonly(),
    /** Findings that no reviewer has closed. */
    open: z.object({ error: count, warning: count, hint: count }).readonly().nullable(),
    /** The caller may change and withdraw the assignment. */
    mayGive: z.boolean(),
  })
  .readonly()
export type BoardLine = z.infer<typeof boardLine>

export const boardQuery = z.object({
  /** The newest year of which something is there, unless told otherwise. */
  year: year.optional(),
  /** Separated by commas. */
  kinds: z
    .string()
    .max(100)
    .default('budget')
    .transform((text) => text.split(','))
    .pipe(z.array(assignedKind).min(1)),
})
export const boardExportQuery = boardQuery.extend(exportQuery.shape)

export const boardView = z
  .object({
    year: z.number().int(),
    years: z.array(z.number().int()).readonly(),
    /** Today in Beijing. */
    today: z.string(),
    lines: z.array(boardLine).readonly(),
    /** How many lines stand so. */
    totals: z.record(z.enum(['expected', ...BOARD_STATES]), count).readonly(),
  })
  .readonly()
export type BoardView = z.infer<typeof boardView>

export const assignmentPage = pageOf(boardLine)
export type AssignmentPage = z.infer<typeof assignmentPage>

const LONGEST_NOTE = 500
const note = z.string().max(LONGEST_NOTE).default('')

/** `dueOn` is 20 days after the approval unless told otherwise. */
export const assignmentOrder = z.object({
  /** Every department below this organisation, or the department itself. */
  below: z.uuid(),
  year,
  kinds: z.array(assignedKind).min(1),
  approvedOn: day,
  dueOn: day.optional(),
  note,
})
export const assignmentChange = z.object({ approvedOn: day, dueOn: day.optional(), note })
export const assignmentAddress = z.object({ assignment: z.uuid() })

export const assignmentOutcome = z.object({ given: count, changed: count, unchanged: count }).readonly()
export type AssignmentOutcomeView = z.infer<typeof assignmentOutcome>

export const assignmentListQuery = z.object({ year })
/** Nothing is given when a row is refused. `row`: 1 is the head. */
export const assignmentListOutcome = z
  .object({
    outcome: assignmentOutcome.nullable(),
    refused: z.array(z.object({ row: count, code: z.string(), reason: bilingual }).readonly()).readonly(),
  })
  .readonly()
export type AssignmentListOutcome = z.infer<typeof assignmentListOutcome>

/** For whom the caller may give assignments. */
export const assignableView = z
  .object({
    items: z
      .array(z.object({ organisation: z.string(), code: z.string(), name: z.string(), departments: count }).readonly())
      .readonly(),
  })
  .readonly()
export type AssignableView = z.infer<typeof assignableView>
