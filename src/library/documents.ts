import { type ExpressionBuilder, sql } from 'kysely'
import { type AnyTransaction, type Store, within } from '../store/index.ts'
import { libraryProblem } from './problems.ts'
import { holdDocument } from './readings.ts'
import type { DocumentRow, LibraryTables } from './tables.ts'

/** A document as a list shows it: its row, and what the reading that holds says in a line. */
export interface DocumentEntry extends DocumentRow {
  readonly engine: string | null
  /** As the application wrote it; null where nothing holds. */
  readonly overview: unknown
  /** Findings that no reviewer has closed; null where nothing holds. */
  readonly open: OpenFindings | null
  /** What the reading that holds finds otherwise than the one by the program before; null where it is the first. */
  readonly changes: { readonly appeared: number; readonly gone: number } | null
}

export interface OpenFindings {
  readonly error: number
  readonly warning: number
  readonly hint: number
}

export interface NewDocument {
  /** An attachment, recorded in the same transaction. */
  readonly sha256: string
  readonly name: string
  readonly size: number
  readonly addedBy: string
  readonly addedAt?: Date
  readonly owner: string | null
  readonly isExample: boolean
}

export interface DocumentQuery {
  /** Only documents of these organisations; null for all. */
  readonly owners: readonly string[] | null
  /** Only documents that came before this one: the `number` of the last of the page before. */
  readonly before?: number
  readonly limit: number
}

/** Takes a document in; false where the same bytes are there already, under whatever name. */
export async function insertDocument(transaction: AnyTransaction, document: NewDocument): Promise<boolean> {
  const { sha256, name, size, addedBy, addedAt, owner, isExample } = document
  const row = { sha256, name, size, added_by: addedBy, owner, is_example: isExample }
  const nothing = { organisation: null, year: null, kind: null, reading: null, problem: null }
  const { numInsertedOrUpdatedRows } = await within<LibraryTables>(transaction)
    .insertInto('library_document')
    .values({ ...row, ...nothing, ...(addedAt === undefined ? {} : { added_at: addedAt }) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** The findings of the reading that holds that no reviewer has closed, by severity, as a value of the row. */
export const openFindings = sql<OpenFindings | null>`case when library_reading.id is not null then (
  select json_build_object(
    'error', library_reading.errors - count(*) filter (where finding.severity = 'error'),
    'warning', library_reading.warnings - count(*) filter (where finding.severity = 'warning'),
    'hint', library_reading.hints - count(*) filter (where finding.severity = 'hint'))
  from library_discussed as discussed
  join library_finding as finding on finding.reading = library_document.reading and finding.key = discussed.key
  where discussed.document = library_document.sha256 and discussed.is_closed) end`

const changes = sql<DocumentEntry['changes']>`case when library_reading.appeared is not null then
  json_build_object('appeared', library_reading.appeared, 'gone', library_reading.gone) end`

const entries = (store: Store) =>
  store
    .tables<LibraryTables>()
    .selectFrom('library_document')
    .leftJoin('library_reading', 'library_reading.id', 'library_document.reading')
    .selectAll('library_document')
    .select(['library_reading.engine', 'library_reading.overview'])
    .select([openFindings.as('open'), changes.as('changes')])

/** Throws `document-unknown`. */
export async function documentEntry(store: Store, sha256: string): Promise<DocumentEntry> {
  const entry = await entries(store).where('library_document.sha256', '=', sha256).executeTakeFirst()
  if (entry === undefined) throw libraryProblem('document-unknown')
  return entry
}

const ofOwners = (owners: readonly string[]) => (eb: ExpressionBuilder<LibraryTables, 'library_document'>) =>
  eb('library_document.owner', '=', sql<string>`any(${owners}::uuid[])`)

/** Newest first, a page at a time. */
export function documentPage(store: Store, { owners, before, limit }: DocumentQuery): Promise<DocumentEntry[]> {
  let page = entries(store).orderBy('library_document.number', 'desc').limit(limit)
  if (owners !== null) page = page.where(ofOwners(owners))
  if (before !== undefined) page = page.where('library_document.number', '<', before)
  return page.execute()
}

/** A budget or final account that was read, by as much as tells which belong together. */
export interface AccountRead {
  readonly sha256: string
  readonly number: number
  readonly name: string
  readonly kind: 'budget' | 'final-account'
  readonly year: number
  readonly organisation: string
  readonly title: string
}

/** Those of some years, both included. */
export async function accountsRead(store: Store, from: number, to: number): Promise<AccountRead[]> {
  const rows = await store
    .tables<LibraryTables>()
    .selectFrom('library_document')
    .innerJoin('library_reading', 'library_reading.id', 'library_document.reading')
    .select(['sha256', 'number', 'name', 'kind', 'year', 'organisation', sql<string>`overview->>'title'`.as('title')])
    .where('kind', 'in', ['budget', 'final-account'])
    .where('year', '>=', from)
    .where('year', '<=', to)
    .execute()
  return rows as AccountRead[]
}

/** Removes a document with all that is known of it. Returns what it was. */
export async function deleteDocument(transaction: AnyTransaction, sha256: string): Promise<DocumentRow> {
  const tx = within<LibraryTables>(transaction)
  const row = await holdDocument(tx, sha256)
  await tx.deleteFrom('library_document').where('sha256', '=', sha256).execute()
  return row
}

/** The attachments of all readings of a document, by which they can be removed once these are gone. */
export async function attachmentsOf(store: Store, sha256: string): Promise<string[]> {
  const database = store.tables<LibraryTables>()
  const of = (table: 'library_part' | 'library_export') =>
    database
      .selectFrom(table)
      .innerJoin('library_reading', 'library_reading.id', `${table}.reading`)
      .select('attachment')
      .where('document', '=', sha256)
  const rows = await of('library_part').union(of('library_export')).execute()
  return rows.map(({ attachment }) => attachment)
}

/** Where a part of the reading that holds is kept, and who may see it. */
export interface PartPlace {
  readonly owner: string | null
  /** Null, like the attachment, where no reading holds. */
  readonly reading: string | null
  readonly attachment: string | null
}

/** Throws `document-unknown`. */
export async function partOf(store: Store, sha256: string, name: string): Promise<PartPlace> {
  const row = await store
    .tables<LibraryTables>()
    .selectFrom('library_document')
    .leftJoin('library_part', (join) =>
      join.onRef('library_part.reading', '=', 'library_document.reading').on('library_part.name', '=', name),
    )
    .select(['owner', 'library_part.reading', 'attachment'])
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  if (row === undefined) throw libraryProblem('document-unknown')
  return row
}

/** The attachment of a part. Throws `not-read-yet`. */
export function attachmentOf({ attachment }: PartPlace): string {
  if (attachment === null) throw libraryProblem('not-read-yet')
  return attachment
}

/** The examples among these that were not offered yet; from now on they were. */
export async function offerOnce(transaction: AnyTransaction, names: readonly string[]): Promise<readonly string[]> {
  if (names.length === 0) return []
  const offered = await within<LibraryTables>(transaction)
    .insertInto('library_example')
    .values(names.map((name) => ({ name })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('name')
    .execute()
  return offered.map(({ name }) => name)
}

/** How many documents are kept. */
export const countDocuments = async (store: Store): Promise<number> =>
  (
    await store
      .tables<LibraryTables>()
      .selectFrom('library_document')
      .select(sql<number>`count(*)`.as('documents'))
      .executeTakeFirstOrThrow()
  ).documents

/** The documents of these organisations that another program has read than this one, oldest first. */
export const outdatedDocuments = async (
  store: Store,
  engine: string,
  owners: readonly string[] | null,
): Promise<string[]> => {
  let query = entries(store)
    .clearSelect()
    .select('library_document.sha256')
    .where('library_reading.engine', '!=', engine)
    .orderBy('library_document.number')
  if (owners !== null) query = query.where(ofOwners(owners))
  return (await query.execute()).map(({ sha256 }) => sha256)
}
