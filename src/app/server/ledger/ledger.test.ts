import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Client, type Served, serve } from '../../../../test/served.ts'
import { makeKey } from '../../../identity/index.ts'
import { append, verifyLedgerFile } from '../../../store/index.ts'
import { type TestServer, testServer } from '../../../store/testing.ts'
import {
  type LedgerEntryPage,
  type LedgerState,
  latestVerification,
  ledgerEntryDetails,
  ledgerEntryPage,
  ledgerState,
} from './contract.ts'

let cluster: TestServer
let served: Served

beforeAll(async () => {
  cluster = await testServer()
})
afterAll(() => cluster.close())
beforeEach(async () => {
  served = await serve(cluster)
})
afterEach(() => served.close())

const enter = (count: number, who = 'system'): Promise<void> =>
  served.store
    .tables<unknown>()
    .transaction()
    .execute(async (tx) => {
      const drafts = Array.from({ length: count }, (_, index) => ({
        who,
        what: 'thing.made',
        subject: `thing:${index + 1}`,
        payload: { size: index },
      }))
      await append(tx, drafts)
    })

const entries = async (client: Client, query = ''): Promise<LedgerEntryPage> =>
  ledgerEntryPage.parse(await client.json(`/api/ledger/entries?${query}`))

async function verify(client: Client) {
  expect((await client.send('POST', '/api/ledger/verification')).status).toBe(202)
  await served.idle()
  return latestVerification.parse(await client.json('/api/ledger/verification')).latest
}

describe('the ledger', () => {
  it('is listed newest first, page by page', async () => {
    await enter(120)
    const first = await entries(served.local, 'limit=50')
    expect(first.items).toHaveLength(50)
    expect(first.items[0]?.subject).toBe('thing:120')
    const second = await entries(served.local, `limit=100&after=${first.next}`)
    expect(second.items[0]?.subject).toBe('thing:70')
    expect(second.next).toBeNull()
    expect(second.items.at(-1)?.what).toBe('ledger.key-rotated')
  })

  it('is searched by who, what, subject and time', async () => {
    await enter(3)
    await enter(2, 'local')
    const subjects = async (query: string) => (await entries(served.local, query)).items.map(({ subject }) => subject)
    expect(await subjects('who=local')).toEqual(['thing:2', 'thing:1'])
    expect(await subjects('what=thing.made&subject=thing:3')).toEqual(['thing:3'])
    const now = encodeURIComponent(new Date(Date.now() + 60_000).toISOString())
    const before = encodeURIComponent(new Date(Date.now() - 60_000).toISOString())
    expect(await subjects(`from=${before}&until=${now}`)).toHaveLength(6)
    expect(await subjects(`from=${now}`)).toEqual([])
    expect((await served.local.get('/api/ledger/entries?from=yesterday')).status).toBe(400)
    expect((await served.local.get('/api/ledger/entries?after=x')).status).toBe(400)
  })

  it('tells names to those who may read accounts, and finds by them', async () => {
    const auditor = await served.signedIn('desk.one', 'auditor')
    const who = `account:${auditor.account}`
    const { items } = await entries(auditor, 'who=desk.one')
    expect(items.map(({ who, whoName }) => [who, whoName])).toContainEqual([who, 'Name of desk.one'])
    const scope = { actions: ['ledger.read'] as const, organisations: null }
    const order = { account: auditor.account, label: 'reader', expiresAt: new Date(Date.now() + 60_000), ...scope }
    const machine = served.withKey((await makeKey(served.store, order, 'system')).token)
    const unnamed = await entries(machine, `who=${who}`)
    expect(unnamed.items.length).toBeGreaterThan(0)
    expect(JSON.stringify(unnamed)).not.toContain('Name of')
    expect((await entries(machine, 'who=desk.one')).items).toEqual([])
  })

  it('shows an entry with its digests and payload', async () => {
    await enter(2)
    const { items } = await entries(served.local)
    const [last, before] = items
    const details = ledgerEntryDetails.parse(await served.local.json(`/api/ledger/entries/${last?.number}`))
    const earlier = ledgerEntryDetails.parse(await served.local.json(`/api/ledger/entries/${before?.number}`))
    expect(details).toMatchObject({ previous: earlier.hash, payload: '{"size":1}', seal: null })
    expect(details.salt).toMatch(/^[0-9a-f]{32}$/)
    expect((await served.local.get('/api/ledger/entries/999')).status).toBe(404)
  })

  it('is verified as a job, which says that it holds or names the first entry that does not', async () => {
    await enter(5)
    expect(await verify(served.local)).toMatchObject({
      state: 'done',
      verdict: { isSound: true, entries: 6, broken: null },
    })
    const { store } = served
    await sql`alter table ledger_entry disable trigger user`.execute(store.tables<unknown>())
    await sql`grant update on ledger_entry to current_user`.execute(store.tables<unknown>())
    await sql`update ledger_entry set subject = 'thing:other' where number = 4`.execute(store.tables<unknown>())
    expect(await verify(served.local)).toMatchObject({
      verdict: { isSound: false, broken: { thing: 'entry', number: 4, reason: { en: expect.any(String) } } },
    })
  })

  it('is exported as the file that the product and the script verify', async () => {
    await enter(4)
    const response = await served.local.get('/api/ledger/export')
    expect(response.headers.get('content-disposition')).toMatch(/gouji-ledger-\d{4}-\d\d-\d\d\.jsonl/)
    const file = join(served.home, 'ledger.jsonl')
    const text = await response.text()
    writeFileSync(file, text)
    expect(await verifyLedgerFile(file)).toMatchObject({ isSound: true, entries: 5 })
    const script = fileURLToPath(new URL('../../../../scripts/verify-ledger.mjs', import.meta.url))
    expect(spawnSync(process.execPath, [script, file]).status).toBe(0)
    writeFileSync(file, text.replace('thing:2', 'thing:9'))
    expect(spawnSync(process.execPath, [script, file]).status).toBe(1)
  })

  it('shows keys, and an administrator makes a new one, also when the old one is lost', async () => {
    const admin = await served.signedIn('desk.one', 'administrator')
    const state = async (): Promise<LedgerState> => ledgerState.parse(await admin.json('/api/ledger/state'))
    const [first] = (await state()).keys
    expect(first?.fingerprint).toMatch(/^[0-9a-f]{64}$/)
    expect((await admin.send('POST', '/api/ledger/keys', { algorithm: 'SM2' })).status).toBe(201)
    expect((await state()).keys.map(({ algorithm, previous }) => [algorithm, previous])).toEqual([
      ['Ed25519', null],
      ['SM2', first?.fingerprint],
    ])
    await admin.send('POST', '/api/system/jobs', { kind: 'ledger.seal' })
    await served.idle()
    expect((await state()).seal).toMatchObject({ number: 1, stampedAt: null })
    rmSync(join(served.home, 'keys'), { recursive: true })
    const refused = await admin.send('POST', '/api/ledger/keys', { algorithm: 'Ed25519' })
    expect(await refused.json()).toMatchObject({ code: 'seal-key-missing' })
    expect((await admin.send('POST', '/api/ledger/keys', { algorithm: 'Ed25519', isLost: true })).status).toBe(201)
    expect((await state()).keys).toHaveLength(3)
  })

  it('is open to the roles of the table', async () => {
    const admin = await served.signedIn('desk.one', 'administrator')
    const auditor = await served.signedIn('desk.two', 'auditor')
    const finance = await served.signedIn('finance.one', 'finance')
    const statuses = async (path: string) =>
      Promise.all([auditor, admin, finance].map(async (client) => (await client.get(path)).status))
    expect(await statuses('/api/ledger/entries')).toEqual([200, 403, 403])
    expect(await statuses('/api/ledger/export')).toEqual([200, 403, 403])
    expect(await statuses('/api/ledger/state')).toEqual([200, 200, 403])
    expect((await auditor.send('POST', '/api/ledger/keys', { algorithm: 'SM2' })).status).toBe(403)
    expect((await finance.send('POST', '/api/ledger/verification')).status).toBe(403)
  })
})
