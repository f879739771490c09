import { readdir, stat, statfs } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { countAccounts } from '../../../identity/index.ts'
import { Problem } from '../../../kernel/index.ts'
import { countDocuments } from '../../../library/index.ts'
import {
  certificatesOf,
  countJobs,
  inspectStore,
  ledgerHead,
  ledgerProblems,
  ledgerSeals,
  newestBackup,
  type OpenedStore,
} from '../../../store/index.ts'
import type { Settings } from '../../settings.ts'
import type { ProblemView } from '../contract.ts'
import { viewOfProblem } from '../problems.ts'
import type { Upkeep } from '../upkeep/upkeep.ts'
import type { SystemReport } from './contract.ts'

export interface SystemOptions {
  readonly store: OpenedStore
  readonly upkeep: Upkeep
  readonly settings: Settings
  readonly dataDir: string | null
  readonly version: string
  readonly engine: string
  readonly url: URL | null
}

/** Its files are counted by their rows. */
const COUNTED = 'attachments'

/** What went while it was looked at is not there. */
function unlessGone(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}

/** Bytes of the files below a folder. */
async function sizeOf(folder: string, except = ''): Promise<number> {
  const entries = (await readdir(folder, { withFileTypes: true }).catch(unlessGone)) ?? []
  const sizes = entries
    .filter(({ name }) => name !== except)
    .map(async (entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? sizeOf(path) : ((await stat(path).catch(unlessGone))?.size ?? 0)
    })
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

async function storageOf({ dataDir }: SystemOptions, attachments: { count: number; bytes: number }) {
  if (dataDir === null) return { dataFolder: null, bytes: null, free: null, attachments }
  const { bavail, bsize } = await statfs(dataDir)
  const bytes = (await sizeOf(dataDir, COUNTED)) + attachments.bytes
  return { dataFolder: dataDir, bytes, free: bavail * bsize, attachments }
}

/** Why this machine cannot sign with the valid key; null when it can. */
async function keyProblemOf({ keys }: Upkeep, fingerprint: string): Promise<ProblemView | null> {
  try {
    if (keys !== null && (await keys.find(fingerprint)) !== null) return null
    const { title, remedy } = ledgerProblems['seal-key-missing']
    return { code: 'seal-key-missing', title, remedy, detail: '' }
  } catch (error) {
    if (error instanceof Problem) return viewOfProblem(error)
    throw error
  }
}

async function ledgerOf({ store, upkeep }: SystemOptions): Promise<SystemReport['ledger']> {
  const { keys, last } = await ledgerSeals(store.tables())
  const head = await store.tables<unknown>().transaction().execute(ledgerHead)
  const key = keys.at(-1)
  return {
    entries: head.number,
    lastAt: head.number === 0 ? null : head.at.toISOString(),
    sealedUpTo: last?.upTo ?? 0,
    sealedAt: last?.at ?? null,
    algorithm: key?.algorithm ?? null,
    keyProblem: key === undefined ? null : await keyProblemOf(upkeep, key.fingerprint),
  }
}

function backupOf({ upkeep: { backupFolder }, settings: { backup } }: SystemOptions): SystemReport['backup'] {
  const last = backupFolder === null ? null : newestBackup(backupFolder)
  return {
    folder: backupFolder,
    keep: backup?.keep ?? null,
    at: backup?.at ?? null,
    last: last && { ...last, at: last.at.toISOString() },
  }
}

const certificatesIn = (pem: string | null) =>
  pem === null
    ? []
    : certificatesOf(pem).map(({ subject, validTo }) => ({
        subject: subject.replaceAll('\n', ', '),
        validTo: new Date(validTo).toISOString(),
      }))

async function setUpOf({ store, settings, url }: SystemOptions): Promise<SystemReport['setUp']> {
  const { timeStamp } = settings.ledger
  const stampedAt = timeStamp && (await ledgerSeals(store.tables())).last?.stampedAt
  const { hosts } = settings.outgoing
  return {
    publicAddress: url?.href ?? null,
    openId: settings.openId?.issuer ?? null,
    directory: settings.directory?.address ?? null,
    timeStamp: timeStamp && {
      address: timeStamp.address,
      stampedAt: stampedAt?.toISOString() ?? null,
      certificates: certificatesIn(timeStamp.authorities),
    },
    outgoing: hosts.length === 0 ? null : hosts,
  }
}

const startedAt = new Date(Date.now() - process.uptime() * 1_000).toISOString()

/** How everything is, asked for anew each time. */
export async function reportOn(options: SystemOptions): Promise<SystemReport> {
  const { store, settings, version, engine } = options
  const { server, database, attachments } = await inspectStore(store)
  const jobs = await countJobs(store)
  return {
    version,
    engine,
    node: process.versions.node,
    startedAt,
    database: {
      kind: typeof store.connection === 'string' ? 'server' : 'embedded',
      version: server,
      bytes: database,
    },
    storage: await storageOf(options, attachments),
    ledger: await ledgerOf(options),
    backup: backupOf(options),
    jobs: {
      workers: availableParallelism(),
      running: jobs.get('running') ?? 0,
      queued: jobs.get('queued') ?? 0,
      dead: jobs.get('dead') ?? 0,
    },
    counts: { documents: await countDocuments(store), accounts: await countAccounts(store, { status: 'active' }) },
    setUp: await setUpOf(options),
    sessions: settings.sessions,
  }
}
