import { sql } from 'kysely'
import type { Database, Store } from '../../store/index.ts'
import { identityProblem } from '../problems.ts'
import type { IdentityTables } from '../tables.ts'
import { digestOf } from '../token.ts'

/** How many failures are free, and how the wait grows from then on: doubled with each, up to the longest. */
export interface AttemptLimit {
  readonly free: number
  readonly firstWaitSeconds: number
  readonly longestWaitSeconds: number
}

export const ACCOUNT_LIMIT: AttemptLimit = Object.freeze({ free: 5, firstWaitSeconds: 30, longestWaitSeconds: 3_600 })
/** Whole offices come from one address. */
export const ADDRESS_LIMIT: AttemptLimit = Object.freeze({ free: 100, firstWaitSeconds: 10, longestWaitSeconds: 900 })

/** Failures are forgotten after a day without any. */
const FORGOTTEN_AFTER_HOURS = 24

const forgottenBefore = (now: Date): Date => new Date(now.getTime() - FORGOTTEN_AFTER_HOURS * 3_600_000)

/**
 * Counts an attempt before it is made, so that a hundred at once are a hundred. Kept in the store: a restart or another
 * machine starts nobody afresh. Throws a Problem, with the seconds to wait, while the subject is closed. True when a
 * failure of this attempt closes it.
 */
export async function countAttempt(
  database: Database<IdentityTables>,
  subject: string,
  { free, firstWaitSeconds, longestWaitSeconds }: AttemptLimit,
  now: Date,
): Promise<boolean> {
  const digest = digestOf(subject)
  const failures = sql<number>`(case when identity_attempt.last_at < ${forgottenBefore(now)}::timestamptz then 1 else identity_attempt.failures + 1 end)`
  const wait = sql`least(${longestWaitSeconds}::float, ${firstWaitSeconds}::float * power(2, least(${failures} - ${free}::int - 1, 30)))`
  const { rows } = await sql<{ failures: number }>`insert into identity_attempt (digest, failures, last_at, open_at)
    values (${digest}, 1, ${now}, 'epoch')
    on conflict (digest) do update set failures = ${failures}, last_at = ${now},
      open_at = case when ${failures} <= ${free}::int then 'epoch' else ${now}::timestamptz + ${wait} * interval '1 second' end
    where identity_attempt.open_at <= ${now}::timestamptz returning failures`.execute(database)
  const [counted] = rows
  if (counted !== undefined) return counted.failures > free
  const closed = await database
    .selectFrom('identity_attempt')
    .select('open_at')
    .where('digest', '=', digest)
    .executeTakeFirst()
  const seconds = Math.max(1, Math.ceil(((closed?.open_at.getTime() ?? 0) - now.getTime()) / 1_000))
  throw identityProblem('too-many-attempts', String(seconds))
}

export const forgetAttempts = async (database: Database<IdentityTables>, subject: string): Promise<void> => {
  await database.deleteFrom('identity_attempt').where('digest', '=', digestOf(subject)).execute()
}

/** Takes back the one attempt that succeeded: whoever knows one account does not open the address for others. */
export const takeBackAttempt = async (database: Database<IdentityTables>, subject: string): Promise<void> => {
  await database
    .updateTable('identity_attempt')
    .set(({ eb }) => ({ failures: eb('failures', '-', 1), open_at: new Date(0) }))
    .where('digest', '=', digestOf(subject))
    .where('failures', '>', 0)
    .execute()
}

/** Removes what has run out: attempts, links, sessions and sign-ins half done. For a nightly job. */
export async function sweepIdentity(store: Store, now = new Date()): Promise<void> {
  const database = store.tables<IdentityTables>()
  await database.deleteFrom('identity_attempt').where('last_at', '<', forgottenBefore(now)).execute()
  for (const table of ['identity_link', 'identity_session', 'identity_sign_in'] as const)
    await database.deleteFrom(table).where('expires_at', '<=', now).execute()
}
