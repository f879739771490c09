import { createHash } from 'node:crypto'
import { DummyDriver, Kysely, sql } from 'kysely'
import type { Database, Store, Transaction } from './database.ts'
import { dialectOver } from './driver.ts'
import { storeProblem } from './problems.ts'

/**
 * One step forward of one module's tables; there is no way back. Released steps are never changed: a new one is added.
 * Names of tables begin with their module: `identity_account`.
 */
export interface Migration {
  readonly module: string
  /** 1, 2, 3 … within the module. */
  readonly version: number
  readonly title: string
  up(tx: Transaction<unknown>): Promise<void>
}

interface MigrationTables {
  gouji_migration: { module: string; version: number; title: string; checksum: string }
}

/** What a store says of the steps it has taken. */
export interface MigrationRecord {
  readonly module: string
  readonly version: number
  readonly title: string
  readonly checksum: string
}

/** Held while steps are taken, so that processes which start together wait for one another. Any fixed number does. */
const LOCK = 4_740_001

/**
 * SHA-256 of the statements that a step sends to an empty database. What it does with rows that it finds is not part
 * of it.
 */
export async function checksumOf(migration: Migration): Promise<string> {
  const hash = createHash('sha256')
  const dry = new Kysely<unknown>({
    dialect: dialectOver(() => new DummyDriver()),
    log: ({ query }) => {
      hash.update(JSON.stringify([query.sql, query.parameters.map(String)]))
    },
  })
  await dry.transaction().execute((tx) => migration.up(tx))
  return hash.digest('hex')
}

/** The steps that the store has taken, in order. */
export const recordedMigrations = (store: Store): Promise<MigrationRecord[]> =>
  store
    .tables<MigrationTables>()
    .selectFrom('gouji_migration')
    .selectAll()
    .orderBy('module')
    .orderBy('version')
    .execute()

/** The list, refused where the program itself is wrong: a step twice, or one missing between. */
function inOrder(migrations: readonly Migration[]): readonly Migration[] {
  const last = new Map<string, number>()
  for (const { module, version, title } of migrations) {
    if (version !== (last.get(module) ?? 0) + 1)
      throw new Error(`migration out of order: ${module} ${version} ${title}`)
    last.set(module, version)
  }
  return migrations
}

const keyOf = ({ module, version }: Pick<Migration, 'module' | 'version'>): string => `${module} ${version}`

async function makeRecord(database: Database<MigrationTables>): Promise<void> {
  await database.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx)
    await sql`create table if not exists gouji_migration (
      module text not null, version integer not null, title text not null, checksum text not null,
      applied_at timestamptz not null default now(), primary key (module, version))`.execute(tx)
  })
}

/** Takes one step, unless another process has taken it meanwhile. */
async function take(database: Database<MigrationTables>, migration: Migration): Promise<void> {
  const { module, version, title } = migration
  const checksum = await checksumOf(migration)
  await database.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx)
    const taken = await tx
      .selectFrom('gouji_migration')
      .select('checksum')
      .where('module', '=', module)
      .where('version', '=', version)
      .executeTakeFirst()
    if (taken !== undefined && taken.checksum !== checksum) throw storeProblem('migration-altered', keyOf(migration))
    if (taken !== undefined) return
    await migration.up(tx as unknown as Transaction<unknown>)
    await tx.insertInto('gouji_migration').values({ module, version, title, checksum }).execute()
  })
}

/**
 * Brings the tables of all modules to what this program needs, each step in its own transaction, under a lock. Throws a
 * Problem, before anything is changed, when the store has taken steps that this program does not know or knows otherwise.
 */
export async function migrate(store: Store, migrations: readonly Migration[]): Promise<void> {
  const known = new Set(inOrder(migrations).map(keyOf))
  const database = store.tables<MigrationTables>()
  await makeRecord(database)
  const unknown = (await recordedMigrations(store)).filter((record) => !known.has(keyOf(record)))
  if (unknown.length > 0) throw storeProblem('database-newer', unknown.map(keyOf).join(', '))
  for (const migration of migrations) await take(database, migration)
}
