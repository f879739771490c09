import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { createServer, type Server, type ServerOptions } from '../src/app/server/index.ts'
import { allMigrations } from '../src/app/store.ts'
import {
  acceptLink,
  createAccounts,
  importOrganisations,
  organisationsIn,
  type Role,
  signIn,
} from '../src/identity/index.ts'
import { countJobs, type OpenedStore } from '../src/store/index.ts'
import type { TestServer } from '../src/store/testing.ts'
import { examineMadeFiles, ruleTitles } from './made/index.ts'

/** A hash that costs nothing: what is proved here is not how slow guessing is. */
const CHEAP = { cost: 16, blockSize: 8, parallel: 1 }
export const PASSWORD = 'vR7-kupztq'

const ORGANISATIONS = [
  ['单位编码', '单位名称', '级次', '上级编码'],
  ['1', '青禾区', '区', ''],
  ['101', '青禾区数据服务中心', '部门', '1'],
  ['101001', '青禾区网络运行站', '单位', '101'],
  ['102', '青禾区文化和旅游局', '部门', '1'],
]

export interface AskOptions extends RequestInit {
  /** The session to ask with; none unless told. */
  readonly as?: string
}

/** A server with a district of two departments, and whoever a test needs. */
export interface Office {
  /** The one that runs now. */
  readonly server: Server
  readonly store: OpenedStore
  /** Ids by code. */
  readonly organisations: ReadonlyMap<string, string>
  /** Opens an account with these roles in the organisation of a code (null: everywhere) and signs it in. */
  readonly enter: (roles: readonly Role[], code?: string | null) => Promise<{ account: string; session: string }>
  /** Asks as a page of ours does. */
  readonly ask: (path: string, options?: AskOptions) => Promise<Response>
  /** Resolves when no job waits or runs. */
  readonly idle: () => Promise<void>
  /** Stops the server and starts another one, as after an update of the program. */
  readonly restart: (options: Partial<ServerOptions>) => Promise<void>
  readonly close: () => Promise<void>
}

async function makePages(home: string): Promise<string> {
  const pages = join(home, 'pages')
  await mkdir(join(pages, 'assets'), { recursive: true })
  await writeFile(join(pages, 'index.html'), '<!doctype html><meta property="csp-nonce" nonce="__GOUJI_NONCE__">')
  return pages
}

async function becomeIdle(store: OpenedStore): Promise<void> {
  for (;;) {
    const jobs = await countJobs(store)
    if (!jobs.get('queued') && !jobs.get('running')) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

export async function openOffice(cluster: TestServer): Promise<Office> {
  const home = await mkdtemp(join(tmpdir(), 'gouji-office-'))
  const store = await cluster.opened(home, allMigrations)
  const imported = await importOrganisations(store, ORGANISATIONS, 2000, 'system')
  if (imported.versions.length !== ORGANISATIONS.length - 1) throw new Error(JSON.stringify(imported))
  const tree = await organisationsIn(store, new Date().getFullYear())
  const organisations = new Map(tree.all.map(({ code, organisation }) => [code, organisation]))
  const standing: ServerOptions = {
    store,
    examine: examineMadeFiles(),
    engine: '1',
    examples: null,
    host: '127.0.0.1',
    port: 0,
    pages: await makePages(home),
    ruleTitles,
    version: '1.2.3',
    log: pino({ level: 'silent' }),
  }
  let server = await createServer(standing)
  let made = 0
  return {
    get server() {
      return server
    },
    store,
    organisations,
    enter: async (roles, code = null) => {
      made += 1
      const login = `desk.${made}`
      const organisation = code === null ? null : (organisations.get(code) ?? null)
      const outcome = await createAccounts(store, [{ row: 2, login, name: '某某', organisation, roles }], 'system')
      if (!outcome.isTaken) throw new Error('refused')
      const [{ token, account } = { token: '', account: '' }] = outcome.invitations
      await acceptLink(store, token, PASSWORD, { cost: CHEAP })
      const credentials = { login, password: PASSWORD, address: '127.0.0.1', device: 'test' }
      return { account, session: (await signIn(store, credentials, { cost: CHEAP })).token }
    },
    ask: (path, { as, headers, ...init } = {}) =>
      fetch(`${server.address}${path}`, {
        ...init,
        redirect: 'manual',
        headers: {
          origin: server.address,
          ...(as === undefined ? {} : { cookie: `gouji-session=${as}` }),
          ...(headers as Record<string, string> | undefined),
        },
      }),
    idle: () => becomeIdle(store),
    restart: async (options) => {
      await server.close()
      server = await createServer({ ...standing, ...options })
    },
    close: async () => {
      await server.close()
      await store.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** One address of the interface, as the interface describes it. */
export interface Described {
  readonly method: string
  /** `/api/documents/{sha256}` */
  readonly path: string
  readonly access: string
  readonly body: 'json' | 'bytes' | null
  readonly query: readonly string[]
}

interface Operation {
  readonly 'x-access': string
  readonly parameters: readonly { readonly name: string; readonly in: string }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> }
}

const bodyOf = ({ requestBody }: Operation): Described['body'] => {
  if (requestBody === undefined) return null
  return Object.hasOwn(requestBody.content, 'application/json') ? 'json' : 'bytes'
}

/** Every address that the server has. */
export async function describeInterface({ ask }: Pick<Office, 'ask'>): Promise<Described[]> {
  const { paths } = (await (await ask('/api/openapi.json')).json()) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  }
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      access: operation['x-access'],
      body: bodyOf(operation),
      query: operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
    })),
  )
}

/** Values that are well formed and name nothing. */
const NOTHING: Readonly<Record<string, string>> = {
  sha256: '0'.repeat(64),
  part: 'tables',
  token: 'x'.repeat(43),
}

/** The address with something in the place of each parameter. */
export const filled = (path: string, value: (name: string) => string = (name) => NOTHING[name] ?? '1'): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(value(name)))

/** A request that is well formed as far as its kind of body goes. */
export const requestOf = ({ method, body }: Described): RequestInit => {
  if (body === 'json') return { method, headers: { 'content-type': 'application/json' }, body: '{}' }
  if (body === 'bytes') return { method, headers: { 'content-type': 'application/octet-stream' }, body: 'x' }
  return { method }
}
