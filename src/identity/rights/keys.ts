import { append, newId, type Store } from '../../store/index.ts'
import { identityProblem } from '../problems.ts'
import type { IdentityTables } from '../tables.ts'
import { digestOf, newToken } from '../token.ts'
import type { KeyScope, Person } from './may.ts'
import { type Action, isAction } from './permissions.ts'
import { currentGrants } from './store.ts'

export interface KeyOrder extends KeyScope {
  /** Whose rights it narrows. When they go, the key opens nothing. */
  readonly account: string
  /** What it is for. Not who. */
  readonly label: string
  readonly expiresAt: Date
}

export interface KeptKey extends KeyOrder {
  readonly id: string
  readonly createdAt: Date
  readonly revokedAt: Date | null
}

/** So that a key is known for what it is where it should not be: in a repository, a log, a chat. */
const PREFIX = 'gouji_'
const LONGEST_DAYS = 366
const DAY = 86_400_000

const actionsOf = (text: string): Action[] => (JSON.parse(text) as string[]).filter(isAction)
const organisationsOf = (text: string | null): string[] | null =>
  text === null ? null : (JSON.parse(text) as string[])

const keyOf = (row: IdentityTables['identity_key']): KeptKey => ({
  id: row.id,
  account: row.account,
  label: row.label,
  actions: actionsOf(row.actions),
  organisations: organisationsOf(row.organisations),
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
})

/** Makes a key that is valid for a year at most. The token is shown once; only its digest is kept. */
export async function makeKey(
  store: Store,
  { account, label, actions, organisations, expiresAt }: KeyOrder,
  by: string,
  now = new Date(),
): Promise<{ readonly id: string; readonly token: string }> {
  const token = PREFIX + newToken()
  const id = newId(now.getTime())
  const expires = new Date(Math.min(expiresAt.getTime(), now.getTime() + LONGEST_DAYS * DAY))
  await store
    .tables<IdentityTables>()
    .transaction()
    .execute(async (tx) => {
      const scope = { actions: JSON.stringify(actions), organisations: organisations && JSON.stringify(organisations) }
      const times = { created_at: now, expires_at: expires, revoked_at: null }
      await tx
        .insertInto('identity_key')
        .values({ id, digest: digestOf(token), account, label, ...scope, ...times })
        .execute()
      const payload = { account, actions, organisations, expires: expires.toISOString() }
      await append(tx, [{ who: by, what: 'key.made', subject: `key:${id}`, payload }], now)
    })
  return { id, token }
}

/** Keys, also those that have run out, never their tokens. */
export const keysOf = async (store: Store, account: string): Promise<KeptKey[]> =>
  (
    await store
      .tables<IdentityTables>()
      .selectFrom('identity_key')
      .selectAll()
      .where('account', '=', account)
      .orderBy('id')
      .execute()
  ).map(keyOf)

export const revokeKey = (store: Store, id: string, by: string, now = new Date()): Promise<void> =>
  store
    .tables<IdentityTables>()
    .transaction()
    .execute(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('identity_key')
        .set({ revoked_at: now })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst()
      if (numUpdatedRows > 0n) await append(tx, [{ who: by, what: 'key.revoked', subject: `key:${id}` }], now)
    })

/** Who asks with a key: its owner, narrowed. Throws `key-refused`. */
export async function personOfKey(
  store: Store,
  token: string,
  now = new Date(),
): Promise<Person & { readonly keyId: string }> {
  const database = store.tables<IdentityTables>()
  const row = await database
    .selectFrom('identity_key')
    .innerJoin('identity_account', 'identity_account.id', 'identity_key.account')
    .selectAll('identity_key')
    .where('digest', '=', digestOf(token))
    .where('identity_account.status', '=', 'active')
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (row === undefined) throw identityProblem('key-refused')
  const { id, account, actions, organisations } = keyOf(row)
  return { keyId: id, account, key: { actions, organisations }, grants: await currentGrants(database, account, now) }
}
