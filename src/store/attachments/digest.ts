import { createHash, getHashes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Digests of some bytes, in hexadecimal. SM3 (GB/T 32905) is null where this Node was built without it. */
export interface Digests {
  readonly sha256: string
  readonly sm3: string | null
}

const HAS_SM3 = getHashes().includes('sm3')

/** Lets bytes through and counts them; what it saw is asked for at the end. */
export class Digesting extends Transform {
  readonly #sha256 = createHash('sha256')
  readonly #sm3 = HAS_SM3 ? createHash('sm3') : null
  readonly #atMost: number
  readonly #tooLarge: () => Error
  bytes = 0

  constructor(atMost = Number.POSITIVE_INFINITY, tooLarge: () => Error = () => new Error('too large')) {
    super()
    this.#atMost = atMost
    this.#tooLarge = tooLarge
  }

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: (error: Error | null, data?: Buffer) => void,
  ): void {
    this.bytes += chunk.length
    if (this.bytes > this.#atMost) {
      done(this.#tooLarge())
      return
    }
    this.#sha256.update(chunk)
    this.#sm3?.update(chunk)
    done(null, chunk)
  }

  digests(): Digests {
    return { sha256: this.#sha256.digest('hex'), sm3: this.#sm3?.digest('hex') ?? null }
  }
}

/** The digests of a file, read once from end to end. */
export async function digestsOf(file: string): Promise<Digests> {
  const digesting = new Digesting()
  digesting.resume()
  await pipeline(createReadStream(file), digesting)
  return digesting.digests()
}
