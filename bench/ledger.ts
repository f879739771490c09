import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  append,
  ensureSealKey,
  exportLedger,
  keyFolder,
  type LedgerVerdict,
  openStore,
  sealLedger,
  storeMigrations,
} from '../src/store/index.ts'
import { conclude, root } from './support/bench.ts'

/**
 * Entries a second into the real database, in batches; a million of them, exported, verified by the script alone; one
 * flipped byte found and named.
 *
 * npm run bench -- ledger [ENTRIES]
 */
const HOLD_APPENDED = 2_000
const HOLD_SECONDS = 10
const ENTRIES = Number(process.argv[2] ?? 1_000_000)
const BATCH = 500
const SEAL_EVERY = 100 * BATCH

const room = mkdtempSync(join(tmpdir(), 'gouji-bench-'))
const path = join(room, 'ledger.jsonl')
const keys = keyFolder(join(room, 'keys'))
const store = await openStore({ dataDir: join(room, 'data') }, storeMigrations)
await ensureSealKey(store, keys, 'Ed25519')

const draft = (n: number) => ({
  who: `account:${n % 600}`,
  what: 'document.added',
  subject: `document:${n}`,
  payload: { year: 2026, kind: 'budget', size: n },
})
let started = performance.now()
for (let n = 0; n < ENTRIES; n += BATCH) {
  const drafts = Array.from({ length: BATCH }, (_, index) => draft(n + index))
  await store
    .tables()
    .transaction()
    .execute((tx) => append(tx, drafts))
  if (n % SEAL_EVERY === 0) await sealLedger(store, keys)
}
const appended = ENTRIES / ((performance.now() - started) / 1_000)
await sealLedger(store, keys)
await exportLedger(store, path)
await store.close()

function verified(): { readonly seconds: number; readonly verdict: LedgerVerdict } {
  started = performance.now()
  const { stdout } = spawnSync(process.execPath, [join(root, 'scripts/verify-ledger.mjs'), '--json', path])
  return { seconds: (performance.now() - started) / 1_000, verdict: JSON.parse(stdout.toString()) as LedgerVerdict }
}

/** Flips a bit in the subject of an entry in the middle of the file; its number. */
function flipOne(): number {
  const file = openSync(path, 'r+')
  const window = Buffer.alloc(64 * 1024)
  const from = Math.floor(statSync(path).size / 2)
  readSync(file, window, 0, window.length, from)
  // The window begins in the middle of a line, which may have its number before it.
  const begin = window.indexOf('\n') + 1
  const at = window.indexOf('"subject":"document:', begin) + '"subject":"'.length
  const line = window.toString('latin1', begin, at)
  const number = Number(/.*"number":(\d+)/.exec(line)?.[1])
  writeSync(file, Buffer.of(window.readUInt8(at) ^ 1), 0, 1, from + at)
  closeSync(file)
  return number
}

const sound = verified()
const flipped = flipOne()
const { verdict } = verified()
rmSync(room, { recursive: true })
const isNamed = verdict.broken?.thing === 'entry' && verdict.broken.number === flipped
const isHeld = appended >= HOLD_APPENDED && sound.verdict.isSound && sound.seconds <= HOLD_SECONDS && isNamed
const figure = `${Math.round(appended)} entries/s; ${sound.verdict.entries} verified in ${sound.seconds.toFixed(1)} s (${sound.verdict.isSound ? 'sound' : 'broken'}); flipped entry ${flipped} ${isNamed ? 'named' : 'missed'}`
conclude('ledger', figure, `${HOLD_APPENDED} entries/s, 1,000,000 in ${HOLD_SECONDS} s, named`, isHeld)
