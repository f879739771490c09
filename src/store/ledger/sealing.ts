import type { Store, Transaction } from '../database.ts'
import { type LedgerHead, NOTHING_BEFORE, sha256 } from './entry.ts'
import type { KeyFolder } from './key-file.ts'
import { append, lockHead } from './ledger.ts'
import { sealLine } from './lines.ts'
import { ledgerProblem } from './problems.ts'
import {
  introduce,
  type LedgerKey,
  type Seal,
  type SealAlgorithm,
  type SealBody,
  type SigningKey,
  signSeal,
} from './seal.ts'
import type { LedgerTables } from './tables.ts'

type LedgerTransaction = Transaction<LedgerTables>

export const keyOf = (row: LedgerTables['ledger_key']): LedgerKey => ({
  body: {
    algorithm: row.algorithm as SealAlgorithm,
    at: row.at.toISOString(),
    fingerprint: row.fingerprint,
    number: row.number,
    previous: row.previous,
    publicKey: row.public_key,
  },
  endorsement: row.endorsement,
})

export const sealOf = (row: LedgerTables['ledger_seal']): Seal => ({
  body: {
    at: row.at.toISOString(),
    head: row.head,
    key: row.key,
    number: row.number,
    previous: row.previous,
    ...(row.sm3 === null ? {} : { sm3: row.sm3 }),
    upTo: row.up_to,
  },
  signature: row.signature,
})

const lastOf = (tx: LedgerTransaction, table: 'ledger_key' | 'ledger_seal') =>
  tx.selectFrom(table).selectAll().orderBy('number', 'desc').limit(1)

async function lastKey(tx: LedgerTransaction): Promise<LedgerKey | null> {
  const row = await lastOf(tx, 'ledger_key').executeTakeFirst()
  return row === undefined ? null : keyOf(row as LedgerTables['ledger_key'])
}

async function lastSeal(tx: LedgerTransaction): Promise<Seal | null> {
  const row = await lastOf(tx, 'ledger_seal').executeTakeFirst()
  return row === undefined ? null : sealOf(row as LedgerTables['ledger_seal'])
}

async function insertKey(tx: LedgerTransaction, { body, endorsement }: LedgerKey): Promise<void> {
  const { algorithm, at, fingerprint, number, previous, publicKey } = body
  const row = { algorithm, at: new Date(at), fingerprint, number, previous, public_key: publicKey, endorsement }
  await tx.insertInto('ledger_key').values(row).execute()
}

async function insertSeal(tx: LedgerTransaction, { body, signature }: Seal): Promise<void> {
  const { at, head, key, number, previous, sm3, upTo } = body
  const row = { at: new Date(at), head, key, number, previous, sm3: sm3 ?? null, up_to: upTo, signature }
  await tx.insertInto('ledger_seal').values(row).execute()
}

const latest = (...times: (Date | string | undefined)[]): string =>
  new Date(Math.max(...times.map((time) => (time === undefined ? 0 : new Date(time).getTime())))).toISOString()

function sealAfter(last: Seal | null, head: LedgerHead, key: SigningKey, now: Date): Seal {
  const body: SealBody = {
    at: latest(now, head.at, last?.body.at),
    head: head.hash,
    key: key.fingerprint,
    number: (last?.body.number ?? 0) + 1,
    previous: last === null ? NOTHING_BEFORE : sha256(sealLine(last)),
    ...(head.sm3 === NOTHING_BEFORE ? {} : { sm3: head.sm3 }),
    upTo: head.number,
  }
  return signSeal(body, key)
}

/**
 * Seals the ledger up to its last entry; null when there is nothing new. Whoever rewrites an entry afterwards would have
 * to sign all later seals again. Throws a Problem when the valid key is not in the folder.
 */
export async function sealLedger(store: Store, keys: KeyFolder, now = new Date()): Promise<Seal | null> {
  return store
    .tables<LedgerTables>()
    .transaction()
    .execute(async (tx) => {
      const head = await lockHead(tx)
      const last = await lastSeal(tx)
      if (head.number === (last?.body.upTo ?? 0)) return null
      const valid = await lastKey(tx)
      const key = valid === null ? null : await keys.find(valid.body.fingerprint)
      if (key === null) throw ledgerProblem('seal-key-missing', valid?.body.fingerprint ?? '')
      const seal = sealAfter(last, head, key, now)
      await insertSeal(tx, seal)
      return seal
    })
}

export interface Rotation {
  readonly algorithm: SealAlgorithm
  /** `account:ID` or `system`. */
  readonly who: string
  /** Take over although the old key is lost and cannot endorse the new one. Its fingerprint must then be published anew. */
  readonly isLost?: boolean
}

/**
 * Makes a key that takes over from the valid one and is endorsed by it, or the first key of a new ledger. Leaves an
 * entry. Returns the new fingerprint, which belongs published where the ledger is not: a notice board, a letter.
 */
export async function rotateSealKey(
  store: Store,
  keys: KeyFolder,
  { algorithm, who, isLost = false }: Rotation,
  now = new Date(),
): Promise<string> {
  const fingerprint = await store
    .tables<LedgerTables>()
    .transaction()
    .execute(async (tx) => {
      await lockHead(tx)
      const valid = await lastKey(tx)
      const signing = valid === null || isLost ? null : await keys.find(valid.body.fingerprint)
      if (valid !== null && signing === null && !isLost) throw ledgerProblem('seal-key-missing', valid.body.fingerprint)
      // The old key may itself still lie in the place of the next one.
      if (signing !== null) await settle(keys, signing)
      const key = await keys.prepare(algorithm)
      const before = valid === null ? null : { ...valid.body, signing }
      await insertKey(tx, introduce(key, before, now.toISOString()))
      await append(tx, [{ who, what: 'ledger.key-rotated', subject: `ledger-key:${key.fingerprint}` }], now)
      return key.fingerprint
    })
  await keys.promote()
  return fingerprint
}

/** Puts a key that a crash left in the place of the next one where it belongs, before that place is written again. */
async function settle(keys: KeyFolder, { fingerprint }: SigningKey): Promise<void> {
  if (await keys.isNext(fingerprint)) await keys.promote()
}

/** Makes the first key of a ledger that has none; otherwise nothing. */
export async function ensureSealKey(store: Store, keys: KeyFolder, algorithm: SealAlgorithm): Promise<void> {
  const known = await store.tables<LedgerTables>().selectFrom('ledger_key').select('number').executeTakeFirst()
  if (known === undefined) await rotateSealKey(store, keys, { algorithm, who: 'system' })
}
