import type { Readable } from 'node:stream'
import { documentProblems, isProgram } from '../../documents/index.ts'
import { Problem } from '../../kernel/index.ts'
import {
  attachmentOf,
  attachmentsOf,
  type DocumentEntry,
  deleteDocument,
  documentEntry,
  documentPage,
  insertBatchItem,
  insertDocument,
  type NewBatchItem,
  offerOnce,
  outdatedDocuments,
  type PartPlace,
  partOf,
} from '../../library/index.ts'
import {
  type AnyTransaction,
  append,
  enqueue,
  type JobKind,
  type OpenedStore,
  openJobs,
  publish,
  withdrawJob,
} from '../../store/index.ts'
import type { DocumentView, Overview, Part, PartName } from './contract.ts'
import { viewDocument } from './document-view.ts'
import { openPart, readPart } from './parts.ts'
import { serverProblem } from './problems.ts'
import { DOCUMENT_TOPIC, type ReadingOrder, readAgain, relatedTo } from './reading-job.ts'

const LONGEST_NAME = 200
/** Somebody waits for a file that was just put in; checking again can wait. */
const PRIORITY = { added: 10, again: 0 } as const

interface LibraryOptions {
  readonly store: OpenedStore
  readonly reading: JobKind<ReadingOrder>
  /** The program that runs now, as its readings name it. */
  readonly engine: string
}

export interface NewFile {
  readonly name: string
  /** As the ledger names who brings it. */
  readonly by: string
  /** Whose document it is until it says so itself; null: nobody's in particular. */
  readonly owner: string | null
  readonly isExample?: boolean
  readonly addedAt?: Date
  /** The batch that it came with, and under which name. */
  readonly batch?: Pick<NewBatchItem, 'batch' | 'entry' | 'name'>
  /** Bytes at most. */
  readonly limit: number
}

/** Keeps the last part of whatever path a browser or a script hands in; never a name that means a folder. */
export function cleanName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const plain = [...last]
    .filter((sign) => sign >= ' ' && sign !== '\u007f')
    .join('')
    .trim()
  return plain === '.' || plain === '..' ? '' : plain.slice(0, LONGEST_NAME)
}

/** What no reader reads is kept with the reason, but programs are not kept at all. */
async function refusalOf(stream: Readable): Promise<Problem | null> {
  const code = 'program-file'
  for await (const chunk of stream) return isProgram(chunk as Buffer) ? new Problem(code, documentProblems[code]) : null
  return null
}

const subjectOf = (sha256: string): string => `document:${sha256}`

/** The documents at hand. Reading and checking them is a job, done by whichever process takes it. */
export class Library {
  readonly #store: OpenedStore
  readonly #reading: JobKind<ReadingOrder>
  readonly #engine: string

  constructor({ store, reading, engine }: LibraryOptions) {
    this.#store = store
    this.#reading = reading
    this.#engine = engine
  }

  /** Newest first. `before`: the cursor of the last page. */
  async page(
    owners: readonly string[] | null,
    { limit, before }: { readonly limit: number; readonly before?: number },
  ): Promise<{ readonly items: DocumentView[]; readonly next: string | null }> {
    const entries = await documentPage(this.#store, {
      owners,
      limit: limit + 1,
      ...(before === undefined ? {} : { before }),
    })
    const shown = entries.slice(0, limit)
    return {
      items: await this.#viewAll(shown),
      next: entries.length > limit ? String(shown.at(-1)?.number) : null,
    }
  }

  /** Throws `document-unknown`. */
  async view(sha256: string): Promise<DocumentView> {
    const entry = await documentEntry(this.#store, sha256)
    const jobs = await openJobs(this.#store, this.#reading.name, [sha256])
    return viewDocument(entry, jobs.get(sha256), this.#engine)
  }

  /** Takes in a file. The same bytes twice are one document: the first name stays. */
  async add(stream: Readable, file: NewFile): Promise<DocumentView> {
    const name = cleanName(file.name)
    if (name === '') throw serverProblem('file-name-missing')
    const { attachments } = this.#store
    const kept = await attachments.keep(stream, file.limit)
    const { sha256, bytes: size } = kept
    const refusal = size === 0 ? serverProblem('file-empty', name) : await refusalOf(attachments.openReferred(sha256))
    if (refusal !== null) {
      await attachments.remove(sha256)
      throw refusal
    }
    const save = async (tx: AnyTransaction): Promise<void> => {
      await attachments.record(tx, kept)
      const { by, owner, addedAt, batch, isExample = false } = file
      const document = { sha256, name, size, addedBy: by, owner, isExample, ...(addedAt && { addedAt }) }
      const isNew = await insertDocument(tx, document)
      if (batch !== undefined) await insertBatchItem(tx, { ...batch, document: sha256, problem: null })
      if (!isNew) return
      await this.#queue(tx, sha256, PRIORITY.added)
      await append(tx, [{ who: by, what: 'document.added', subject: subjectOf(sha256), payload: { name, size } }])
    }
    await this.#change(save).catch(async (error: unknown) => {
      await attachments.remove(sha256)
      throw error
    })
    return this.view(sha256)
  }

  /** Reads and checks a document again; the earlier result stays until the new one is there. */
  async recheck(sha256: string, by: string): Promise<DocumentView> {
    await documentEntry(this.#store, sha256)
    await this.#change(async (tx) => {
      await this.#queue(tx, sha256, PRIORITY.again)
      await append(tx, [{ who: by, what: 'document.checked', subject: subjectOf(sha256) }])
    })
    return this.view(sha256)
  }

  /** Of documents that an earlier program has read, those of these owners. Returns how many there are. */
  async recheckOutdated(owners: readonly string[] | null, by: string): Promise<number> {
    const outdated = await outdatedDocuments(this.#store, this.#engine, owners)
    if (outdated.length === 0) return 0
    await this.#change(async (tx) => {
      for (const sha256 of outdated) {
        await this.#queue(tx, sha256, PRIORITY.again)
        await publish(tx, { topic: DOCUMENT_TOPIC, data: sha256 })
      }
      const entry = (sha256: string) => ({ who: by, what: 'document.checked', subject: subjectOf(sha256) })
      await append(tx, outdated.map(entry))
    })
    return outdated.length
  }

  async remove(sha256: string, by: string): Promise<void> {
    const entry = await documentEntry(this.#store, sha256)
    const parts = await attachmentsOf(this.#store, sha256)
    await this.#change(async (tx) => {
      const { name } = await deleteDocument(tx, sha256)
      await withdrawJob(tx, this.#reading.name, sha256)
      await publish(tx, { topic: DOCUMENT_TOPIC, data: sha256 })
      await append(tx, [{ who: by, what: 'document.removed', subject: subjectOf(sha256), payload: { name } }])
    })
    for (const attachment of [sha256, ...parts]) await this.#store.attachments.remove(attachment)
    await this.#recheckRelated(entry)
  }

  async openOriginal(
    sha256: string,
  ): Promise<{ readonly stream: Readable; readonly name: string; readonly size: number }> {
    const { name } = await documentEntry(this.#store, sha256)
    const { stream, bytes } = await this.#store.attachments.open(sha256)
    return { stream, name, size: bytes }
  }

  readOriginal(sha256: string): Promise<Uint8Array> {
    return this.#store.attachments.read(sha256)
  }

  /** Where a part of the reading that holds is kept. Throws `document-unknown`. */
  partPlace(sha256: string, part: PartName): Promise<PartPlace> {
    return partOf(this.#store, sha256, part)
  }

  /** As JSON, compressed where that is taken. Throws `not-read-yet`. */
  openPart(place: PartPlace, takesGzip: boolean): Readable {
    return openPart(this.#store.attachments, attachmentOf(place), takesGzip)
  }

  async readPart<Name extends PartName>(sha256: string, part: Name): Promise<Part<Name>> {
    return readPart(this.#store.attachments, attachmentOf(await this.partPlace(sha256, part)), part)
  }

  /** Those of some examples that were never offered. */
  offer(names: readonly string[]): Promise<readonly string[]> {
    return this.#change((tx) => offerOnce(tx, names))
  }

  async #viewAll(entries: readonly DocumentEntry[]): Promise<DocumentView[]> {
    const keys = entries.map(({ sha256 }) => sha256)
    const jobs = await openJobs(this.#store, this.#reading.name, keys)
    return entries.map((entry) => viewDocument(entry, jobs.get(entry.sha256), this.#engine))
  }

  #change<Result>(work: (tx: AnyTransaction) => Promise<Result>): Promise<Result> {
    return this.#store.tables<unknown>().transaction().execute(work)
  }

  async #queue(tx: AnyTransaction, sha256: string, priority: number): Promise<void> {
    await enqueue(tx, this.#reading, { document: sha256 }, { uniqueKey: sha256, priority })
  }

  /** What was said of a document because of another one goes with that one. */
  async #recheckRelated({ sha256, overview }: DocumentEntry): Promise<void> {
    if (overview === null) return
    const related = await relatedTo(this.#store, sha256, overview as Overview)
    await this.#change(async (tx) => {
      for (const other of related) await readAgain(tx, this.#reading, other.sha256)
    })
  }
}
