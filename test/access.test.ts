import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isAction, makeKey, permissionOf, ROLES, type Role } from '../src/identity/index.ts'
import { type TestServer, testServer } from '../src/store/testing.ts'
import { madeDocument } from './made/index.ts'
import { type Described, describeInterface, filled, type Office, openOffice, requestOf } from './office.ts'

let cluster: TestServer
let office: Office
let routes: Described[]
const sessions = new Map<Role, string>()

beforeAll(async () => {
  cluster = await testServer()
  office = await openOffice(cluster)
  routes = await describeInterface(office)
  for (const role of ROLES) sessions.set(role, (await office.enter([role])).session)
})
afterAll(async () => {
  await office.close()
  await cluster.close()
})

/** Streams never end by themselves: only their head is waited for. */
async function statusOf(route: Described, as?: string): Promise<number> {
  const abort = new AbortController()
  const options = { ...requestOf(route), signal: abort.signal, ...(as === undefined ? {} : { as }) }
  const { status } = await office.ask(filled(route.path), options)
  abort.abort()
  return status
}

/** Ends the session that asks: not to be tried with one that is still needed. */
const endsSession = ({ method, path }: Described): boolean => method === 'DELETE' && /^\/api\/sessions?$/.test(path)

const REFUSED = [401, 403]

describe('every route', () => {
  it('has an entry in the permission table, or is one of the few that are open to all', () => {
    const open = routes.filter(({ access }) => access === 'anyone').map(({ method, path }) => `${method} ${path}`)
    expect(open.sort()).toEqual(OPEN.sort())
    const unknown = routes.filter(({ access }) => access !== 'anyone' && access !== 'signed-in' && !isAction(access))
    expect(unknown).toEqual([])
  })

  it('lets nobody in who has not signed in', async () => {
    for (const route of routes.filter(({ access }) => access !== 'anyone'))
      expect([route.path, await statusOf(route)]).toEqual([route.path, 401])
  })

  it.each(ROLES)('lets in the %s where the table says so, and nowhere else', async (role) => {
    for (const route of routes.filter((each) => isAction(each.access))) {
      const { access } = route
      if (!isAction(access)) continue
      const status = await statusOf(route, sessions.get(role))
      const isAllowed = permissionOf(access).roles.includes(role)
      if (isAllowed) expect([route.path, REFUSED.includes(status)]).toEqual([route.path, false])
      else expect([route.path, status]).toEqual([route.path, 403])
    }
  })

  it('that needs a session is not open to a key', async () => {
    const { account } = await office.enter(['reviewer'])
    const order = { account, label: '汇总', actions: ['document.read'], organisations: null } as const
    const { token } = await makeKey(office.store, { ...order, expiresAt: new Date(Date.now() + 60_000) }, 'system')
    const headers = { authorization: `Bearer ${token}` }
    for (const route of routes.filter((each) => each.access === 'signed-in' && !endsSession(each))) {
      const { status } = await office.ask(filled(route.path), { ...requestOf(route), headers })
      expect([route.path, REFUSED.includes(status) || status === 400]).toEqual([route.path, true])
    }
    expect((await office.ask('/api/documents', { headers })).status).toBe(200)
    expect((await office.ask('/api/documents', { method: 'PUT', headers })).status).toBe(403)
  })
})

const OPEN = [
  'GET /api/docs',
  'GET /api/events',
  'GET /api/health',
  'GET /api/links/{token}',
  'GET /api/me',
  'GET /api/openapi.json',
  'GET /api/openid',
  'GET /api/openid/return',
  'GET /api/ready',
  'GET /api/sign-in-problems/{code}',
  'POST /api/links/{token}',
  'POST /api/password-advice',
  'POST /api/session',
]

describe('documents', () => {
  const put = (as: string, bytes: Uint8Array) =>
    office.ask('/api/documents', {
      method: 'PUT',
      as,
      headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'a.pdf' },
      body: bytes as BodyInit,
    })

  it('belong to an organisation and are seen from there and from above', async () => {
    const { session: north } = await office.enter(['finance'], '101')
    const { session: south } = await office.enter(['finance'], '102')
    const { session: below } = await office.enter(['finance'], '101001')
    const { session: above } = await office.enter(['reviewer'], '1')
    const document = madeDocument()
    const added = await put(north, document)
    expect(added.status).toBe(201)
    const { sha256, owner } = (await added.json()) as { sha256: string; owner: string }
    expect(owner).toBe(office.organisations.get('101'))
    const seenBy = async (as: string): Promise<unknown[]> => {
      const list = (await (await office.ask('/api/documents', { as })).json()) as { items: { sha256: string }[] }
      const one = await office.ask(`/api/documents/${sha256}`, { as })
      return [list.items.map((item) => item.sha256), one.status]
    }
    expect(await seenBy(north)).toEqual([[sha256], 200])
    expect(await seenBy(above)).toEqual([[sha256], 200])
    expect(await seenBy(south)).toEqual([[], 404])
    expect(await seenBy(below)).toEqual([[], 404])
    for (const path of ['/tables', '/original', '/findings.xlsx'])
      expect((await office.ask(`/api/documents/${sha256}${path}`, { as: south })).status).toBe(404)
    expect((await office.ask(`/api/documents/${sha256}`, { method: 'DELETE', as: south })).status).toBe(404)
    expect((await put(south, document)).status).toBe(409)
    expect((await office.ask(`/api/documents/${sha256}`, { method: 'DELETE', as: above })).status).toBe(204)
  })
})
