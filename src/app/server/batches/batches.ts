import type { Readable } from 'node:stream'
import { Problem, reportOf } from '../../../kernel/index.ts'
import {
  type BatchEntry,
  batchItems,
  batchOf,
  batchPage,
  insertBatch,
  insertBatchItem,
  libraryProblem,
  type NewBatch,
} from '../../../library/index.ts'
import { type AnyTransaction, append, enqueue, type JobKind, type OpenedStore, openJobs } from '../../../store/index.ts'
import type { Caller } from '../http/caller.ts'
import { cleanName } from '../library.ts'
import { serverProblem, viewOfProblem, viewOfReport } from '../problems.ts'
import { ARCHIVE_LIMITS, listArchive } from './archive.ts'
import type { BatchItemPage, BatchPage, BatchView } from './contract.ts'
import { batchProblem } from './problems.ts'
import type { UnpackingOrder } from './unpacking-job.ts'

interface BatchOptions {
  readonly store: OpenedStore
  readonly unpacking: JobKind<UnpackingOrder>
  /** The name of the kind of job that reads documents. */
  readonly reading: string
}

/** Somebody waits for an archive that was just put in. */
const PRIORITY = 10

interface Begun {
  readonly name: string
  readonly by: string
  readonly owner: string | null
}

/** Files that were put in together, and what became of each. */
export class Batches {
  readonly #store: OpenedStore
  readonly #unpacking: JobKind<UnpackingOrder>
  readonly #reading: string

  constructor({ store, unpacking, reading }: BatchOptions) {
    this.#store = store
    this.#unpacking = unpacking
    this.#reading = reading
  }

  /** For a folder whose files follow one by one. */
  async begin(begun: Begun & { readonly files: number }): Promise<BatchView> {
    return this.view(await this.#change((tx) => this.#insert(tx, { ...begun, archive: null })))
  }

  /** For an archive: looked into at once, unpacked as a job. What is wrong with the whole of it is told before. */
  async unpack(stream: Readable, begun: Begun): Promise<BatchView> {
    const name = cleanName(begun.name)
    if (name === '') throw serverProblem('file-name-missing')
    const { attachments } = this.#store
    const kept = await attachments.keep(stream, ARCHIVE_LIMITS.bytes).catch((error: unknown) => {
      if (error instanceof Problem && error.code === 'attachment-too-large') throw batchProblem('archive-too-large')
      throw error instanceof Problem || !stream.destroyed ? error : serverProblem('upload-broken')
    })
    try {
      const files = (await listArchive(attachments.folder.pathOf(kept.sha256))).length
      const id = await this.#change(async (tx) => {
        await attachments.record(tx, kept)
        const batch = await this.#insert(tx, { ...begun, name, files, archive: kept.sha256 })
        return batch
      })
      return await this.view(id)
    } catch (error) {
      await attachments.remove(kept.sha256)
      throw error
    }
  }

  async #insert(tx: AnyTransaction, batch: NewBatch): Promise<string> {
    const id = await insertBatch(tx, batch)
    if (batch.archive !== null) await enqueue(tx, this.#unpacking, { batch: id }, { uniqueKey: id, priority: PRIORITY })
    const payload = { name: batch.name, files: batch.files }
    await append(tx, [{ who: batch.by, what: 'batch.begun', subject: `batch:${id}`, payload }])
    return id
  }

  /** Names a file that was not taken. */
  refuse(batch: string, name: string, problem: Problem): Promise<void> {
    return this.#change((tx) =>
      insertBatchItem(tx, { batch, entry: null, name, document: null, problem: reportOf(problem) }),
    )
  }

  /** Throws `batch-unknown` also where the caller may not see it. */
  async seen(caller: Caller, id: string): Promise<BatchView> {
    const entry = await batchOf(this.#store, id)
    if (entry.begun_by !== caller.who && !caller.may('document.read', entry.owner))
      throw libraryProblem('batch-unknown')
    return this.#viewOf(entry)
  }

  /** For who adds a file to it: only who began it does. */
  async demandOwn(caller: Caller, id: string): Promise<void> {
    if ((await batchOf(this.#store, id)).begun_by !== caller.who) throw libraryProblem('batch-unknown')
  }

  async view(id: string): Promise<BatchView> {
    return this.#viewOf(await batchOf(this.#store, id))
  }

  async page(caller: Caller, limit: number, before?: number): Promise<BatchPage> {
    const query = { owners: caller.reach('document.read'), by: caller.who, limit: limit + 1 }
    const entries = await batchPage(this.#store, { ...query, ...(before === undefined ? {} : { before }) })
    const shown = entries.slice(0, limit)
    const items: BatchView[] = []
    for (const entry of shown) items.push(await this.#viewOf(entry))
    return { items, next: entries.length > limit ? String(shown.at(-1)?.number) : null }
  }

  async items(
    caller: Caller,
    id: string,
    { limit, after, isTroubledOnly }: { limit: number; after: number | undefined; isTroubledOnly: boolean },
  ): Promise<BatchItemPage> {
    await this.seen(caller, id)
    const found = await batchItems(this.#store, id, { limit: limit + 1, after, isTroubledOnly })
    const shown = found.slice(0, limit)
    const items = shown.map(({ id, name, document, owner, problem }) => {
      // Another organisation has the same file: what became of it there is not for who cannot see it.
      if (document !== null && !caller.may('document.read', owner))
        return { id, name, document: null, problem: viewOfProblem(serverProblem('document-elsewhere')) }
      return { id, name, document, problem: problem === null ? null : viewOfReport(problem) }
    })
    return { items, next: found.length > limit ? String(shown.at(-1)?.id) : null }
  }

  async #viewOf(entry: BatchEntry): Promise<BatchView> {
    const { archive, problem, received, refused, read, pending } = entry
    const jobs = pending.length === 0 ? new Map() : await openJobs(this.#store, this.#reading, pending)
    // Neither read nor refused, and nobody at it: its reading was given up.
    const isWaiting = pending.filter((sha256) => jobs.has(sha256)).length
    const files = entry.files ?? 0
    return {
      ...{ batch: entry.id, name: entry.name, begunAt: entry.begun_at.toISOString() },
      ...{ files, received, refused, read, pending: isWaiting },
      isUnpacking: archive !== null,
      unreadable: entry.unreadable + pending.length - isWaiting,
      problem: problem === null ? null : viewOfReport(problem),
      isDone: archive === null && isWaiting === 0 && (problem !== null || received >= files),
    }
  }

  #change<Result>(work: (tx: AnyTransaction) => Promise<Result>): Promise<Result> {
    return this.#store.tables<unknown>().transaction().execute(work)
  }
}
