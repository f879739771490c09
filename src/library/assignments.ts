import { sql } from 'kysely'
import { type AnyTransaction, append, type LedgerDraft, newId, type Store, within } from '../store/index.ts'
import { libraryProblem } from './problems.ts'
import type { AssignedKind, AssignmentRow, LibraryTables } from './tables.ts'

/** Budget Law, article 14: within 20 days of approval, every day counted. */
export const DAYS_TO_PUBLISH = 20

const DAY_MS = 86_400_000

/** `2025-02-10` and a number of days later. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/** When the document is due that was approved on a day, where nobody says otherwise. */
export const dueAfter = (approvedOn: string): string => dayAfter(approvedOn, DAYS_TO_PUBLISH)

/** What an organisation has to hand in. Days are written `2025-02-10`. */
export interface Assignment {
  readonly organisation: string
  readonly year: number
  readonly kind: AssignedKind
  readonly approvedOn: string
  readonly dueOn: string
  readonly note: string
}

export interface AssignmentOutcome {
  readonly given: number
  /** There before, with other days or another note. */
  readonly changed: number
  readonly unchanged: number
}

const rowOf = ({ organisation, year, kind, approvedOn, dueOn, note }: Assignment, by: string) => ({
  id: newId(),
  organisation,
  year,
  kind,
  approved_on: approvedOn,
  due_on: dueOn,
  note: note.trim(),
  given_by: by,
})

const entryOf = (what: string, row: AssignmentRow, who: string): LedgerDraft => ({
  who,
  what: `assignment.${what}`,
  subject: `assignment:${row.id}`,
  payload: {
    organisation: row.organisation,
    year: row.year,
    kind: row.kind,
    approvedOn: row.approved_on,
    dueOn: row.due_on,
    note: row.note,
  },
})

/** Gives assignments: of an organisation, a year and a kind there is one, whose days and note the last word sets. */
export async function giveAssignments(
  transaction: AnyTransaction,
  assignments: readonly Assignment[],
  by: string,
): Promise<AssignmentOutcome> {
  const tx = within<LibraryTables>(transaction)
  const rows = assignments.map((assignment) => rowOf(assignment, by))
  const { rows: kept } = await sql<AssignmentRow & { readonly is_new: boolean }>`
    insert into library_assignment as known (id, organisation, year, kind, approved_on, due_on, note, given_by)
    select id, organisation, year, kind, approved_on, due_on, note, given_by
    from json_populate_recordset(null::library_assignment, ${JSON.stringify(rows)}::json)
    on conflict (organisation, year, kind) do update
      set approved_on = excluded.approved_on, due_on = excluded.due_on, note = excluded.note
      where (known.approved_on, known.due_on, known.note) is distinct from
        (excluded.approved_on, excluded.due_on, excluded.note)
    returning *, xmax = 0 as is_new`.execute(tx)
  if (kept.length > 0)
    await append(
      tx,
      kept.map((row) => entryOf(row.is_new ? 'given' : 'changed', row, by)),
    )
  const given = kept.filter((row) => row.is_new).length
  return { given, changed: kept.length - given, unchanged: rows.length - kept.length }
}

/** Throws `assignment-unknown`. */
export async function assignmentOf(store: Store, id: string): Promise<AssignmentRow> {
  const row = await store
    .tables<LibraryTables>()
    .selectFrom('library_assignment')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw libraryProblem('assignment-unknown')
  return row
}

/** Takes an assignment back; what was handed in stays. Throws `assignment-unknown`. */
export async function withdrawAssignment(transaction: AnyTransaction, id: string, by: string): Promise<void> {
  const tx = within<LibraryTables>(transaction)
  const row = await tx.deleteFrom('library_assignment').where('id', '=', id).returningAll().executeTakeFirst()
  if (row === undefined) throw libraryProblem('assignment-unknown')
  await append(tx, [entryOf('withdrawn', row, by)])
}
