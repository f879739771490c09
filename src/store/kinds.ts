import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { type Attachments, refuseDamage } from './attachments/attachments.ts'
import { type BackupSource, writeBackup } from './backup/backup.ts'
import { type JobKind, jobKind } from './jobs/kind.ts'

const nothing = z.strictObject({})

/** Compares every attachment with its digests. Dead, with their names, when some are damaged. */
export const attachmentCheck = (attachments: Attachments): JobKind<z.infer<typeof nothing>> =>
  jobKind({
    name: 'store.check-attachments',
    payload: nothing,
    run: async ({ signal, progress }) => {
      const report = await attachments.check({ signal, onProgress: progress })
      refuseDamage(report)
      return report
    },
  })

const backupOrder = z.strictObject({
  folder: z.string(),
  /** The newest that stay. */
  keep: z.int().min(1),
})
const BACKUP_NAME = /^gouji-\d{8}T\d{6}Z\.backup$/

const nameAt = (now: Date): string => `gouji-${now.toISOString().replace(/[-:]|\.\d+/g, '')}.backup`

const namesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => BACKUP_NAME.test(name))
    .sort()

/** The newest of our own backups in a folder, by the time that it was finished; null when there is none. */
export function newestBackup(
  folder: string,
): { readonly name: string; readonly bytes: number; readonly at: Date } | null {
  const name = existsSync(folder) ? namesIn(folder).at(-1) : undefined
  if (name === undefined) return null
  const { size, mtime } = statSync(join(folder, name))
  return { name, bytes: size, at: mtime }
}

/** Removes the oldest of our own backups in a folder; other files are none of ours. */
function retain(folder: string, keep: number): string[] {
  const own = namesIn(folder)
  const removed = own.slice(0, Math.max(0, own.length - keep))
  for (const name of removed) rmSync(join(folder, name))
  return removed
}

/** Writes a backup into a folder under the time's name, then removes the oldest. */
export const scheduledBackup = (source: BackupSource): JobKind<z.infer<typeof backupOrder>> =>
  jobKind({
    name: 'store.backup',
    payload: backupOrder,
    run: async ({ payload: { folder, keep }, signal, progress }) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const name = nameAt(new Date())
      const report = await writeBackup(source, join(folder, name), { signal, onProgress: progress })
      return { name, ...report, removed: retain(folder, keep) }
    },
  })
