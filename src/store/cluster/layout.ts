import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Account } from './account.ts'

/** Where things lie in the folder of an embedded cluster. */
export interface Layout {
  readonly folder: string
  readonly data: string
  readonly password: string
  readonly log: string
  /** How those who join the running cluster reach it. */
  readonly connection: string
}

export const layoutIn = (folder: string): Layout => ({
  folder,
  data: join(folder, 'data'),
  password: join(folder, 'password'),
  log: join(folder, 'log'),
  connection: join(folder, 'connection.json'),
})

export const DATABASE = 'gouji'
export const SUPERUSER = 'gouji'

/** sun_path of a socket's address holds 108 bytes on Linux, 104 elsewhere, with the zero at the end. */
const SOCKET_PATH_BYTES = process.platform === 'linux' ? 107 : 103
const SOCKET_PORT = 5432
const LOOPBACK = '127.0.0.1'

/** What a cluster listens on: a socket in its data folder, or a port of this machine where no socket can be had. */
export interface Address {
  readonly host: string
  readonly port: number
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, LOOPBACK, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

export async function addressFor({ data }: Layout): Promise<Address> {
  const path = join(data, `.s.PGSQL.${SOCKET_PORT}`)
  const fits = process.platform !== 'win32' && Buffer.byteLength(path) <= SOCKET_PATH_BYTES
  return fits ? { host: data, port: SOCKET_PORT } : { host: LOOPBACK, port: await freePort() }
}

export const isLoopback = ({ host }: Address): boolean => host === LOOPBACK

/** The password of the cluster, made on the first start and readable for its owner alone. */
export function passwordIn({ folder, password }: Layout): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (!existsSync(password)) {
    writeFileSync(`${password}.new`, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true })
    renameSync(`${password}.new`, password)
  }
  return readFileSync(password, 'utf8')
}

/** Lends the password to initdb, which may run as somebody who cannot look into our folder. */
export function withPasswordFile<Result>(
  secret: string,
  account: Account | null,
  use: (file: string) => Result,
): Result {
  const room = mkdtempSync(join(tmpdir(), 'gouji-'))
  const file = join(room, 'password')
  try {
    writeFileSync(file, secret, { mode: 0o600 })
    for (const path of account === null ? [] : [file, room]) chownSync(path, account?.uid ?? 0, account?.gid ?? 0)
    return use(file)
  } finally {
    rmSync(room, { recursive: true, force: true })
  }
}

const LOG_BYTES = 8 * 1024 * 1024

/** Keeps one log back: the log of a database that runs for years must not fill the disk. */
export function turnLog({ log }: Layout): void {
  if (existsSync(log) && statSync(log).size > LOG_BYTES) renameSync(log, `${log}.1`)
}

/** The last line of the log that says why it went wrong. */
export function complaintIn({ log }: Layout): string {
  if (!existsSync(log)) return ''
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n')
  return lines.findLast((line) => /(FATAL|PANIC|could not|error):?/i.test(line)) ?? lines.at(-1) ?? ''
}
