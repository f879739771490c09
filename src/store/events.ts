import { sql } from 'kysely'
import pg from 'pg'
import { type AnyTransaction, type Connection, clientConfigOf, within } from './database.ts'
import { isLost } from './fault.ts'

/** Something changed in the store. `data` says what, not how it is now: whoever needs that asks for it. */
export interface StoreEvent {
  readonly topic: string
  readonly data: unknown
}

/** `gap`: the connection was lost for a while and events with it; look at everything again. */
export type Listener = (event: StoreEvent | 'gap') => void

export interface Events {
  /** Returns how to stop listening. */
  listen(listener: Listener): () => void
  close(): Promise<void>
}

export const CHANNEL = 'gouji_event'
const PAUSE_MS = { first: 100, longest: 5_000 } as const

/** Tells every process on the database once the transaction is committed. At most 7 KB as JSON. */
export async function publish(tx: AnyTransaction, { topic, data }: StoreEvent): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${JSON.stringify({ topic, data })})`.execute(within<unknown>(tx))
}

class Subscription implements Events {
  readonly #connection: Connection
  readonly #listeners = new Set<Listener>()
  #client: pg.Client | null = null
  #isClosed = false
  #pause: number = PAUSE_MS.first
  #timer: NodeJS.Timeout | undefined

  constructor(connection: Connection) {
    this.#connection = connection
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async open(): Promise<void> {
    const client = new pg.Client({ ...clientConfigOf(this.#connection), keepAlive: true })
    client.on('notification', ({ payload }) => this.#tell(JSON.parse(payload ?? 'null') as StoreEvent))
    client.on('error', () => {})
    await client.connect()
    client.once('end', () => this.#reopenLater())
    await client.query(`listen ${CHANNEL}`)
    this.#client = client
    this.#pause = PAUSE_MS.first
  }

  #tell(event: StoreEvent | 'gap'): void {
    for (const listener of this.#listeners) listener(event)
  }

  #reopenLater(): void {
    this.#client = null
    if (this.#isClosed) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#reopen(), this.#pause)
    this.#pause = Math.min(this.#pause * 2, PAUSE_MS.longest)
  }

  async #reopen(): Promise<void> {
    try {
      await this.open()
      this.#tell('gap')
    } catch (error) {
      if (!isLost(error)) throw error
      this.#reopenLater()
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    await this.#client?.end()
  }
}

/** Listens to what all processes on the database publish, on a connection of its own that is made again when it breaks. */
export async function openEvents(connection: Connection): Promise<Events> {
  const subscription = new Subscription(connection)
  await subscription.open()
  return subscription
}
