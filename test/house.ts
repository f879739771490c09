import { mkdtemp, rm, writeFile } from 'node:fs/promises'
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
import { countJobs, ledgerPage, type OpenedStore } from '../src/store/index.ts'
import type { TestServer } from '../src/store/testing.ts'
import { examineMadeFiles } from './made/index.ts'

/** The first year for which the organisations of a house are known. */
const FIRST_YEAR = 2020

/** Three departments of a district that does not exist; the second names itself in the made documents. */
const ORGANISATIONS = [
  ['编码', '名称', '级别', '上级编码'],
  ['1', '青禾区', '区', ''],
  ['101', '青禾区财政局', '部门', '1'],
  ['102', '青禾区数据服务中心', '部门', '1'],
  ['103', '青禾区文化和旅游局', '部门', '1'],
]

/** A server with a district, and the people who are let in. */
export class House {
  readonly store: OpenedStore
  server: Server
  readonly #home: string
  readonly #options: Partial<ServerOptions> & Pick<ServerOptions, 'pages'>

  private constructor(
    store: OpenedStore,
    server: Server,
    home: string,
    options: Partial<ServerOptions> & Pick<ServerOptions, 'pages'>,
  ) {
    this.store = store
    this.server = server
    this.#home = home
    this.#options = options
  }

  static async open(cluster: TestServer, options: Partial<ServerOptions> = {}): Promise<House> {
    const home = await mkdtemp(join(tmpdir(), 'gouji-house-'))
    await writeFile(join(home, 'index.html'), '<!doctype html>')
    const store = await cluster.opened(home, allMigrations)
    await importOrganisations(store, ORGANISATIONS, FIRST_YEAR, 'system')
    const all = { pages: home, ...options }
    return new House(store, await House.#serve(store, all), home, all)
  }

  static #serve(store: OpenedStore, options: Partial<ServerOptions> & Pick<ServerOptions, 'pages'>): Promise<Server> {
    const log = pino({ level: 'silent' })
    const quiet = { host: '127.0.0.1', port: 0, engine: '1', examples: null, log }
    return createServer({ ...quiet, store, examine: examineMadeFiles(), ...options })
  }

  /** As after an update of the program. */
  async restart(options: Partial<ServerOptions>): Promise<void> {
    await this.server.close()
    this.server = await House.#serve(this.store, { ...this.#options, ...options })
  }

  async close(): Promise<void> {
    await this.server.close()
    await this.store.close()
    await rm(this.#home, { recursive: true })
  }

  /** Resolves when nothing waits or runs. */
  async idle(): Promise<void> {
    for (;;) {
      const jobs = await countJobs(this.store)
      if (!jobs.get('queued') && !jobs.get('running')) return
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  async organisation(code: string): Promise<string> {
    return (await organisationsIn(this.store, FIRST_YEAR)).byCode(code)?.organisation ?? ''
  }

  /** Somebody with an account; `code`: of the organisation in which the roles hold, none for everywhere. */
  async person(login: string, roles: readonly Role[], code: string | null = null): Promise<Asking> {
    const organisation = code === null ? null : await this.organisation(code)
    const made = await createAccounts(this.store, [{ row: 2, login, name: login, organisation, roles }], 'system')
    if (!made.isTaken) throw new Error(`${login} is taken`)
    const password = 'Verdant-Harbour-71'
    await acceptLink(this.store, made.invitations[0]?.token ?? '', password)
    const { token } = await signIn(this.store, { login, password, address: '192.0.2.1', device: 'test' })
    return new Asking(() => this.server.address, token)
  }

  /** What the ledger says was done, oldest first. */
  async ledger(what: RegExp): Promise<string[]> {
    const entries = (await ledgerPage(this.store.tables())).reverse()
    return entries.map(({ body }) => `${body.what} ${body.who.split(':')[0]}`).filter((entry) => what.test(entry))
  }
}

/** Somebody who is signed in, at the interface. */
export class Asking {
  readonly #address: () => string
  readonly token: string

  constructor(address: () => string, token: string) {
    this.#address = address
    this.token = token
  }

  ask(path: string, init: RequestInit = {}): Promise<Response> {
    const address = this.#address()
    const own = { cookie: `gouji-session=${this.token}`, origin: address }
    return fetch(`${address}${path}`, { ...init, headers: { ...own, ...init.headers } })
  }

  async get<Body>(path: string): Promise<Body> {
    return (await (await this.ask(path)).json()) as Body
  }

  send(method: 'POST' | 'PATCH' | 'PUT', path: string, body: unknown): Promise<Response> {
    return this.ask(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  }

  put(path: string, name: string, bytes: Uint8Array | string, headers: Record<string, string> = {}): Promise<Response> {
    const head = { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name), ...headers }
    return this.ask(path, { method: 'PUT', headers: head, body: bytes as BodyInit })
  }
}
