import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'
import type pg from 'pg'
import type { Problem } from '../kernel/index.ts'
import { faultOf, isLost } from './fault.ts'
import { storeProblem } from './problems.ts'

/** A Kysely dialect of PostgreSQL over some driver. */
export const dialectOver = (createDriver: () => Driver): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createDriver,
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
})

const CHANGING = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

class PooledConnection implements DatabaseConnection {
  readonly client: pg.PoolClient
  isBroken = false

  constructor(client: pg.PoolClient) {
    this.client = client
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    try {
      const { command, rowCount, rows } = await this.client.query({ text: sql, values: [...parameters] })
      return CHANGING.has(command) ? { numAffectedRows: BigInt(rowCount ?? 0), rows } : { rows }
    } catch (error) {
      this.isBroken ||= isLost(error)
      throw faultOf(error)
    }
  }

  /** Large results are read by key, page after page: a cursor would hold its connection while somebody downloads. */
  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('results are read in pages, not streamed')
  }
}

const beginOf = ({ isolationLevel, accessMode }: TransactionSettings): string =>
  ['begin', isolationLevel === undefined ? '' : `isolation level ${isolationLevel}`, accessMode ?? '']
    .filter((part) => part !== '')
    .join(' ')

/** Kysely over a pool of pg. What the server or the disk does to a query leaves here as a Problem. */
export class PoolDriver implements Driver {
  readonly #pool: pg.Pool
  readonly #known: () => Problem | null

  /** `known`: what is known to keep the server away, if anything. */
  constructor(pool: pg.Pool, known: () => Problem | null) {
    this.#pool = pool
    this.#known = known
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PooledConnection> {
    try {
      return new PooledConnection(await this.#pool.connect())
    } catch (error) {
      throw (isLost(error) && this.#known()) || faultOf(error)
    }
  }

  async beginTransaction(connection: PooledConnection, settings: TransactionSettings): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(beginOf(settings)))
  }

  async commitTransaction(connection: PooledConnection): Promise<void> {
    try {
      const { command } = await connection.client.query('commit')
      // A transaction in which a statement failed answers COMMIT with ROLLBACK.
      if (command === 'ROLLBACK') throw new Error('a transaction was committed although a statement in it had failed')
    } catch (error) {
      connection.isBroken ||= isLost(error)
      throw isLost(error) ? storeProblem('commit-unconfirmed') : faultOf(error)
    }
  }

  async rollbackTransaction(connection: PooledConnection): Promise<void> {
    // The server rolls back what it lost; what broke the connection is on its way to the caller already.
    if (connection.isBroken) return
    try {
      await connection.executeQuery(CompiledQuery.raw('rollback'))
    } catch (error) {
      connection.isBroken = true
      throw error
    }
  }

  async savepoint(connection: PooledConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`savepoint "${name}"`))
  }

  async rollbackToSavepoint(connection: PooledConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`rollback to savepoint "${name}"`))
  }

  async releaseSavepoint(connection: PooledConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`release savepoint "${name}"`))
  }

  async releaseConnection({ client, isBroken }: PooledConnection): Promise<void> {
    client.release(isBroken)
  }

  /** The pool belongs to whoever opened it. */
  async destroy(): Promise<void> {}
}
