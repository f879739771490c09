import * as z from 'zod'
import type { AnyTransaction } from '../database.ts'

export const BACKUP_FORMAT = 1

/** The first line of a backup. */
export const backupHead = z.strictObject({
  format: z.literal(BACKUP_FORMAT),
  createdAt: z.string(),
  /** The version of the server that wrote it; any from 15 on reads it. */
  server: z.string(),
  migrations: z.array(
    z.strictObject({ module: z.string(), version: z.int(), title: z.string(), checksum: z.string() }),
  ),
  sequences: z.array(z.strictObject({ name: z.string(), value: z.string(), isCalled: z.boolean() })),
  /** How many attachments follow the tables. */
  attachments: z.int(),
  marks: z.record(z.string(), z.string()),
})

export type BackupHead = z.infer<typeof backupHead>

/**
 * Something of a store that must be the same after a restore, beside the digests of its tables: the head of a ledger.
 * Declared by the module that keeps it.
 */
export interface Mark {
  readonly name: string
  read(tx: AnyTransaction): Promise<string>
}

export interface BackupProgress {
  readonly signal?: AbortSignal
  /** Parts done and in all: tables and attachments. */
  readonly onProgress?: (done: number, total: number) => void
}

/** What was written or restored, and what could not be. */
export interface BackupReport {
  readonly tables: Readonly<Record<string, string>>
  readonly attachments: number
  readonly bytes: number
  /** SHA-256 of the file but its last line, which says the same. */
  readonly sha256: string
  readonly marks: Readonly<Record<string, string>>
  /** Attachments whose file is damaged or missing: they are not in the backup. */
  readonly damaged: readonly string[]
}
