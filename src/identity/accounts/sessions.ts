import { append, newId, type Store } from '../../store/index.ts'
import { identityProblem } from '../problems.ts'
import type { Grant, Person } from '../rights/may.ts'
import { isRole } from '../rights/permissions.ts'
import type { IdentityTables, IdentityTransaction } from '../tables.ts'
import { digestOf, newToken } from '../token.ts'

export interface SessionLimits {
  /** A session that nobody uses for so long has ended. */
  readonly idleMinutes: number
  /** However much it is used. */
  readonly absoluteHours: number
}

export const SESSION_LIMITS: SessionLimits = Object.freeze({ idleMinutes: 60, absoluteHours: 12 })

export interface OpenedSession {
  /** For the cookie; kept nowhere. */
  readonly token: string
  readonly session: string
  readonly account: string
  /** The first password has to be changed before anything else. */
  readonly mustChange: boolean
}

export interface SessionPerson extends Person {
  readonly session: string
  readonly grants: readonly Grant[]
  readonly mustChange: boolean
}

export interface SessionEntry {
  readonly session: string
  readonly createdAt: Date
  readonly seenAt: Date
  /** As the browser calls itself. Shown to its owner only. */
  readonly device: string
}

const MINUTE = 60_000
const LONGEST_DEVICE = 200
/** The last use is kept to the minute: not every request writes. */
const SEEN_GRAIN_MS = MINUTE

/** Opens a session in a transaction of the caller, which appends the entry that is handed back. */
export async function insertSession(
  tx: IdentityTransaction,
  { account, device, mustChange }: { account: string; device: string; mustChange: boolean },
  { absoluteHours }: SessionLimits,
  now: Date,
): Promise<OpenedSession> {
  const token = newToken()
  const id = newId(now.getTime())
  await tx
    .insertInto('identity_session')
    .values({
      id,
      digest: digestOf(token),
      account,
      created_at: now,
      seen_at: now,
      expires_at: new Date(now.getTime() + absoluteHours * 60 * MINUTE),
      device: device.slice(0, LONGEST_DEVICE),
    })
    .execute()
  return { token, session: id, account, mustChange }
}

/** Who a session belongs to, with what they may do now. Throws `session-ended`. */
export async function personOfSession(
  store: Store,
  token: string,
  { idleMinutes }: SessionLimits = SESSION_LIMITS,
  now = new Date(),
): Promise<SessionPerson> {
  const database = store.tables<IdentityTables>()
  // Every request asks this: one statement for the session and all grants, a row for each.
  const rows = await database
    .selectFrom('identity_session')
    .innerJoin('identity_account', 'identity_account.id', 'identity_session.account')
    .leftJoin('identity_grant', (join) =>
      join
        .onRef('identity_grant.account', '=', 'identity_session.account')
        .on('from_at', '<=', now)
        .on((eb) => eb.or([eb('until_at', 'is', null), eb('until_at', '>', now)])),
    )
    .select(['identity_session.id as session', 'identity_session.account as holder', 'seen_at', 'must_change'])
    .select(['identity_grant.role', 'identity_grant.organisation', 'from_at', 'until_at'])
    .where('digest', '=', digestOf(token))
    .where('identity_account.status', '=', 'active')
    .where('expires_at', '>', now)
    .where('seen_at', '>', new Date(now.getTime() - idleMinutes * MINUTE))
    .execute()
  const [row] = rows
  if (row === undefined) throw identityProblem('session-ended')
  if (now.getTime() - row.seen_at.getTime() >= SEEN_GRAIN_MS)
    await database.updateTable('identity_session').set({ seen_at: now }).where('id', '=', row.session).execute()
  const grants = rows.flatMap(({ role, organisation, from_at, until_at }): Grant[] =>
    role !== null && isRole(role) && from_at !== null ? [{ role, organisation, from: from_at, until: until_at }] : [],
  )
  return { session: row.session, account: row.holder, mustChange: row.must_change, grants }
}

/** One's own sessions, the latest used first. */
export async function sessionsOf(
  store: Store,
  account: string,
  { idleMinutes }: SessionLimits = SESSION_LIMITS,
  now = new Date(),
): Promise<SessionEntry[]> {
  const rows = await store
    .tables<IdentityTables>()
    .selectFrom('identity_session')
    .select(['id', 'created_at', 'seen_at', 'device'])
    .where('account', '=', account)
    .where('expires_at', '>', now)
    .where('seen_at', '>', new Date(now.getTime() - idleMinutes * MINUTE))
    .orderBy('seen_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(({ id, created_at, seen_at, device }) => ({
    session: id,
    createdAt: created_at,
    seenAt: seen_at,
    device,
  }))
}

/** Ends the sessions of an account, or all but one, in a transaction of the caller. */
export async function deleteSessions(tx: IdentityTransaction, account: string, except?: string): Promise<void> {
  const all = tx.deleteFrom('identity_session').where('account', '=', account)
  await (except === undefined ? all : all.where('id', '!=', except)).execute()
}

/** Ends one session of the account; whoever names another's ends nothing. */
export async function endSession(store: Store, account: string, session: string): Promise<void> {
  await store
    .tables<IdentityTables>()
    .transaction()
    .execute(async (tx) => {
      const { numDeletedRows } = await tx
        .deleteFrom('identity_session')
        .where('account', '=', account)
        .where('id', '=', session)
        .executeTakeFirst()
      if (numDeletedRows === 0n) throw identityProblem('session-ended')
      await append(tx, [{ who: `account:${account}`, what: 'session.ended', subject: `session:${session}` }])
    })
}

/** Signs out everywhere. `by`: `account:ID` of whoever asks for it. */
export const endAllSessions = (store: Store, account: string, by: string): Promise<void> =>
  store
    .tables<IdentityTables>()
    .transaction()
    .execute(async (tx) => {
      await deleteSessions(tx, account)
      await append(tx, [{ who: by, what: 'session.all-ended', subject: `account:${account}` }])
    })
