import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Connection, clientConfigOf } from '../database.ts'
import { faultOf, isLost } from '../fault.ts'
import { storeProblem } from '../problems.ts'
import { type Account, accountFor } from './account.ts'
import {
  type Address,
  addressFor,
  complaintIn,
  DATABASE,
  isLoopback,
  type Layout,
  layoutIn,
  passwordIn,
  SUPERUSER,
  turnLog,
  withPasswordFile,
} from './layout.ts'
import { occupantsOf, signal, until } from './process.ts'
import { type Program, programFor } from './program.ts'

/** Recovery after a crash reads what was written since the last checkpoint; it takes seconds, on a slow disk more. */
const READY_WITHIN_MS = 120_000
const FAST_STOP_MS = 2_000
const PATIENT_STOP_MS = 15_000
const RESTART_PAUSE_MS = { first: 100, longest: 5_000 } as const

/** A running cluster of our own. */
export interface Cluster {
  readonly connection: Exclude<Connection, string>
  /** The pid of its postmaster; null while it is being started again. */
  readonly pid: number | null
  stop(): Promise<void>
}

/** How a process is started in the data folder, as the account. */
interface Start {
  readonly layout: Layout
  readonly account: Account | null
  readonly program: Program
  readonly address: Address
  readonly password: string
}

/**
 * The data folder as its own processes name it. Root's child runs as somebody who may not be allowed to walk down to
 * the folder (GOUJI_DATA belongs to root alone); it is started in it, so it never has to.
 */
const nameFor = (folder: string, account: Account | null): string =>
  account !== null && process.platform === 'linux' ? '/proc/self/cwd' : folder

const spawnOptions = ({ account, program }: Pick<Start, 'account' | 'program'>, cwd: string) => ({
  ...account,
  cwd,
  env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', ...program.environment },
})

/** Makes the data folder under another name first: what has its name is complete. */
function initialise({ layout, account, program, password }: Omit<Start, 'address'>): void {
  if (existsSync(join(layout.data, 'PG_VERSION'))) return
  if (existsSync(layout.data)) throw storeProblem('database-damaged', layout.data)
  const fresh = `${layout.data}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true, mode: 0o700 })
  if (account !== null) chownSync(fresh, account.uid, account.gid)
  const { status, stderr, error } = withPasswordFile(password, account, (file) =>
    spawnSync(
      program.initdb,
      ['-D', nameFor(fresh, account), '--auth=scram-sha-256', `--pwfile=${file}`, `--username=${SUPERUSER}`].concat([
        '--encoding=UTF8',
        '--locale=C',
        '--no-instructions',
      ]),
      { ...spawnOptions({ account, program }, fresh), encoding: 'utf8' },
    ),
  )
  if (status !== 0) throw storeProblem('database-does-not-start', error?.message ?? stderr.trim().split('\n').at(-1))
  renameSync(fresh, layout.data)
}

/**
 * Ends whatever works in the data folder: what a killed parent left, or the children of a killed postmaster. They are
 * stopped rather than adopted, so that there is one way for a cluster to be: as our child.
 */
async function clear({ data }: Layout): Promise<void> {
  const pidFile = join(data, 'postmaster.pid')
  const isClear = (): boolean => occupantsOf(data, pidFile).length === 0
  for (const [name, patience] of [
    ['SIGINT', FAST_STOP_MS],
    ['SIGQUIT', FAST_STOP_MS],
    ['SIGKILL', PATIENT_STOP_MS],
  ] as const) {
    if (isClear()) break
    const [main, ...others] = occupantsOf(data, pidFile)
    if (main !== undefined) signal(main, name)
    if (name === 'SIGKILL') for (const pid of others) signal(pid, name)
    await until(isClear, patience)
  }
  if (!isClear()) throw storeProblem('data-in-use', `pid ${occupantsOf(data, pidFile).join(', ')}`)
  // Nobody works here, so the names of pids that were used again since would only keep us out.
  rmSync(pidFile, { force: true })
  for (const name of readdirSync(data)) if (name.startsWith('.s.PGSQL.')) rmSync(join(data, name), { force: true })
}

function launch(start: Start): ChildProcess {
  const { layout, account, program, address } = start
  turnLog(layout)
  const log = openSync(layout.log, 'a', 0o600)
  const settings = {
    listen_addresses: isLoopback(address) ? address.host : '',
    unix_socket_directories: isLoopback(address) ? '' : '.',
    port: String(address.port),
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    max_connections: '100',
    timezone: 'UTC',
    log_min_messages: 'warning',
  }
  const settingArguments = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(program.postgres, ['-D', nameFor(layout.data, account), ...settingArguments], {
    ...spawnOptions(start, layout.data),
    stdio: ['ignore', log, log],
    // A group of its own: Ctrl+C at the terminal is ours to pass on, after what is under way.
    detached: true,
  })
  closeSync(log)
  return child
}

const connectionOf = ({ address, password }: Start, database = DATABASE): Exclude<Connection, string> => ({
  ...address,
  user: SUPERUSER,
  password,
  database,
})

/** Asks once whether the server answers and has our database, making it on the first start. */
async function answers(start: Start): Promise<boolean> {
  const client = new pg.Client(clientConfigOf(connectionOf(start, 'postgres')))
  client.on('error', () => {})
  try {
    await client.connect()
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE}`)
    return true
  } catch (error) {
    if (isLost(error)) return false
    throw faultOf(error)
  } finally {
    await client.end()
  }
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

async function startOnce(start: Start): Promise<ChildProcess> {
  await clear(start.layout)
  const child = launch(start)
  const failure = new Promise<never>((_, reject) => child.once('error', reject))
  const isUp = until(async () => hasEnded(child) || (await answers(start)), READY_WITHIN_MS)
  if (!(await Promise.race([isUp, failure])) || hasEnded(child)) {
    child.kill('SIGQUIT')
    throw storeProblem('database-does-not-start', complaintIn(start.layout))
  }
  return child
}

/** Keeps one cluster running until it is stopped. */
class Supervised implements Cluster {
  readonly connection: Exclude<Connection, string>
  readonly #start: Start
  #child: ChildProcess | null = null
  #restarting: Promise<void> = Promise.resolve()
  #isStopping = false
  readonly #endWithUs = (): void => {
    this.#child?.kill('SIGINT')
  }

  constructor(start: Start) {
    this.#start = start
    this.connection = connectionOf(start)
    process.once('exit', this.#endWithUs)
  }

  get pid(): number | null {
    return this.#child?.pid ?? null
  }

  async begin(): Promise<void> {
    const child = await startOnce(this.#start)
    this.#child = child
    child.once('exit', () => {
      this.#child = null
      if (!this.#isStopping) this.#restarting = this.#restart()
    })
  }

  /** Tries until it runs again: a full disk may have room in a while. */
  async #restart(): Promise<void> {
    for (let pause: number = RESTART_PAUSE_MS.first; !this.#isStopping && this.#child === null; ) {
      try {
        await this.begin()
      } catch (error) {
        process.stderr.write(`gouji: ${error instanceof Error ? error.message : String(error)}\n`)
        await sleep(pause)
        pause = Math.min(pause * 2, RESTART_PAUSE_MS.longest)
      }
    }
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    await this.#restarting
    const child = this.#child
    if (child !== null && !hasEnded(child)) {
      child.kill('SIGINT')
      if (!(await until(() => hasEnded(child), PATIENT_STOP_MS))) await clear(this.#start.layout)
    }
    process.off('exit', this.#endWithUs)
    rmSync(this.#start.layout.connection, { force: true })
  }
}

/**
 * Starts the PostgreSQL that comes along, in a folder of ours, as a child of this process; started again whenever it
 * dies. The caller holds the claim on the folder. Throws a Problem when it cannot run.
 */
export async function startCluster(folder: string): Promise<Cluster> {
  const layout = layoutIn(folder)
  const account = accountFor(layout.data)
  const password = passwordIn(layout)
  const program = programFor(account, folder)
  initialise({ layout, account, program, password })
  const start = { layout, account, program, password, address: await addressFor(layout) }
  const cluster = new Supervised(start)
  await cluster.begin()
  writeFileSync(layout.connection, JSON.stringify(start.address), { mode: 0o600 })
  return cluster
}

/** How a second process on this machine reaches the cluster that another one runs; null when none says that it does. */
export function joinCluster(folder: string): Connection | null {
  const layout = layoutIn(folder)
  if (!existsSync(layout.connection)) return null
  const address = JSON.parse(readFileSync(layout.connection, 'utf8')) as Address
  return { ...address, user: SUPERUSER, password: readFileSync(layout.password, 'utf8'), database: DATABASE }
}
