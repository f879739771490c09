import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Client, PASSWORD, type Served, serve } from '../../../../test/served.ts'
import { makeKey } from '../../../identity/index.ts'
import { ledgerPage, listJobs, verifyBackup } from '../../../store/index.ts'
import { type TestServer, testServer } from '../../../store/testing.ts'
import { NO_SETTINGS } from '../../settings.ts'
import { openLog } from '../log.ts'
import { type SystemReport, systemReport } from './contract.ts'

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

const order = (client: Client, kind: string): Promise<Response> => client.send('POST', '/api/system/jobs', { kind })

describe('the system page', () => {
  it('tells what Gouji runs on and what is not set up', async () => {
    const report = systemReport.parse(await served.local.json('/api/system'))
    expect(report).toMatchObject({
      version: '1.2.3',
      database: { kind: 'embedded' },
      ledger: { algorithm: 'Ed25519', keyProblem: null, sealedAt: null },
      backup: { at: null, last: null, folder: join(served.home, 'backups') },
      setUp: { publicAddress: null, openId: null, directory: null, timeStamp: null, outgoing: null },
    })
    expect(report.storage.free).toBeGreaterThan(0)
    expect(statSync(join(served.home, 'keys')).mode & 0o777).toBe(0o700)
    expect(statSync(join(served.home, 'keys/ledger-seal.pem')).mode & 0o777).toBe(0o600)
  })

  it('says when the key of the seals is not here, as after a restore', async () => {
    rmSync(join(served.home, 'keys'), { recursive: true })
    const { ledger } = await served.local.json<SystemReport>('/api/system')
    expect(ledger.keyProblem).toMatchObject({ code: 'seal-key-missing' })
  })

  it('is for auditors and administrators', async () => {
    const auditor = await served.signedIn('desk.one', 'auditor')
    const finance = await served.signedIn('finance.one', 'finance')
    expect((await auditor.get('/api/system')).status).toBe(200)
    expect((await finance.get('/api/system')).status).toBe(403)
    expect((await finance.get('/api/metrics')).status).toBe(403)
    expect((await served.local.get('/api/system')).status).toBe(401)
    expect((await order(auditor, 'store.backup')).status).toBe(403)
  })
})

describe('what comes by itself, asked for by hand', () => {
  const jobOf = async (kind: string) => {
    await served.idle()
    return (await listJobs(served.store, { kind, limit: 1 }))[0]
  }

  it('a backup, of which the newest stay', async () => {
    const admin = await served.signedIn('desk.one', 'administrator')
    expect((await order(admin, 'store.backup')).status).toBe(202)
    expect(await jobOf('store.backup')).toMatchObject({ state: 'done' })
    const folder = join(served.home, 'backups')
    const [name = ''] = readdirSync(folder)
    expect((await verifyBackup(join(folder, name))).tables.size).toBeGreaterThan(10)
    for (let day = 10; day < 18; day += 1) writeFileSync(join(folder, `gouji-202001${day}T000000Z.backup`), '')
    writeFileSync(join(folder, 'of somebody else.txt'), '')
    // Two within a second would have one name.
    rmSync(join(folder, name))
    await order(admin, 'store.backup')
    await jobOf('store.backup')
    const left = readdirSync(folder).sort()
    expect(left).toHaveLength(8)
    expect(left.slice(0, 2)).toEqual(['gouji-20200112T000000Z.backup', 'gouji-20200113T000000Z.backup'])
    const { backup } = await admin.json<SystemReport>('/api/system')
    expect(backup.last).toMatchObject({ bytes: expect.any(Number) })
    const [entry] = await ledgerPage(served.store.tables(), { what: 'job.ordered', limit: 1 })
    expect(entry?.body.who).toBe(`account:${admin.account}`)
  })

  it('a check of the attachments, which names what is damaged', async () => {
    const kept = await served.store.attachments.keep(Buffer.from('whole'))
    await served.store
      .tables<unknown>()
      .transaction()
      .execute((tx) => served.store.attachments.record(tx, kept))
    const admin = await served.signedIn('desk.one', 'administrator')
    await order(admin, 'store.check-attachments')
    expect(await jobOf('store.check-attachments')).toMatchObject({ state: 'done', result: { checked: 1, damaged: [] } })
    writeFileSync(served.store.attachments.folder.pathOf(kept.sha256), 'broken')
    await order(admin, 'store.check-attachments')
    expect(await jobOf('store.check-attachments')).toMatchObject({
      state: 'dead',
      failure: { code: 'attachments-damaged', detail: kept.sha256 },
    })
  })

  it('a seal, which holds although no authority stamps it, and a sweep', async () => {
    const admin = await served.signedIn('desk.one', 'administrator')
    await order(admin, 'ledger.seal')
    expect(await jobOf('ledger.seal')).toMatchObject({ state: 'done', result: { seal: 1 } })
    await order(admin, 'identity.sweep')
    expect(await jobOf('identity.sweep')).toMatchObject({ state: 'done' })
    expect((await order(admin, 'library.read')).status).toBe(409)
  })
})

describe('settings', () => {
  it('that name an authority which is not there leave the seal in place and the job with its reason', async () => {
    const timeStamp = { address: 'http://127.0.0.1:1/', authorities: null }
    const other = await serve(cluster, { settings: { ...NO_SETTINGS, ledger: { algorithm: 'SM2', timeStamp } } })
    try {
      const admin = await other.signedIn('desk.one', 'administrator')
      await order(admin, 'ledger.seal')
      await other.idle()
      const [job] = await listJobs(other.store, { kind: 'ledger.seal' })
      expect(job).toMatchObject({ state: 'dead', failure: { code: 'time-stamp-refused' } })
      const { ledger, setUp } = await admin.json<SystemReport>('/api/system')
      expect(ledger).toMatchObject({ algorithm: 'SM2', sealedAt: expect.any(String) })
      expect(setUp.timeStamp).toMatchObject({ address: timeStamp.address, stampedAt: null })
    } finally {
      await other.close()
    }
  })
})

describe('readiness', () => {
  it('needs the store and its tables as this program knows them', async () => {
    expect(await served.local.json('/api/ready')).toEqual({ status: 'ready' })
    const { store } = served
    await store
      .tables<{ gouji_migration: { module: string; version: number; title: string; checksum: string } }>()
      .insertInto('gouji_migration')
      .values({ module: 'store', version: 99, title: 'later', checksum: '' })
      .execute()
    const response = await served.local.get('/api/ready')
    expect([response.status, await response.json()]).toEqual([503, expect.objectContaining({ code: 'not-ready' })])
    expect((await served.local.get('/api/health')).status).toBe(200)
  })
})

describe('metrics', () => {
  it('tell requests by their pattern, jobs, connections and the ledger, and nothing of people', async () => {
    const admin = await served.signedIn('desk.one', 'auditor')
    const token = 'a'.repeat(43)
    await served.local.get(`/api/links/${token}?login=desk.one`)
    await served.local.get('/nothing/desk.one')
    const scope = { actions: ['system.read'] as const, organisations: null }
    const order = { account: admin.account, label: 'scraper', expiresAt: new Date(Date.now() + 86_400_000), ...scope }
    const key = await makeKey(served.store, order, 'system')
    const text = await (await served.withKey(key.token).get('/api/metrics')).text()
    expect(text).toContain(
      'gouji_http_request_duration_seconds_count{method="GET",route="/api/links/:token",status="410"} 1',
    )
    expect(text).toMatch(/gouji_jobs\{state="dead"\} 0/)
    expect(text).toMatch(/gouji_database_connections\{state="open"\} [1-9]/)
    expect(text).toMatch(/gouji_ledger_entries\{upTo="head"\} [1-9]/)
    expect(text).toContain('nodejs_eventloop_lag_seconds')
    expect(text).toContain('process_resident_memory_bytes')
    for (const personal of [token, 'desk.one', admin.account]) expect(text).not.toContain(personal)
    expect((await served.withKey(key.token).get('/api/jobs')).status).toBe(403)
  })
})

describe('the log', () => {
  it('tells each request by its pattern, and never a name, a password, a token or a query', async () => {
    const lines: string[] = []
    const log = openLog('trace', { write: (line) => void lines.push(line) })
    const other = await serve(cluster, { log })
    try {
      const admin = await other.signedIn('desk.one', 'administrator')
      await other.local.send('POST', '/api/session', { login: 'desk.one', password: PASSWORD })
      await other.local.send('POST', '/api/session', { login: 'desk.two', password: 'a wrong one' })
      await admin.send('PUT', '/api/password', { present: PASSWORD, next: 'another mist 4711' })
      await admin.get('/api/documents?name=secret-query')
      await admin.get('/desk.one?q=secret-query')
      // A defect whose message quotes what it was given.
      await admin.get('/api/ledger/entries?who=desk.one')
      const quoting = { severity: 'ERROR', routine: 'r', detail: 'desk.one' }
      log.error({ err: Object.assign(new Error('Key (login)=(desk.one)'), quoting) }, 'a request failed')
    } finally {
      await other.close()
    }
    const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    const requests = told.filter(({ msg }) => msg === 'request')
    expect(requests).toContainEqual(
      expect.objectContaining({
        method: 'POST',
        route: '/api/session',
        status: 401,
        ms: expect.any(Number),
        level: 30,
      }),
    )
    expect(new Set(requests.map(({ reqId }) => reqId)).size).toBe(requests.length)
    const text = lines.join('')
    for (const personal of [
      'desk.one',
      'desk.two',
      'Name of',
      PASSWORD,
      'a wrong one',
      'mist',
      'secret-query',
      '127.0.0.1',
    ])
      expect(text.replace(/Server listening at [^"]+/, '')).not.toContain(personal)
  })

  it('says nothing of requests unless it is asked to', async () => {
    const lines: string[] = []
    const other = await serve(cluster, { log: openLog('warn', { write: (line) => void lines.push(line) }) })
    await other.local.get('/api/health')
    await other.close()
    expect(lines).toEqual([])
  })
})
