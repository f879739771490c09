import * as z from 'zod'
import { JOB_STATES } from '../../../store/index.ts'
import { problemView } from '../contract.ts'
import { pageOf, pageQuery } from '../http/pagination.ts'

const count = z.number().int().nonnegative()
const state = z.enum(JOB_STATES)

export const jobView = z
  .object({
    id: count,
    kind: z.string(),
    state,
    done: count,
    total: count.nullable(),
    note: z.string().nullable(),
    attempts: count,
    attemptsAtMost: count,
    /** Why the last try failed; of a dead one, why it was given up. */
    failure: problemView.nullable(),
    isCancelAsked: z.boolean(),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
    /** When a waiting one may run. */
    runAfter: z.string(),
    /** Host, process and worker that has or had it. */
    worker: z.string().nullable(),
  })
  .readonly()
export type JobView = z.infer<typeof jobView>

export const jobPage = pageOf(jobView)
export type JobPage = z.infer<typeof jobPage>

export const jobQuery = pageQuery.extend({ state: state.optional(), kind: z.string().min(1).max(100).optional() })
export const jobAddress = z.object({ id: z.coerce.number().int().positive() })

export const jobCounts = z.object({ states: z.record(state, count), kinds: z.array(z.string()).readonly() }).readonly()
export type JobCounts = z.infer<typeof jobCounts>
