import { join } from 'node:path'
import * as z from 'zod'
import { sweepIdentity } from '../../../identity/index.ts'
import {
  type AnyTransaction,
  attachmentCheck,
  certificatesOf,
  enqueue,
  type JobKind,
  jobKind,
  type KeyFolder,
  keyFolder,
  type OpenedStore,
  pruneJobs,
  type RunnableKind,
  runnable,
  type Schedule,
  schedule,
  scheduledBackup,
  sealLedger,
  stampLatestSeal,
  verifyLedger,
} from '../../../store/index.ts'
import type { Settings } from '../../settings.ts'
import { allMarks } from '../../store.ts'

export interface UpkeepOptions {
  readonly store: OpenedStore
  /** Where keys and backups lie unless the settings say otherwise; null: this process seals and backs up nothing. */
  readonly dataDir: string | null
  readonly settings: Settings
}

/** Queues a job by hand, in the caller's transaction. Returns its id. */
export type Order = (tx: AnyTransaction) => Promise<number>

/** What keeps the house in order without anybody asking for it, and can be asked for as well. */
export interface Upkeep {
  readonly kinds: readonly RunnableKind[]
  readonly schedules: readonly Schedule[]
  /** By the name of the kind. */
  readonly orders: ReadonlyMap<string, Order>
  readonly keys: KeyFolder | null
  readonly backupFolder: string | null
}

export const VERIFICATION = 'ledger.verify'
export const CHECK = 'store.check-attachments'

/** Backups that are made by hand and of which the settings say nothing. */
const KEPT = 7

const nothing = z.strictObject({})
type Nothing = z.infer<typeof nothing>

/** Seals what is new in the ledger and has the seal stamped; without an answer of the authority the seal stands. */
const sealing = ({ store, settings }: UpkeepOptions, keys: KeyFolder): JobKind<Nothing> =>
  jobKind({
    name: 'ledger.seal',
    payload: nothing,
    run: async () => {
      const seal = await sealLedger(store, keys)
      const { timeStamp } = settings.ledger
      if (timeStamp !== null) await stampLatestSeal(store, timeStamp.address, { authorities: authoritiesOf(settings) })
      return { seal: seal?.body.number ?? null }
    },
  })

const authoritiesOf = ({ ledger: { timeStamp } }: Settings) =>
  timeStamp?.authorities ? certificatesOf(timeStamp.authorities) : []

/** Reads the whole ledger; what it finds is its result, whatever that is. */
const verification = ({ store, settings }: UpkeepOptions): JobKind<Nothing> =>
  jobKind({
    name: VERIFICATION,
    payload: nothing,
    attempts: 2,
    run: ({ signal, progress }) =>
      verifyLedger(store, { authorities: authoritiesOf(settings) }, { signal, onProgress: progress }),
  })

/** How long jobs that came to their end stay to be looked at. */
const JOBS_KEPT_DAYS = 30
const DAY_MS = 86_400_000

const sweeping = ({ store }: UpkeepOptions): JobKind<Nothing> =>
  jobKind({ name: 'identity.sweep', payload: nothing, run: () => sweepIdentity(store) })

const pruning = ({ store }: UpkeepOptions): JobKind<Nothing> =>
  jobKind({
    name: 'store.prune-jobs',
    payload: nothing,
    run: async () => ({ removed: await pruneJobs(store, new Date(Date.now() - JOBS_KEPT_DAYS * DAY_MS)) }),
  })

/** A kind with what it is queued with, and when by itself. */
interface Chore {
  readonly kind: RunnableKind
  readonly order: Order
  readonly schedule: Schedule | null
}

function choreOf<Payload>(kind: JobKind<Payload>, payload: Payload, at: string | null): Chore {
  return {
    kind: runnable(kind),
    order: (tx) => enqueue(tx, kind, payload, { uniqueKey: 'by-hand', priority: 5 }),
    schedule: at === null ? null : schedule(kind.name, at, kind, payload),
  }
}

function backingUp({ store, settings }: UpkeepOptions, folder: string): Chore {
  const { connection, attachments } = store
  const { keep, at } = settings.backup ?? { keep: KEPT, at: null }
  return choreOf(scheduledBackup({ store, connection, attachments, marks: allMarks }), { folder, keep }, at)
}

/** Times are Beijing's, and lie apart. */
function choresOf(options: UpkeepOptions, keys: KeyFolder | null, backupFolder: string | null): Chore[] {
  return [
    choreOf(sweeping(options), {}, '40 0 * * *'),
    choreOf(pruning(options), {}, '50 0 * * *'),
    choreOf(attachmentCheck(options.store.attachments), {}, '10 1 * * *'),
    choreOf(verification(options), {}, null),
    ...(keys === null ? [] : [choreOf(sealing(options, keys), {}, '7 * * * *')]),
    ...(backupFolder === null ? [] : [backingUp(options, backupFolder)]),
  ]
}

export function openUpkeep(options: UpkeepOptions): Upkeep {
  const { dataDir, settings } = options
  const keys = dataDir === null ? null : keyFolder(join(dataDir, 'keys'))
  const backupFolder = settings.backup?.folder ?? (dataDir === null ? null : join(dataDir, 'backups'))
  const chores = choresOf(options, keys, backupFolder)
  return {
    kinds: chores.map(({ kind }) => kind),
    schedules: chores.flatMap((chore) => chore.schedule ?? []),
    orders: new Map(chores.map(({ kind, order }) => [kind.name, order])),
    keys,
    backupFolder,
  }
}
