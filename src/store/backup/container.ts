import { createHash, type Hash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import * as z from 'zod'
import { Digesting } from '../attachments/digest.ts'
import { storeProblem } from '../problems.ts'

/**
 * The file of a backup, format 1:
 *
 *     GOUJI-BACKUP 1
 *     { head }                                   one line of JSON: what the store was
 *     { part, name, gzip }                       one line for each part: table or attachment
 *     LENGTH\n bytes …  LENGTH\n bytes …  0\n    its bytes in chunks of at most 1 MiB
 *     { sha256, bytes }                          of the part, before it was compressed
 *     { parts, sha256 }                          the last line: SHA-256 of everything before it
 */
const MAGIC = 'GOUJI-BACKUP 1\n'
const LONGEST_LINE = 4 * 1024 * 1024
const LARGEST_CHUNK = 1024 * 1024
const READ_BYTES = 256 * 1024
const NEWLINE = 10

const partHead = z.strictObject({ part: z.enum(['table', 'attachment']), name: z.string(), gzip: z.boolean() })
const partTail = z.strictObject({ sha256: z.string(), bytes: z.int() })
const fileTail = z.strictObject({ parts: z.int(), sha256: z.string() })

export type PartHead = z.infer<typeof partHead>
export type PartTail = z.infer<typeof partTail>

/** Writes the parts one after another. */
export class ContainerWriter {
  readonly #file: FileHandle
  readonly #hash = createHash('sha256')
  #parts = 0

  private constructor(file: FileHandle) {
    this.#file = file
  }

  static async begin(file: FileHandle, head: unknown): Promise<ContainerWriter> {
    const writer = new ContainerWriter(file)
    await writer.#write(Buffer.from(MAGIC))
    await writer.#line(head)
    return writer
  }

  async #write(bytes: Buffer): Promise<void> {
    this.#hash.update(bytes)
    for (let done = 0; done < bytes.length; ) done += (await this.#file.write(bytes, done)).bytesWritten
  }

  #line(value: unknown): Promise<void> {
    return this.#write(Buffer.from(`${JSON.stringify(value)}\n`))
  }

  async part(head: PartHead, source: Readable): Promise<PartTail> {
    await this.#line(head)
    const digesting = new Digesting()
    const chunks = (stream: AsyncIterable<Buffer>): Promise<void> => this.#chunks(stream)
    if (head.gzip) await pipeline(source, digesting, createGzip({ level: 1, chunkSize: READ_BYTES }), chunks)
    else await pipeline(source, digesting, chunks)
    const tail = { sha256: digesting.digests().sha256, bytes: digesting.bytes }
    await this.#write(Buffer.from('0\n'))
    await this.#line(tail)
    this.#parts += 1
    return tail
  }

  async #chunks(stream: AsyncIterable<Buffer>): Promise<void> {
    for await (const chunk of stream) {
      for (let start = 0; start < chunk.length; start += LARGEST_CHUNK) {
        const piece = chunk.subarray(start, start + LARGEST_CHUNK)
        await this.#write(Buffer.from(`${piece.length}\n`))
        await this.#write(piece)
      }
    }
  }

  /** Writes the last line and brings everything to the disk. Returns the digest of the file but its last line. */
  async end(): Promise<string> {
    const sha256 = this.#hash.copy().digest('hex')
    await this.#line({ parts: this.#parts, sha256 })
    await this.#file.sync()
    return sha256
  }
}

/** A part as it comes out of the file. Its content must be read before the next part is asked for. */
export interface Part extends PartHead {
  /** The bytes as they were before they were compressed; fails where they are not what the part's digest says. */
  readonly content: AsyncIterable<Buffer>
}

const damaged = (where: string): Error => storeProblem('backup-damaged', where)

/** Reads the parts in order, checking every length, every part and the whole. Throws `backup-damaged`. */
export class ContainerReader {
  readonly #file: FileHandle
  readonly #hash: Hash = createHash('sha256')
  #buffer: Buffer = Buffer.alloc(0)
  #place = 0

  private constructor(file: FileHandle) {
    this.#file = file
  }

  static async open(path: string): Promise<ContainerReader> {
    const reader = new ContainerReader(await open(path, 'r'))
    try {
      if (!(await reader.#exactly(MAGIC.length)).equals(Buffer.from(MAGIC))) throw damaged('not a backup of Gouji')
      return reader
    } catch (error) {
      await reader.close()
      throw error
    }
  }

  close(): Promise<void> {
    return this.#file.close()
  }

  async head<Head>(schema: z.ZodType<Head>): Promise<Head> {
    return this.#json(schema)
  }

  async *parts(): AsyncGenerator<Part> {
    for (let count = 0; ; count += 1) {
      const before = this.#hash.copy()
      const line = await this.#json(z.union([partHead, fileTail]))
      if ('parts' in line) return this.#conclude(line, count, before.digest('hex'))
      const part = { ...line, content: this.#content(line) }
      yield part
    }
  }

  async #conclude(tail: z.infer<typeof fileTail>, count: number, sha256: string): Promise<void> {
    if (tail.parts !== count || tail.sha256 !== sha256) throw damaged('digest of the whole')
    if ((await this.#fill(1)) > 0) throw damaged('more after the end')
  }

  async *#content(head: PartHead): AsyncGenerator<Buffer> {
    const digesting = new Digesting()
    const raw = Readable.from(this.#chunks())
    const ended = head.gzip ? pipeline(raw, createGunzip(), digesting) : pipeline(raw, digesting)
    // Looked at below; what is thrown meanwhile reaches the reader through the stream.
    ended.catch(() => {})
    try {
      for await (const chunk of digesting) yield chunk as Buffer
      await ended
    } catch (error) {
      throw isOfZlib(error) ? damaged(head.name) : error
    }
    const tail = await this.#json(partTail)
    const isWhole = tail.sha256 === digesting.digests().sha256 && tail.bytes === digesting.bytes
    if (!isWhole) throw damaged(`${head.part} ${head.name}`)
  }

  async *#chunks(): AsyncGenerator<Buffer> {
    for (;;) {
      const line = await this.#line()
      const length = /^\d{1,7}$/.test(line) ? Number(line) : Number.NaN
      if (!(length <= LARGEST_CHUNK)) throw damaged(`byte ${this.#place}`)
      if (length === 0) return
      yield await this.#exactly(length)
    }
  }

  async #json<Value>(schema: z.ZodType<Value>): Promise<Value> {
    const line = await this.#line()
    const parsed = schema.safeParse(parsedOrNull(line))
    if (!parsed.success) throw damaged(`byte ${this.#place}`)
    return parsed.data
  }

  /** Reads until there are that many bytes, or no more. */
  async #fill(bytes: number): Promise<number> {
    while (this.#buffer.length < bytes) {
      const { bytesRead, buffer } = await this.#file.read(Buffer.allocUnsafe(READ_BYTES), 0, READ_BYTES)
      if (bytesRead === 0) break
      this.#buffer = Buffer.concat([this.#buffer, buffer.subarray(0, bytesRead)])
    }
    return this.#buffer.length
  }

  async #exactly(bytes: number): Promise<Buffer> {
    if ((await this.#fill(bytes)) < bytes) throw damaged('cut off')
    const taken = this.#buffer.subarray(0, bytes)
    this.#buffer = this.#buffer.subarray(bytes)
    this.#place += bytes
    this.#hash.update(taken)
    return taken
  }

  async #line(): Promise<string> {
    for (let wanted = 1; wanted <= LONGEST_LINE; wanted = this.#buffer.length + 1) {
      if ((await this.#fill(wanted)) < wanted) throw damaged('cut off')
      const end = this.#buffer.indexOf(NEWLINE)
      if (end >= 0) return (await this.#exactly(end + 1)).toString('utf8', 0, end)
    }
    throw damaged(`byte ${this.#place}`)
  }
}

const isOfZlib = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
