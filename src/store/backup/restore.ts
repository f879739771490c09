import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import type pg from 'pg'
import { faultOf } from '../fault.ts'
import { type Migration, migrate, recordedMigrations } from '../migration.ts'
import { storeProblem } from '../problems.ts'
import type { BackupSource } from './backup.ts'
import { digestOf, inStatement, openCopying, quoted, shapesIn, type TableShape } from './catalogue.ts'
import { ContainerReader, type Part } from './container.ts'
import { copyIn } from './copy.ts'
import { type BackupHead, backupHead } from './model.ts'

/** What a backup says it holds, found true from end to end. */
export interface VerifiedBackup {
  readonly path: string
  readonly head: BackupHead
  /** Digest of the rows of each table. */
  readonly tables: ReadonlyMap<string, string>
  readonly attachments: number
}

async function eachPart(path: string, use: (part: Part) => Promise<void>): Promise<BackupHead> {
  if (!existsSync(path)) throw storeProblem('no-such-backup', path)
  const reader = await ContainerReader.open(path)
  try {
    const head = await reader.head(backupHead)
    for await (const part of reader.parts()) await use(part)
    return head
  } finally {
    await reader.close()
  }
}

/** Reads a backup from end to end and changes nothing. Throws `backup-damaged` where it is not what it says. */
export async function verifyBackup(path: string): Promise<VerifiedBackup> {
  const tables = new Map<string, string>()
  let attachments = 0
  const head = await eachPart(path, async ({ part, name, content }) => {
    const hash = createHash('sha256')
    for await (const chunk of content) hash.update(chunk)
    const sha256 = hash.digest('hex')
    if (part === 'table') tables.set(name, sha256)
    else if (sha256 !== name) throw storeProblem('backup-damaged', name)
    else attachments += 1
  })
  return { path, head, tables, attachments }
}

/** A store that has never held anything: not even tables. */
async function refuseOccupied({ attachments }: BackupSource, client: pg.Client): Promise<void> {
  const shapes = await shapesIn(client)
  if (shapes.length > 0) throw storeProblem('store-not-empty', shapes.map(({ name }) => name).join(', '))
  if (attachments.folder.names().length > 0) throw storeProblem('store-not-empty', 'attachments')
}

/** The steps that the store had taken which was backed up. Later ones are taken at the next start. */
function stepsOf({ migrations }: BackupHead, known: readonly Migration[]): Migration[] {
  const key = ({ module, version }: { module: string; version: number }): string => `${module} ${version}`
  const wanted = new Set(migrations.map(key))
  const steps = known.filter((migration) => wanted.has(key(migration)))
  if (steps.length < wanted.size) throw storeProblem('backup-newer', [...wanted].join(', '))
  return steps
}

async function makeTables(source: BackupSource, head: BackupHead, known: readonly Migration[]): Promise<void> {
  await migrate(source.store, stepsOf(head, known))
  const made = await recordedMigrations(source.store)
  const checksums = new Map(made.map(({ module, version, checksum }) => [`${module} ${version}`, checksum]))
  const other = head.migrations.find(
    ({ module, version, checksum }) => checksums.get(`${module} ${version}`) !== checksum,
  )
  if (other !== undefined) throw storeProblem('backup-newer', `${other.module} ${other.version}`)
}

/** Rows are put back as they were: what the database does by itself to new ones stays out of it. */
async function fill(
  { attachments }: BackupSource,
  client: pg.Client,
  path: string,
  shapes: readonly TableShape[],
): Promise<void> {
  const { rows: always } = await client.query<{ table: string; name: string }>(
    "select tgrelid::regclass::text as table, tgname as name from pg_trigger where tgenabled = 'A' and not tgisinternal",
  )
  for (const { name } of shapes) await client.query(`alter table ${quoted(name)} disable trigger user`)
  await client.query(`truncate ${shapes.map(({ name }) => quoted(name)).join(', ')}`)
  const byName = new Map(shapes.map((shape) => [shape.name, shape]))
  await eachPart(path, async ({ part, name, content }) => {
    const shape = byName.get(name)
    if (part === 'attachment') await attachments.keep(Readable.from(content), Number.POSITIVE_INFINITY)
    else if (shape !== undefined) await copyIn(client, inStatement(shape), content)
    else throw storeProblem('restore-differs', name)
  })
  for (const { name } of shapes) await client.query(`alter table ${quoted(name)} enable trigger user`)
  for (const { table, name } of always) await client.query(`alter table ${table} enable always trigger ${quoted(name)}`)
}

async function setSequences(client: pg.Client, { sequences }: BackupHead): Promise<void> {
  for (const { name, value, isCalled } of sequences) {
    await client.query('select setval($1::regclass, $2, $3)', [quoted(name), value, isCalled])
  }
}

async function refuseDifference(
  client: pg.Client,
  shapes: readonly TableShape[],
  backup: VerifiedBackup,
): Promise<void> {
  if (shapes.length !== backup.tables.size) throw storeProblem('restore-differs', 'tables')
  for (const shape of shapes) {
    if ((await digestOf(client, shape)) !== backup.tables.get(shape.name))
      throw storeProblem('restore-differs', shape.name)
  }
}

async function restoreParts(source: BackupSource, client: pg.Client, backup: VerifiedBackup): Promise<void> {
  const shapes = await shapesIn(client)
  await client.query('begin')
  await fill(source, client, backup.path, shapes)
  await setSequences(client, backup.head)
  await refuseDifference(client, shapes, backup)
  await client.query('commit')
}

async function compareMarks({ store, marks = [] }: BackupSource, { head }: VerifiedBackup): Promise<void> {
  await store
    .tables<unknown>()
    .transaction()
    .execute(async (tx) => {
      for (const mark of marks) {
        const before = head.marks[mark.name]
        if (before !== undefined && (await mark.read(tx)) !== before) throw storeProblem('restore-differs', mark.name)
      }
    })
}

/** As it was found: empty. */
async function undo({ store, attachments }: BackupSource): Promise<void> {
  await sql`drop schema public cascade`.execute(store.tables())
  await sql`create schema public`.execute(store.tables())
  for (const name of attachments.folder.names()) await attachments.folder.remove(name)
}

/**
 * Restores a backup into a store that holds nothing, and compares: digests of the rows of every table, every attachment,
 * the marks. Throws a Problem before anything is written where the backup is damaged or newer, or the store holds
 * something; where it fails later, the store is empty again.
 */
export async function restoreBackup(
  source: BackupSource,
  path: string,
  known: readonly Migration[],
): Promise<VerifiedBackup> {
  const backup = await verifyBackup(path)
  stepsOf(backup.head, known)
  const client = await openCopying(source.connection)
  try {
    await refuseOccupied(source, client)
    await fillAll(source, client, backup, known)
    return backup
  } finally {
    await client.end()
  }
}

async function fillAll(
  source: BackupSource,
  client: pg.Client,
  backup: VerifiedBackup,
  known: readonly Migration[],
): Promise<void> {
  try {
    await makeTables(source, backup.head, known)
    await restoreParts(source, client, backup)
    await compareMarks(source, backup)
  } catch (error) {
    await client.query('rollback')
    await undo(source)
    throw faultOf(error)
  }
}
