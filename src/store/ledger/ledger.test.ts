import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database, Store } from '../database.ts'
import { memoryStore } from '../testing.ts'
import {
  append,
  ensureSealKey,
  erasePayload,
  exportLedger,
  keepSm3,
  keyFolder,
  ledgerMigrations,
  ledgerPage,
  rotateSealKey,
  sealLedger,
  verifyLedger,
  verifyLedgerFile,
} from './index.ts'
import type { LedgerTables } from './tables.ts'

const room = mkdtempSync(join(tmpdir(), 'gouji-ledger-'))
const keys = keyFolder(join(room, 'keys'))
let store: Store
let tables: Database<LedgerTables>

const enter = (count: number, from = 0): Promise<number> =>
  tables.transaction().execute((tx) =>
    append(
      tx,
      Array.from({ length: count }, (_, n) => ({
        who: 'account:1',
        what: 'thing.made',
        subject: `thing:${from + n}`,
        payload: { n: from + n, text: '一\u0000"' },
      })),
    ),
  )

beforeAll(async () => {
  store = await memoryStore(ledgerMigrations)
  tables = store.tables<LedgerTables>()
})

afterAll(async () => {
  await store.close()
  rmSync(room, { recursive: true })
})

describe('the ledger in the store', () => {
  it('numbers entries without gaps, also after a transaction that failed', async () => {
    expect(await enter(3)).toBe(1)
    await expect(
      tables.transaction().execute(async (tx) => {
        await append(tx, [{ who: 'account:1', what: 'thing.made', subject: 'thing:9' }])
        throw new Error('the rest of the transaction fails')
      }),
    ).rejects.toThrow('the rest')
    expect(await enter(6_000, 3)).toBe(4)
    expect(await verifyLedger(store)).toMatchObject({ isSound: true, entries: 6_003, payloads: 6_003, seals: 0 })
  })

  it.each([
    ["update ledger_entry set who = 'account:2' where number = 2"],
    ['delete from ledger_entry where number = 2'],
    ['truncate ledger_entry'],
    ["update ledger_payload set body = '1' where number = 2"],
    ['delete from ledger_payload where number = 2'],
    ['truncate ledger_payload'],
    ['delete from ledger_head'],
    ['truncate ledger_head'],
    ['update ledger_head set number = number - 1'],
    ["update ledger_head set hash = repeat('0', 64)"],
    ['delete from ledger_seal'],
    ['update ledger_key set number = 7'],
    ['truncate ledger_time_stamp'],
    ["set session_replication_role = 'replica'; delete from ledger_entry"],
  ])('refuses %s', async (statement) => {
    const attempt = async (): Promise<void> => {
      for (const one of statement.split('; ')) await sql.raw(one).execute(tables)
    }
    await expect(attempt()).rejects.toThrow('append-only')
    await sql`set session_replication_role = 'origin'`.execute(tables)
  })

  it('is sealed up to its last entry, and not again while nothing is new', async () => {
    await ensureSealKey(store, keys, 'Ed25519')
    await ensureSealKey(store, keys, 'Ed25519')
    const seal = await sealLedger(store, keys)
    expect(seal?.body).toMatchObject({ number: 1, upTo: 6_004 })
    expect(await sealLedger(store, keys)).toBeNull()
    expect(await verifyLedger(store)).toMatchObject({ isSound: true, seals: 1, sealedUpTo: 6_004 })
  })

  it('goes on under a new key, with the second chain and without it', async () => {
    await tables.transaction().execute((tx) => keepSm3(tx, true, 'account:1'))
    await enter(2, 7_000)
    await sealLedger(store, keys)
    const fingerprint = await rotateSealKey(store, keys, { algorithm: 'SM2', who: 'account:1' })
    await enter(2, 8_000)
    await sealLedger(store, keys)
    await tables.transaction().execute((tx) => keepSm3(tx, false, 'account:1'))
    await enter(1, 9_000)
    await sealLedger(store, keys)
    const verdict = await verifyLedger(store)
    expect(verdict).toMatchObject({ isSound: true, seals: 4 })
    expect(verdict.keys.at(-1)).toEqual({ algorithm: 'SM2', fingerprint })
  })

  it('lets a payload go only with an entry that says so', async () => {
    await tables.transaction().execute((tx) => erasePayload(tx, 2, 'account:1'))
    expect(await verifyLedger(store)).toMatchObject({ isSound: true })
    const [erasure] = await ledgerPage(tables, { what: 'ledger.payload-erased' })
    expect(erasure?.body.subject).toBe('ledger-entry:2')
    expect((await ledgerPage(tables, { subject: 'thing:1' }))[0]?.payload).toBeNull()
  })

  it('is exported to a file for its owner alone, and a byte changed in it is found', async () => {
    const path = join(room, 'ledger.jsonl')
    await exportLedger(store, path)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(await verifyLedgerFile(path)).toEqual(await verifyLedger(store))
    const bytes = readFileSync(path)
    bytes.writeUInt8(bytes.readUInt8(bytes.indexOf('thing:4000') + 6) ^ 1, bytes.indexOf('thing:4000') + 6)
    writeFileSync(path, bytes)
    expect((await verifyLedgerFile(path)).broken).toMatchObject({ thing: 'entry', number: 4_001, reason: 'wrong-hash' })
  })

  it('is read page by page, newest first', async () => {
    const first = await ledgerPage(tables, { what: 'thing.made', limit: 4 })
    const second = await ledgerPage(tables, { what: 'thing.made', limit: 4, before: first.at(-1)?.body.number ?? 0 })
    expect([...first, ...second].map(({ body }) => body.subject)).toEqual(
      [9_000, 8_001, 8_000, 7_001, 7_000, 6_002, 6_001, 6_000].map((n) => `thing:${n}`),
    )
  })
})

describe('the key of the seals', () => {
  it('is refused when others may read it, and a lost one is told, replaced only on demand', async () => {
    const file = join(room, 'keys/ledger-seal.pem')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    await enter(1, 10_000)
    chmodSync(file, 0o640)
    await expect(sealLedger(store, keys)).rejects.toMatchObject({ code: 'seal-key-exposed' })
    rmSync(file)
    await expect(sealLedger(store, keys)).rejects.toMatchObject({ code: 'seal-key-missing' })
    const rotation = { algorithm: 'Ed25519', who: 'account:1' } as const
    await expect(rotateSealKey(store, keys, rotation)).rejects.toMatchObject({ code: 'seal-key-missing' })
    const known = (await verifyLedger(store)).keys.map(({ fingerprint }) => fingerprint)
    const fingerprint = await rotateSealKey(store, keys, { ...rotation, isLost: true })
    await sealLedger(store, keys)
    expect((await verifyLedger(store)).broken).toMatchObject({ thing: 'key', reason: 'key-not-endorsed' })
    expect(await verifyLedger(store, { keys: [...known, fingerprint] })).toMatchObject({ isSound: true })
  })
})
