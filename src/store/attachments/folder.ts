import { randomUUID } from 'node:crypto'
import { createWriteStream, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { diskFaultOf } from '../fault.ts'
import { Digesting, type Digests } from './digest.ts'

/** A file that lies where it belongs. */
export interface Kept extends Digests {
  readonly bytes: number
  /** False when the same content lay there already. */
  readonly isNew: boolean
}

const NAME = /^[0-9a-f]{64}$/

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync()
  await handle.close()
}

/** Files named by their SHA-256, in folders by its first two digits. Knows nothing of rows. */
export class ContentFolder {
  readonly #root: string
  readonly #incoming: string

  constructor(root: string) {
    this.#root = root
    this.#incoming = join(root, 'incoming')
    mkdirSync(this.#incoming, { recursive: true, mode: 0o700 })
  }

  /** Where a content lies, or would. Refuses what is no digest: the name comes from outside. */
  pathOf(sha256: string): string {
    if (!NAME.test(sha256)) throw new RangeError('not a SHA-256 digest')
    return join(this.#root, sha256.slice(0, 2), sha256)
  }

  has(sha256: string): boolean {
    return existsSync(this.pathOf(sha256))
  }

  /** Streams bytes in. When this returns, file and folder are on the disk; when it throws, nothing is left. */
  async keep(source: Readable, atMost: number, tooLarge: () => Error): Promise<Kept> {
    const temporary = join(this.#incoming, randomUUID())
    try {
      const digesting = new Digesting(atMost, tooLarge)
      await pipeline(source, digesting, createWriteStream(temporary, { mode: 0o600, flags: 'wx', flush: true }))
      const digests = digesting.digests()
      return { ...digests, bytes: digesting.bytes, isNew: await this.#settle(temporary, digests.sha256) }
    } catch (error) {
      await rm(temporary, { force: true })
      throw diskFaultOf(error)
    }
  }

  async #settle(temporary: string, sha256: string): Promise<boolean> {
    const path = this.pathOf(sha256)
    const isNew = !existsSync(path)
    const folder = join(path, '..')
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    // Renamed even where the name is taken: what lies there may be damaged, what came is what its name says.
    await rename(temporary, path)
    await syncFolder(folder)
    await syncFolder(this.#root)
    return isNew
  }

  async sizeOf(sha256: string): Promise<number> {
    return (await stat(this.pathOf(sha256))).size
  }

  async remove(sha256: string): Promise<void> {
    await rm(this.pathOf(sha256), { force: true })
  }

  /** Everything that lies here under a digest's name. */
  names(): string[] {
    return readdirSync(this.#root)
      .filter((part) => /^[0-9a-f]{2}$/.test(part))
      .flatMap((part) => readdirSync(join(this.#root, part)).filter((name) => NAME.test(name)))
      .sort()
  }

  /** What uploads left that a crash cut off. Call only when no other process writes. */
  sweep(): void {
    rmSync(this.#incoming, { recursive: true, force: true })
    mkdirSync(this.#incoming, { mode: 0o700 })
  }
}
