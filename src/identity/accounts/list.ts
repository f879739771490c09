import { sql } from 'kysely'
import type { Store } from '../../store/index.ts'
import { identityProblem } from '../problems.ts'
import type { AccountStatus, IdentityTables } from '../tables.ts'

export interface KeptAccount {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly organisation: string | null
  readonly status: AccountStatus
  readonly createdAt: Date
}

/** Which accounts a list shows; what is not told narrows nothing. */
export interface AccountFilter {
  /** Each of its words occurs in the sign-in name, the name, or a name or the code of the organisation in any year. */
  readonly text?: string
  readonly status?: AccountStatus
  /** Those of these organisations only; null: of all, and of none. */
  readonly within?: readonly string[] | null
}

type Row = Pick<IdentityTables['identity_account'], 'id' | 'login' | 'name' | 'organisation' | 'status' | 'created_at'>

const COLUMNS = ['id', 'login', 'name', 'organisation', 'status', 'created_at'] as const
const LARGEST_PAGE = 500

const accountOfRow = ({ created_at, status, ...row }: Row): KeptAccount => ({
  ...row,
  status: status as AccountStatus,
  createdAt: created_at,
})

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .split(/\s+/)
    .filter((word) => word !== '')

/** The word itself, whatever signs it holds: none of them stands for others. */
const patternOf = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`

const hasWord = (word: string) => sql<boolean>`(login ilike ${patternOf(word)} or name ilike ${patternOf(word)}
  or organisation in (select organisation from identity_organisation
    where name ilike ${patternOf(word)} or code ilike ${patternOf(word)}))`

function filtered(store: Store, { text = '', status, within = null }: AccountFilter) {
  let query = store.tables<IdentityTables>().selectFrom('identity_account')
  for (const word of wordsOf(text)) query = query.where(hasWord(word))
  if (status !== undefined) query = query.where('status', '=', status)
  if (within === null) return query
  const list = JSON.stringify(within)
  return query.where(sql<boolean>`organisation in (select value::uuid from json_array_elements_text(${list}::json))`)
}

/** A page of accounts in the order of their sign-in names: those behind `after`. */
export async function listAccounts(
  store: Store,
  { after = '', limit = 100, ...filter }: AccountFilter & { readonly after?: string; readonly limit?: number } = {},
): Promise<KeptAccount[]> {
  const rows = await filtered(store, filter)
    .select(COLUMNS)
    .where('login', '>', after)
    .orderBy('login')
    .limit(Math.min(limit, LARGEST_PAGE))
    .execute()
  return rows.map(accountOfRow)
}

export const countAccounts = async (store: Store, filter: AccountFilter = {}): Promise<number> =>
  Number(
    (
      await filtered(store, filter)
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
    ).count,
  )

/** Throws `account-unknown`. */
export const accountOf = async (store: Store, id: string): Promise<KeptAccount> => {
  const row = await store
    .tables<IdentityTables>()
    .selectFrom('identity_account')
    .select(COLUMNS)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw identityProblem('account-unknown')
  return accountOfRow(row)
}

/** What the people behind these accounts are called, by account; those that are unknown are left out. */
export async function namesOf(store: Store, accounts: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (accounts.length === 0) return new Map()
  const rows = await store
    .tables<IdentityTables>()
    .selectFrom('identity_account')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(accounts)])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
