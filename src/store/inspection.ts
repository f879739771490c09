import { sql } from 'kysely'
import type { Store } from './database.ts'

/** What a store says of itself. */
export interface StoreInspection {
  /** The version of the PostgreSQL server. */
  readonly server: string
  /** Bytes of the database. */
  readonly database: number
  readonly attachments: { readonly count: number; readonly bytes: number }
}

interface Row {
  readonly server: string
  readonly database: number
  readonly count: number
  readonly bytes: string
}

export async function inspectStore(store: Store): Promise<StoreInspection> {
  const { rows } = await sql<Row>`select current_setting('server_version') as server,
    pg_database_size(current_database()) as database, (select count(*) from store_attachment) as count,
    (select coalesce(sum(bytes), 0) from store_attachment) as bytes`.execute(store.tables<unknown>())
  const [row] = rows
  if (row === undefined) throw new Error('a select without a table has one row')
  const { server, database, count, bytes } = row
  return { server, database, attachments: { count, bytes: Number(bytes) } }
}
