import { Cron } from 'croner'
import { sql } from 'kysely'
import type { Store } from '../database.ts'
import type { JobKind } from './kind.ts'
import { enqueue } from './queue.ts'
import type { JobTables } from './tables.ts'

/** A job that is queued again and again. */
export interface Schedule {
  readonly name: string
  /** When it is due after a moment; null for never again. */
  next(after: Date): Date | null
  /** Queues it once for a moment, whichever of several processes comes first; false when another did. */
  queueFor(store: Store, due: Date): Promise<boolean>
}

/** Times are those of Beijing wherever the server stands. */
const TIME_ZONE = 'Asia/Shanghai'

/**
 * `pattern` is a cron pattern with five or six fields. Times that passed while no process ran are made up for once.
 * Throws when the pattern is none.
 */
export function schedule<Payload>(name: string, pattern: string, kind: JobKind<Payload>, payload: Payload): Schedule {
  const cron = new Cron(pattern, { paused: true, timezone: TIME_ZONE })
  return Object.freeze({
    name,
    next: (after: Date) => cron.nextRun(after),
    queueFor: (store: Store, due: Date) =>
      store
        .tables<JobTables>()
        .transaction()
        .execute(async (tx) => {
          const { numUpdatedRows } = await tx
            .updateTable('store_schedule')
            .set({ last_at: due })
            .where('name', '=', name)
            .where('last_at', '<', due)
            .executeTakeFirst()
          if (numUpdatedRows === 0n) return false
          await enqueue(tx, kind, payload, { uniqueKey: `schedule:${name}` })
          return true
        }),
  })
}

/** Is this text a cron pattern with five or six fields? */
export function isCronPattern(pattern: string): boolean {
  try {
    return new Cron(pattern, { paused: true, timezone: TIME_ZONE }).nextRun() !== null
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}

async function lastOf(store: Store, name: string): Promise<Date> {
  const tables = store.tables<JobTables>()
  await tables
    .insertInto('store_schedule')
    .values({ name, last_at: sql<Date>`now()` })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const { last_at } = await tables
    .selectFrom('store_schedule')
    .select('last_at')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return last_at
}

/** Queues what is due by now. Of several times that were missed, one is made up for. */
export async function queueDue(store: Store, schedules: readonly Schedule[], now = new Date()): Promise<void> {
  for (const entry of schedules) {
    let due = entry.next(await lastOf(store, entry.name))
    if (due === null || due > now) continue
    for (let later = entry.next(due); later !== null && later <= now; later = entry.next(later)) due = later
    await entry.queueFor(store, due)
  }
}
