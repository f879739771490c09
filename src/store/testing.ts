import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { CompiledQuery, type DatabaseConnection, type Driver, Kysely, type QueryResult } from 'kysely'
import pg from 'pg'
import { Attachments } from './attachments/attachments.ts'
import { startCluster } from './cluster/cluster.ts'
import { type Connection, clientConfigOf, connect, type Store, storeOver } from './database.ts'
import { dialectOver } from './driver.ts'
import { faultOf } from './fault.ts'
import { type Migration, migrate } from './migration.ts'
import type { OpenedStore } from './open.ts'
import { PARSERS } from './values.ts'

/** PGlite has one connection: whoever holds it, the others wait. */
class SingleConnection implements DatabaseConnection {
  readonly #engine: PGlite
  #free: Promise<void> = Promise.resolve()
  #release: () => void = () => {}

  constructor(engine: PGlite) {
    this.#engine = engine
  }

  async hold(): Promise<void> {
    const before = this.#free
    let release = (): void => {}
    this.#free = new Promise((resolve) => {
      release = resolve
    })
    await before
    this.#release = release
  }

  letGo(): void {
    this.#release()
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    try {
      const { rows, affectedRows } = await this.#engine.query<Row>(sql, [...parameters], {
        parsers: Object.fromEntries(PARSERS),
      })
      return { rows, numAffectedRows: BigInt(affectedRows ?? 0) }
    } catch (error) {
      throw faultOf(error)
    }
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('results are read in pages, not streamed')
  }
}

const pgliteDriver = (engine: PGlite): Driver => {
  const only = new SingleConnection(engine)
  const send = async (statement: string): Promise<void> => {
    await only.executeQuery(CompiledQuery.raw(statement))
  }
  return {
    init: async () => {},
    acquireConnection: async () => {
      await only.hold()
      return only
    },
    beginTransaction: (_, { isolationLevel }) =>
      send(isolationLevel === undefined ? 'begin' : `begin isolation level ${isolationLevel}`),
    commitTransaction: () => send('commit'),
    rollbackTransaction: () => send('rollback'),
    savepoint: (_, name) => send(`savepoint "${name}"`),
    rollbackToSavepoint: (_, name) => send(`rollback to savepoint "${name}"`),
    releaseSavepoint: (_, name) => send(`release savepoint "${name}"`),
    releaseConnection: async () => only.letGo(),
    destroy: async () => {},
  }
}

/** Making an engine takes seconds, emptying one takes none: those that were closed serve again. */
const idle: PGlite[] = []

/**
 * A store in memory for unit tests, with the tables of the migrations. It never syncs and has one connection: what
 * needs several at once, or a crash, needs the real thing.
 */
export async function memoryStore(migrations: readonly Migration[] = []): Promise<Store> {
  const engine = idle.pop() ?? (await PGlite.create())
  const database = new Kysely<unknown>({ dialect: dialectOver(() => pgliteDriver(engine)) })
  const store = storeOver(database, async () => {
    await engine.exec('unlisten *; drop schema public cascade; create schema public')
    idle.push(engine)
  })
  await migrate(store, migrations)
  return store
}

/** A PostgreSQL of its own for the tests of one file. */
export interface TestServer {
  /** A new, empty database on it. */
  database(): Promise<Connection>
  /** A store in a new database, with the tables of the migrations. */
  store(migrations?: readonly Migration[]): Promise<Store>
  /** The same with attachments in a folder, as the product opens it. */
  opened(dataDir: string, migrations: readonly Migration[]): Promise<OpenedStore>
  close(): Promise<void>
}

/** The PostgreSQL that comes along, in a temporary folder; gone, with its processes, when closed. */
export async function testServer(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'gouji-test-'))
  const cluster = await startCluster(join(folder, 'postgresql'))
  return serverAt(cluster.connection, async () => {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  })
}

/** Databases on a server that runs already. Tables are made once for a list of migrations and then copied. */
export function serverAt(connection: Exclude<Connection, string>, close: () => Promise<void>): TestServer {
  let made = 0
  const database = async (template = 'template1'): Promise<Exclude<Connection, string>> => {
    made += 1
    const name = `test_${process.pid}_${made}`
    const client = new pg.Client(clientConfigOf(connection))
    await client.connect()
    await client.query(`create database ${name} template ${template}`)
    await client.end()
    return { ...connection, database: name }
  }
  const templates = new Map<string, Promise<string>>()
  const template = async (migrations: readonly Migration[]): Promise<string> => {
    const place = await database()
    const store = await connect(place)
    await migrate(store, migrations)
    await store.close()
    return place.database ?? ''
  }
  const withTables = async (migrations: readonly Migration[]): Promise<Connection> => {
    const key = migrations.map(({ module, version, title }) => `${module} ${version} ${title}`).join('\n')
    const known = templates.get(key) ?? template(migrations)
    templates.set(key, known)
    return database(await known)
  }
  return {
    database,
    store: async (migrations = []) => connect(await withTables(migrations)),
    opened: async (dataDir, migrations) => {
      const place = await withTables(migrations)
      const store = await connect(place)
      return { ...store, connection: place, attachments: new Attachments(store, join(dataDir, 'attachments')) }
    },
    close,
  }
}
