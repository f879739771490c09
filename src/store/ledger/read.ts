import type { Database, Transaction } from '../database.ts'
import type { LedgerEntry, LedgerEntryBody } from './entry.ts'
import type { LedgerKey, Seal } from './seal.ts'
import { keyOf, sealOf } from './sealing.ts'
import type { LedgerTables } from './tables.ts'

export interface LedgerQuery {
  readonly who?: string
  readonly what?: string
  readonly subject?: string
  readonly from?: Date
  readonly until?: Date
  /** Entries with smaller numbers only: the last number of the page before. */
  readonly before?: number
  readonly limit?: number
}

interface EntryRow extends Readonly<LedgerTables['ledger_entry']> {
  readonly salt: string | null
  readonly body: string | null
}

const LARGEST_PAGE = 500

/** Null where the payload was erased or there never was one. */
function entryOf(row: EntryRow): LedgerEntry {
  const { digest, number, previous, subject, what, who } = row
  const second = row.sm3_previous === null ? {} : { sm3: { digest: row.sm3_digest, previous: row.sm3_previous } }
  const body: LedgerEntryBody = { at: row.at.toISOString(), digest, number, previous, ...second, subject, what, who }
  const payload = row.salt === null || row.body === null ? null : { salt: row.salt, body: row.body }
  return { body, hash: row.hash, sm3: row.sm3, payload }
}

const withPayload = (database: Database<LedgerTables> | Transaction<LedgerTables>) =>
  database
    .selectFrom('ledger_entry')
    .leftJoin('ledger_payload', 'ledger_payload.number', 'ledger_entry.number')
    .selectAll('ledger_entry')
    .select(['ledger_payload.salt', 'ledger_payload.body'])

/** Newest first, page by page. */
export async function ledgerPage(database: Database<LedgerTables>, query: LedgerQuery = {}): Promise<LedgerEntry[]> {
  let rows = withPayload(database).orderBy('ledger_entry.number', 'desc')
  for (const name of ['who', 'what', 'subject'] as const) {
    const value = query[name]
    if (value !== undefined) rows = rows.where(`ledger_entry.${name}`, '=', value)
  }
  if (query.from !== undefined) rows = rows.where('ledger_entry.at', '>=', query.from)
  if (query.until !== undefined) rows = rows.where('ledger_entry.at', '<', query.until)
  if (query.before !== undefined) rows = rows.where('ledger_entry.number', '<', query.before)
  const limit = Math.min(query.limit ?? LARGEST_PAGE, LARGEST_PAGE)
  return (await rows.limit(limit).execute()).map(entryOf)
}

/** The entry with this number, or null. */
export const ledgerEntry = async (database: Database<LedgerTables>, number: number): Promise<LedgerEntry | null> => {
  const row = await withPayload(database).where('ledger_entry.number', '=', number).executeTakeFirst()
  return row === undefined ? null : entryOf(row)
}

/** Who signs, and how far. */
export interface LedgerSeals {
  /** In their order; the last is the one that is valid. */
  readonly keys: readonly LedgerKey['body'][]
  readonly last: (Seal['body'] & { readonly stampedAt: Date | null }) | null
}

export async function ledgerSeals(database: Database<LedgerTables>): Promise<LedgerSeals> {
  const keys = await database.selectFrom('ledger_key').selectAll().orderBy('number').execute()
  const row = await database
    .selectFrom('ledger_seal')
    .leftJoin('ledger_time_stamp', 'ledger_time_stamp.seal', 'ledger_seal.number')
    .selectAll('ledger_seal')
    .select('ledger_time_stamp.at as stampedAt')
    .orderBy('ledger_seal.number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const last = row === undefined ? null : { ...sealOf(row).body, stampedAt: row.stampedAt }
  return { keys: keys.map((key) => keyOf(key).body), last }
}

/** The number of the first seal that covers an entry; null while none does. */
export const sealOver = async (database: Database<LedgerTables>, entry: number): Promise<number | null> =>
  (
    await database
      .selectFrom('ledger_seal')
      .select('number')
      .where('up_to', '>=', entry)
      .orderBy('number')
      .limit(1)
      .executeTakeFirst()
  )?.number ?? null

/** Entries `from` to `to`, both included, in their order. */
export async function entriesBetween(tx: Transaction<LedgerTables>, from: number, to: number): Promise<LedgerEntry[]> {
  const rows = await withPayload(tx)
    .where('ledger_entry.number', '>=', from)
    .where('ledger_entry.number', '<=', to)
    .orderBy('ledger_entry.number')
    .execute()
  return rows.map(entryOf)
}
