import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Attachments } from '../attachments/attachments.ts'
import { connect, type Store, within } from '../database.ts'
import { type Migration, migrate } from '../migration.ts'
import { storeMigrations } from '../open.ts'
import { type TestServer, testServer } from '../testing.ts'
import { type BackupSource, writeBackup } from './backup.ts'
import { digestOf, openCopying, shapesIn } from './catalogue.ts'
import type { Mark } from './model.ts'
import { restoreBackup, verifyBackup } from './restore.ts'

const folder = mkdtempSync(join(tmpdir(), 'gouji-backup-'))
let server: TestServer

/** Tables of every kind that matters to a copy: computed, identity, circular, without a key, refusing deletes. */
const sample: Migration = {
  module: 'sample',
  version: 1,
  title: 'everything',
  up: async (tx) => {
    await sql`create table sample_unit (id bigint generated always as identity primary key, name text not null,
      parent bigint references sample_unit, letters integer generated always as (length(name)) stored)`.execute(tx)
    await sql`create table a_line (unit bigint not null references sample_unit, fen numeric(20,0), at timestamptz,
      day date, data jsonb, bytes bytea, file text references store_attachment)`.execute(tx)
    await sql`create table sample_ledger (seq bigint primary key, entry text not null)`.execute(tx)
    await sql`create function sample_refuse() returns trigger language plpgsql as $$ begin raise 'append only'; end $$`.execute(
      tx,
    )
    await sql`create trigger sample_keep before update or delete or truncate on sample_ledger
      for each statement execute function sample_refuse()`.execute(tx)
    await sql`insert into sample_ledger values (0, 'made with the tables')`.execute(tx)
  },
}
const migrations = [...storeMigrations, sample]

const head: Mark = {
  name: 'sample.head',
  read: async (tx) => {
    const { rows } = await sql<{ seq: number }>`select max(seq) as seq from sample_ledger`.execute(within<unknown>(tx))
    return String(rows[0]?.seq)
  },
}

const stores: Store[] = []
async function emptySource(): Promise<BackupSource> {
  const connection = await server.database()
  const store = await connect(connection)
  stores.push(store)
  const attachments = new Attachments(store, mkdtempSync(join(folder, 'room-')))
  return { store, connection, attachments, marks: [head] }
}

async function addEntries(store: Store, from: number, count: number): Promise<void> {
  await sql`insert into sample_ledger select n, '条目 ' || n from generate_series(${from}::bigint, ${from + count - 1}) n`.execute(
    store.tables(),
  )
}

let source: BackupSource
let file: string

beforeAll(async () => {
  server = await testServer()
  source = await emptySource()
  const { store, attachments } = source
  await migrate(store, migrations)
  const kept = await attachments.keep(Buffer.from('部门预算'.repeat(1000)))
  await store
    .tables()
    .transaction()
    .execute((tx) => attachments.record(tx, kept))
  await sql`insert into sample_unit (name, parent) values ('区财政局', 1), (${'tab\there\nand line\\'}, 1)`.execute(
    store.tables(),
  )
  await sql`insert into a_line select 1 + n % 2, n * 7, timestamptz '2024-02-29 23:59:59.123456+08', '2024-02-29',
    jsonb_build_object('n', n, '名', '值'), decode(md5(n::text), 'hex'), ${kept.sha256}
    from generate_series(1, 3000) n`.execute(store.tables())
  await addEntries(store, 1, 500)
  file = join(folder, 'first.backup')
  await writeBackup(source, file)
})
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()))
  await server.close()
  rmSync(folder, { recursive: true })
})

async function digests({ connection }: BackupSource): Promise<Record<string, string>> {
  const client = await openCopying(connection)
  const found: Record<string, string> = {}
  for (const shape of await shapesIn(client)) found[shape.name] = await digestOf(client, shape)
  await client.end()
  return found
}

const countOf = async ({ connection }: BackupSource): Promise<number> => {
  const client = await openCopying(connection)
  const shapes = await shapesIn(client)
  await client.end()
  return shapes.length
}

describe('a backup', () => {
  it('restores to an identical store, and goes on counting where it stood', async () => {
    const copy = await emptySource()
    await restoreBackup(copy, file, migrations)
    expect(await digests(copy)).toEqual(await digests(source))
    expect(await copy.attachments.check()).toEqual(await source.attachments.check())
    const { rows } = await sql<{ id: number; letters: number }>`insert into sample_unit (name) values ('新单位')
      returning id, letters`.execute(copy.store.tables())
    expect(rows).toEqual([{ id: 3, letters: 3 }])
    await expect(sql`delete from sample_ledger`.execute(copy.store.tables())).rejects.toThrow('append only')
  })

  it('is one moment, whatever is written meanwhile', async () => {
    const busy = await emptySource()
    await migrate(busy.store, migrations)
    let isWriting = true
    let next = 1
    const writing = (async () => {
      for (; isWriting; next += 2) await addEntries(busy.store, next, 2)
    })()
    await addEntries(busy.store, 1_000_000, 50_000)
    const path = join(folder, 'busy.backup')
    const { marks, tables } = await writeBackup(busy, path)
    isWriting = false
    await writing
    expect(marks['sample.head']).toBe('1049999')
    const copy = await emptySource()
    await restoreBackup(copy, path, migrations)
    expect((await digests(copy))['sample_ledger']).toBe(tables['sample_ledger'])
    const { rows } = await sql<{ odd: number }>`select count(*) % 2 as odd from sample_ledger`.execute(
      copy.store.tables(),
    )
    // One row came with the tables, the others in pairs.
    expect(rows[0]?.odd).toBe(1)
  })

  it('is never written over another, and leaves nothing when it is stopped', async () => {
    await expect(writeBackup(source, file)).rejects.toMatchObject({ code: 'backup-exists' })
    const path = join(folder, 'stopped.backup')
    await expect(writeBackup(source, path, { signal: AbortSignal.abort() })).rejects.toThrow()
    expect([existsSync(path), existsSync(`${path}.partial`)]).toEqual([false, false])
  })

  it('is refused over a store that holds something', async () => {
    await expect(restoreBackup(source, file, migrations)).rejects.toMatchObject({ code: 'store-not-empty' })
  })

  it('is refused by a program that does not know its tables', async () => {
    const copy = await emptySource()
    await expect(restoreBackup(copy, file, storeMigrations)).rejects.toMatchObject({ code: 'backup-newer' })
    const changed: Migration = {
      ...sample,
      up: async (tx) => {
        await sample.up(tx)
        await sql`create table sample_more (id bigint)`.execute(tx)
      },
    }
    await expect(restoreBackup(copy, file, [...storeMigrations, changed])).rejects.toMatchObject({
      code: 'backup-newer',
    })
    expect(await countOf(copy)).toBe(0)
    await restoreBackup(copy, file, migrations)
  })

  it('is refused before anything is written when a byte of it was changed, wherever, or it was cut', async () => {
    const copy = await emptySource()
    const bytes = readFileSync(file)
    const altered = join(folder, 'altered.backup')
    const places = Array.from({ length: 40 }, (_, n) => Math.floor((n * (bytes.length - 1)) / 39))
    for (const place of places) {
      const changed = Buffer.from(bytes)
      changed[place] = (changed[place] ?? 0) ^ 1
      writeFileSync(altered, changed)
      await expect(restoreBackup(copy, altered, migrations), `byte ${place}`).rejects.toMatchObject({
        code: 'backup-damaged',
      })
    }
    for (const length of [0, 5, 100, bytes.length >> 1, bytes.length - 1]) {
      writeFileSync(altered, bytes.subarray(0, length))
      await expect(verifyBackup(altered), `${length} bytes`).rejects.toMatchObject({ code: 'backup-damaged' })
    }
    writeFileSync(altered, Buffer.concat([bytes, Buffer.from('\n')]))
    await expect(verifyBackup(altered)).rejects.toMatchObject({ code: 'backup-damaged' })
    expect(await countOf(copy)).toBe(0)
    expect(copy.attachments.folder.names()).toEqual([])
  })

  it('leaves out an attachment that is damaged and says so', async () => {
    const { store, attachments } = source
    const kept = await attachments.keep(Buffer.from('will be lost'))
    await store
      .tables()
      .transaction()
      .execute((tx) => attachments.record(tx, kept))
    writeFileSync(attachments.folder.pathOf(kept.sha256), 'something else')
    const path = join(folder, 'damaged.backup')
    const report = await writeBackup(source, path)
    expect(report).toMatchObject({ damaged: [kept.sha256], attachments: 1 })
    expect(await verifyBackup(path)).toMatchObject({ attachments: 1 })
  })
})
