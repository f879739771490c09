import { constants } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ledgerProblem } from './problems.ts'
import { makeSigningKey, pemOf, readSigningKey, type SealAlgorithm, type SigningKey } from './seal.ts'

const CURRENT = 'ledger-seal.pem'
const NEXT = 'ledger-seal.next.pem'
const OTHERS = 0o077

async function readKey(folder: string, name: string): Promise<SigningKey | null> {
  const file = await open(join(folder, name), 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (file === null) return null
  try {
    const { mode } = await file.stat()
    if (process.platform !== 'win32' && (mode & OTHERS) !== 0) throw ledgerProblem('seal-key-exposed', name)
    return parseKey(await file.readFile('utf8'), name)
  } finally {
    await file.close()
  }
}

function parseKey(pem: string, name: string): SigningKey {
  try {
    return readSigningKey(pem)
  } catch (error) {
    // Neither the text nor what OpenSSL says of it: a key has no place in messages.
    if (error instanceof Error) throw ledgerProblem('seal-key-unreadable', name)
    throw error
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

async function writeKey(folder: string, name: string, key: SigningKey): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await rm(join(folder, name), { force: true })
  const file = await open(join(folder, name), constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600)
  await file
    .writeFile(pemOf(key))
    .then(() => file.sync())
    .finally(() => file.close())
  await syncFolder(folder)
}

/**
 * The private keys of the seals: files with mode 600 in a folder of their own. A key that takes over is written before
 * the ledger names it and put in the place of the old one afterwards, so that no moment of a crash loses it.
 */
export interface KeyFolder {
  /** The private key with this fingerprint, or null when it is not here. Throws a Problem when others may read it. */
  find(fingerprint: string): Promise<SigningKey | null>
  /** True when this key still lies in the place of the next one: a crash came between. */
  isNext(fingerprint: string): Promise<boolean>
  /** Makes a key and keeps it as the next one. */
  prepare(algorithm: SealAlgorithm): Promise<SigningKey>
  /** The next key becomes the only one: with the old one nothing can be signed any more. */
  promote(): Promise<void>
}

export const keyFolder = (folder: string): KeyFolder => ({
  find: async (fingerprint) => {
    const current = await readKey(folder, CURRENT)
    if (current?.fingerprint === fingerprint) return current
    const next = await readKey(folder, NEXT)
    return next?.fingerprint === fingerprint ? next : null
  },
  isNext: async (fingerprint) => (await readKey(folder, NEXT))?.fingerprint === fingerprint,
  prepare: async (algorithm) => {
    const key = makeSigningKey(algorithm)
    await writeKey(folder, NEXT, key)
    return key
  },
  promote: async () => {
    await rename(join(folder, NEXT), join(folder, CURRENT))
    await syncFolder(folder)
  },
})
