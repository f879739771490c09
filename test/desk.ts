import type { Role } from '../src/identity/index.ts'
import { ledgerPage } from '../src/store/index.ts'
import type { Office } from './office.ts'

/** Somebody who is signed in, at the interface. */
export class Desk {
  readonly #office: Office
  readonly #session: string

  private constructor(office: Office, session: string) {
    this.#office = office
    this.#session = session
  }

  /** `code`: of the organisation in which the roles hold; none for everywhere. */
  static async open(office: Office, roles: readonly Role[], code: string | null = null): Promise<Desk> {
    return new Desk(office, (await office.enter(roles, code)).session)
  }

  ask(path: string, init: RequestInit = {}): Promise<Response> {
    return this.#office.ask(path, { ...init, as: this.#session })
  }

  async get<Body>(path: string): Promise<Body> {
    return (await (await this.ask(path)).json()) as Body
  }

  send(method: 'POST' | 'PATCH', path: string, body: unknown): Promise<Response> {
    return this.ask(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  }

  put(path: string, name: string, bytes: Uint8Array | string, headers: Record<string, string> = {}): Promise<Response> {
    const head = { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name), ...headers }
    return this.ask(path, { method: 'PUT', headers: head, body: bytes as BodyInit })
  }
}

/** What the ledger says was done, oldest first. */
export async function ledgerOf({ store }: Pick<Office, 'store'>, what: RegExp): Promise<string[]> {
  const entries = (await ledgerPage(store.tables())).reverse()
  return entries.map(({ body }) => `${body.what} ${body.who.split(':')[0]}`).filter((entry) => what.test(entry))
}
