import { sql } from 'kysely'
import type { Store } from '../../store/index.ts'
import type { IdentityTables } from '../tables.ts'
import { loginOf } from './login.ts'

export interface AccountName {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly organisation: string | null
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What accounts are called, by their ids; what is no id of an account is left out. */
export async function namesOfAccounts(store: Store, ids: readonly string[]): Promise<ReadonlyMap<string, AccountName>> {
  const known = [...new Set(ids)].filter((id) => UUID.test(id))
  if (known.length === 0) return new Map()
  const rows = await store
    .tables<IdentityTables>()
    .selectFrom('identity_account')
    .select(['id', 'login', 'name', 'organisation'])
    .where('id', '=', sql<string>`any(${known}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** The account with this sign-in name, or null. */
export const accountNamed = async (store: Store, login: string): Promise<AccountName | null> =>
  (await store
    .tables<IdentityTables>()
    .selectFrom('identity_account')
    .select(['id', 'login', 'name', 'organisation'])
    .where('login', '=', loginOf(login))
    .executeTakeFirst()) ?? null
