import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { type AnyTransaction, type Store, within } from '../database.ts'
import { storeProblem } from '../problems.ts'
import { digestsOf } from './digest.ts'
import { ContentFolder } from './folder.ts'
import type { Attachment, AttachmentTables } from './tables.ts'

/** What a comparison of every file with its digests found. */
export interface AttachmentReport {
  readonly checked: number
  /** The content is no longer what its name says. */
  readonly damaged: readonly string[]
  /** There is a row, and no file. */
  readonly missing: readonly string[]
  /** There is a file, and no row: what an upload left whose transaction did not commit. Harmless. */
  readonly unclaimed: readonly string[]
}

export interface CheckOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, total: number) => void
}

const LARGEST_BYTES = 512 * 1024 * 1024

/** Names in one message; the result of the job has them all. */
const NAMED = 20

const hasReferences = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23503'

/** Files of the store: content-addressed on the disk, each with a row that others refer to. */
export class Attachments {
  readonly #folder: ContentFolder
  readonly #store: Store

  constructor(store: Store, root: string) {
    this.#store = store
    this.#folder = new ContentFolder(root)
  }

  get folder(): ContentFolder {
    return this.#folder
  }

  /**
   * Puts bytes on the disk; the same content lies there once. Throws `attachment-too-large` and `disk-full`. A row makes
   * it an attachment: call `record` in the transaction that refers to it.
   */
  async keep(source: Readable | Uint8Array, atMost = LARGEST_BYTES): Promise<Attachment> {
    const stream = source instanceof Readable ? source : Readable.from([Buffer.from(source)])
    const tooLarge = (): Error => storeProblem('attachment-too-large', `${Math.floor(atMost / 1024)} KiB`)
    const { sha256, sm3, bytes } = await this.#folder.keep(stream, atMost, tooLarge)
    return { sha256, sm3, bytes, created_at: new Date() }
  }

  /** Makes the row of a kept file, in the caller's transaction. */
  async record(transaction: AnyTransaction, { sha256, sm3, bytes }: Attachment): Promise<void> {
    await within<AttachmentTables>(transaction)
      .insertInto('store_attachment')
      .values({ sha256, sm3, bytes })
      .onConflict((conflict) => conflict.column('sha256').doNothing())
      .execute()
    // Somebody may have removed it since it was kept: without the row nothing held it.
    if (!this.#folder.has(sha256)) throw storeProblem('attachment-missing', sha256)
  }

  /** Opens a content for reading. Throws `no-such-attachment`, or `attachment-missing` where its file is gone. */
  async open(sha256: string): Promise<{ readonly bytes: number; readonly stream: Readable }> {
    const row = /^[0-9a-f]{64}$/.test(sha256) ? await this.#find(sha256) : undefined
    if (row === undefined) throw storeProblem('no-such-attachment')
    if (!this.#folder.has(sha256)) throw storeProblem('attachment-missing', sha256)
    return { bytes: row.bytes, stream: createReadStream(this.#folder.pathOf(sha256)) }
  }

  /** Opens a content to which a row of the caller refers: its row is there without looking. Throws `attachment-missing`. */
  openReferred(sha256: string): Readable {
    if (!this.#folder.has(sha256)) throw storeProblem('attachment-missing', sha256)
    return createReadStream(this.#folder.pathOf(sha256))
  }

  async read(sha256: string): Promise<Buffer> {
    const { stream } = await this.open(sha256)
    return Buffer.concat(await stream.toArray())
  }

  #find(sha256: string): Promise<Attachment | undefined> {
    return this.#store
      .tables<AttachmentTables>()
      .selectFrom('store_attachment')
      .selectAll()
      .where('sha256', '=', sha256)
      .executeTakeFirst()
  }

  /** Removes a file to which no row refers; false when one does. */
  async remove(sha256: string): Promise<boolean> {
    try {
      await this.#store
        .tables<AttachmentTables>()
        .transaction()
        .execute(async (tx) => {
          await tx.deleteFrom('store_attachment').where('sha256', '=', sha256).execute()
          // Before the commit: whoever records the same content waits for it, then sees that the file is gone.
          await this.#folder.remove(sha256)
        })
      return true
    } catch (error) {
      if (hasReferences(error)) return false
      throw error
    }
  }

  /** Compares every file with the digests in its row and names what is damaged or missing. */
  async check({ signal, onProgress = () => {} }: CheckOptions = {}): Promise<AttachmentReport> {
    const rows = await this.#store
      .tables<AttachmentTables>()
      .selectFrom('store_attachment')
      .select(['sha256', 'sm3'])
      .orderBy(sql`sha256 collate "C"`)
      .execute()
    const damaged: string[] = []
    const missing: string[] = []
    for (const [index, row] of rows.entries()) {
      signal?.throwIfAborted()
      if (!this.#folder.has(row.sha256)) missing.push(row.sha256)
      else if (!(await this.#isWhole(row))) damaged.push(row.sha256)
      onProgress(index + 1, rows.length)
    }
    const known = new Set(rows.map(({ sha256 }) => sha256))
    const unclaimed = this.#folder.names().filter((name) => !known.has(name))
    return { checked: rows.length, damaged, missing, unclaimed }
  }

  async #isWhole({ sha256, sm3 }: Pick<Attachment, 'sha256' | 'sm3'>): Promise<boolean> {
    const digests = await digestsOf(this.#folder.pathOf(sha256), { withSm3: sm3 !== null })
    const isSameSm3 = sm3 === null || digests.sm3 === null || sm3 === digests.sm3
    return digests.sha256 === sha256 && isSameSm3
  }
}

/** Throws a Problem that names what is damaged or missing. */
export function refuseDamage({ damaged, missing }: AttachmentReport): void {
  const names = [...damaged, ...missing]
  if (names.length > 0) throw storeProblem('attachments-damaged', names.slice(0, NAMED).join(', '))
}
