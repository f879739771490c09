import { type AnyTransaction, type Store, within } from '../store/index.ts'
import type { LibraryTables } from './tables.ts'

export type KeptExport = LibraryTables['library_export']

/** Keeps a file that was written from a reading, with it; the attachment is recorded in the same transaction. */
export async function insertExport(
  transaction: AnyTransaction,
  { reading, kind, attachment }: KeptExport,
): Promise<void> {
  await within<LibraryTables>(transaction)
    .insertInto('library_export')
    .values({ reading, kind, attachment })
    .onConflict((conflict) => conflict.columns(['reading', 'kind']).doUpdateSet({ attachment }))
    .execute()
}

/** The attachment of what was written from a reading; null where nothing was yet. */
export async function exportOf(store: Store, reading: string, kind: string): Promise<string | null> {
  const row = await store
    .tables<LibraryTables>()
    .selectFrom('library_export')
    .select('attachment')
    .where('reading', '=', reading)
    .where('kind', '=', kind)
    .executeTakeFirst()
  return row?.attachment ?? null
}
