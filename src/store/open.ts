import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from '../kernel/index.ts'
import { Attachments } from './attachments/attachments.ts'
import { attachmentMigrations } from './attachments/tables.ts'
import { type Claim, claim } from './cluster/claim.ts'
import { type Cluster, joinCluster, startCluster } from './cluster/cluster.ts'
import { type Connection, connect, type Store } from './database.ts'
import { jobMigrations } from './jobs/tables.ts'
import { ledgerMigrations } from './ledger/index.ts'
import { type Migration, migrate } from './migration.ts'
import { storeProblem } from './problems.ts'

/** Where a store is: rows in the PostgreSQL that comes along or at a server, attachments in the data folder. */
export interface StorePlace {
  readonly dataDir: string
  /** DATABASE_URL: a server instead of what comes along. */
  readonly url?: string | undefined
}

export interface OpenedStore extends Store {
  readonly connection: Connection
  readonly attachments: Attachments
}

/** The steps of the store's own tables, which come before those of any module. */
export const storeMigrations: readonly Migration[] = [...jobMigrations, ...attachmentMigrations, ...ledgerMigrations]

const CLUSTER = 'postgresql'
const ATTACHMENTS = 'attachments'

const prepared = ({ dataDir }: StorePlace): void => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
}

/** What runs the database: its connection, and how it is ended after the store is closed. */
interface Host {
  readonly connection: Connection
  readonly known?: () => Problem | null
  end(): Promise<void>
}

async function hostOf({ dataDir, url }: StorePlace): Promise<Host> {
  if (url !== undefined && url !== '') return { connection: url, end: async () => {} }
  const held = await claim(dataDir)
  try {
    return hosting(held, await startCluster(join(dataDir, CLUSTER)))
  } catch (error) {
    held.release()
    throw error
  }
}

const hosting = (held: Claim, cluster: Cluster): Host => ({
  connection: cluster.connection,
  known: () => cluster.fault,
  end: async () => {
    await cluster.stop()
    held.release()
  },
})

async function storeAt(place: StorePlace, host: Host): Promise<OpenedStore> {
  const store = await connect(host.connection, host.known === undefined ? {} : { known: host.known })
  return {
    ...store,
    connection: host.connection,
    attachments: new Attachments(store, join(place.dataDir, ATTACHMENTS)),
    close: async () => {
      await store.close()
      await host.end()
    },
  }
}

/**
 * Opens the store as the instance that serves it: starts the database that comes along, or connects to the server, and
 * brings the tables up to date. `migrations`: those of all modules, the store's own first; null leaves the tables alone.
 */
export async function openStore(place: StorePlace, migrations: readonly Migration[] | null): Promise<OpenedStore> {
  prepared(place)
  const host = await hostOf(place)
  try {
    const store = await storeAt(place, host)
    if (migrations !== null) await migrate(store, migrations)
    return store
  } catch (error) {
    await host.end()
    throw error
  }
}

/** Opens the store beside the instance that serves it, or starts its database for a while when none does. */
export async function joinStore(place: StorePlace): Promise<OpenedStore> {
  try {
    return await openStore(place, null)
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'data-in-use')) throw error
    const connection = joinCluster(join(place.dataDir, CLUSTER))
    if (connection === null) throw storeProblem('database-unavailable', place.dataDir)
    return storeAt(place, { connection, end: async () => {} })
  }
}
