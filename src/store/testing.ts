import { PGlite } from '@electric-sql/pglite'
import { CompiledQuery, type DatabaseConnection, type Driver, Kysely, type QueryResult } from 'kysely'
import { type Store, storeOver } from './database.ts'
import { dialectOver } from './driver.ts'
import { faultOf } from './fault.ts'
import { type Migration, migrate } from './migration.ts'
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
