import { EventEmitter } from 'node:events'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '../../kernel/index.ts'
import { type Events, JOB_TOPIC, type JobChange, type StoreEvent } from '../../store/index.ts'
import type { DocumentView, LiveEvents } from './contract.ts'
import type { Caller } from './http/caller.ts'
import type { Library } from './library.ts'
import { DOCUMENT_TOPIC } from './reading-job.ts'

const STILL_THERE_EVERY_MS = 15_000
/** Then the page connects again, and whoever has signed out meanwhile is not let in. */
const LONGEST_MS = 15 * 60_000

type Told = { [Name in keyof LiveEvents]: [LiveEvents[Name]] }

/** What pages are told while they are open. What changed while a page was not connected it asks for itself. */
export class Live {
  readonly #told = new EventEmitter<Told>()
  readonly #library: Library
  readonly #reading: string
  /** One look at a document serves everybody, and those that come while it is on the way. */
  readonly #looking = new Map<string, { isStale: boolean }>()

  constructor(events: Events, library: Library, reading: string) {
    this.#library = library
    this.#reading = reading
    this.#told.setMaxListeners(0)
    events.listen((event) => this.#hear(event))
  }

  #hear(event: StoreEvent | 'gap'): void {
    if (event === 'gap') this.#told.emit('gap', {})
    else if (event.topic === DOCUMENT_TOPIC) this.#look(String(event.data))
    else if (event.topic === JOB_TOPIC) this.#hearJob(event.data as JobChange)
  }

  #hearJob(job: JobChange): void {
    this.#told.emit('job', job)
    if (job.kind === this.#reading && job.key !== null && !job.key.includes(' ')) this.#look(job.key)
  }

  #look(sha256: string): void {
    if (this.#told.listenerCount('document') === 0) return
    const running = this.#looking.get(sha256)
    if (running !== undefined) {
      running.isStale = true
      return
    }
    const looking = { isStale: false }
    this.#looking.set(sha256, looking)
    void this.#tellOf(sha256).finally(() => {
      this.#looking.delete(sha256)
      if (looking.isStale) this.#look(sha256)
    })
  }

  async #tellOf(sha256: string): Promise<void> {
    try {
      this.#told.emit('document', await this.#library.view(sha256))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (error.code === 'document-unknown') this.#told.emit('removed', { sha256 })
    }
  }

  /** Streams to one page what its reader may see. */
  stream(caller: Caller, closing: AbortSignal) {
    return (request: FastifyRequest, reply: FastifyReply): void => {
      reply.hijack()
      const { raw } = reply
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) raw.setHeader(name, value)
      raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      raw.write('retry: 1000\n\n')
      const end = (): void => void raw.end()
      const stop = this.#listen(caller, (name, data) => raw.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`))
      const pulse = setInterval(() => raw.write(': \n\n'), STILL_THERE_EVERY_MS)
      const last = setTimeout(end, LONGEST_MS)
      closing.addEventListener('abort', end)
      request.raw.on('close', () => {
        clearInterval(pulse)
        clearTimeout(last)
        closing.removeEventListener('abort', end)
        stop()
      })
    }
  }

  #listen(caller: Caller, tell: (name: keyof LiveEvents, data: unknown) => void): () => void {
    const listeners = {
      document: (document: DocumentView) => {
        if (caller.may('document.read', document.owner)) tell('document', document)
      },
      removed: (removed: LiveEvents['removed']) => tell('removed', removed),
      job: (job: JobChange) => {
        if (caller.may('job.read', null)) tell('job', job)
      },
      gap: () => tell('gap', {}),
    }
    for (const [name, listener] of Object.entries(listeners)) this.#told.on(name as keyof Told, listener)
    return () => {
      for (const [name, listener] of Object.entries(listeners)) this.#told.off(name as keyof Told, listener)
    }
  }
}
