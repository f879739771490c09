import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../database.ts'
import { type TestServer, testServer } from '../testing.ts'
import { append, ledgerMigrations, verifyLedger } from './index.ts'

describe('many writers at once', () => {
  let server: TestServer
  let store: Store
  beforeAll(async () => {
    server = await testServer()
    store = await server.store(ledgerMigrations)
  })
  afterAll(async () => {
    await store.close()
    await server.close()
  })

  const write = (writer: number, batch: number): Promise<number> =>
    store
      .tables<object>()
      .transaction()
      .execute(async (tx) => {
        const first = await append(
          tx,
          Array.from({ length: 3 }, (_, n) => ({
            who: `account:${writer}`,
            what: 'thing.made',
            subject: `thing:${batch}-${n}`,
          })),
        )
        if (batch % 5 === 4) throw new Error('given up')
        return first
      })

  it('number their entries one after another without a gap, whatever is given up between', async () => {
    const writers = Array.from({ length: 8 }, (_, writer) =>
      Promise.allSettled(Array.from({ length: 20 }, (_, batch) => write(writer, batch))),
    )
    const firsts = (await Promise.all(writers)).flat().flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(firsts.sort((a, b) => a - b)).toEqual(Array.from({ length: 8 * 16 }, (_, n) => 1 + 3 * n))
    expect(await verifyLedger(store)).toMatchObject({ isSound: true, entries: 8 * 16 * 3 })
  })

  it('hold the privileges to append and read, not those to change, also as the owner of the tables', async () => {
    const tables = store.tables<object>()
    const rights = await sql<{
      privilege: string
    }>`select privilege_type as privilege from information_schema.role_table_grants
      where table_name = 'ledger_entry' and grantee = current_user order by 1`.execute(tables)
    const held = rights.rows.map(({ privilege }) => privilege)
    expect(held).toEqual(expect.arrayContaining(['INSERT', 'SELECT']))
    expect(held).not.toContain('UPDATE')
    expect(held).not.toContain('DELETE')
  })
})
