import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { until } from './cluster/process.ts'
import type { Migration } from './migration.ts'
import { type OpenedStore, openStore, storeMigrations } from './open.ts'

const folder = mkdtempSync(join(tmpdir(), 'gouji-full-'))
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=160m', 'tmpfs', folder]).status === 0
let store: OpenedStore | null = null

afterAll(async () => {
  await store?.close()
  if (isMounted) spawnSync('umount', [folder])
  rmSync(folder, { recursive: true, force: true })
})

const table: Migration = {
  module: 'sample',
  version: 1,
  title: 'rows',
  up: async (tx) => {
    await sql`create table sample_row (id bigint primary key, filling text not null)`.execute(tx)
  },
}

if (!isMounted) console.info('disk full: not tested here, a small file system may not be mounted')

describe.runIf(isMounted)('a full disk', () => {
  it('refuses what is written with a clear problem, damages nothing, and resumes when there is room', async () => {
    const dataDir = join(folder, 'data')
    const opened = await openStore({ dataDir }, [...storeMigrations, table])
    store = opened
    const { bavail, bsize } = statfsSync(folder)
    const ballast = join(folder, 'ballast')
    writeFileSync(ballast, Buffer.alloc(bavail * bsize - 3_000_000))
    const acknowledged: number[] = []
    const seen = new Set<string>()
    let next = 0
    const write = async (): Promise<boolean> => {
      next += 1
      const id = next
      try {
        await sql`insert into sample_row select ${id}::bigint, string_agg(md5(n::text || ${id}), '') from
          generate_series(1, 3000) n`.execute(opened.tables())
        acknowledged.push(id)
        return true
      } catch (error) {
        seen.add(error instanceof Error && 'code' in error ? String(error.code) : String(error))
        return false
      }
    }
    await until(async () => !(await write()) && seen.has('disk-full'), 30_000)
    expect(seen).toContain('disk-full')
    expect([...seen].filter((code) => !/^(disk-full|database-unavailable|commit-unconfirmed)$/.test(code))).toEqual([])
    await expect(opened.attachments.keep(Buffer.alloc(8_000_000))).rejects.toMatchObject({ code: 'disk-full' })
    rmSync(ballast)
    expect(await until(write, 20_000)).toBe(true)
    const { rows } = await sql<{ id: number }>`select id from sample_row`.execute(opened.tables())
    expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(acknowledged))
  })
})
