import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Store } from '../database.ts'
import type { Events, StoreEvent } from '../events.ts'
import { isRetryable } from '../problems.ts'
import type { RunnableKind } from './kind.ts'
import { endCancelled, fail, finish, giveBack, LEASE_MS, type Progress, reclaim, renew, take } from './lease.ts'
import { queueDue, type Schedule } from './schedule.ts'
import { JOB_TOPIC, type Job, type JobChange } from './tables.ts'

export interface WorkerOptions {
  readonly store: Store
  /** Wakes the worker at once; without it, and whenever it is down, the worker looks by itself. */
  readonly events: Events
  readonly kinds: readonly RunnableKind[]
  readonly schedules?: readonly Schedule[]
  /** Jobs at a time. */
  readonly size: number
  /** How long jobs under way may take to end when the worker stops, before they are given back. */
  readonly graceMs?: number
  readonly pollMs?: number
}

export interface Worker {
  /** Takes nothing more, waits for what is under way, gives back what does not end in time. */
  stop(): Promise<void>
}

const GRACE_MS = 10_000
const POLL_MS = 2_000
const BEAT_MS = LEASE_MS / 3
const PROGRESS_MS = 250

type Ending = 'cancel' | 'lost' | 'stop'

/** One try of one job: keeps its lease and its progress while it runs. */
class Run {
  readonly #store: Store
  readonly #job: Job
  readonly #kind: RunnableKind
  readonly #abort = new AbortController()
  #progress: Progress = { done: 0, total: null, note: null }
  #ending: Ending | null = null
  #beat: NodeJS.Timeout
  #writing: Promise<void> = Promise.resolve()
  #pending: NodeJS.Timeout | undefined

  constructor(store: Store, job: Job, kind: RunnableKind) {
    this.#store = store
    this.#job = job
    this.#kind = kind
    this.#beat = setInterval(() => this.renew(), BEAT_MS)
  }

  get id(): number {
    return this.#job.id
  }

  end(ending: Ending): void {
    this.#ending ??= ending
    this.#abort.abort()
  }

  /** Says that it lives and how far it is, and hears whether it should go on. */
  renew(): void {
    this.#writing = this.#writing.then(async () => {
      try {
        const answer = await renew(this.#store, this.#job, this.#progress)
        if (answer !== 'held') this.end(answer)
      } catch (error) {
        // The database is away: the next beat tries again, and the lease outlives a restart.
        if (!isRetryable(error)) throw error
      }
    })
  }

  #report(done: number, total?: number, note?: string): void {
    this.#progress = { done, total: total ?? this.#progress.total, note: note ?? this.#progress.note }
    this.#pending ??= setTimeout(() => {
      this.#pending = undefined
      this.renew()
    }, PROGRESS_MS)
  }

  async perform(): Promise<void> {
    const outcome = await this.#work()
    clearInterval(this.#beat)
    clearTimeout(this.#pending)
    await this.#writing
    await untilReachable(() => this.#settle(outcome))
  }

  async #work(): Promise<{ result: unknown } | { error: unknown }> {
    try {
      const { id, payload, attempts } = this.#job
      const progress = this.#report.bind(this)
      return { result: await this.#kind.run({ id, payload, attempt: attempts, signal: this.#abort.signal, progress }) }
    } catch (error) {
      return { error }
    }
  }

  async #settle(outcome: { result: unknown } | { error: unknown }): Promise<void> {
    if (this.#ending === 'lost') return
    if ('result' in outcome) return finish(this.#store, this.#job, outcome.result, this.#progress)
    if (this.#ending === 'cancel') return endCancelled(this.#store, this.#job)
    if (this.#ending === 'stop') return giveBack(this.#store, this.#job)
    return fail(this.#store, this.#job, this.#kind, outcome.error)
  }
}

const RETRY_MS = 200

/** Tries until the database is there again, for as long as the lease would hold anyway. */
async function untilReachable(work: () => Promise<void>): Promise<void> {
  const end = performance.now() + LEASE_MS
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isRetryable(error)) throw error
      if (performance.now() > end) return
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
  }
}

class JobWorker implements Worker {
  readonly #options: WorkerOptions
  readonly #name = `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`
  readonly #kinds: ReadonlyMap<string, RunnableKind>
  readonly #runs = new Map<Run, Promise<void>>()
  readonly #poll: NodeJS.Timeout
  readonly #deafen: () => void
  #isStopping = false
  #looking: Promise<void> | null = null
  #isWoken = false

  constructor(options: WorkerOptions) {
    this.#options = options
    this.#kinds = new Map(options.kinds.map((kind) => [kind.name, kind]))
    this.#poll = setInterval(() => this.#wake(true), options.pollMs ?? POLL_MS)
    this.#deafen = options.events.listen((event) => this.#hear(event))
    this.#wake(true)
  }

  #hear(event: StoreEvent | 'gap'): void {
    if (event === 'gap') this.#wake(true)
    else if (event.topic === JOB_TOPIC) this.#heed(event.data as JobChange)
  }

  #heed({ id, state, cancel }: JobChange): void {
    if (state === 'queued') this.#wake(false)
    for (const run of this.#runs.keys()) if (cancel && run.id === id) run.end('cancel')
  }

  #wake(isRound: boolean): void {
    this.#isWoken = true
    this.#looking ??= this.#look(isRound).finally(() => {
      this.#looking = null
    })
  }

  async #look(isRound: boolean): Promise<void> {
    try {
      if (isRound) await this.#round()
      while (this.#isWoken && !this.#isStopping) {
        this.#isWoken = false
        await this.#takeAll()
      }
    } catch (error) {
      // The next round looks again.
      if (!isRetryable(error)) throw error
    }
  }

  async #round(): Promise<void> {
    await reclaim(this.#options.store)
    await queueDue(this.#options.store, this.#options.schedules ?? [])
  }

  async #takeAll(): Promise<void> {
    while (!this.#isStopping && this.#runs.size < this.#options.size) {
      const job = await take(this.#options.store, [...this.#kinds.keys()], this.#name)
      const kind = job === null ? undefined : this.#kinds.get(job.kind)
      if (job === null || kind === undefined) return
      this.#begin(new Run(this.#options.store, job, kind))
    }
  }

  #begin(run: Run): void {
    const ended = run.perform().finally(() => {
      this.#runs.delete(run)
      if (!this.#isStopping) this.#wake(false)
    })
    this.#runs.set(run, ended)
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    clearInterval(this.#poll)
    this.#deafen()
    await this.#looking
    const grace = this.#options.graceMs ?? GRACE_MS
    if (await this.#haveEnded(grace)) return
    for (const run of this.#runs.keys()) run.end('stop')
    // One that does not heed its signal is left to its lease.
    await this.#haveEnded(grace)
  }

  async #haveEnded(withinMs: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), withinMs)
    })
    const all = Promise.all(this.#runs.values()).then(() => true)
    return Promise.race([all, patience]).finally(() => clearTimeout(timer))
  }
}

/** Runs jobs in this process. Any number of workers, on any number of machines, may share one database. */
export const startWorker = (options: WorkerOptions): Worker => new JobWorker(options)
