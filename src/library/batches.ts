import { sql } from 'kysely'
import type { ProblemReport } from '../kernel/index.ts'
import { type AnyTransaction, newId, type Store, within } from '../store/index.ts'
import { libraryProblem } from './problems.ts'
import type { BatchRow, LibraryTables } from './tables.ts'

export interface NewBatch {
  readonly name: string
  /** An attachment, recorded in the same transaction; null for a folder. */
  readonly archive: string | null
  readonly files: number | null
  readonly owner: string | null
  readonly by: string
}

export interface NewBatchItem {
  readonly batch: string
  readonly entry: number | null
  readonly name: string
  readonly document: string | null
  readonly problem: ProblemReport | null
}

/** Returns its id. */
export async function insertBatch(transaction: AnyTransaction, batch: NewBatch): Promise<string> {
  const { name, archive, files, owner, by } = batch
  const id = newId()
  await within<LibraryTables>(transaction)
    .insertInto('library_batch')
    .values({ id, name, archive, files, owner, begun_by: by, problem: null })
    .execute()
  return id
}

/** What became of one file. Of an entry of an archive the first word holds: it may be unpacked more than once. */
export async function insertBatchItem(transaction: AnyTransaction, item: NewBatchItem): Promise<void> {
  const problem = item.problem === null ? null : JSON.stringify(item.problem)
  await within<LibraryTables>(transaction)
    .insertInto('library_batch_item')
    .values({ ...item, problem })
    .onConflict((conflict) => conflict.columns(['batch', 'entry']).doNothing())
    .execute()
}

export async function setBatchFiles(transaction: AnyTransaction, batch: string, files: number): Promise<void> {
  await within<LibraryTables>(transaction).updateTable('library_batch').set({ files }).where('id', '=', batch).execute()
}

/** The archive is needed no more: it was unpacked, or could not be. */
export async function endUnpacking(
  transaction: AnyTransaction,
  batch: string,
  problem: ProblemReport | null,
): Promise<void> {
  await within<LibraryTables>(transaction)
    .updateTable('library_batch')
    .set({ archive: null, problem: problem === null ? null : JSON.stringify(problem) })
    .where('id', '=', batch)
    .execute()
}

/** The entries of an archive of which something is kept already. */
export const unpackedEntries = async (store: Store, batch: string): Promise<Set<number>> => {
  const rows = await store
    .tables<LibraryTables>()
    .selectFrom('library_batch_item')
    .select('entry')
    .where('batch', '=', batch)
    .execute()
  return new Set(rows.flatMap(({ entry }) => entry ?? []))
}

/** A batch with what became of its files. */
export interface BatchEntry extends BatchRow {
  readonly received: number
  readonly refused: number
  readonly read: number
  /** Neither read nor refused yet: by their SHA-256. */
  readonly pending: readonly string[]
  readonly unreadable: number
}

const entries = (store: Store) =>
  store
    .tables<LibraryTables>()
    .selectFrom('library_batch')
    .leftJoin('library_batch_item as item', 'item.batch', 'library_batch.id')
    .leftJoin('library_document as document', 'document.sha256', 'item.document')
    .selectAll('library_batch')
    .select([
      sql<number>`count(item.id)`.as('received'),
      sql<number>`count(*) filter (where item.problem is not null)`.as('refused'),
      sql<number>`count(*) filter (where document.reading is not null)`.as('read'),
      sql<number>`count(*) filter (where document.reading is null and document.problem is not null)`.as('unreadable'),
      sql<string[]>`coalesce(json_agg(document.sha256) filter (
        where document.sha256 is not null and document.reading is null and document.problem is null), '[]')`.as(
        'pending',
      ),
    ])
    .groupBy('library_batch.id')

/** Throws `batch-unknown`. */
export async function batchOf(store: Store, id: string): Promise<BatchEntry> {
  const entry = await entries(store).where('library_batch.id', '=', id).executeTakeFirst()
  if (entry === undefined) throw libraryProblem('batch-unknown')
  return entry
}

/** Newest first, a page at a time: those of these organisations (null: all), and those that somebody began. */
export function batchPage(
  store: Store,
  {
    owners,
    by,
    before,
    limit,
  }: {
    readonly owners: readonly string[] | null
    readonly by: string
    readonly before?: number
    readonly limit: number
  },
): Promise<BatchEntry[]> {
  let page = entries(store).orderBy('library_batch.number', 'desc').limit(limit)
  if (owners !== null)
    page = page.where((eb) =>
      eb.or([eb('begun_by', '=', by), eb('library_batch.owner', '=', sql<string>`any(${owners}::uuid[])`)]),
    )
  if (before !== undefined) page = page.where('library_batch.number', '<', before)
  return page.execute()
}

export interface BatchItem {
  readonly id: number
  readonly name: string
  readonly document: string | null
  readonly owner: string | null
  /** Why it was refused or could not be read. */
  readonly problem: ProblemReport | null
}

/** The files of a batch in their order; `isTroubledOnly` leaves those out with which nothing is wrong. */
export function batchItems(
  store: Store,
  batch: string,
  {
    after = 0,
    limit,
    isTroubledOnly,
  }: { readonly after?: number | undefined; readonly limit: number; readonly isTroubledOnly: boolean },
): Promise<BatchItem[]> {
  const problem = sql<ProblemReport | null>`coalesce(item.problem,
    case when document.reading is null then document.problem end)`
  let items = store
    .tables<LibraryTables>()
    .selectFrom('library_batch_item as item')
    .leftJoin('library_document as document', 'document.sha256', 'item.document')
    .select(['item.id', 'item.name', 'item.document', 'document.owner'])
    .select(problem.as('problem'))
    .where('item.batch', '=', batch)
    .where('item.id', '>', after)
    .orderBy('item.id')
    .limit(limit)
  if (isTroubledOnly) items = items.where(sql<boolean>`${problem} is not null`)
  return items.execute()
}
