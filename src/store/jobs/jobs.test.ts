import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { Problem } from '../../kernel/index.ts'
import { until } from '../cluster/process.ts'
import { type Connection, connect, type Store } from '../database.ts'
import { type Events, openEvents, type StoreEvent } from '../events.ts'
import { migrate } from '../migration.ts'
import { storeProblem } from '../problems.ts'
import { type TestServer, testServer } from '../testing.ts'
import { type JobKind, jobKind, pauseAfter, runnable } from './kind.ts'
import { cancelJob, countJobs, type EnqueueOptions, enqueue, findJob, listJobs, pruneJobs, retryJob } from './queue.ts'
import { queueDue, schedule } from './schedule.ts'
import { type JobTables, jobMigrations } from './tables.ts'
import { startWorker, type Worker } from './worker.ts'

let server: TestServer
let connection: Connection
let store: Store
let events: Events
const workers: Worker[] = []

beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  connection = await server.database()
  store = await connect(connection)
  await migrate(store, jobMigrations)
  events = await openEvents(connection)
})
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()))
  await events.close()
  await store.close()
})

const work = (kinds: readonly JobKind<never>[], size = 2): Worker => {
  const worker = startWorker({ store, events, kinds: kinds.map(runnable), size, graceMs: 50, pollMs: 200 })
  workers.push(worker)
  return worker
}
const queue = <Payload>(kind: JobKind<Payload>, payload: Payload, options?: EnqueueOptions): Promise<number> =>
  store
    .tables<JobTables>()
    .transaction()
    .execute((tx) => enqueue(tx, kind, payload, options))
const change = (act: typeof cancelJob, id: number): Promise<void> =>
  store
    .tables<JobTables>()
    .transaction()
    .execute((tx) => act(tx, id))
const isIn = (id: number, state: string) => async (): Promise<boolean> => (await findJob(store, id)).state === state
const reaches = async (id: number, state: string): Promise<void> => {
  await until(isIn(id, state), 20_000)
  expect((await findJob(store, id)).state).toBe(state)
}

const number = z.object({ n: z.int() })
const kindOf = (run: JobKind<{ n: number }>['run'], more: Partial<JobKind<{ n: number }>> = {}) =>
  jobKind({ name: 'sample.count', payload: number, run, firstPauseMs: 10, ...more }) as JobKind<never> &
    JobKind<{ n: number }>

/** A job that goes on until it is told to stop. */
const endless = kindOf(
  ({ signal }) =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('stopped')))
    }),
)

describe('jobs', () => {
  it('run once each although several workers take them, the important first', async () => {
    const seen: number[] = []
    const kind = kindOf(async ({ payload }) => {
      seen.push(payload.n)
      return payload.n * 2
    })
    const ids = []
    for (let n = 0; n < 40; n += 1) ids.push(await queue(kind, { n }, { priority: n === 39 ? 5 : 0 }))
    work([kind], 1)
    await until(async () => seen.length > 0, 10_000)
    expect(seen[0]).toBe(39)
    work([kind], 4)
    work([kind], 4)
    await until(async () => (await countJobs(store)).get('done') === 40, 20_000)
    expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n))
    expect((await findJob(store, ids[7] ?? 0)).result).toBe(14)
    expect((await listJobs(store, { limit: 3, before: ids[9] ?? 0 })).map(({ id }) => id)).toEqual(
      ids.slice(6, 9).reverse(),
    )
  })

  it('that are done go after their time, those given up stay', async () => {
    const kind = kindOf(
      async ({ payload }) => {
        if (payload.n === 1) throw new Error('a defect')
      },
      { attempts: 1 },
    )
    for (const n of [0, 1]) await queue(kind, { n })
    work([kind])
    await until(async () => (await countJobs(store)).get('dead') === 1, 10_000)
    await until(async () => (await countJobs(store)).get('done') === 1, 10_000)
    expect(await pruneJobs(store, new Date(Date.now() - 60_000))).toBe(0)
    expect(await pruneJobs(store, new Date(Date.now() + 60_000))).toBe(1)
    expect((await listJobs(store)).map(({ state }) => state)).toEqual(['dead'])
  })

  it('are there only if the transaction that queued them is', async () => {
    const kind = kindOf(async () => null)
    const tables = store.tables<JobTables>()
    const broken = tables.transaction().execute(async (tx) => {
      await enqueue(tx, kind, { n: 1 })
      throw new Error('changed my mind')
    })
    await expect(broken).rejects.toThrow('changed my mind')
    await expect(queue(kind, { n: 1.5 })).rejects.toThrow()
    expect(await listJobs(store)).toEqual([])
  })

  it('of one key wait only once, and may come again when they have ended', async () => {
    const kind = kindOf(async () => null)
    const first = await queue(kind, { n: 1 }, { uniqueKey: 'a' })
    expect(await queue(kind, { n: 1 }, { uniqueKey: 'a' })).toBe(first)
    work([kind])
    await reaches(first, 'done')
    expect(await queue(kind, { n: 1 }, { uniqueKey: 'a' })).not.toBe(first)
  })

  it('are tried again after a fault, given up with the reason, and run when somebody says so', async () => {
    let isMended = false
    const kind = kindOf(
      async ({ attempt }) => {
        if (!isMended) throw new Error(`fault ${attempt}`)
      },
      { attempts: 3 },
    )
    work([kind])
    const id = await queue(kind, { n: 1 })
    await reaches(id, 'dead')
    expect(await findJob(store, id)).toMatchObject({ attempts: 3, failure: { code: 'job-failed', detail: 'fault 3' } })
    isMended = true
    await change(retryJob, id)
    await reaches(id, 'done')
    await expect(change(retryJob, id)).rejects.toMatchObject({ code: 'job-not-ended' })
  })

  it('are not tried again where people must mend something first', async () => {
    const kind = kindOf(async () => {
      throw storeProblem('disk-full')
    })
    work([kind])
    const id = await queue(kind, { n: 1 })
    await reaches(id, 'dead')
    expect(await findJob(store, id)).toMatchObject({ attempts: 1, failure: { code: 'disk-full' } })
  })

  it('show their progress to everyone who listens', async () => {
    const heard: StoreEvent[] = []
    events.listen((event) => event !== 'gap' && heard.push(event))
    const kind = kindOf(async ({ progress, signal }) => {
      progress(1, 4, '第一份')
      await until(() => heard.some(({ data }) => (data as { note: string }).note === '第一份') || signal.aborted, 9_000)
    })
    work([kind])
    const id = await queue(kind, { n: 1 })
    await reaches(id, 'done')
    expect(heard.map(({ data }) => data)).toContainEqual(
      expect.objectContaining({ id, state: 'running', done: 1, total: 4, note: '第一份' }),
    )
  })

  it('stop when cancelled, waiting or running', async () => {
    const waiting = await queue(endless, { n: 1 }, { runAfter: new Date(Date.now() + 3_600_000) })
    const running = await queue(endless, { n: 2 })
    work([endless])
    await reaches(running, 'running')
    await change(cancelJob, running)
    await change(cancelJob, waiting)
    await reaches(running, 'cancelled')
    await reaches(waiting, 'cancelled')
    await expect(change(cancelJob, running)).rejects.toBeInstanceOf(Problem)
  })

  it('go back to the queue when their worker stops or dies', async () => {
    const id = await queue(endless, { n: 1 })
    const first = work([endless])
    await reaches(id, 'running')
    await first.stop()
    expect(await findJob(store, id)).toMatchObject({ state: 'queued', attempts: 0 })
    // A worker that died: nobody renews its lease any more.
    await sql`update store_job set state = 'running', worker = 'gone', attempts = 1, lease_until = now() - interval '1 second'
      where id = ${id}`.execute(store.tables())
    const kind = kindOf(async () => 'done by another')
    work([kind])
    await reaches(id, 'done')
    expect(await findJob(store, id)).toMatchObject({ attempts: 2, result: 'done by another' })
  })

  it('let a worker that lost its lease change nothing', async () => {
    let finish = (): void => {}
    const kind = kindOf(
      () =>
        new Promise((resolve) => {
          finish = () => resolve('late')
        }),
    )
    const id = await queue(kind, { n: 1 })
    work([kind])
    await reaches(id, 'running')
    await sql`update store_job set worker = 'another', attempts = 2 where id = ${id}`.execute(store.tables())
    finish()
    await workers.splice(0)[0]?.stop()
    expect(await findJob(store, id)).toMatchObject({ state: 'running', worker: 'another', result: null })
  })

  it('go on after the server ended every connection', async () => {
    const kind = kindOf(async () => 'fine')
    work([kind])
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(store.tables())
    let id = 0
    const mayQueue = (): Promise<boolean> =>
      queue(kind, { n: 1 }).then(
        (made) => {
          id = made
          return true
        },
        () => false,
      )
    await until(mayQueue, 5_000)
    await reaches(id, 'done')
  })
})

describe('schedules', () => {
  it('queue a job once for each time, whichever process comes first, and make up for missed times once', async () => {
    const kind = kindOf(async () => null)
    const nightly = schedule('sample.nightly', '0 2 * * *', kind, { n: 1 })
    await queueDue(store, [nightly])
    await sql`update store_schedule set last_at = '2024-03-01T00:00:00Z'`.execute(store.tables())
    const now = new Date('2024-03-05T18:30:00Z')
    await Promise.all([queueDue(store, [nightly], now), queueDue(store, [nightly], now)])
    expect(await listJobs(store)).toHaveLength(1)
    const { rows } = await sql<{ last_at: Date }>`select last_at from store_schedule`.execute(store.tables())
    // Two in the morning in Beijing.
    expect(rows[0]?.last_at.toISOString()).toBe('2024-03-05T18:00:00.000Z')
  })
})

describe('the pause before another try', () => {
  it('doubles, half of it by chance, up to an hour', () => {
    expect([1, 2, 3].map((attempt) => pauseAfter(attempt, 1_000, 1))).toEqual([1_000, 2_000, 4_000])
    expect(pauseAfter(3, 1_000, 0)).toBe(2_000)
    expect(pauseAfter(60, 1_000, 1)).toBe(3_600_000)
  })
})
