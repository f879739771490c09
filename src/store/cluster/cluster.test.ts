import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type Store } from '../database.ts'
import { type Cluster, startCluster } from './cluster.ts'
import { occupantsOf, signal, until } from './process.ts'

const folder = mkdtempSync(join(tmpdir(), 'gouji-cluster-'))
const data = join(folder, 'postgresql/data')
let cluster: Cluster
let store: Store

beforeAll(async () => {
  cluster = await startCluster(join(folder, 'postgresql'))
  store = await connect(cluster.connection)
})
afterAll(async () => {
  await store.close()
  await cluster.stop()
  rmSync(folder, { recursive: true })
})

const one = async (): Promise<number> => {
  const { rows } = await sql<{ one: number }>`select count(*) as one from (values (1)) as t`.execute(store.tables())
  return rows[0]?.one ?? 0
}

const settled = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  )

describe('the cluster that comes along', () => {
  it('syncs what it writes and asks for its password', async () => {
    const { rows } = await sql<{ name: string; setting: string }>`select name, setting from pg_settings
      where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'password_encryption') order by name`.execute(
      store.tables(),
    )
    expect(rows.map(({ setting }) => setting)).toEqual(['on', 'on', 'scram-sha-256', 'on'])
    await expect(connect({ ...cluster.connection, password: 'wrong' })).rejects.toMatchObject({ code: '28P01' })
  })

  it('comes back after it was killed; what was asked meanwhile may be tried again', async () => {
    const killed = cluster.pid ?? 0
    const asked = sql`select pg_sleep(60)`.execute(store.tables()).catch((error: unknown) => error)
    await until(async () => (await one()) === 1, 5_000)
    signal(killed, 'SIGKILL')
    expect(await asked).toMatchObject({ code: 'database-unavailable' })
    expect(await until(() => settled(one()), 10_000)).toBe(true)
    expect(cluster.pid).not.toBe(killed)
  })

  it('leaves no process behind', async () => {
    const again = await startCluster(join(folder, 'other'))
    await again.stop()
    expect(occupantsOf(join(folder, 'other/data'), join(folder, 'other/data/postmaster.pid'))).toEqual([])
    expect(occupantsOf(data, join(data, 'postmaster.pid')).length).toBeGreaterThan(0)
  })
})
