import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { accountFor } from './cluster/account.ts'
import { until } from './cluster/process.ts'
import { connect } from './database.ts'
import {
  enqueue,
  findJob,
  jobKind,
  type OpenedStore,
  openEvents,
  openStore,
  restoreBackup,
  runnable,
  startWorker,
  storeMigrations,
  writeBackup,
} from './index.ts'

/** Debian's PostgreSQL 15, the oldest that a store takes. */
const BIN = '/usr/lib/postgresql/15/bin'
const isThere = existsSync(join(BIN, 'postgres'))
if (!isThere) console.info('PostgreSQL 15: not tested here, it is not installed')

const folder = mkdtempSync(join(tmpdir(), 'gouji-server-'))
const data = join(folder, 'data')
let child: ChildProcess | null = null
let url = ''

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

const sourceOf = (store: OpenedStore) => ({ store, connection: store.connection, attachments: store.attachments })
const withUrl = (database: string): string => `${url}/${database}`

describe.runIf(isThere)('a server of PostgreSQL 15', () => {
  beforeAll(async () => {
    const account = accountFor(data)
    mkdirSync(data)
    // Its user has to walk down to its own folder.
    chmodSync(folder, 0o711)
    if (account !== null) chownSync(data, account.uid, account.gid)
    const as = { ...account, cwd: data, env: { LC_ALL: 'C' } }
    spawnSync(join(BIN, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'gouji', '-E', 'UTF8', '--no-sync'], as)
    const port = await freePort()
    url = `postgres://gouji@127.0.0.1:${port}`
    child = spawn(
      join(BIN, 'postgres'),
      ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      { ...as, stdio: 'ignore' },
    )
    const isUp = (): Promise<boolean> =>
      connect(withUrl('postgres')).then(
        async (store) => {
          for (const name of ['first', 'second']) await sql`create database ${sql.id(name)}`.execute(store.tables())
          await store.close()
          return true
        },
        () => false,
      )
    await until(isUp, 30_000, 100)
  })
  afterAll(async () => {
    child?.kill('SIGQUIT')
    await until(() => child === null || child.exitCode !== null, 20_000)
    rmSync(folder, { recursive: true })
  })

  it('carries the store: migrations, jobs, events, backup and restore', async () => {
    const store = await openStore({ dataDir: join(folder, 'a'), url: withUrl('first') }, storeMigrations)
    const events = await openEvents(store.connection)
    const kind = jobKind({ name: 'sample.double', payload: z.int(), run: async ({ payload }) => payload * 2 })
    const worker = startWorker({ store, events, kinds: [runnable(kind)], size: 2 })
    const id = await store
      .tables()
      .transaction()
      .execute((tx) => enqueue(tx, kind, 21))
    await until(async () => (await findJob(store, id)).state === 'done', 20_000)
    expect((await findJob(store, id)).result).toBe(42)
    await worker.stop()
    await events.close()
    const file = join(folder, 'a.backup')
    await writeBackup(sourceOf(store), file)
    const other = await openStore({ dataDir: join(folder, 'b'), url: withUrl('second') }, null)
    await restoreBackup(sourceOf(other), file, storeMigrations)
    expect((await findJob(other, id)).result).toBe(42)
    await other.close()
    await store.close()
  })
})
