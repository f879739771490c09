import * as z from 'zod'
import { Problem } from '../../kernel/index.ts'
import { exportOf, insertExport, libraryProblem } from '../../library/index.ts'
import {
  type Events,
  enqueue,
  findJob,
  JOB_TOPIC,
  type Job,
  type JobChange,
  type JobKind,
  jobKind,
  type OpenedStore,
  type StoreEvent,
} from '../../store/index.ts'
import { EXPORTS, type ExportName, type WriteExport } from './export-order.ts'
import type { Library } from './library.ts'
import { serverProblem } from './problems.ts'

const payload = z.strictObject({ document: z.string(), name: z.enum(EXPORTS), language: z.enum(['zh', 'en']) })
type Order = z.infer<typeof payload>

/** Somebody waits for it with the page open. */
const PRIORITY = 20
const PATIENCE_MS = 60_000
const RETRY_MS = 200

interface ExportOptions {
  readonly store: OpenedStore
  readonly library: Library
  readonly write: WriteExport
}

/** The kind under which an export is kept with its reading. */
const kindOf = (name: ExportName, language: string): string => `${name} ${language}`

/** Writes an export of the reading that holds and keeps it with that reading. */
const exportJob = ({ store, library, write }: ExportOptions): JobKind<Order> =>
  jobKind({
    name: 'library.export',
    payload,
    attempts: 2,
    firstPauseMs: RETRY_MS,
    run: async ({ payload: { document: sha256, name, language } }) => {
      const document = await library.view(sha256)
      const findings = await library.readPart(sha256, 'findings')
      const original = name === 'annotated.pdf' ? await library.readOriginal(sha256) : null
      const kept = await store.attachments.keep(await write({ name, language, document, findings, original }))
      await store
        .tables<unknown>()
        .transaction()
        .execute(async (tx) => {
          await store.attachments.record(tx, kept)
          await insertExport(tx, { reading: document.version, kind: kindOf(name, language), attachment: kept.sha256 })
        })
    },
  })

const hasEnded = ({ state }: Pick<Job, 'state'>): boolean => state !== 'queued' && state !== 'running'

/** Exports are jobs like reading; whoever asks for one waits for it, and the next who asks gets what was written. */
export class Exports {
  readonly kind: JobKind<Order>
  readonly #store: OpenedStore
  readonly #events: Events

  constructor(options: ExportOptions & { readonly events: Events }) {
    this.#store = options.store
    this.#events = options.events
    this.kind = exportJob(options)
  }

  /** The bytes of an export. Throws what kept it from being written. */
  async get(reading: string, order: Order): Promise<Buffer> {
    const known = await exportOf(this.#store, reading, kindOf(order.name, order.language))
    if (known !== null) return this.#store.attachments.read(known)
    await this.#written(order)
    const written = await exportOf(this.#store, reading, kindOf(order.name, order.language))
    // Meanwhile the document was read again: what was written is of the new reading.
    if (written === null) throw libraryProblem('not-read-yet')
    return this.#store.attachments.read(written)
  }

  async #written(order: Order): Promise<void> {
    const uniqueKey = `${order.document} ${order.name} ${order.language}`
    const id = await this.#store
      .tables<unknown>()
      .transaction()
      .execute((tx) => enqueue(tx, this.kind, order, { uniqueKey, priority: PRIORITY }))
    const { failure } = await this.#ended(id)
    if (failure === null) return
    throw new Problem(failure.code, { status: 500, title: failure.title, remedy: failure.remedy }, failure.detail)
  }

  #ended(id: number): Promise<Job> {
    return new Promise((resolve, reject) => {
      const look = (): void =>
        void findJob(this.#store, id).then((job) => hasEnded(job) && finish(() => resolve(job)), reject)
      const stop = this.#events.listen((event: StoreEvent | 'gap') => {
        const isThis = event !== 'gap' && event.topic === JOB_TOPIC && (event.data as JobChange).id === id
        if (event === 'gap' || isThis) look()
      })
      const patience = setTimeout(() => finish(() => reject(serverProblem('export-takes-long'))), PATIENCE_MS)
      const finish = (settle: () => void): void => {
        clearTimeout(patience)
        stop()
        settle()
      }
      look()
    })
  }
}
