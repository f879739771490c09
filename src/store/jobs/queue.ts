import { sql } from 'kysely'
import { type AnyTransaction, type Store, within } from '../database.ts'
import { storeProblem } from '../problems.ts'
import type { JobKind } from './kind.ts'
import type { Job, JobState, JobTables } from './tables.ts'

export interface EnqueueOptions {
  /** Higher runs first. */
  readonly priority?: number
  readonly runAfter?: Date
  /** While one of this kind and key waits or runs, no second one is made. */
  readonly uniqueKey?: string
}

/**
 * Queues a job in the caller's transaction: it is there if, and only if, the rest is. Returns its id, or that of the one
 * with the same unique key that is there already. Throws what zod says of a payload that is not of the kind.
 */
export async function enqueue<Payload>(
  transaction: AnyTransaction,
  kind: JobKind<Payload>,
  payload: Payload,
  { priority = 0, runAfter, uniqueKey }: EnqueueOptions = {},
): Promise<number> {
  const tx = within<JobTables>(transaction)
  const made = await tx
    .insertInto('store_job')
    .values({
      kind: kind.name,
      payload: JSON.stringify(kind.payload.parse(payload)),
      priority,
      attempts_at_most: kind.attempts,
      unique_key: uniqueKey ?? null,
      ...(runAfter === undefined ? {} : { run_after: runAfter }),
    })
    .onConflict((conflict) =>
      conflict.columns(['kind', 'unique_key']).where('state', 'in', ['queued', 'running']).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  if (made !== undefined) return made.id
  const waiting = await tx
    .selectFrom('store_job')
    .select('id')
    .where('kind', '=', kind.name)
    .where('unique_key', '=', uniqueKey ?? '')
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst()
  // It may have ended between the two statements: then this one is needed after all.
  return (
    waiting?.id ??
    enqueue(transaction, kind, payload, { priority, ...(runAfter && { runAfter }), ...(uniqueKey && { uniqueKey }) })
  )
}

export async function findJob(store: Store, id: number): Promise<Job> {
  const job = await store
    .tables<JobTables>()
    .selectFrom('store_job')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (job === undefined) throw storeProblem('no-such-job', String(id))
  return job
}

export interface JobFilter {
  readonly state?: JobState
  readonly kind?: string
  /** Only jobs older than this id: the last of the page before. */
  readonly before?: number
  readonly limit?: number
}

const PAGE = 50

/** Newest first, a page at a time. */
export function listJobs(store: Store, { state, kind, before, limit = PAGE }: JobFilter = {}): Promise<Job[]> {
  let query = store.tables<JobTables>().selectFrom('store_job').selectAll().orderBy('id', 'desc').limit(limit)
  if (state !== undefined) query = query.where('state', '=', state)
  if (kind !== undefined) query = query.where('kind', '=', kind)
  if (before !== undefined) query = query.where('id', '<', before)
  return query.execute()
}

/** The jobs of a kind that wait or run and were queued with a unique key, or with one of these; by their key. */
export async function openJobs(
  store: Store,
  kind: string,
  keys: readonly string[] | null = null,
): Promise<ReadonlyMap<string, Job>> {
  let query = store
    .tables<JobTables>()
    .selectFrom('store_job')
    .selectAll()
    .where('kind', '=', kind)
    .where('unique_key', 'is not', null)
    .where('state', 'in', ['queued', 'running'])
  if (keys !== null) query = query.where('unique_key', '=', sql<string>`any(${keys}::text[])`)
  return new Map((await query.execute()).map((job) => [job.unique_key ?? '', job]))
}

/** How many jobs are in each state. */
export async function countJobs(store: Store): Promise<ReadonlyMap<JobState, number>> {
  const counted = await store
    .tables<JobTables>()
    .selectFrom('store_job')
    .select(['state', sql<number>`count(*)`.as('jobs')])
    .groupBy('state')
    .execute()
  return new Map(counted.map(({ state, jobs }) => [state, jobs]))
}

const cancelling = (transaction: AnyTransaction) =>
  within<JobTables>(transaction)
    .updateTable('store_job')
    .set({
      is_cancel_asked: true,
      state: sql<JobState>`case when state = 'queued' then 'cancelled' else state end`,
      finished_at: sql<Date | null>`case when state = 'queued' then now() end`,
    })
    .where('state', 'in', ['queued', 'running'])

/** A waiting job ends here; a running one is asked to stop and ends when it has. Throws `job-not-open` for others. */
export async function cancelJob(transaction: AnyTransaction, id: number): Promise<void> {
  const { numUpdatedRows } = await cancelling(transaction).where('id', '=', id).executeTakeFirst()
  if (numUpdatedRows === 0n) throw storeProblem('job-not-open', String(id))
}

/** The same for the job of a kind and unique key, where one waits or runs. */
export async function withdrawJob(transaction: AnyTransaction, kind: string, uniqueKey: string): Promise<void> {
  await cancelling(transaction).where('kind', '=', kind).where('unique_key', '=', uniqueKey).execute()
}

/** Queues a dead or cancelled job again, with all its tries. Throws `job-not-ended` for others. */
export async function retryJob(transaction: AnyTransaction, id: number): Promise<void> {
  const { numUpdatedRows } = await within<JobTables>(transaction)
    .updateTable('store_job')
    .set({
      state: 'queued',
      attempts: 0,
      run_after: sql<Date>`now()`,
      is_cancel_asked: false,
      failure: null,
      finished_at: null,
      progress_done: 0,
      progress_total: null,
      progress_note: null,
    })
    .where('id', '=', id)
    .where('state', 'in', ['dead', 'cancelled'])
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw storeProblem('job-not-ended', String(id))
}

/** Removes jobs that were done or cancelled before a moment. Dead ones stay: somebody has to decide on them. Returns how many. */
export async function pruneJobs(store: Store, before: Date): Promise<number> {
  const { numDeletedRows } = await store
    .tables<JobTables>()
    .deleteFrom('store_job')
    .where('state', 'in', ['done', 'cancelled'])
    .where('finished_at', '<', before)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
