import { type InfiniteData, type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { JobCounts, JobPage, JobView, LiveEvents, VerificationView } from '../../src/app/server/index.ts'
import { getJson, request } from './request.ts'

type JobChange = LiveEvents['job']
export type JobState = JobView['state']

export interface JobFilters {
  readonly state: JobState | null
  readonly kind: string | null
}

const JOBS = ['jobs'] as const
const COUNTS = ['job-counts'] as const
export const VERIFICATION = ['ledger-verification'] as const
const LEDGER = ['ledger'] as const
const SYSTEM = ['system'] as const

const PAGE = 100

function addressOf({ state, kind }: JobFilters, after: string): string {
  const query = new URLSearchParams({ limit: String(PAGE) })
  if (state !== null) query.set('state', state)
  if (kind !== null) query.set('kind', kind)
  if (after !== '') query.set('after', after)
  return `/api/jobs?${query}`
}

export const useJobs = (filters: JobFilters) =>
  useInfiniteQuery({
    queryKey: [...JOBS, filters],
    queryFn: ({ pageParam, signal }) => getJson<JobPage>(addressOf(filters, pageParam), signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })

export const useJobCounts = () =>
  useQuery({ queryKey: COUNTS, queryFn: ({ signal }) => getJson<JobCounts>('/api/jobs/counts', signal) })

export const cancelJob = (id: number): Promise<Response> => request(`/api/jobs/${id}/cancel`, { method: 'POST' })
export const retryJob = (id: number): Promise<Response> => request(`/api/jobs/${id}/retry`, { method: 'POST' })

const changed = <Known extends { done: number; total: number | null }>(known: Known, change: JobChange): Known => ({
  ...known,
  done: change.done,
  total: change.total,
  state: change.state,
})

/** How far it is, where it stands already. Returns whether it stood somewhere in this state. */
function moveOn(client: QueryClient, change: JobChange): boolean {
  let isKnown = false
  client.setQueriesData<InfiniteData<JobPage>>({ queryKey: JOBS }, (data) => {
    if (data === undefined) return undefined
    const items = (page: JobPage): readonly JobView[] =>
      page.items.map((job) => {
        if (job.id !== change.id || job.state !== change.state) return job
        isKnown = true
        return changed(job, change)
      })
    return { ...data, pages: data.pages.map((page) => ({ ...page, items: items(page) })) }
  })
  client.setQueryData<VerificationView | null>(VERIFICATION, (known) =>
    known?.job === change.id && known.state === change.state ? changed(known, change) : known,
  )
  return isKnown
}

const SETTLE_MS = 300
let looking: ReturnType<typeof setTimeout> | undefined

/** Many jobs may change at once: the pages look once when it has become quiet for a moment. */
function lookAgain(client: QueryClient): void {
  if (looking !== undefined) return
  looking = setTimeout(() => {
    looking = undefined
    for (const queryKey of [JOBS, COUNTS, VERIFICATION, LEDGER, SYSTEM]) void client.invalidateQueries({ queryKey })
  }, SETTLE_MS)
}

/** What the server tells of a job while a page is open. */
export function heedJob(client: QueryClient, change: JobChange): void {
  if (!moveOn(client, change) || change.cancel) lookAgain(client)
}
