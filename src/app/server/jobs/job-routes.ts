import {
  type AnyTransaction,
  append,
  cancelJob,
  countJobs,
  findJob,
  JOB_STATES,
  type Job,
  listJobs,
  type OpenedStore,
  retryJob,
} from '../../../store/index.ts'
import type { Caller } from '../http/caller.ts'
import { cursorOf } from '../http/cursor.ts'
import { type Route, route } from '../http/route.ts'
import { viewOfReport } from '../problems.ts'
import { type JobView, jobAddress, jobCounts, jobPage, jobQuery, jobView } from './contract.ts'

const iso = (date: Date | null): string | null => date?.toISOString() ?? null

/** Without its payload and result: whoever sees to jobs need not see what they are about. */
const viewOf = (job: Job): JobView => ({
  id: job.id,
  kind: job.kind,
  state: job.state,
  done: job.progress_done,
  total: job.progress_total,
  note: job.progress_note,
  attempts: job.attempts,
  attemptsAtMost: job.attempts_at_most,
  failure: job.failure === null ? null : viewOfReport(job.failure),
  isCancelAsked: job.is_cancel_asked,
  createdAt: job.created_at.toISOString(),
  startedAt: iso(job.started_at),
  finishedAt: iso(job.finished_at),
  runAfter: job.run_after.toISOString(),
  worker: job.worker,
})

/** Changes a job and enters who did it. */
async function change(
  store: OpenedStore,
  { who }: Caller,
  id: number,
  act: { readonly what: string; readonly change: (tx: AnyTransaction, id: number) => Promise<void> },
): Promise<JobView> {
  await store
    .tables<unknown>()
    .transaction()
    .execute(async (tx) => {
      await act.change(tx, id)
      await append(tx, [{ who, what: act.what, subject: `job:${id}` }])
    })
  return viewOf(await findJob(store, id))
}

/** Jobs over HTTP. `kinds`: the names of all that this program knows. */
export const jobRoutes = (store: OpenedStore, kinds: readonly string[]): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/jobs',
    access: 'job.read',
    title: { zh: '任务，最新的在前', en: 'Jobs, newest first' },
    query: jobQuery,
    answer: jobPage,
    handle: async ({ query: { limit, after, state, kind } }) => {
      const jobs = await listJobs(store, {
        limit: limit + 1,
        ...(state && { state }),
        ...(kind && { kind }),
        ...(after && { before: cursorOf(after) }),
      })
      const shown = jobs.slice(0, limit)
      return { items: shown.map(viewOf), next: jobs.length > limit ? String(shown.at(-1)?.id) : null }
    },
  }),
  route({
    method: 'GET',
    path: '/api/jobs/counts',
    access: 'job.read',
    title: { zh: '各状态的任务数', en: 'How many jobs are in each state' },
    answer: jobCounts,
    handle: async () => {
      const counted = await countJobs(store)
      const states = Object.fromEntries(JOB_STATES.map((state) => [state, counted.get(state) ?? 0]))
      return { states: states as Record<(typeof JOB_STATES)[number], number>, kinds }
    },
  }),
  route({
    method: 'GET',
    path: '/api/jobs/:id',
    access: 'job.read',
    title: { zh: '一项任务', en: 'One job' },
    params: jobAddress,
    answer: jobView,
    handle: async ({ params }) => viewOf(await findJob(store, params.id)),
  }),
  route({
    method: 'POST',
    path: '/api/jobs/:id/cancel',
    access: 'job.cancel',
    title: { zh: '取消一项任务', en: 'Cancels a job' },
    params: jobAddress,
    answer: jobView,
    handle: ({ caller, params }) => change(store, caller, params.id, { what: 'job.cancelled', change: cancelJob }),
  }),
  route({
    method: 'POST',
    path: '/api/jobs/:id/retry',
    access: 'job.cancel',
    title: { zh: '重新执行一项放弃或取消的任务', en: 'Queues a dead or cancelled job again' },
    params: jobAddress,
    answer: jobView,
    handle: ({ caller, params }) => change(store, caller, params.id, { what: 'job.retried', change: retryJob }),
  }),
]
