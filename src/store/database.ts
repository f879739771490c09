import { Kysely, type Transaction as KyselyTransaction, sql } from 'kysely'
import pg from 'pg'
import type { Problem } from '../kernel/index.ts'
import { dialectOver, PoolDriver } from './driver.ts'
import { storeProblem } from './problems.ts'
import { PARSERS } from './values.ts'

/** The database as one module sees it: with its own tables, which it declares as an interface. */
export type Database<Tables> = Kysely<Tables>
/** The only thing in scope inside a transaction. */
export type Transaction<Tables> = KyselyTransaction<Tables>

/** A transaction that another module began. */
export type AnyTransaction = Pick<KyselyTransaction<unknown>, 'isTransaction' | 'getExecutor'>

/** The transaction of another module, typed for the tables of this one: both write, or neither does. */
export const within = <Tables>(tx: AnyTransaction): Transaction<Tables> => tx as unknown as Transaction<Tables>

/** The connections of this process to the database. */
export interface PoolLoad {
  readonly open: number
  readonly idle: number
  /** Requests that wait for one. */
  readonly waiting: number
}

/** The rows of all modules. Opened once a process. */
export interface Store {
  /** The database typed for the tables of one module. */
  tables<Tables>(): Database<Tables>
  /** Where there is a pool. */
  load?(): PoolLoad
  close(): Promise<void>
}

/** Where a server listens and who asks: a URL (postgres://…) or its parts; host may be a folder with a socket. */
export type Connection = string | Pick<pg.ClientConfig, 'host' | 'port' | 'user' | 'password' | 'database'>

export interface ConnectionOptions {
  /** Connections at most; one of them serves one request at a time. */
  readonly size?: number
  /** What is known to keep the server away: said instead of "cannot be reached". */
  readonly known?: () => Problem | null
}

const OLDEST_SERVER = 150_000
const SIZE = 10
const CONNECT_WITHIN_MS = 5_000

const typesOf: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    PARSERS.get(oid) ?? (format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid)),
}

/** What every connection to the store is opened with. */
export const clientConfigOf = (connection: Connection): pg.ClientConfig => ({
  ...(typeof connection === 'string' ? { connectionString: connection } : connection),
  application_name: 'gouji',
  connectionTimeoutMillis: CONNECT_WITHIN_MS,
  types: typesOf,
})

/** A pool whose connections may break without taking the process along: the query in flight is told, a new one is made. */
function poolOf(connection: Connection, size: number): pg.Pool {
  const pool = new pg.Pool({ ...clientConfigOf(connection), max: size })
  const toldElsewhere = (): void => {}
  pool.on('error', toldElsewhere)
  pool.on('connect', (client) => client.on('error', toldElsewhere))
  return pool
}

async function refuseOldServer(database: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version_num') as version`.execute(
    database,
  )
  const version = Number(rows[0]?.version)
  if (version < OLDEST_SERVER) throw storeProblem('server-too-old', String(Math.floor(version / 10_000)))
}

/**
 * Opens the store of a running server. Throws a Problem when it cannot be reached or is older than PostgreSQL 15.
 * Migrations are the caller's next step.
 */
export async function connect(
  connection: Connection,
  { size = SIZE, known = () => null }: ConnectionOptions = {},
): Promise<Store> {
  const pool = poolOf(connection, size)
  const database = new Kysely<unknown>({ dialect: dialectOver(() => new PoolDriver(pool, known)) })
  try {
    await refuseOldServer(database)
  } catch (error) {
    await pool.end()
    throw error
  }
  const load = (): PoolLoad => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount })
  return { ...storeOver(database, () => pool.end()), load }
}

/** A store over a database however it is reached. */
export const storeOver = (database: Kysely<unknown>, close: () => Promise<void>): Store => ({
  tables: <Tables>() => database as unknown as Database<Tables>,
  close: async () => {
    await database.destroy()
    await close()
  },
})
