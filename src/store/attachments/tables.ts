import { type Generated, type Selectable, sql } from 'kysely'
import type { Migration } from '../migration.ts'

export interface AttachmentTables {
  store_attachment: {
    sha256: string
    sm3: string | null
    bytes: number
    created_at: Generated<Date>
  }
}

export type Attachment = Selectable<AttachmentTables['store_attachment']>

/** Other modules refer to `store_attachment (sha256)` with a foreign key: that is what keeps a file. */
export const attachmentMigrations: readonly Migration[] = [
  {
    module: 'store',
    version: 2,
    title: 'attachments',
    up: async (tx) => {
      await sql`create table store_attachment (
        sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
        sm3 text check (sm3 ~ '^[0-9a-f]{64}$'),
        bytes bigint not null,
        created_at timestamptz not null default now())`.execute(tx)
    },
  },
]
