import { once } from 'node:events'
import { type Duplex, Readable } from 'node:stream'
import type pg from 'pg'

/** What pg's connection can do for COPY, which its types leave out. */
interface CopyConnection {
  readonly stream: Duplex
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(message: string): void
}

const copying = (connection: pg.Connection): CopyConnection => connection as unknown as CopyConnection

const BUFFERED_BYTES = 256 * 1024

/** The rows that `copy … to stdout` sends, as a stream. Handlers are those that pg calls on a query under way. */
class CopyOut extends Readable implements pg.Submittable {
  readonly #statement: string
  #connection: CopyConnection | null = null
  rows = 0

  constructor(statement: string) {
    super({ highWaterMark: BUFFERED_BYTES })
    this.#statement = statement
  }

  submit(connection: pg.Connection): void {
    this.#connection = copying(connection)
    this.#connection.query(this.#statement)
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.rows += 1
    // Copied: the parser writes over its buffer.
    if (!this.push(Buffer.from(chunk))) this.#connection?.stream.pause()
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.push(null)
  }

  handleError(error: Error): void {
    this.destroy(error)
  }

  override _read(): void {
    this.#connection?.stream.resume()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#connection?.stream.resume()
    done(error)
  }
}

/** Streams what a COPY … TO STDOUT sends; `rows` is complete at its end. */
export const copyOut = (client: pg.Client, statement: string): Readable & { readonly rows: number } =>
  client.query(new CopyOut(statement))

class CopyIn implements pg.Submittable {
  readonly #statement: string
  readonly #source: AsyncIterable<Buffer>
  readonly #settle: (error: Error | null) => void

  constructor(statement: string, source: AsyncIterable<Buffer>, settle: (error: Error | null) => void) {
    this.#statement = statement
    this.#source = source
    this.#settle = settle
  }

  submit(connection: pg.Connection): void {
    copying(connection).query(this.#statement)
  }

  handleCopyInResponse(connection: pg.Connection): void {
    void this.#pump(copying(connection))
  }

  async #pump(connection: CopyConnection): Promise<void> {
    try {
      for await (const chunk of this.#source) {
        connection.sendCopyFromChunk(chunk)
        if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain')
      }
      connection.endCopyFrom()
    } catch (error) {
      // The server answers with an error, which ends the statement.
      connection.sendCopyFail(error instanceof Error ? error.message : String(error))
    }
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.#settle(null)
  }

  handleError(error: Error): void {
    this.#settle(error)
  }
}

/** Sends rows to a COPY … FROM STDIN. */
export const copyIn = (client: pg.Client, statement: string, source: AsyncIterable<Buffer>): Promise<void> =>
  new Promise((resolve, reject) => {
    client.query(new CopyIn(statement, source, (error) => (error === null ? resolve() : reject(error))))
  })
