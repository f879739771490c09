import { sql } from 'kysely'
import { append, type Database, type LedgerDraft, newId, type Store } from '../../store/index.ts'
import { identityProblem } from '../problems.ts'
import { demandAdministrator, GIVEN, grantDraft, grantRow } from '../rights/store.ts'
import type { IdentityTables, IdentityTransaction } from '../tables.ts'
import { digestOf, newToken } from '../token.ts'
import type { AccountReason, NewAccount } from './import.ts'
import { LINK_DAYS, makeLink } from './links.ts'
import { CURRENT_COST, hashPassword, type ScryptCost } from './password.ts'
import { deleteSessions } from './sessions.ts'

export interface Invitation {
  readonly row: number
  readonly account: string
  /** For a one-time address that opens the account. Kept nowhere. */
  readonly token: string
}

export type AccountsOutcome =
  | { readonly isTaken: true; readonly invitations: readonly Invitation[] }
  | { readonly isTaken: false; readonly refused: readonly { readonly row: number; readonly reason: AccountReason }[] }

const DAY = 86_400_000

async function takenLogins(
  database: Database<IdentityTables> | IdentityTransaction,
  list: readonly NewAccount[],
): Promise<{ readonly row: number; readonly reason: 'login-taken' }[]> {
  const logins = JSON.stringify(list.map(({ login }) => login))
  const { rows } = await sql<{ login: string }>`select login from identity_account
    where login in (select value from json_array_elements_text(${logins}::json))`.execute(database)
  const taken = new Set(rows.map(({ login }) => login))
  return list.filter(({ login }) => taken.has(login)).map(({ row }) => ({ row, reason: 'login-taken' }))
}

/** The rows of a list whose names are taken now; creating the accounts looks again. */
export const refusedAsTaken = (store: Store, list: readonly NewAccount[]) =>
  takenLogins(store.tables<IdentityTables>(), list)

/** All rows of one table in one statement, whatever their number. */
async function insertRows(
  tx: IdentityTransaction,
  table: keyof IdentityTables,
  rows: readonly object[],
): Promise<void> {
  await sql`insert into ${sql.table(table)} select * from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`.execute(
    tx,
  )
}

const accountRow = ({ login, name, organisation }: NewAccount, now: Date): IdentityTables['identity_account'] => ({
  id: newId(now.getTime()),
  login,
  name,
  organisation,
  status: 'invited',
  password: null,
  must_change: false,
  created_at: now,
})

async function insertAccounts(
  tx: IdentityTransaction,
  list: readonly NewAccount[],
  by: string,
  now: Date,
): Promise<Invitation[]> {
  const made = list.map((account) => ({ account, row: accountRow(account, now), token: newToken() }))
  const expires_at = new Date(now.getTime() + LINK_DAYS * DAY)
  const grants = made.flatMap(({ account, row }) =>
    account.roles.map((role) => grantRow({ account: row.id, role, organisation: account.organisation }, GIVEN, now)),
  )
  await insertRows(
    tx,
    'identity_account',
    made.map(({ row }) => row),
  )
  await insertRows(
    tx,
    'identity_link',
    made.map(({ row, token }) => ({ digest: digestOf(token), account: row.id, expires_at })),
  )
  await insertRows(tx, 'identity_grant', grants)
  const created = made.map(
    ({ row }): LedgerDraft => ({ who: by, what: 'account.created', subject: `account:${row.id}` }),
  )
  await append(tx, [...created, ...grants.map((grant) => grantDraft(grant, by))], now)
  return made.map(({ account, row, token }) => ({ row: account.row, account: row.id, token }))
}

/**
 * Opens accounts: all of them or none. Nobody gets a password: each gets a one-time link, valid for two weeks, behind
 * which they set their own. Names that are taken are reported row by row.
 */
export const createAccounts = (
  store: Store,
  list: readonly NewAccount[],
  by: string,
  now = new Date(),
): Promise<AccountsOutcome> =>
  store
    .tables<IdentityTables>()
    .transaction()
    .execute(async (tx): Promise<AccountsOutcome> => {
      // Two lists at once are taken one after the other: the second then sees the names of the first.
      await sql`select pg_advisory_xact_lock(hashtext('identity_account'))`.execute(tx)
      const refused = await takenLogins(tx, list)
      if (refused.length > 0) return { isTaken: false, refused }
      return { isTaken: true, invitations: await insertAccounts(tx, list, by, now) }
    })

const FIRST_LOGIN = 'admin'

async function firstAccount(tx: IdentityTransaction, now: Date): Promise<string> {
  const known = await tx.selectFrom('identity_account').select('id').where('login', '=', FIRST_LOGIN).executeTakeFirst()
  if (known !== undefined) return known.id
  const row = accountRow({ row: 0, login: FIRST_LOGIN, name: FIRST_LOGIN, organisation: null, roles: [] }, now)
  await tx.insertInto('identity_account').values(row).execute()
  const grant = grantRow({ account: row.id, role: 'administrator', organisation: null }, GIVEN, now)
  await tx.insertInto('identity_grant').values(grant).execute()
  const created = { who: 'system', what: 'account.created', subject: `account:${row.id}` }
  await append(tx, [created, grantDraft(grant, 'system')], now)
  return row.id
}

/**
 * For the start of the product: while nobody has ever opened an account, there is one administrator, `admin`, and each
 * start makes a new one-time link for them, valid for a day. Returns its token; null once somebody has opened an account.
 */
export const firstAdministrator = (store: Store, now = new Date()): Promise<string | null> =>
  store
    .tables<IdentityTables>()
    .transaction()
    .execute(async (tx) => {
      await sql`lock table identity_account in share row exclusive mode`.execute(tx)
      const opened = await tx
        .selectFrom('identity_account')
        .select('id')
        .where('status', '!=', 'invited')
        .executeTakeFirst()
      return opened === undefined ? makeLink(tx, await firstAccount(tx, now), now, 1) : null
    })

const changeAccount = <Result>(
  store: Store,
  account: string,
  entry: Omit<LedgerDraft, 'subject'>,
  now: Date,
  change: (tx: IdentityTransaction) => Promise<Result>,
): Promise<Result> =>
  store
    .tables<IdentityTables>()
    .transaction()
    .execute(async (tx) => {
      const known = await tx
        .selectFrom('identity_account')
        .select('id')
        .where('id', '=', account)
        .forUpdate()
        .executeTakeFirst()
      if (known === undefined) throw identityProblem('account-unknown')
      const result = await change(tx)
      await append(tx, [{ ...entry, subject: `account:${account}` }], now)
      return result
    })

/** Closes an account: sessions and links end at once, keys open nothing. What it did stays. */
export const disableAccount = (store: Store, account: string, by: string, now = new Date()): Promise<void> =>
  changeAccount(store, account, { who: by, what: 'account.disabled' }, now, async (tx) => {
    await tx.updateTable('identity_account').set({ status: 'disabled' }).where('id', '=', account).execute()
    await tx.deleteFrom('identity_link').where('account', '=', account).execute()
    await deleteSessions(tx, account)
    await demandAdministrator(tx, now)
  })

/** Opens it again, through a link behind which a new password is set. Also for a password that was forgotten. */
export const resetAccount = (store: Store, account: string, by: string, now = new Date()): Promise<string> =>
  changeAccount(store, account, { who: by, what: 'account.reset' }, now, async (tx) => {
    await tx
      .updateTable('identity_account')
      .set({ status: 'invited', password: null })
      .where('id', '=', account)
      .where('status', '=', 'disabled')
      .execute()
    return makeLink(tx, account, now)
  })

/** Gives an account a first password, made by chance, that must be changed before anything else. Shown once. */
export async function giveFirstPassword(
  store: Store,
  account: string,
  by: string,
  { now = new Date(), cost = CURRENT_COST }: { readonly now?: Date; readonly cost?: ScryptCost } = {},
): Promise<string> {
  const password = newToken().slice(0, 16)
  const hash = await hashPassword(password, cost)
  await changeAccount(store, account, { who: by, what: 'account.password-given' }, now, async (tx) => {
    const state = { password: hash, must_change: true, status: 'active' }
    await tx.updateTable('identity_account').set(state).where('id', '=', account).execute()
    await tx.deleteFrom('identity_link').where('account', '=', account).execute()
    await deleteSessions(tx, account)
  })
  return password
}

/** True once somebody has opened an account, and from then on. */
export const hasOpenedAccount = async (store: Store): Promise<boolean> =>
  (await store
    .tables<IdentityTables>()
    .selectFrom('identity_account')
    .select('id')
    .where('status', '!=', 'invited')
    .limit(1)
    .executeTakeFirst()) !== undefined
