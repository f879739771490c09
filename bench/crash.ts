import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import {
  append,
  type Migration,
  type OpenedStore,
  openStore,
  storeMigrations,
  verifyLedger,
} from '../src/store/index.ts'
import { conclude, median } from './support/bench.ts'

/**
 * kill −9 of the parent, of PostgreSQL and of both, in mid-write under load. Every write that was acknowledged must be
 * there afterwards, no transaction by half, the ledger verified, and the store ready again in time.
 *
 * npm run bench -- crash [TIMES]
 */
const TIMES = Number(process.argv[2] === 'write' ? 0 : (process.argv[2] ?? 30))
const HOLD_MS = 5_000
const WRITERS = 8
const LOAD_MS = 400

/** Each transaction writes one row in both tables, and an entry in the ledger. */
const tables: Migration = {
  module: 'crash',
  version: 1,
  title: 'pairs',
  up: async (tx) => {
    await sql`create table crash_first (id bigint primary key, filling text not null)`.execute(tx)
    await sql`create table crash_second (id bigint primary key references crash_first)`.execute(tx)
  },
}

interface Said {
  readonly ready?: { readonly last: number; readonly halves: number; readonly ids: readonly number[] }
  readonly wrote?: number
}

const say = (said: Said): boolean => process.stdout.write(`${JSON.stringify(said)}\n`)

async function stateOf(store: OpenedStore, from: number): Promise<Said['ready']> {
  const { rows } = await sql<{ id: number }>`select id from crash_first where id >= ${from} order by id`.execute(
    store.tables(),
  )
  const { rows: found } = await sql<{ last: number; halves: number }>`select coalesce(max(a.id), 0) as last,
    count(*) filter (where a.id is null or b.id is null) as halves
    from crash_first a full join crash_second b on a.id = b.id`.execute(store.tables())
  return { last: found[0]?.last ?? 0, halves: found[0]?.halves ?? 0, ids: rows.map(({ id }) => id) }
}

let next = 0

async function write(store: OpenedStore): Promise<void> {
  next += 1
  const id = next
  await store
    .tables<unknown>()
    .transaction()
    .execute(async (tx) => {
      await sql`insert into crash_first values (${id}, ${'x'.repeat(2_000)})`.execute(tx)
      await sql`insert into crash_second values (${id})`.execute(tx)
      await append(tx, [{ who: 'system', what: 'pair.written', subject: `pair:${id}` }])
    })
  say({ wrote: id })
}

/** The process that is killed: opens the store, says what is there, writes as fast as it can. */
async function serve(dataDir: string, from: number): Promise<void> {
  const store = await openStore({ dataDir }, [...storeMigrations, tables])
  const state = await stateOf(store, from)
  next = Math.max(state?.last ?? 0, from)
  say({ ready: state ?? { last: 0, halves: 0, ids: [] } })
  const writer = async (): Promise<void> => {
    for (;;) await write(store).catch(() => sleep(10))
  }
  await Promise.all(Array.from({ length: WRITERS }, writer))
}

/** A child that serves, and what it has said. */
class Served {
  readonly child: ChildProcess
  readonly acknowledged: number[] = []
  readonly ready: Promise<NonNullable<Said['ready']>>

  constructor(dataDir: string, from: number) {
    this.child = spawn(process.execPath, [process.argv[1] ?? '', 'write', dataDir, String(from)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.ready = new Promise((resolve, reject) => {
      this.child.once('exit', () => reject(new Error('the store did not start')))
      if (this.child.stdout === null) throw new Error('no output')
      createInterface(this.child.stdout).on('line', (line) => {
        const said = JSON.parse(line) as Said
        if (said.wrote !== undefined) this.acknowledged.push(said.wrote)
        if (said.ready !== undefined) resolve(said.ready)
      })
    })
  }

  /** Resolves when it has ended and everything that it said has been read. */
  ended(): Promise<void> {
    return new Promise((resolve) => this.child.once('close', () => resolve()))
  }
}

const postmasterIn = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'postgresql/data/postmaster.pid'), 'utf8').split('\n')[0])

/** A line that the kill cut in two was not said. */
const times: number[] = []
let lost = 0
let halves = 0

function compare(acknowledged: readonly number[], state: NonNullable<Said['ready']>): void {
  const there = new Set(state.ids)
  lost += acknowledged.filter((id) => !there.has(id)).length
  halves += state.halves
}

async function killParent(served: Served, dataDir: string, isBoth: boolean): Promise<Served> {
  const ended = served.ended()
  if (isBoth) process.kill(postmasterIn(dataDir), 'SIGKILL')
  served.child.kill('SIGKILL')
  const started = performance.now()
  const again = new Served(dataDir, served.acknowledged[0] ?? 0)
  const state = await again.ready
  times.push(performance.now() - started)
  await ended
  compare(served.acknowledged, state)
  return again
}

/** The parent lives: the time until it acknowledges writes again. What it wrote is compared at its own end. */
async function killDatabase(served: Served, dataDir: string): Promise<Served> {
  process.kill(postmasterIn(dataDir), 'SIGKILL')
  const started = performance.now()
  await sleep(50)
  const before = served.acknowledged.length
  while (served.acknowledged.length === before) await sleep(5)
  times.push(performance.now() - started)
  return served
}

async function measure(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gouji-crash-'))
  let served = new Served(dataDir, 0)
  await served.ready
  let written = 0
  for (let round = 0; round < TIMES * 3; round += 1) {
    await sleep(LOAD_MS)
    const before = served
    if (round % 3 === 0) served = await killDatabase(served, dataDir)
    else served = await killParent(served, dataDir, round % 3 === 2)
    if (served !== before) written += before.acknowledged.length
  }
  const last = new Promise((resolve) => served.child.once('close', resolve))
  served.child.kill('SIGKILL')
  await last
  const store = await openStore({ dataDir }, [...storeMigrations, tables])
  const state = await stateOf(store, 0)
  compare(served.acknowledged, state ?? { last: 0, halves: 0, ids: [] })
  const { isSound, entries } = await verifyLedger(store)
  const isLedgerWhole = isSound && entries === state?.ids.length
  await store.close()
  rmSync(dataDir, { recursive: true })
  const slowest = Math.max(...times)
  conclude(
    'crash',
    `${TIMES} × parent, PostgreSQL, both; ${written + served.acknowledged.length} acknowledged writes, ${lost} lost, ${halves} by half; ${entries} ledger entries ${isLedgerWhole ? 'verified' : 'NOT verified'}; ready after ${Math.round(median(times))} ms (median), ${Math.round(slowest)} ms at most`,
    `0 lost, 0 by half, ledger verified, ready in ${HOLD_MS} ms`,
    lost === 0 && halves === 0 && isLedgerWhole && slowest <= HOLD_MS,
  )
}

if (process.argv[2] === 'write') await serve(process.argv[3] ?? '', Number(process.argv[4]))
else await measure()
