import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import {
  type Migration,
  type OpenedStore,
  openStore,
  restoreBackup,
  storeMigrations,
  writeBackup,
} from '../src/store/index.ts'
import { conclude, median } from './support/bench.ts'

/**
 * Backs up a store with the rows and files of 10,000 documents while it serves reads and writes, then restores it and
 * compares (the restore does, table by table).
 *
 * npm run bench -- backup [DOCUMENTS]
 */
const DOCUMENTS = Number(process.argv[2] ?? 10_000)
const HOLD_MS = 60_000
/** About what a document of a real district is: 600 figures, a file of 40 KB. */
const FIGURES = 600
const FILE_BYTES = 40 * 1024

const tables: Migration = {
  module: 'bench',
  version: 1,
  title: 'documents',
  up: async (tx) => {
    await sql`create table bench_document (id bigint primary key, title text not null, reading jsonb not null,
      file text not null references store_attachment)`.execute(tx)
    await sql`create table bench_figure (document bigint not null references bench_document, place integer not null,
      fact text not null, fen numeric(20,0) not null, primary key (document, place))`.execute(tx)
  },
}
const migrations = [...storeMigrations, tables]

async function fill(store: OpenedStore): Promise<void> {
  for (let id = 1; id <= DOCUMENTS; id += 1) {
    const bytes = Buffer.alloc(FILE_BYTES, `${id} 部门预算 `)
    const kept = await store.attachments.keep(bytes)
    await store
      .tables<unknown>()
      .transaction()
      .execute(async (tx) => {
        await store.attachments.record(tx, kept)
        await sql`insert into bench_document values (${id}, ${`某部门 ${id}`},
          jsonb_build_object('pages', 25, 'text', repeat(md5(${String(id)}), 60)), ${kept.sha256})`.execute(tx)
        await sql`insert into bench_figure select ${id}::bigint, n, md5((${id} * n)::text), n * 7919
          from generate_series(1, ${FIGURES}::integer) n`.execute(tx)
      })
  }
}

/** Reads and writes one after another until told to stop; the times of each, in ms. */
async function serveUntil(store: OpenedStore, isOver: () => boolean): Promise<number[]> {
  const times: number[] = []
  for (let turn = 1; !isOver(); turn += 1) {
    const started = performance.now()
    const id = (turn % DOCUMENTS) + 1
    await sql`select sum(fen) from bench_figure where document = ${id}`.execute(store.tables())
    await sql`update bench_document set title = title || '.' where id = ${id}`.execute(store.tables())
    times.push(performance.now() - started)
  }
  return times
}

const sourceOf = (store: OpenedStore) => ({
  store,
  connection: store.connection,
  attachments: store.attachments,
})

const folder = mkdtempSync(join(tmpdir(), 'gouji-backup-'))
const store = await openStore({ dataDir: join(folder, 'first') }, migrations)
await fill(store)
let isOver = false
const serving = serveUntil(store, () => isOver)
const file = join(folder, 'store.backup')
const started = performance.now()
const { bytes } = await writeBackup(sourceOf(store), file)
const took = performance.now() - started
isOver = true
const times = await serving
await store.close()

const copy = await openStore({ dataDir: join(folder, 'second') }, null)
const restoring = performance.now()
await restoreBackup(sourceOf(copy), file, migrations)
const restored = performance.now() - restoring
await copy.close()
rmSync(folder, { recursive: true })

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
const served = `${times.length} reads and writes served meanwhile, ${median(times).toFixed(1)} ms median`
conclude(
  'backup',
  `${DOCUMENTS} documents, ${DOCUMENTS * FIGURES} figures, ${Math.round(bytes / 1048576)} MiB in ${seconds(took)} (${served}); restored identical in ${seconds(restored)}`,
  `${HOLD_MS / 1000} s`,
  took <= HOLD_MS,
)
