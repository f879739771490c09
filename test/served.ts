import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { createServer, type Server } from '../src/app/server/index.ts'
import type { ServerOptions } from '../src/app/server/server.ts'
import { allMigrations } from '../src/app/store.ts'
import { createAccounts, type Role } from '../src/identity/index.ts'
import { countJobs, type OpenedStore } from '../src/store/index.ts'
import type { TestServer } from '../src/store/testing.ts'
import { examineMadeFiles } from './made/index.ts'

/** Somebody who asks the server: a person with their cookie, a machine with its key, or whoever comes by. */
export interface Client {
  get(path: string): Promise<Response>
  json<Body>(path: string): Promise<Body>
  send(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<Response>
}

/** A server with a store and a data folder of its own. */
export interface Served {
  readonly server: Server
  readonly store: OpenedStore
  /** The data folder. */
  readonly home: string
  /** Whoever comes by: who sits at the machine, until somebody has an account. */
  readonly local: Client
  /** Opens an account with these roles everywhere and signs in. */
  signedIn(login: string, ...roles: readonly Role[]): Promise<Client & { readonly account: string }>
  withKey(token: string): Client
  /** Resolves when no job waits or runs. */
  idle(): Promise<void>
  close(): Promise<void>
}

export const PASSWORD = 'plenty of mist 42'

const clientOf = (address: string, headers: Readonly<Record<string, string>>): Client => {
  const get = (path: string): Promise<Response> => fetch(address + path, { headers })
  return {
    get,
    json: async <Body>(path: string) => (await (await get(path)).json()) as Body,
    send: (method, path, body) =>
      fetch(address + path, {
        method,
        headers: { ...headers, origin: address, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  }
}

async function pagesIn(home: string): Promise<string> {
  const pages = join(home, 'pages')
  await mkdir(join(pages, 'assets'), { recursive: true })
  await writeFile(join(pages, 'index.html'), '<!doctype html>')
  return pages
}

async function signIn(address: string, token: string): Promise<string> {
  const response = await fetch(`${address}/api/links/${token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ password: PASSWORD }),
  })
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

async function untilIdle(store: OpenedStore): Promise<void> {
  for (;;) {
    const jobs = await countJobs(store)
    if (!jobs.get('queued') && !jobs.get('running')) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

export async function serve(cluster: TestServer, options: Partial<ServerOptions> = {}): Promise<Served> {
  const home = await mkdtemp(join(tmpdir(), 'gouji-served-'))
  const store = options.store ?? (await cluster.opened(home, allMigrations))
  const server = await createServer({
    store,
    dataDir: home,
    examine: examineMadeFiles(),
    engine: '1',
    version: '1.2.3',
    examples: null,
    host: '127.0.0.1',
    port: 0,
    pages: await pagesIn(home),
    log: pino({ level: 'silent' }),
    ...options,
  })
  const { address } = server
  return {
    server,
    store,
    home,
    local: clientOf(address, {}),
    signedIn: async (login, ...roles) => {
      const list = [{ row: 1, login, name: `Name of ${login}`, organisation: null, roles }]
      const outcome = await createAccounts(store, list, 'system')
      const [invitation] = outcome.isTaken ? outcome.invitations : []
      if (invitation === undefined) throw new Error(`${login} is taken`)
      const cookie = await signIn(address, invitation.token)
      return { ...clientOf(address, { cookie }), account: invitation.account }
    },
    withKey: (token) => clientOf(address, { authorization: `Bearer ${token}` }),
    idle: () => untilIdle(store),
    close: async () => {
      await server.close()
      await store.close()
      await rm(home, { recursive: true })
    },
  }
}
