import { append, type Store } from '../../store/index.ts'
import { identityProblem } from '../problems.ts'
import type { IdentityTables } from '../tables.ts'
import { ACCOUNT_LIMIT, ADDRESS_LIMIT, countAttempt, forgetAttempts, takeBackAttempt } from './attempts.ts'
import { demandStrength } from './links.ts'
import { loginOf } from './login.ts'
import { CURRENT_COST, checkPassword, hashPassword, LONGEST_PASSWORD, type ScryptCost } from './password.ts'
import { deleteSessions, insertSession, type OpenedSession, SESSION_LIMITS, type SessionLimits } from './sessions.ts'

export interface Credentials {
  readonly login: string
  readonly password: string
  /** Network address that the request came from. */
  readonly address: string
  /** As the browser calls itself. */
  readonly device: string
}

export interface SignInOptions {
  readonly now?: Date
  readonly cost?: ScryptCost
  readonly limits?: SessionLimits
}

const subjectsOf = (login: string, address: string) => ({ account: `account ${login}`, address: `address ${address}` })

/**
 * Counts an attempt for the account and the address, whether or not there is such an account. True when failing closes the
 * account for a while.
 */
export async function countSignIn(store: Store, login: string, address: string, now: Date): Promise<boolean> {
  const database = store.tables<IdentityTables>()
  const subjects = subjectsOf(login, address)
  await countAttempt(database, subjects.address, ADDRESS_LIMIT, now)
  return countAttempt(database, subjects.account, ACCOUNT_LIMIT, now)
}

export async function signInSucceeded(store: Store, login: string, address: string): Promise<void> {
  const database = store.tables<IdentityTables>()
  const subjects = subjectsOf(login, address)
  await forgetAttempts(database, subjects.account)
  await takeBackAttempt(database, subjects.address)
}

/** Opens a session and enters that it was opened. */
export const openSession = (
  store: Store,
  opening: {
    readonly account: string
    readonly device: string
    readonly mustChange: boolean
    readonly rehashed?: string
  },
  { now = new Date(), limits = SESSION_LIMITS }: SignInOptions = {},
): Promise<OpenedSession> =>
  store
    .tables<IdentityTables>()
    .transaction()
    .execute(async (tx) => {
      const { account, rehashed } = opening
      if (rehashed !== undefined)
        await tx.updateTable('identity_account').set({ password: rehashed }).where('id', '=', account).execute()
      const session = await insertSession(tx, opening, limits, now)
      const subject = `session:${session.session}`
      await append(tx, [{ who: `account:${account}`, what: 'session.opened', subject }], now)
      return session
    })

/**
 * Signs in with a password. An account that does not exist, is not open or has another password gives the same answer
 * after the same work. Throws `too-many-attempts` (detail: seconds) and `sign-in-refused`.
 */
export async function signIn(
  store: Store,
  credentials: Credentials,
  options: SignInOptions = {},
): Promise<OpenedSession> {
  const { now = new Date(), cost = CURRENT_COST } = options
  const login = loginOf(credentials.login)
  const password = credentials.password.slice(0, LONGEST_PASSWORD + 1)
  const isLast = await countSignIn(store, login, credentials.address, now)
  const account = await store
    .tables<IdentityTables>()
    .selectFrom('identity_account')
    .select(['id', 'status', 'password', 'must_change'])
    .where('login', '=', login)
    .executeTakeFirst()
  const { isRight, isOutdated } = await checkPassword(password, account?.password ?? null, cost)
  if (account === undefined || !isRight || account.status !== 'active') {
    if (isLast && account !== undefined) await enterClosing(store, account.id, now)
    throw identityProblem('sign-in-refused')
  }
  await signInSucceeded(store, login, credentials.address)
  const rehashed = isOutdated ? { rehashed: await hashPassword(password, cost) } : {}
  const opening = { account: account.id, device: credentials.device, mustChange: account.must_change, ...rehashed }
  return openSession(store, opening, options)
}

/** Somebody guesses: once for each time that an account is closed, so that guessing does not fill the ledger. */
const enterClosing = (store: Store, account: string, now: Date): Promise<number> =>
  store
    .tables<IdentityTables>()
    .transaction()
    .execute((tx) =>
      append(tx, [{ who: 'system', what: 'account.closed-for-a-while', subject: `account:${account}` }], now),
    )

export interface PasswordChange {
  readonly account: string
  readonly session: string
  readonly present: string
  readonly next: string
}

/** Changes one's own password; all other sessions end. Throws `sign-in-refused`, `too-many-attempts`, `weak-password`. */
export async function changePassword(
  store: Store,
  { account, session, present, next }: PasswordChange,
  { now = new Date(), cost = CURRENT_COST }: SignInOptions = {},
): Promise<void> {
  const database = store.tables<IdentityTables>()
  const { login, name, password } = await database
    .selectFrom('identity_account')
    .select(['login', 'name', 'password'])
    .where('id', '=', account)
    .executeTakeFirstOrThrow()
  const { account: subject } = subjectsOf(login, '')
  await countAttempt(database, subject, ACCOUNT_LIMIT, now)
  const { isRight } = await checkPassword(present.slice(0, LONGEST_PASSWORD + 1), password, cost)
  if (!isRight) throw identityProblem('sign-in-refused')
  await forgetAttempts(database, subject)
  demandStrength(next, [login, name, present])
  const hash = await hashPassword(next, cost)
  await database.transaction().execute(async (tx) => {
    await tx
      .updateTable('identity_account')
      .set({ password: hash, must_change: false })
      .where('id', '=', account)
      .execute()
    await deleteSessions(tx, account, session)
    const who = `account:${account}`
    await append(tx, [{ who, what: 'account.password-changed', subject: who }], now)
  })
}
