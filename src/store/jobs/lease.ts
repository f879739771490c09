import { sql } from 'kysely'
import { Problem, type ProblemReport, reportOf } from '../../kernel/index.ts'
import type { Store } from '../database.ts'
import { isRetryable, storeProblem } from '../problems.ts'
import { pauseAfter, type RunnableKind } from './kind.ts'
import type { Job, JobState, JobTables } from './tables.ts'

/** How long a worker may be silent. It speaks three times in that. */
export const LEASE_MS = 30_000

const inMs = (ms: number) => sql<Date>`now() + ${ms} * interval '1 millisecond'`

/** Takes the next job of these kinds for a worker, or null. Workers never wait for one another. */
export async function take(store: Store, kinds: readonly string[], worker: string): Promise<Job | null> {
  const tables = store.tables<JobTables>()
  const next = tables
    .selectFrom('store_job')
    .select('id')
    .where('state', '=', 'queued')
    .where('run_after', '<=', sql<Date>`now()`)
    .where('kind', 'in', [...kinds])
    .orderBy('priority', 'desc')
    .orderBy('run_after')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
  const job = await tables
    .updateTable('store_job')
    .set((row) => ({
      state: 'running',
      attempts: row('attempts', '+', 1),
      worker,
      lease_until: inMs(LEASE_MS),
      started_at: sql<Date>`now()`,
      finished_at: null,
    }))
    .where('id', '=', next)
    .returningAll()
    .executeTakeFirst()
  return job ?? null
}

/** The rows of a job as long as this try of this worker holds it. */
const held = (store: Store, { id, worker, attempts }: Job) =>
  store
    .tables<JobTables>()
    .updateTable('store_job')
    .where('id', '=', id)
    .where('worker', '=', worker)
    .where('attempts', '=', attempts)
    .where('state', '=', 'running')

export interface Progress {
  readonly done: number
  readonly total: number | null
  readonly note: string | null
}

/** Keeps the lease. `lost`: another has the job, or will have. */
export async function renew(store: Store, job: Job, progress: Progress): Promise<'held' | 'cancel' | 'lost'> {
  const row = await held(store, job)
    .set({
      lease_until: inMs(LEASE_MS),
      progress_done: progress.done,
      progress_total: progress.total,
      progress_note: progress.note,
    })
    .returning('is_cancel_asked')
    .executeTakeFirst()
  if (row === undefined) return 'lost'
  return row.is_cancel_asked ? 'cancel' : 'held'
}

const ended = { lease_until: null, finished_at: sql<Date>`now()` }

export async function finish(store: Store, job: Job, result: unknown, { done, total, note }: Progress): Promise<void> {
  await held(store, job)
    .set({
      ...ended,
      state: 'done',
      failure: null,
      result: JSON.stringify(result ?? null),
      progress_done: total ?? done,
      progress_total: total,
      progress_note: note,
    })
    .execute()
}

export async function endCancelled(store: Store, job: Job): Promise<void> {
  await held(store, job)
    .set({ ...ended, state: 'cancelled' })
    .execute()
}

/** Back to the queue as if never taken: the worker stops, the job is not at fault. */
export async function giveBack(store: Store, job: Job): Promise<void> {
  await held(store, job)
    .set({ state: 'queued', attempts: job.attempts - 1, lease_until: null, worker: null })
    .execute()
}

export const failureOf = (error: unknown): ProblemReport =>
  reportOf(
    error instanceof Problem
      ? error
      : storeProblem('job-failed', error instanceof Error ? error.message : String(error)),
  )

/** What people must mend is not tried again by itself. */
const isHopeless = (error: unknown): boolean => error instanceof Problem && !isRetryable(error)

/** Queues the job for another try after a pause, or gives it up with its reason. */
export async function fail(store: Store, job: Job, kind: RunnableKind, error: unknown): Promise<void> {
  const failure = JSON.stringify(failureOf(error))
  const isLast = isHopeless(error) || job.attempts >= job.attempts_at_most
  await held(store, job)
    .set(
      isLast
        ? { ...ended, state: 'dead', failure }
        : { state: 'queued', failure, lease_until: null, run_after: inMs(pauseAfter(job.attempts, kind.firstPauseMs)) },
    )
    .execute()
}

/** Jobs of workers that died go back to the queue; those that have taken a worker along on every try are given up. */
export async function reclaim(store: Store): Promise<number> {
  const failure = JSON.stringify(reportOf(storeProblem('job-worker-lost')))
  const isLast = sql<boolean>`attempts >= attempts_at_most`
  const { numUpdatedRows } = await store
    .tables<JobTables>()
    .updateTable('store_job')
    .set({
      state: sql<JobState>`case when ${isLast} then 'dead' when is_cancel_asked then 'cancelled' else 'queued' end`,
      finished_at: sql<Date | null>`case when ${isLast} or is_cancel_asked then now() end`,
      failure,
      lease_until: null,
      worker: null,
    })
    .where('state', '=', 'running')
    .where('lease_until', '<', sql<Date>`now()`)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
