import { randomBytes } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { type Described, describeInterface, filled, type Office, requestOf } from './office.ts'

/** A request as an attacker sends it, and the answers that are right. */
export interface Hostile {
  readonly what: string
  readonly send: () => Promise<number>
  readonly right: readonly number[]
}

const REFUSED = {
  signIn: [401],
  forbidden: [403],
  malformed: [400],
  unknown: [404],
  tooLarge: [413],
  host: [421],
} as const

const INJECTIONS = [
  "' or '1'='1",
  "'; drop table identity_account; --",
  '1) union select password from identity_account --',
  '$\u007bjndi:ldap://127.0.0.1/a}',
  '$(touch x)',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '%00',
  '\u202e',
  '{"$ne":null}',
]

const TRAVERSALS = [
  '/../../../../etc/passwd',
  '/assets/..%2f..%2f..%2fetc%2fpasswd',
  '/assets/%2e%2e/%2e%2e/package.json',
  '/assets/....//....//package.json',
  '/assets/..%5c..%5cpackage.json',
  '/api/documents/..%2f..%2f..%2fetc%2fpasswd',
  `/api/documents/${'0'.repeat(64)}/..%2foriginal`,
  `/api/documents/${'0'.repeat(63)}%00`,
  '/assets/%c0%ae%c0%ae/package.json',
  '//etc/passwd',
]

/** Sends what fetch would mend or refuse: headers and addresses as they are written here. */
const raw = (
  address: string,
  path: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string | Buffer },
): Promise<number> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address)
    const request = httpRequest({ hostname, port, path, method, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    request.on('error', (error: NodeJS.ErrnoException) => {
      // Who is refused in the middle of a body may find the connection closed.
      if (error.code === 'EPIPE' || error.code === 'ECONNRESET') resolve(413)
      else reject(error)
    })
    request.end(body)
  })

const token = (): string => randomBytes(32).toString('base64url')

/** Everything that changes something, with the session of somebody who may do it, from a page that is not ours. */
function forged(office: Office, routes: readonly Described[], session: string): Hostile[] {
  const { address } = office.server
  const foreign: readonly (readonly [string, Record<string, string>])[] = [
    ['from a foreign page', { origin: 'https://evil.example' }],
    ['from a page without origin', { origin: 'null' }],
    ['without saying where from', {}],
    ['from a foreign page that posts a form', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['from a name that looks alike', { origin: `${address}.evil.example` }],
  ]
  return routes
    .filter(({ method, access }) => method !== 'GET' && access !== 'anyone')
    .flatMap((route) =>
      foreign.map(([how, headers]) => {
        const { body, headers: own } = requestOf(route)
        const sent = { ...(own as Record<string, string>), cookie: `gouji-session=${session}`, ...headers }
        return {
          what: `${route.method} ${route.path} ${how}`,
          send: () =>
            raw(address, filled(route.path), { method: route.method, headers: sent, body: String(body ?? '') }),
          right: REFUSED.forbidden,
        }
      }),
    )
}

/** Every route behind a sign-in, with sessions and keys that are none. */
function impostors({ server: { address } }: Office, routes: readonly Described[], ended: string): Hostile[] {
  const papers: readonly (readonly [string, Record<string, string>])[] = [
    ['with an invented session', { cookie: `gouji-session=${token()}` }],
    ['with a session that was ended', { cookie: `gouji-session=${ended}` }],
    ['with an injected session', { cookie: "gouji-session=' or 1=1 --" }],
    ['with an invented key', { authorization: `Bearer gouji_${token()}` }],
    ['with another kind of authorization', { authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}` }],
  ]
  return routes
    .filter(({ access }) => access !== 'anyone')
    .flatMap((route) =>
      papers.map(([how, headers]) => {
        const { body, headers: own } = requestOf(route)
        const sent = { origin: address, ...(own as Record<string, string>), ...headers }
        return {
          what: `${route.method} ${route.path} ${how}`,
          send: () =>
            raw(address, filled(route.path), { method: route.method, headers: sent, body: String(body ?? '') }),
          right: REFUSED.signIn,
        }
      }),
    )
}

/** Texts that are read as something else where programs are careless, in the place of every parameter. */
function injections(office: Office, routes: readonly Described[], session: string): Hostile[] {
  const inPath = routes
    .filter(({ path, method }) => path.includes('{') && method === 'GET')
    .flatMap((route) =>
      INJECTIONS.map((text) => ({
        what: `GET ${route.path} with ${text}`,
        send: async () =>
          (
            await office.ask(
              filled(route.path, () => text),
              { as: session },
            )
          ).status,
        right: [...REFUSED.malformed, ...REFUSED.unknown, ...REFUSED.forbidden],
      })),
    )
  const inQuery = routes
    .filter(({ query, method }) => method === 'GET' && query.includes('after'))
    .flatMap((route) =>
      INJECTIONS.map((text) => ({
        what: `GET ${route.path}?limit=${text}`,
        send: async () =>
          (await office.ask(`${filled(route.path)}?limit=${encodeURIComponent(text)}`, { as: session })).status,
        right: [...REFUSED.malformed, ...REFUSED.forbidden],
      })),
    )
  const signIns = INJECTIONS.map((login) => ({
    what: `signing in as ${login}`,
    send: async () =>
      (
        await office.ask('/api/session', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.9' },
          body: JSON.stringify({ login, password: login }),
        })
      ).status,
    right: [...REFUSED.signIn, 429],
  }))
  return [...inPath, ...inQuery, ...signIns]
}

function outOfBounds({ server: { address } }: Office, session: string): Hostile[] {
  const headers = { origin: address, cookie: `gouji-session=${session}` }
  const json = { ...headers, 'content-type': 'application/json' }
  const traversal = TRAVERSALS.map((path) => ({
    what: `GET ${path}`,
    send: () => raw(address, path, { headers }),
    right: [...REFUSED.malformed, ...REFUSED.unknown, ...REFUSED.forbidden],
  }))
  const names = ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example', '[::1].evil']
  const hosts = names.map((host) => ({
    what: `asked for as ${host}`,
    send: () => raw(address, '/api/me', { headers: { host } }),
    right: [...REFUSED.host, ...REFUSED.malformed],
  }))
  const large = Buffer.alloc(2 * 1024 * 1024, 'a')
  const oversized: Hostile[] = [
    {
      what: 'two megabytes of JSON',
      send: () => raw(address, '/api/session', { method: 'POST', headers: json, body: large }),
      right: REFUSED.tooLarge,
    },
    {
      what: 'a file said to be larger than any',
      send: () =>
        raw(address, '/api/documents', {
          method: 'PUT',
          headers: {
            ...headers,
            'content-type': 'application/octet-stream',
            'x-file-name': 'a',
            'content-length': '999999999999',
          },
        }),
      right: REFUSED.tooLarge,
    },
    {
      what: 'a header of a hundred kilobytes',
      send: () => raw(address, '/api/me', { headers: { ...headers, 'x-a': 'a'.repeat(100_000) } }),
      right: [431],
    },
    {
      what: 'an address of a hundred kilobytes',
      send: () => raw(address, `/api/documents/${'a'.repeat(100_000)}`, { headers }),
      right: [400, 404, 413, 414, 431],
    },
    {
      what: 'JSON nested ten thousand deep',
      send: () =>
        raw(address, '/api/session', { method: 'POST', headers: json, body: '['.repeat(10_000) + ']'.repeat(10_000) }),
      right: REFUSED.malformed,
    },
    {
      what: 'JSON that names a prototype',
      send: () =>
        raw(address, '/api/session', {
          method: 'POST',
          headers: json,
          body: '{"__proto__":{"login":"a"},"password":"b"}',
        }),
      right: REFUSED.malformed,
    },
    {
      what: 'a form in the place of JSON',
      send: () =>
        raw(address, '/api/session', {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
          body: 'login=a&password=b',
        }),
      right: [415],
    },
    {
      what: 'another method in a header',
      send: () =>
        raw(address, '/api/documents', { method: 'POST', headers: { ...headers, 'x-http-method-override': 'PUT' } }),
      right: REFUSED.unknown,
    },
    {
      what: 'a method that is none',
      send: () => raw(address, '/api/me', { method: 'PROPFIND', headers }),
      right: [400, 404, 405],
    },
  ]
  return [...traversal, ...hosts, ...oversized]
}

/** Requests that must not get through, derived from every route that the server has. */
export async function hostileRequests(office: Office): Promise<Hostile[]> {
  const routes = await describeInterface(office)
  const ended = (await office.enter(['administrator', 'reviewer', 'auditor'])).session
  await office.ask('/api/session', { method: 'DELETE', as: ended })
  const { session } = await office.enter(['reviewer', 'auditor', 'finance'])
  return [
    ...forged(office, routes, session),
    ...impostors(office, routes, ended),
    ...injections(office, routes, session),
    ...outOfBounds(office, session),
  ]
}
