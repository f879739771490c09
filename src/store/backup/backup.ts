import { createReadStream, existsSync } from 'node:fs'
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { sql } from 'kysely'
import type pg from 'pg'
import type { Attachments } from '../attachments/attachments.ts'
import { digestsOf } from '../attachments/digest.ts'
import type { Connection, Store } from '../database.ts'
import { diskFaultOf } from '../fault.ts'
import { recordedMigrations } from '../migration.ts'
import { storeProblem } from '../problems.ts'
import { openCopying, outStatement, referredFirst, sequencesIn, shapesIn, type TableShape } from './catalogue.ts'
import { ContainerWriter } from './container.ts'
import { copyOut } from './copy.ts'
import { BACKUP_FORMAT, type BackupHead, type BackupProgress, type BackupReport, type Mark } from './model.ts'

/** A store and what a backup needs of it. */
export interface BackupSource {
  readonly store: Store
  readonly connection: Connection
  readonly attachments: Attachments
  readonly marks?: readonly Mark[]
}

/** Rows as they were at one moment, however long it takes to write them, while others go on writing. */
async function withSnapshot<Result>(
  { connection, store, marks = [] }: BackupSource,
  use: (client: pg.Client, shapes: readonly TableShape[], marks: Readonly<Record<string, string>>) => Promise<Result>,
): Promise<Result> {
  const client = await openCopying(connection)
  try {
    await client.query('begin isolation level repeatable read read only')
    const shapes = referredFirst(await shapesIn(client))
    // Without tables there are no marks to read either.
    if (shapes.length === 0) throw storeProblem('nothing-to-back-up')
    const { rows } = await client.query<{ snapshot: string }>('select pg_export_snapshot() as snapshot')
    return await use(client, shapes, await readMarks(store, marks, rows[0]?.snapshot ?? ''))
  } finally {
    await client.end()
  }
}

/** Marks are read by their modules at the same moment. */
function readMarks(store: Store, marks: readonly Mark[], snapshot: string): Promise<Record<string, string>> {
  return store
    .tables<unknown>()
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      await sql`set transaction snapshot ${sql.lit(snapshot)}`.execute(tx)
      const entries: [string, string][] = []
      for (const mark of marks) entries.push([mark.name, await mark.read(tx)])
      return Object.fromEntries(entries)
    })
}

async function headOf(
  { store }: BackupSource,
  client: pg.Client,
  marks: Readonly<Record<string, string>>,
  attachments: number,
): Promise<BackupHead> {
  const { rows } = await client.query<{ server: string }>(`select current_setting('server_version') as server`)
  return {
    format: BACKUP_FORMAT,
    createdAt: new Date().toISOString(),
    server: rows[0]?.server ?? '',
    migrations: (await recordedMigrations(store)).map(({ module, version, title, checksum }) => ({
      module,
      version,
      title,
      checksum,
    })),
    sequences: await sequencesIn(client),
    attachments,
    marks,
  }
}

const attachmentsIn = async (client: pg.Client): Promise<string[]> => {
  const { rows } = await client.query<{ sha256: string }>('select sha256 from store_attachment order by 1')
  return rows.map(({ sha256 }) => sha256)
}

async function writeParts(
  source: BackupSource,
  file: FileHandle,
  { signal, onProgress = () => {} }: BackupProgress,
): Promise<Omit<BackupReport, 'bytes'>> {
  const { folder } = source.attachments
  return withSnapshot(source, async (client, shapes, marks) => {
    const names = await attachmentsIn(client)
    const writer = await ContainerWriter.begin(file, await headOf(source, client, marks, names.length))
    const tables: Record<string, string> = {}
    const damaged: string[] = []
    let done = 0
    const step = (): void => {
      signal?.throwIfAborted()
      done += 1
      onProgress(done, shapes.length + names.length)
    }
    for (const shape of shapes) {
      const rows = copyOut(client, outStatement(shape))
      tables[shape.name] = (await writer.part({ part: 'table', name: shape.name, gzip: true }, rows)).sha256
      step()
    }
    for (const name of names) {
      const path = folder.pathOf(name)
      if (!folder.has(name) || (await digestsOf(path)).sha256 !== name) damaged.push(name)
      else await writer.part({ part: 'attachment', name, gzip: false }, createReadStream(path))
      step()
    }
    return { tables, attachments: names.length - damaged.length, marks, damaged, sha256: await writer.end() }
  })
}

async function syncFolderOf(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r')
  await folder.sync()
  await folder.close()
}

/**
 * Writes the whole store, as it is at this moment, into one file, while it is in use. The file has its name only when it
 * is complete and on the disk. Throws `backup-exists` and `disk-full`.
 */
export async function writeBackup(
  source: BackupSource,
  path: string,
  progress: BackupProgress = {},
): Promise<BackupReport> {
  const target = resolve(path)
  if (existsSync(target)) throw storeProblem('backup-exists', target)
  const partial = `${target}.partial`
  const file = await open(partial, 'w', 0o600)
  try {
    const report = await writeParts(source, file, progress)
    await rename(partial, target)
    await syncFolderOf(target)
    return { ...report, bytes: (await stat(target)).size }
  } catch (error) {
    await rm(partial, { force: true })
    throw diskFaultOf(error)
  } finally {
    await file.close()
  }
}
