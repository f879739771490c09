import type * as z from 'zod'

/** What a running job is given. */
export interface JobContext<Payload> {
  readonly id: number
  readonly payload: Payload
  /** 1 on the first try. */
  readonly attempt: number
  /** Aborted when somebody cancels the job, the worker stops, or the job was given to another worker. */
  readonly signal: AbortSignal
  /** Says how far it is. Shown live; written at most a few times a second. */
  progress(done: number, total?: number, note?: string): void
}

/**
 * A kind of job, declared once by its module. It may run more than once: a worker can die after the work and before
 * saying so. What it returns is kept as JSON with the job.
 */
export interface JobKind<Payload> {
  readonly name: string
  readonly payload: z.ZodType<Payload>
  /** Tries before it is given up. */
  readonly attempts: number
  /** Pause before the second try; it doubles with each further one. */
  readonly firstPauseMs: number
  run(context: JobContext<Payload>): Promise<unknown>
}

const DEFAULTS = { attempts: 5, firstPauseMs: 5_000 } as const
const LONGEST_PAUSE_MS = 3_600_000

/** A kind with the usual patience where it says nothing else. */
export const jobKind = <Payload>(
  kind: Pick<JobKind<Payload>, 'name' | 'payload' | 'run'> & Partial<JobKind<Payload>>,
): JobKind<Payload> => Object.freeze({ ...DEFAULTS, ...kind })

/** A kind whose payload has been checked and bound: what a worker keeps in its list. */
export interface RunnableKind {
  readonly name: string
  readonly attempts: number
  readonly firstPauseMs: number
  run(context: JobContext<unknown>): Promise<unknown>
}

/** Checks the payload again when the job runs: it may have been written by an older program. */
export const runnable = <Payload>(kind: JobKind<Payload>): RunnableKind => ({
  name: kind.name,
  attempts: kind.attempts,
  firstPauseMs: kind.firstPauseMs,
  run: (context) => kind.run({ ...context, payload: kind.payload.parse(context.payload) }),
})

/** Doubles with each try, up to an hour; half of it is chance, so that many do not come back at once. */
export function pauseAfter(attempt: number, firstPauseMs: number, chance = Math.random()): number {
  const full = Math.min(firstPauseMs * 2 ** (attempt - 1), LONGEST_PAUSE_MS)
  return full / 2 + (full / 2) * chance
}
