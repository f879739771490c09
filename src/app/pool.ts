import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { type Problem, type ProblemReport, reportOf } from '../kernel/index.ts'
import type { Examination } from './examination.ts'
import { appProblem } from './problems.ts'

export type Outcome = { readonly examination: Examination } | { readonly problem: ProblemReport }

/** What a worker is asked, and what it answers. */
export interface Request {
  readonly id: number
  readonly bytes: Uint8Array
  readonly ocr: boolean
}
export type Reply =
  | { readonly id: number; readonly page: number; readonly pages: number }
  | { readonly id: number; readonly outcome: Outcome }
  | { readonly id: number; readonly bug: string }

interface Task {
  readonly bytes: Uint8Array
  readonly ocr: boolean
  readonly onPage: (done: number, total: number) => void
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: Error) => void
  /** Runs out when the thread says nothing for too long. */
  patience?: NodeJS.Timeout
}

/** What one document may take. A page read by OCR takes seconds, a page that hangs takes for ever. */
const LIMITS = Object.freeze({ heapMegabytes: 448, silenceMs: 120_000 })

export interface PoolOptions {
  readonly onPage?: (done: number, total: number) => void
  readonly ocr?: boolean
  /** When it is aborted, the document is let go and its promise rejects with the reason. */
  readonly signal?: AbortSignal
}

/**
 * Reads and checks documents on worker threads, one document a thread. A thread that dies takes only its own document
 * with it: the document is rejected, a new thread takes its place.
 */
export class Pool {
  readonly #queue: Task[] = []
  readonly #idle: Worker[] = []
  readonly #busy = new Map<Worker, Task>()
  readonly #size: number
  #nextId = 1

  constructor(size = availableParallelism()) {
    this.#size = Math.max(1, size)
  }

  examine(bytes: Uint8Array, { onPage = () => {}, ocr = true, signal }: PoolOptions = {}): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const task: Task = { bytes, ocr, onPage, resolve, reject }
      signal?.addEventListener('abort', () => this.#drop(task, signal.reason))
      this.#queue.push(task)
      this.#dispatch()
    })
  }

  async close(): Promise<void> {
    const workers = [...this.#idle, ...this.#busy.keys()]
    this.#idle.length = 0
    await Promise.all(workers.map((worker) => worker.terminate()))
  }

  #dispatch(): void {
    if (this.#queue.length === 0) return
    const worker = this.#idle.pop() ?? this.#start()
    const task = worker === null ? undefined : this.#queue.shift()
    if (worker === null || task === undefined) return
    this.#busy.set(worker, task)
    this.#wait(worker, task)
    worker.ref()
    worker.postMessage({ id: this.#nextId++, bytes: task.bytes, ocr: task.ocr } satisfies Request)
  }

  #start(): Worker | null {
    if (this.#busy.size + this.#idle.length >= this.#size) return null
    const worker = new Worker(join(dirname(fileURLToPath(import.meta.url)), 'worker.js'), {
      resourceLimits: { maxOldGenerationSizeMb: LIMITS.heapMegabytes },
    })
    worker.on('message', (reply: Reply) => this.#receive(worker, reply))
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') this.#giveUp(worker, appProblem('document-exhausts-memory'))
      this.#bury(worker, error)
    })
    worker.on('exit', () => this.#bury(worker, new Error('the reading thread ended')))
    return worker
  }

  #wait(worker: Worker, task: Task): void {
    clearTimeout(task.patience)
    task.patience = setTimeout(() => {
      this.#giveUp(worker, appProblem('document-takes-too-long'))
      void worker.terminate()
    }, LIMITS.silenceMs)
  }

  /** A thread cannot be told to stop in the middle of a page: it is ended, and another takes its place. */
  #drop(task: Task, reason: Error): void {
    const place = this.#queue.indexOf(task)
    if (place >= 0) this.#queue.splice(place, 1)
    for (const [worker, current] of this.#busy) if (current === task) void worker.terminate()
    task.reject(reason)
  }

  /** The document is at fault, not the program: its owner is told what to do. */
  #giveUp(worker: Worker, problem: Problem): void {
    const task = this.#busy.get(worker)
    clearTimeout(task?.patience)
    task?.resolve({ problem: reportOf(problem) })
  }

  #receive(worker: Worker, reply: Reply): void {
    const task = this.#busy.get(worker)
    if (task === undefined) return
    if ('page' in reply) {
      this.#wait(worker, task)
      task.onPage(reply.page, reply.pages)
      return
    }
    clearTimeout(task.patience)
    this.#busy.delete(worker)
    this.#idle.push(worker)
    worker.unref()
    if ('bug' in reply) task.reject(new Error(reply.bug))
    else task.resolve(reply.outcome)
    this.#dispatch()
  }

  #bury(worker: Worker, error: Error): void {
    const task = this.#busy.get(worker)
    this.#busy.delete(worker)
    const position = this.#idle.indexOf(worker)
    if (position >= 0) this.#idle.splice(position, 1)
    clearTimeout(task?.patience)
    task?.reject(error)
    this.#dispatch()
  }
}
