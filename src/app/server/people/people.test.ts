import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { examineMadeFiles } from '../../../../test/made/index.ts'
import { firstAdministrator } from '../../../identity/index.ts'
import { ledgerPage, type OpenedStore } from '../../../store/index.ts'
import { type TestServer, testServer } from '../../../store/testing.ts'
import { allMigrations } from '../../store.ts'
import { createServer, type Server } from '../server.ts'
import {
  type AccountPage,
  type AccountView,
  accountPage,
  accountView,
  keyPage,
  type LinkView,
  linkView,
  listReport,
  organisationHistory,
  organisationPage,
} from './contract.ts'

const PASSWORD = 'vR7-kupztq'
const YEAR = new Date().getFullYear()
const logged: string[] = []
let home = ''
let cluster: TestServer
let store: OpenedStore
let server: Server

/** Somebody who is signed in, or a machine with a key. */
type Entry = Readonly<Record<string, string>>

async function ask(entry: Entry, method: string, path: string, body?: unknown): Promise<Response> {
  const isFile = body instanceof Uint8Array
  const type = isFile ? 'application/octet-stream' : 'application/json'
  return fetch(`${server.address}${path}`, {
    method,
    headers: { origin: server.address, ...entry, ...(body === undefined ? {} : { 'content-type': type }) },
    ...(body === undefined ? {} : { body: isFile ? (body as BodyInit) : JSON.stringify(body) }),
  })
}

const json = async <Body>(response: Promise<Response>): Promise<Body> => (await (await response).json()) as Body

/** Status and, where it is a refusal, its code. */
const outcome = async (response: Promise<Response>): Promise<string> => {
  const { status } = await response
  const isProblem = (await response).headers.get('content-type')?.includes('problem+json') === true
  return isProblem ? `${status} ${((await (await response).json()) as { code: string }).code}` : `${status}`
}

async function enterBy(token: string): Promise<Entry> {
  const response = await ask({}, 'POST', `/api/links/${token}`, { password: PASSWORD })
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
  return { cookie }
}

const tokenOf = ({ link }: LinkView): string => new URL(link).pathname.split('/').at(-1) ?? ''
const csv = (...rows: string[]): Uint8Array => new TextEncoder().encode(rows.join('\r\n'))

let root: Entry
let departmental: Entry
let reviewer: Entry
/** Ids by code and by sign-in name. */
const at: Record<string, string> = {}
const ids: Record<string, string> = {}

async function open(by: Entry, login: string, organisation: string | null, ...roles: string[]): Promise<LinkView> {
  const made = linkView.parse(
    await json(ask(by, 'POST', '/api/accounts', { login, name: '综合岗', organisation, roles })),
  )
  ids[login] = made.account
  return made
}

beforeAll(async () => {
  cluster = await testServer()
  home = await mkdtemp(join(tmpdir(), 'gouji-people-'))
  await writeFile(join(home, 'index.html'), '<!doctype html>')
  store = await cluster.opened(await mkdtemp(join(home, 'data-')), allMigrations)
  server = await createServer({
    store,
    examine: examineMadeFiles(),
    engine: '1',
    examples: null,
    host: '127.0.0.1',
    port: 0,
    pages: home,
    log: pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) }),
  })
  root = await enterBy((await firstAdministrator(store)) ?? '')
  const list = csv(
    '编码,名称,级别',
    '1,青禾区,区',
    '101,青禾区数据局,',
    '101001,青禾区数据服务中心,',
    '102,青禾区档案馆,',
  )
  await ask(root, 'POST', `/api/organisations/import?year=${YEAR}`, list)
  const { items } = organisationPage.parse(await json(ask(root, 'GET', '/api/organisations')))
  for (const { code, id } of items) at[code] = id
  departmental = await enterBy(tokenOf(await open(root, 'admin.101', at['101'] ?? '', 'administrator')))
  reviewer = await enterBy(tokenOf(await open(root, 'desk.one', at['101001'] ?? '', 'reviewer')))
  await open(root, 'desk.two', at['102'] ?? '', 'finance')
  const { items: accounts } = accountPage.parse(await json(ask(root, 'GET', '/api/accounts')))
  for (const { login, id } of accounts) ids[login] = id
})
afterAll(async () => {
  await server.close()
  await store.close()
  await cluster.close()
  await rm(home, { recursive: true })
})

const list = async (by: Entry, query = ''): Promise<AccountPage> =>
  accountPage.parse(await json(ask(by, 'GET', `/api/accounts${query}`)))
const logins = async (by: Entry, query = ''): Promise<string[]> =>
  (await list(by, query)).items.map(({ login }) => login)
const view = async (by: Entry, login: string): Promise<AccountView> =>
  accountView.parse(await json(ask(by, 'GET', `/api/accounts/${ids[login]}`)))

describe('accounts', () => {
  it('are found, filtered and shown page by page with their roles', async () => {
    expect(await logins(root)).toEqual(['admin', 'admin.101', 'desk.one', 'desk.two'])
    expect(await logins(root, `?text=${encodeURIComponent('档案馆')}`)).toEqual(['desk.two'])
    expect(await logins(root, '?status=invited')).toEqual(['desk.two'])
    expect(await logins(root, `?organisation=${at['101']}`)).toEqual(['admin.101', 'desk.one'])
    const first = await list(root, '?limit=3')
    expect([first.items.length, first.next, first.total]).toEqual([3, 'desk.one', 4])
    const second = await list(root, '?limit=3&after=desk.one')
    expect(second.items).toMatchObject([
      { login: 'desk.two', status: 'invited', roles: [{ role: 'finance', organisation: { code: '102' } }] },
    ])
    expect(second.next).toBeNull()
  })

  it('are opened through a whole address that works once', async () => {
    const made = await open(root, 'Desk.Three', at['102'] ?? '')
    expect(made.link).toMatch(new RegExp(`^${server.address}/welcome/[A-Za-z0-9_-]{43}$`))
    expect((await view(root, 'Desk.Three')).login).toBe('desk.three')
    await enterBy(tokenOf(made))
    expect(await outcome(ask({}, 'GET', `/api/links/${tokenOf(made)}`))).toBe('410 link-invalid')
    const again = { login: 'DESK.three', name: '综合岗', organisation: null, roles: [] }
    expect(await outcome(ask(root, 'POST', '/api/accounts', again))).toBe('409 login-taken')
    expect(await outcome(ask(root, 'POST', '/api/accounts', { ...again, login: 'x y' }))).toBe('422 names-invalid')
    const nowhere = { ...again, login: 'desk.x', organisation: crypto.randomUUID() }
    expect(await outcome(ask(root, 'POST', '/api/accounts', nowhere))).toBe('404 organisation-unknown')
  })

  it('are reset, given a first password that must be changed, and disabled', async () => {
    const account = `/api/accounts/${ids['desk.two']}`
    const reset = linkView.parse(await json(ask(root, 'POST', `${account}/link`)))
    await enterBy(tokenOf(reset))
    const { password } = await json<{ password: string }>(ask(root, 'POST', `${account}/first-password`))
    const signed = await ask({}, 'POST', '/api/session', { login: 'desk.two', password })
    const entry = { cookie: signed.headers.get('set-cookie')?.split(';')[0] ?? '' }
    expect(await outcome(ask(entry, 'GET', '/api/documents'))).toBe('403 password-must-change')
    expect(await outcome(ask(entry, 'GET', '/api/keys'))).toBe('403 password-must-change')
    expect(await outcome(ask(entry, 'PUT', '/api/password', { present: password, next: PASSWORD }))).toBe('204')
    expect(await outcome(ask(entry, 'GET', '/api/documents'))).toBe('200')
    expect(await outcome(ask(root, 'POST', `${account}/disable`))).toBe('204')
    expect(await outcome(ask(entry, 'GET', '/api/documents'))).toBe('401 session-ended')
    expect((await view(root, 'desk.two')).status).toBe('disabled')
  })

  it('that is the last administrator of all stays', async () => {
    const own = `/api/accounts/${ids['admin']}`
    expect(await outcome(ask(root, 'POST', `${own}/disable`))).toBe('409 last-administrator')
    const [grant] = (await view(root, 'admin')).grants
    expect(await outcome(ask(root, 'DELETE', `${own}/grants/${grant?.id}`))).toBe('409 last-administrator')
  })
})

describe('roles', () => {
  const order = (role: string, code: string | null, more = {}) => ({
    role,
    organisation: code === null ? null : at[code],
    ...more,
  })

  it('are given for a time and taken back, and what was stays to be seen', async () => {
    const grants = `/api/accounts/${ids['desk.one']}/grants`
    const ended = { until: '2020-01-01T00:00:00.000Z' }
    expect(await outcome(ask(root, 'POST', grants, order('leader', null, ended)))).toBe('422 period-invalid')
    const later = { from: '2090-01-01T00:00:00.000Z', until: '2091-01-01T00:00:00.000Z' }
    expect(await outcome(ask(root, 'POST', grants, order('leader', '102', later)))).toBe('201')
    const { id } = await json<{ id: string }>(ask(root, 'POST', grants, order('finance', '101')))
    expect(await outcome(ask(root, 'DELETE', `${grants}/${id}`))).toBe('204')
    expect(await outcome(ask(root, 'DELETE', `${grants}/${crypto.randomUUID()}`))).toBe('404 grant-unknown')
    const { grants: kept } = await view(root, 'desk.one')
    expect(kept.map(({ role, state }) => [role, state])).toEqual([
      ['reviewer', 'current'],
      ['leader', 'future'],
      ['finance', 'past'],
    ])
    const future = kept.find(({ state }) => state === 'future')
    await ask(root, 'DELETE', `${grants}/${future?.id}`)
  })

  it('nobody gives to themselves, not through a key either', async () => {
    const own = `/api/accounts/${ids['admin']}/grants`
    expect(await outcome(ask(root, 'POST', own, order('finance', null)))).toBe('403 grant-to-oneself')
    const key = {
      label: 'sync',
      actions: ['grant.give', 'account.read', 'account.manage'],
      organisations: null,
      expiresAt: later(30),
    }
    const { token } = await json<{ token: string }>(ask(root, 'POST', '/api/keys', key))
    const machine = { authorization: `Bearer ${token}` }
    expect(await outcome(ask(machine, 'POST', own, order('finance', null)))).toBe('403 grant-to-oneself')
  })
})

const later = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()

describe('an administrator of one department', () => {
  it('sees and manages its people, and is told of no others', async () => {
    expect(await logins(departmental)).toEqual(['admin.101', 'desk.one'])
    expect(await outcome(ask(departmental, 'GET', `/api/accounts/${ids['desk.two']}`))).toBe('404 account-unknown')
    expect(await outcome(ask(departmental, 'POST', `/api/accounts/${ids['desk.two']}/link`))).toBe(
      '404 account-unknown',
    )
    expect(await logins(departmental, `?organisation=${at['102']}`)).toEqual([])
    await open(departmental, 'desk.four', at['101001'] ?? '', 'finance')
    expect((await view(departmental, 'desk.four')).mayManage).toBe(true)
  })

  it('opens no account and gives no role outside of it, or everywhere', async () => {
    const account = { login: 'desk.y', name: '综合岗', roles: ['finance'] }
    for (const organisation of [at['102'], at['1'], null])
      expect(await outcome(ask(departmental, 'POST', '/api/accounts', { ...account, organisation }))).toBe(
        '403 not-allowed',
      )
    const grants = `/api/accounts/${ids['desk.four']}/grants`
    for (const organisation of [at['102'], at['1'], null])
      expect(await outcome(ask(departmental, 'POST', grants, { role: 'finance', organisation }))).toBe(
        '403 not-allowed',
      )
    expect(await outcome(ask(departmental, 'POST', grants, { role: 'finance', organisation: at['101'] }))).toBe('201')
    const organisations = csv('编码,名称', '101,改名')
    expect(await outcome(ask(departmental, 'POST', `/api/organisations/import?year=${YEAR}`, organisations))).toBe(
      '403 not-allowed',
    )
  })

  it('does not come to further rights through somebody who sits there', async () => {
    const account = `/api/accounts/${ids['desk.four']}`
    await ask(root, 'POST', `${account}/grants`, { role: 'auditor', organisation: null })
    const key = { label: 'x', actions: ['ledger.read'], organisations: null, expiresAt: later(1) }
    for (const [path, body] of [['link'], ['first-password'], ['disable'], ['keys', key]] as const)
      expect(await outcome(ask(departmental, 'POST', `${account}/${path}`, body))).toBe('403 account-beyond')
    const { grants, mayManage } = await view(departmental, 'desk.four')
    expect(mayManage).toBe(false)
    const auditor = grants.find(({ role }) => role === 'auditor')
    expect(auditor?.mayTake).toBe(false)
    expect(await outcome(ask(departmental, 'DELETE', `${account}/grants/${auditor?.id}`))).toBe('403 not-allowed')
  })
})

describe('keys', () => {
  it('narrow the rights of their owner, are shown once, and are revoked', async () => {
    const order = { label: '每日导出', actions: ['document.read'], organisations: [at['101001']], expiresAt: later(30) }
    const made = await json<{ id: string; token: string }>(ask(reviewer, 'POST', '/api/keys', order))
    const machine = { authorization: `Bearer ${made.token}` }
    expect(await outcome(ask(machine, 'GET', '/api/documents'))).toBe('200')
    expect(await outcome(ask(machine, 'GET', '/api/organisations'))).toBe('403 not-allowed')
    const { items, actions } = keyPage.parse(await json(ask(reviewer, 'GET', '/api/keys')))
    expect(JSON.stringify(items)).not.toContain(made.token)
    expect(items).toMatchObject([{ label: '每日导出', organisations: [{ code: '101001' }], revokedAt: null }])
    expect(actions).toContain('finding.decide')
    expect(actions).not.toContain('account.manage')
    const beyond = { ...order, actions: ['document.read', 'account.manage'] }
    expect(await outcome(ask(reviewer, 'POST', '/api/keys', beyond))).toBe('422 key-actions-beyond')
    const past = { ...order, expiresAt: later(-1) }
    expect(await outcome(ask(reviewer, 'POST', '/api/keys', past))).toBe('422 period-invalid')
    expect(await outcome(ask(root, 'DELETE', `/api/keys/${made.id}`))).toBe('404 key-unknown')
    expect(await outcome(ask(reviewer, 'DELETE', `/api/keys/${made.id}`))).toBe('204')
    expect(await outcome(ask(machine, 'GET', '/api/documents'))).toBe('401 key-refused')
  })

  it('make no further keys', async () => {
    const order = { label: 'x', actions: ['key.own'], organisations: null, expiresAt: later(1) }
    const { token } = await json<{ token: string }>(ask(reviewer, 'POST', '/api/keys', order))
    expect(await outcome(ask({ authorization: `Bearer ${token}` }, 'POST', '/api/keys', order))).toBe(
      '401 sign-in-needed',
    )
  })

  it('of others are made, listed and revoked by who manages them', async () => {
    const keys = `/api/accounts/${ids['desk.one']}/keys`
    const order = { label: '看板', actions: ['board.read'], organisations: null, expiresAt: later(9_000) }
    const { id } = await json<{ id: string }>(ask(departmental, 'POST', keys, order))
    const { items } = keyPage.parse(await json(ask(root, 'GET', keys)))
    const kept = items.find((key) => key.id === id)
    expect(Date.parse(kept?.expiresAt ?? '')).toBeLessThan(Date.parse(later(367)))
    expect(await outcome(ask(departmental, 'DELETE', `${keys}/${id}`))).toBe('204')
    expect(await outcome(ask(reviewer, 'GET', keys))).toBe('403 not-allowed')
  })
})

describe('a list of people', () => {
  const HEAD = ['登录名', '姓名', '单位编码', '角色']
  const sheet = (...rows: string[][]): Promise<Uint8Array> =>
    writeXlsx({ sheets: [{ name: '人员', rows: [HEAD, ...rows] }] })
  const check = async (by: Entry, bytes: Uint8Array) =>
    listReport.parse(await json(ask(by, 'POST', '/api/accounts/import/check', bytes)))

  it('is reported on row by row, and taken whole or not at all', async () => {
    const bytes = await sheet(
      ['finance.one', '会计岗', '102', '财务'],
      ['desk.one', '综合岗', '101', ''],
      ['finance two', '会计岗', '', ''],
      ['finance.three', '会计岗', '999', ''],
    )
    const { rows } = await check(root, bytes)
    expect(rows.map(({ row, outcome: what, reason }) => [row, what, reason?.zh ?? null])).toEqual([
      [2, 'created', null],
      [3, 'refused', '登录名已被使用'],
      [4, 'refused', expect.stringContaining('登录名须为')],
      [5, 'refused', '单位编码在本年度不存在'],
    ])
    expect(await outcome(ask(root, 'POST', '/api/accounts/import', bytes))).toBe('422 list-refused')
    expect(await logins(root, '?text=finance')).toEqual([])
  })

  it('answers once with a workbook of links that work', async () => {
    const bytes = await sheet(
      ['finance.one', '会计岗', '102', '财务、绩效'],
      ['finance.two', '会计岗', '101001', '审核'],
    )
    const response = await ask(root, 'POST', '/api/accounts/import', bytes)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const lines = (await readXlsx(new Uint8Array(await response.arrayBuffer()))).sheets[0]?.rows ?? []
    expect(lines.map((line) => line[0])).toEqual(['登录名', 'finance.one', 'finance.two'])
    expect(lines[1]?.[2]).toBe('青禾区档案馆')
    const entry = await enterBy(String(lines[1]?.[3]).split('/').at(-1) ?? '')
    expect(await outcome(ask(entry, 'GET', '/api/documents'))).toBe('200')
    const [found] = (await list(root, '?text=finance.one')).items
    expect(found?.roles.map(({ role }) => role).toSorted()).toEqual(['finance', 'performance'])
  })

  it('of a department may name nobody outside of it', async () => {
    const { rows } = await check(
      departmental,
      csv('登录名,姓名,单位编码', 'd.one,岗,101', 'd.two,岗,102', 'd.three,岗,'),
    )
    expect(rows.map(({ outcome: what }) => what)).toEqual(['created', 'refused', 'refused'])
    expect(rows[1]?.reason?.zh).toBe('单位不在你管理的范围内')
  })

  it('without its columns, too large, or of another kind is told apart', async () => {
    expect((await check(root, csv('工号,电话', '1,2'))).missingColumns.map(({ zh }) => zh)).toEqual(['登录名', '姓名'])
    const importing = (bytes: Uint8Array) => outcome(ask(root, 'POST', '/api/accounts/import/check', bytes))
    expect(await importing(new TextEncoder().encode('%PDF-1.7'))).toBe('415 not-a-list')
    expect(await importing(new Uint8Array(5 * 1024 * 1024).fill(0x41))).toBe('413 list-too-large')
  })

  it('has a template that is read back', async () => {
    for (const language of ['zh', 'en']) {
      const response = await ask(root, 'GET', `/api/accounts/template.xlsx?language=${language}`)
      const report = await check(root, new Uint8Array(await response.arrayBuffer()))
      expect(report).toEqual({ rows: [], missingColumns: [] })
    }
  })
})

describe('organisations', () => {
  const importing = (year: number): string => `/api/organisations/import?year=${year}`

  it('are judged, renamed from a year on, and keep what they were', async () => {
    const bytes = csv('单位编码,单位名称,原编码,并入编码', '103,青禾区史志馆,102,', '104,青禾区文旅局,,')
    const report = listReport.parse(
      await json(ask(root, 'POST', `/api/organisations/import/check?year=${YEAR + 1}`, bytes)),
    )
    expect(report.rows.map(({ text, outcome: what }) => [text, what])).toEqual([
      ['103 · 青禾区史志馆', 'changed'],
      ['104 · 青禾区文旅局', 'created'],
    ])
    expect(await outcome(ask(root, 'POST', importing(YEAR + 1), bytes))).toBe('200')
    const next = organisationPage.parse(await json(ask(root, 'GET', `/api/organisations?year=${YEAR + 1}&limit=3`)))
    expect([next.items.map(({ code }) => code), next.next, next.years]).toEqual([
      ['1', '101', '101001'],
      '101001',
      [YEAR, YEAR + 1],
    ])
    const present = organisationPage.parse(await json(ask(reviewer, 'GET', '/api/organisations')))
    expect(present.items.map(({ code }) => code)).toEqual(['1', '101', '101001', '102'])
    expect(present).toMatchObject({ year: YEAR, mayManageAll: false })
    const history = organisationHistory.parse(await json(ask(root, 'GET', `/api/organisations/${at['102']}`)))
    expect(history.versions.map(({ from, code, name }) => [from, code, name])).toEqual([
      [YEAR, '102', '青禾区档案馆'],
      [YEAR + 1, '103', '青禾区史志馆'],
    ])
  })

  it('of a list with a wrong row stay as they were', async () => {
    const bytes = csv('单位编码,单位名称', '105,青禾区体育局', ',没有编码')
    expect(await outcome(ask(root, 'POST', importing(YEAR), bytes))).toBe('422 list-refused')
    const { items } = organisationPage.parse(await json(ask(root, 'GET', '/api/organisations')))
    expect(items.map(({ code }) => code)).not.toContain('105')
    expect(await outcome(ask(root, 'GET', `/api/organisations/${crypto.randomUUID()}`))).toBe(
      '404 organisation-unknown',
    )
  })

  it('says what another was merged into it', async () => {
    await ask(root, 'POST', importing(YEAR + 2), csv('单位编码,单位名称,并入编码', '104,,101'))
    const history = organisationHistory.parse(await json(ask(root, 'GET', `/api/organisations/${at['101']}`)))
    expect(history.absorbed).toMatchObject([{ from: YEAR + 2, organisation: { code: '104' } }])
  })
})

describe('what is told', () => {
  it('to whoever may not manage people is nothing', async () => {
    for (const path of ['/api/accounts', `/api/accounts/${ids['desk.one']}`, '/api/accounts/template.xlsx'])
      expect(await outcome(ask(reviewer, 'GET', path))).toBe('403 not-allowed')
    expect(await outcome(ask({}, 'GET', '/api/accounts'))).toBe('401 sign-in-needed')
  })

  it('to the log and the ledger is no name of a person', async () => {
    const entries = JSON.stringify(await ledgerPage(store.tables(), { limit: 500 }))
    for (const text of [logged.join('\n'), entries])
      for (const word of ['综合岗', '会计岗', 'desk.one', 'finance.one', PASSWORD]) expect(text).not.toContain(word)
  })
})
