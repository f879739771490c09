import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import type { Store, Transaction } from '../database.ts'
import type { LedgerEntry } from './entry.ts'
import { ledgerHead } from './ledger.ts'
import { entryLine, FIRST_LINE, keyLine, lastLine, sealLine, timeStampLine } from './lines.ts'
import { entriesBetween } from './read.ts'
import type { LedgerKey } from './seal.ts'
import { keyOf, sealOf } from './sealing.ts'
import type { LedgerTables } from './tables.ts'
import { type LedgerVerdict, type VerifyOptions, verifyLedgerLines } from './verify.ts'

type LedgerTransaction = Transaction<LedgerTables>

const PAGE = 2_000

const sealsBetween = (tx: LedgerTransaction, from: number, to: number) =>
  tx
    .selectFrom('ledger_seal')
    .leftJoin('ledger_time_stamp', 'ledger_time_stamp.seal', 'ledger_seal.number')
    .selectAll('ledger_seal')
    .select('ledger_time_stamp.token')
    .where('ledger_seal.up_to', '>=', from)
    .where('ledger_seal.up_to', '<=', to)
    .orderBy('ledger_seal.number')
    .execute()

type SealRow = Awaited<ReturnType<typeof sealsBetween>>[number]

/** Hands out keys in their order, each before the first seal that is signed with it. */
function keysInTurn(keys: readonly LedgerKey[]): (upTo: string | null) => string[] {
  let next = 0
  return (upTo) => {
    const last = upTo === null ? keys.length - 1 : keys.findIndex(({ body }) => body.fingerprint === upTo)
    const due = keys.slice(next, last + 1)
    next = Math.max(next, last + 1)
    return due.map(keyLine)
  }
}

/** The entries of a page, each followed by what closes it: keys that begin, the seal, its time stamp. */
function* pageLines(
  entries: readonly LedgerEntry[],
  seals: readonly SealRow[],
  keysUpTo: (key: string | null) => string[],
): Generator<string> {
  let next = 0
  for (const entry of entries) {
    yield entryLine(entry)
    for (let seal = seals[next]; seal?.up_to === entry.body.number; seal = seals[next]) {
      yield* keysUpTo(seal.key)
      yield sealLine(sealOf(seal))
      if (seal.token !== null) yield timeStampLine(seal.number, seal.token)
      next += 1
    }
  }
}

/** How far along the entries somebody is, and whether to go on. */
export interface LedgerProgress {
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, total: number) => void
}

async function* exportLines(
  tx: LedgerTransaction,
  { signal, onProgress = () => {} }: LedgerProgress,
): AsyncGenerator<string> {
  const head = await ledgerHead(tx)
  const keys = await tx.selectFrom('ledger_key').selectAll().orderBy('number').execute()
  const keysUpTo = keysInTurn(keys.map(keyOf))
  yield FIRST_LINE
  for (let from = 1; from <= head.number; from += PAGE) {
    const to = Math.min(from + PAGE - 1, head.number)
    signal?.throwIfAborted()
    yield* pageLines(await entriesBetween(tx, from, to), await sealsBetween(tx, from, to), keysUpTo)
    onProgress(to, head.number)
  }
  yield* keysUpTo(null)
  yield lastLine(head.number, head.hash)
}

/** All reads see the ledger as it was when the first began. */
const atOneMoment = <Result>(
  store: Store,
  progress: LedgerProgress,
  read: (lines: AsyncGenerator<string>) => Promise<Result>,
): Promise<Result> =>
  store
    .tables<LedgerTables>()
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((tx) => read(exportLines(tx, progress)))

/** Writes the whole ledger to a file that `gouji verify` and scripts/verify-ledger.mjs read. Memory stays flat. */
export const exportLedger = (store: Store, path: string): Promise<void> =>
  atOneMoment(store, {}, async (lines) => {
    const file = createWriteStream(path, { mode: 0o600 })
    const written = finished(file)
    for await (const line of lines) if (!file.write(`${line}\n`)) await Promise.race([once(file, 'drain'), written])
    file.end()
    await written
  })

/** Verifies the ledger where it lies, by the same lines that would be exported. */
export const verifyLedger = (
  store: Store,
  options: VerifyOptions = {},
  progress: LedgerProgress = {},
): Promise<LedgerVerdict> => atOneMoment(store, progress, (lines) => verifyLedgerLines(lines, options))
