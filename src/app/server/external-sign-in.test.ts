import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort, hasDirectory, startDirectory, type TestDirectory } from '../../../test/directory-server.ts'
import { examineMadeFiles } from '../../../test/made/index.ts'
import { Browser, startProvider, type TestProvider } from '../../../test/openid.ts'
import type { ClaimRules } from '../../identity/index.ts'
import type { OpenedStore } from '../../store/index.ts'
import { type TestServer, testServer } from '../../store/testing.ts'
import { NO_SETTINGS, type Settings } from '../settings.ts'
import { allMigrations } from '../store.ts'
import { externalSignIn } from './external-sign-in.ts'
import { OPENID_RETURN } from './guard.ts'
import { createServer, type Server } from './server.ts'
import type { Me } from './session-routes.ts'

const RULES: ClaimRules = {
  login: 'preferred_username',
  name: 'name',
  roles: [{ claim: 'groups', has: 'audit', role: 'auditor', in: 'all' }],
  admit: 'create',
}

let home = ''
let cluster: TestServer
let store: OpenedStore
let server: Server
let provider: TestProvider
let directory: TestDirectory | null = null

/** The provider has to know where it sends people back to before the server runs. */
async function settingsFor(address: URL): Promise<Settings> {
  provider = await startProvider(new URL(OPENID_RETURN, address).href)
  directory = hasDirectory ? await startDirectory() : null
  const { issuer, clientId, clientSecret } = provider
  const openId = { issuer, clientId, clientSecret, rules: RULES, isInsecure: true }
  return { ...NO_SETTINGS, openId, directory: directory?.options ?? null }
}

beforeAll(async () => {
  cluster = await testServer()
  home = await mkdtemp(join(tmpdir(), 'gouji-external-'))
  await mkdir(join(home, 'assets'))
  await writeFile(join(home, 'index.html'), '<!doctype html>')
  store = await cluster.opened(home, allMigrations)
  const port = await freePort()
  const address = new URL(`http://127.0.0.1:${port}`)
  const settings = await settingsFor(address)
  server = await createServer({
    store,
    settings,
    external: externalSignIn(store, settings, address),
    examine: examineMadeFiles(),
    engine: '1',
    examples: null,
    host: '127.0.0.1',
    port,
    pages: home,
    log: pino({ level: 'silent' }),
  })
})

afterAll(async () => {
  await server.close()
  await store.close()
  await cluster.close()
  provider.stop()
  directory?.stop()
  await rm(home, { recursive: true })
})

const at = (path: string): string => server.address + path

const come = (address: URL | string, cookie = ''): Promise<Response> =>
  fetch(address, { redirect: 'manual', headers: { cookie, 'sec-fetch-site': 'cross-site' } })

const cookieOf = (response: Response): string => response.headers.getSetCookie()[0] ?? ''
const pairOf = (cookie: string): string => cookie.split(';')[0] ?? ''

/** Out to the provider and, signed in there, back to the door of the server. */
async function comeBackAs(login: string, returnTo = '/'): Promise<{ readonly came: URL; readonly cookie: string }> {
  const out = await fetch(at(`/api/openid?returnTo=${encodeURIComponent(returnTo)}`), { redirect: 'manual' })
  expect(out.status).toBe(303)
  const cookie = cookieOf(out)
  expect(cookie).toMatch(/^gouji-sign-in=.*HttpOnly; SameSite=Lax/)
  expect(cookie).toContain(`Path=${OPENID_RETURN}`)
  return { came: await new Browser().signIn(out.headers.get('location') ?? '', login, server.address), cookie }
}

const meWith = async (cookie: string): Promise<Me> =>
  (await (await fetch(at('/api/me'), { headers: { cookie } })).json()) as Me

describe('an OpenID provider, over HTTP', () => {
  it('brings somebody to the page that they asked for, signed in', async () => {
    const { came, cookie } = await comeBackAs('desk.five@audit', '/ledger?who=local')
    const entered = await come(came, pairOf(cookie))
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/ledger?who=local'])
    const session = entered.headers.getSetCookie().find((one) => one.startsWith('gouji-session=')) ?? ''
    expect(session).toMatch(/HttpOnly; SameSite=Strict/)
    const me = await meWith(pairOf(session))
    expect(me).toMatchObject({ entrance: 'session', account: { login: 'desk.five' }, external: { openId: true } })
    expect(me.actions).toContain('ledger.read')
    const again = await come(came, pairOf(cookie))
    expect(again.headers.get('location')).toBe('/?problem=external-sign-in-failed')
  })

  it('leads nowhere but to our own pages', async () => {
    const { came, cookie } = await comeBackAs('desk.five@audit', '//evil.example/')
    expect((await come(came, pairOf(cookie))).headers.get('location')).toBe('/')
  })

  it('shows the sign-in page, with what went wrong, to who is not admitted or comes without the cookie', async () => {
    const refused = await comeBackAs('desk.two@nothing')
    const answer = await come(refused.came, pairOf(refused.cookie))
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/?problem=external-not-admitted'])
    expect(answer.headers.getSetCookie().some((one) => one.startsWith('gouji-session='))).toBe(false)
    const stolen = await comeBackAs('desk.five@audit')
    const elsewhere = await come(stolen.came)
    expect(elsewhere.headers.get('location')).toBe('/?problem=external-sign-in-failed')
    expect(await (await fetch(at('/api/sign-in-problems/external-sign-in-failed'))).json()).toMatchObject({
      code: 'external-sign-in-failed',
      title: { zh: '统一身份认证没有完成' },
    })
    expect((await fetch(at('/api/sign-in-problems/__proto__'))).status).toBe(404)
  })

  it('lets other sites lead to no other address', async () => {
    expect((await come(at('/api/openid'))).status).toBe(403)
    expect((await come(at('/api/me'))).status).toBe(403)
  })
})

describe.skipIf(!hasDirectory)('a directory, over HTTP', () => {
  const signIn = (login: string, password: string): Promise<Response> =>
    fetch(at('/api/session'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.address },
      body: JSON.stringify({ login, password }),
    })

  it('lets in who binds with the right password, and nobody else', async () => {
    expect((await signIn('desk.one', 'wrong')).status).toBe(401)
    const entered = await signIn('desk.one', 'right-secret')
    expect(entered.status).toBe(204)
    expect(await meWith(pairOf(cookieOf(entered)))).toMatchObject({ account: { login: 'desk.one' } })
  })
})

describe('without a provider', () => {
  it('there is no such address', async () => {
    const other = await cluster.opened(home, allMigrations)
    const plain = await createServer({
      store: other,
      examine: examineMadeFiles(),
      engine: '1',
      examples: null,
      host: '127.0.0.1',
      port: 0,
      pages: home,
      log: pino({ level: 'silent' }),
    })
    try {
      expect((await fetch(`${plain.address}/api/openid`, { redirect: 'manual' })).status).toBe(404)
    } finally {
      await plain.close()
      await other.close()
    }
  })
})
