import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { availableParallelism } from 'node:os'
import type { Readable } from 'node:stream'
import type { Logger } from 'pino'
import { areRelated } from '../../budget/index.ts'
import { type Companion, withCompanions } from '../companions.ts'
import type { Examination } from '../examination.ts'
import type { DocumentRecord, DocumentView, LibraryEvents, Part, PartName } from './contract.ts'
import { readEdition } from './editions.ts'
import type { Examine, Examined, RuleTitles } from './examination.ts'
import type { DocumentFolder } from './folder.ts'
import { serverProblem, viewOfProblem, viewOfReport } from './problems.ts'
import { overviewOf, viewParts } from './views.ts'

const LONGEST_NAME = 200
/** Pages of a large document pass faster than a browser wants to draw. */
const PROGRESS_EVERY_MS = 80

type State = { readonly is: 'waiting' } | { readonly is: 'reading'; readonly done: number; readonly total: number }

interface Entry {
  record: DocumentRecord
  /** What is going on with it now; null when nothing is. */
  work: State | null
  /** While its result is being written. */
  saving: Promise<void> | null
  /** A document that it may have been held against went while it was being read: it is read once more. */
  isOutdated?: boolean
  version: string
}

interface LibraryOptions {
  readonly examine: Examine
  readonly ruleTitles: RuleTitles
  readonly log: Logger
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

const viewEntry = ({ record, work, version }: Entry): DocumentView => {
  const { outcome, ...about } = record
  const overview = outcome !== null && 'overview' in outcome ? outcome.overview : null
  const problem = outcome !== null && 'problem' in outcome ? outcome.problem : null
  const settled = overview !== null ? 'read' : problem !== null ? 'unreadable' : 'waiting'
  return {
    ...about,
    state: work?.is ?? settled,
    progress: work?.is === 'reading' ? { done: work.done, total: work.total } : null,
    problem,
    overview,
    version,
  }
}

/** The documents at hand: what is known of each, and the queue of those that are to be read. */
export class Library {
  readonly events = new EventEmitter<{ [Name in keyof LibraryEvents]: [LibraryEvents[Name]] }>()
  readonly #folder: DocumentFolder
  readonly #examine: Examine
  readonly #ruleTitles: RuleTitles
  readonly #log: Logger
  readonly #entries = new Map<string, Entry>()
  readonly #queue: string[] = []
  readonly #idling = new EventEmitter<{ turn: [] }>()
  #running = 0
  #isClosed = false

  constructor(folder: DocumentFolder, { examine, ruleTitles, log }: LibraryOptions) {
    this.#folder = folder
    this.#ruleTitles = ruleTitles
    this.#examine = examine
    this.#log = log
    this.events.setMaxListeners(0)
  }

  /** Takes up what lies on disk; documents that were not read before the last stop are read now. */
  async open(): Promise<void> {
    for (const record of await this.#folder.records()) {
      this.#entries.set(record.sha256, { record, work: null, saving: null, version: versionOf(record) })
      if (record.outcome === null) this.#enqueue(record.sha256)
    }
  }

  /** Stops reading. What is being written is written to its end; what is being read is read at the next start. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#queue.length = 0
    await Promise.all([...this.#entries.values()].map((entry) => entry.saving))
  }

  list(): DocumentView[] {
    return [...this.#entries.values()].map(viewEntry).sort((a, b) => (a.addedAt < b.addedAt ? 1 : -1))
  }

  view(sha256: string): DocumentView {
    return viewEntry(this.#entry(sha256))
  }

  has(sha256: string): boolean {
    return this.#entries.has(sha256)
  }

  /** Takes in a file. The same bytes twice are one document: the first name stays. */
  async add(stream: Readable, file: { name: string; isExample: boolean; limit: number }): Promise<DocumentView> {
    const name = cleanName(file.name)
    if (name === '') throw serverProblem('file-name-missing')
    const received = await this.#folder.receive(stream, file.limit)
    const { sha256, size } = received
    if (size === 0 || this.#entries.has(sha256)) {
      await received.discard()
      if (size === 0) throw serverProblem('file-empty', name)
      return this.view(sha256)
    }
    const record = { sha256, name, size, addedAt: new Date().toISOString(), isExample: file.isExample, outcome: null }
    this.#entries.set(sha256, { record, work: { is: 'waiting' }, saving: null, version: versionOf(record) })
    await received.keep(record)
    this.#enqueue(sha256)
    return this.view(sha256)
  }

  /** Reads and checks a document again; the earlier result stays until the new one is there. */
  recheck(sha256: string): DocumentView {
    const entry = this.#entry(sha256)
    if (entry.work === null) this.#enqueue(sha256)
    return viewEntry(entry)
  }

  async remove(sha256: string): Promise<void> {
    const entry = this.#entry(sha256)
    this.#entries.delete(sha256)
    await entry.saving
    const place = this.#queue.indexOf(sha256)
    if (place >= 0) this.#queue.splice(place, 1)
    await this.#folder.remove(sha256)
    this.events.emit('removed', { sha256 })
    this.#recheckRelated(entry)
  }

  /** What was said of a document because of another one goes with that one. */
  #recheckRelated({ record: { outcome } }: Entry): void {
    if (outcome === null || !('folder' in outcome)) return
    for (const other of this.#entries.values()) {
      const found = other.record.outcome
      if (other.work?.is === 'reading') other.isOutdated = true
      else if (found !== null && 'folder' in found && areRelated(outcome.overview, found.overview))
        this.recheck(other.record.sha256)
    }
  }

  openOriginal(sha256: string): { readonly stream: Readable; readonly name: string; readonly size: number } {
    const { record } = this.#entry(sha256)
    return { stream: this.#folder.openOriginal(sha256), name: record.name, size: record.size }
  }

  readOriginal(sha256: string): Promise<Uint8Array> {
    this.#entry(sha256)
    return this.#folder.readOriginal(sha256)
  }

  openPart(sha256: string, part: PartName): Readable {
    return this.#folder.openPart(sha256, this.#readingOf(sha256), part)
  }

  readPart<Name extends PartName>(sha256: string, part: Name): Promise<Part<Name>> {
    return this.#folder.readPart(sha256, this.#readingOf(sha256), part)
  }

  /** Resolves when nothing is waiting or being read. */
  async idle(): Promise<void> {
    while (!this.#isClosed && (this.#running > 0 || this.#queue.length > 0))
      await new Promise<void>((resolve) => this.#idling.once('turn', () => resolve()))
  }

  #entry(sha256: string): Entry {
    const entry = this.#entries.get(sha256)
    if (entry === undefined) throw serverProblem('document-unknown')
    return entry
  }

  #readingOf(sha256: string): string {
    const { outcome } = this.#entry(sha256).record
    if (outcome === null) throw serverProblem('not-read-yet')
    if ('problem' in outcome) throw serverProblem('not-read-yet', outcome.problem.title.zh)
    return outcome.folder
  }

  #enqueue(sha256: string): void {
    const entry = this.#entry(sha256)
    this.#queue.push(sha256)
    this.#change(entry, { is: 'waiting' })
    this.#startNext()
  }

  #startNext(): void {
    while (this.#running < availableParallelism() && !this.#isClosed) {
      const sha256 = this.#queue.shift()
      const entry = sha256 === undefined ? undefined : this.#entries.get(sha256)
      if (entry === undefined) return
      this.#running += 1
      void this.#read(entry).finally(() => {
        this.#running -= 1
        this.#change(entry, null)
        this.#repeatOutdated(entry)
        this.#startNext()
        this.#idling.emit('turn')
      })
    }
  }

  #repeatOutdated(entry: Entry): void {
    const isThere = this.#entries.get(entry.record.sha256) === entry
    if (entry.isOutdated === true && isThere && !this.#isClosed) this.#enqueue(entry.record.sha256)
    entry.isOutdated = false
  }

  async #read(entry: Entry): Promise<void> {
    this.#change(entry, { is: 'reading', done: 0, total: 0 })
    const result = await this.#examineOriginal(entry)
    // A document may be deleted while it is being read; then there is nothing left to say about it.
    if (this.#isClosed || this.#entries.get(entry.record.sha256) !== entry) return
    entry.saving = this.#save(entry, result)
    await entry.saving
    entry.saving = null
  }

  async #examineOriginal(entry: Entry): Promise<Examined | { readonly crash: true }> {
    const { sha256, name } = entry.record
    let shownAt = 0
    const onPage = (done: number, total: number): void => {
      const now = performance.now()
      if (done < total && now - shownAt < PROGRESS_EVERY_MS) return
      shownAt = now
      this.#change(entry, { is: 'reading', done, total })
    }
    try {
      return await this.#examine(await this.#folder.readOriginal(sha256), { name, onPage })
    } catch (error) {
      this.#log.error({ err: error, sha256 }, 'a document could not be checked')
      return { crash: true }
    }
  }

  async #save(entry: Entry, examined: Examined | { readonly crash: true }): Promise<void> {
    const { sha256 } = entry.record
    const outcome = await this.#outcomeOf(sha256, examined)
    entry.record = { ...entry.record, outcome }
    entry.version = versionOf(entry.record)
    await this.#folder.saveRecord(entry.record)
    await this.#folder.dropOtherReadings(sha256, outcome !== null && 'folder' in outcome ? outcome.folder : null)
  }

  async #outcomeOf(sha256: string, examined: Examined | { readonly crash: true }): Promise<DocumentRecord['outcome']> {
    if ('crash' in examined) return { problem: viewOfProblem(serverProblem('check-crashed')) }
    if ('problem' in examined) return { problem: viewOfReport(examined.problem) }
    const examination = withCompanions(examined.examination, await this.#companionsOf(sha256, examined.examination))
    const folder = await this.#folder.saveParts(sha256, viewParts(examination, this.#ruleTitles))
    return { folder, overview: overviewOf(examination) }
  }

  /** The documents at hand that are of the same organisation and have been read. */
  async #companionsOf(sha256: string, { reading }: Examination): Promise<Companion[]> {
    const companions: Companion[] = []
    for (const { record } of [...this.#entries.values()]) {
      const { outcome } = record
      if (record.sha256 === sha256 || outcome === null || !('folder' in outcome)) continue
      if (!areRelated(reading.document, outcome.overview)) continue
      const edition = await this.#folder.readPart(record.sha256, outcome.folder, 'edition')
      if (edition !== null) companions.push({ name: record.name, edition: readEdition(edition) })
    }
    return companions
  }

  #change(entry: Entry, work: State | null): void {
    entry.work = work
    if (this.#entries.get(entry.record.sha256) === entry) this.events.emit('document', viewEntry(entry))
  }
}

function versionOf(record: DocumentRecord): string {
  if (record.outcome !== null && 'folder' in record.outcome) return record.outcome.folder
  return record.outcome === null ? 'unread' : `problem-${randomUUID()}`
}
