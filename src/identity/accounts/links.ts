import { append, type Store } from '../../store/index.ts'
import { identityProblem } from '../problems.ts'
import type { IdentityTables, IdentityTransaction } from '../tables.ts'
import { digestOf, newToken } from '../token.ts'
import { adviseOn, CURRENT_COST, hashPassword, type ScryptCost } from './password.ts'
import { deleteSessions } from './sessions.ts'

const DAY = 86_400_000
export const LINK_DAYS = 14

/** One link an account: a new one puts the old one out of use. Returns the token, which is kept nowhere. */
export async function makeLink(tx: IdentityTransaction, account: string, now: Date, days = LINK_DAYS): Promise<string> {
  const token = newToken()
  const row = { digest: digestOf(token), expires_at: new Date(now.getTime() + days * DAY) }
  await tx
    .insertInto('identity_link')
    .values({ ...row, account })
    .onConflict((conflict) => conflict.column('account').doUpdateSet(row))
    .execute()
  return token
}

/** Throws `weak-password` with the codes of what is to be mended. */
export function demandStrength(password: string, names: readonly string[]): void {
  const advice = adviseOn(password, names)
  if (advice.length > 0) throw identityProblem('weak-password', advice.join(', '))
}

async function holderOf(store: Store, token: string, now: Date) {
  const row = await store
    .tables<IdentityTables>()
    .selectFrom('identity_link')
    .innerJoin('identity_account', 'identity_account.id', 'identity_link.account')
    .select(['account', 'login', 'name', 'status'])
    .where('digest', '=', digestOf(token))
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (row === undefined || row.status === 'disabled') throw identityProblem('link-invalid')
  return row
}

/** For the page behind a link: the name that the person will sign in with. Throws `link-invalid`. */
export const loginOfLink = async (store: Store, token: string, now = new Date()): Promise<string> =>
  (await holderOf(store, token, now)).login

/** Sets the password of whoever holds the link and opens the account; the link is used up, sessions end. */
export async function acceptLink(
  store: Store,
  token: string,
  password: string,
  { now = new Date(), cost = CURRENT_COST }: { readonly now?: Date; readonly cost?: ScryptCost } = {},
): Promise<string> {
  const { account, login, name } = await holderOf(store, token, now)
  demandStrength(password, [login, name])
  const hash = await hashPassword(password, cost)
  await store
    .tables<IdentityTables>()
    .transaction()
    .execute(async (tx) => {
      const { numDeletedRows } = await tx
        .deleteFrom('identity_link')
        .where('digest', '=', digestOf(token))
        .executeTakeFirst()
      if (numDeletedRows === 0n) throw identityProblem('link-invalid')
      const state = { password: hash, must_change: false, status: 'active' }
      await tx.updateTable('identity_account').set(state).where('id', '=', account).execute()
      await deleteSessions(tx, account)
      await append(tx, [{ who: `account:${account}`, what: 'account.opened', subject: `account:${account}` }], now)
    })
  return account
}
