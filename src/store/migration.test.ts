import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import type { Store } from './database.ts'
import { type Migration, migrate, recordedMigrations } from './migration.ts'
import { memoryStore } from './testing.ts'

interface Tables {
  sample_note: { id: number; text: string; fen: string; day: string | null }
}

const first: Migration = {
  module: 'sample',
  version: 1,
  title: 'notes',
  up: async (tx) => {
    await sql`create table sample_note (id bigint primary key, text text not null, fen numeric(20,0) not null)`.execute(
      tx,
    )
  },
}
const second: Migration = {
  module: 'sample',
  version: 2,
  title: 'days',
  up: async (tx) => {
    await sql`alter table sample_note add column day date`.execute(tx)
  },
}

let store: Store
afterEach(() => store.close())

describe('migrations', () => {
  it('are taken once each, in order, and give the values that every module relies on', async () => {
    store = await memoryStore([first])
    await migrate(store, [first, second])
    await migrate(store, [first, second])
    expect((await recordedMigrations(store)).map(({ version, title }) => [version, title])).toEqual([
      [1, 'notes'],
      [2, 'days'],
    ])
    const notes = store.tables<Tables>()
    const note = { id: 7, text: '三公', fen: '12345678901234567890', day: '2024-02-29' }
    await notes.insertInto('sample_note').values(note).execute()
    expect(await notes.selectFrom('sample_note').selectAll().execute()).toEqual([note])
  })

  it('refuse a store that a newer program wrote, and change nothing', async () => {
    store = await memoryStore([first, second])
    const other: Migration = { ...first, module: 'other' }
    await expect(migrate(store, [first, other])).rejects.toMatchObject({ code: 'database-newer', detail: 'sample 2' })
    expect(await recordedMigrations(store)).toHaveLength(2)
  })

  it('refuse a step that was changed after it was taken', async () => {
    store = await memoryStore([first])
    const changed: Migration = { ...first, up: second.up }
    await expect(migrate(store, [changed])).rejects.toMatchObject({ code: 'migration-altered' })
  })

  it('leave nothing of a step that fails', async () => {
    store = await memoryStore([first])
    const broken: Migration = {
      ...second,
      up: async (tx) => {
        await second.up(tx)
        throw new Error('stop')
      },
    }
    await expect(migrate(store, [first, broken])).rejects.toThrow('stop')
    await migrate(store, [first, second])
    expect(await recordedMigrations(store)).toHaveLength(2)
  })
})
