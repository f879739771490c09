import { append, type Database, type LedgerDraft, newId, type Store } from '../../store/index.ts'
import { identityProblem } from '../problems.ts'
import type { IdentityTables, IdentityTransaction } from '../tables.ts'
import type { Grant } from './may.ts'
import { isRole, type Role } from './permissions.ts'

/** Given by a person. Those that an identity provider gives name it as `external:ISSUER`. */
export const GIVEN = 'given'

export interface KeptGrant extends Grant {
  readonly id: string
  readonly account: string
  readonly source: string
}

export interface GrantOrder {
  readonly account: string
  readonly role: Role
  readonly organisation: string | null
  readonly from?: Date
  readonly until?: Date | null
}

type GrantRow = IdentityTables['identity_grant']

const grantOf = ({ id, account, role, organisation, from_at, until_at, source }: GrantRow): KeptGrant[] =>
  // A role that this program no longer knows gives no rights.
  isRole(role) ? [{ id, account, role, organisation, from: from_at, until: until_at, source }] : []

const current = (database: Database<IdentityTables> | IdentityTransaction, now: Date) =>
  database
    .selectFrom('identity_grant')
    .selectAll('identity_grant')
    .where('from_at', '<=', now)
    .where((eb) => eb.or([eb('until_at', 'is', null), eb('until_at', '>', now)]))

export const currentGrants = async (
  database: Database<IdentityTables> | IdentityTransaction,
  account: string,
  now: Date,
): Promise<KeptGrant[]> =>
  (await current(database, now).where('identity_grant.account', '=', account).execute()).flatMap(grantOf)

/** The grants that hold now, of many accounts at once. */
export const currentGrantsOf = async (
  store: Store,
  accounts: readonly string[],
  now = new Date(),
): Promise<KeptGrant[]> =>
  accounts.length === 0
    ? []
    : (
        await current(store.tables<IdentityTables>(), now)
          .where('identity_grant.account', 'in', accounts)
          .orderBy('identity_grant.id')
          .execute()
      ).flatMap(grantOf)

/** All grants of an account, past and future ones too. */
export const grantsOf = async (store: Store, account: string): Promise<KeptGrant[]> =>
  (
    await store
      .tables<IdentityTables>()
      .selectFrom('identity_grant')
      .selectAll()
      .where('account', '=', account)
      .orderBy('id')
      .execute()
  ).flatMap(grantOf)

export const grantRow = (
  { account, role, organisation, from, until }: GrantOrder,
  source: string,
  now: Date,
): GrantRow => ({
  id: newId(now.getTime()),
  account,
  role,
  organisation,
  from_at: from ?? now,
  until_at: until ?? null,
  source,
})

export const grantDraft = (row: GrantRow, who: string): LedgerDraft => ({
  who,
  what: 'grant.given',
  subject: `account:${row.account}`,
  payload: {
    grant: row.id,
    role: row.role,
    organisation: row.organisation,
    from: row.from_at.toISOString(),
    until: row.until_at?.toISOString() ?? null,
    source: row.source,
  },
})

/** Gives a role. `by`: `account:ID`; nobody gives one to themselves. Returns the id of the grant. */
export async function giveGrant(store: Store, order: GrantOrder, by: string, now = new Date()): Promise<string> {
  if (by === `account:${order.account}`) throw identityProblem('grant-to-oneself')
  const row = grantRow(order, GIVEN, now)
  await store
    .tables<IdentityTables>()
    .transaction()
    .execute(async (tx) => {
      const account = await tx
        .selectFrom('identity_account')
        .select('id')
        .where('id', '=', order.account)
        .executeTakeFirst()
      if (account === undefined) throw identityProblem('account-unknown')
      await tx.insertInto('identity_grant').values(row).execute()
      await append(tx, [grantDraft(row, by)], now)
    })
  return row.id
}

/**
 * Two transactions that each take one of the last two administrators wait for one another here. Whoever changes a grant
 * comes here first: one who holds the grant of one and waits for the other would wait for ever.
 */
async function holdAdministrators(tx: IdentityTransaction): Promise<void> {
  await tx
    .selectFrom('identity_grant')
    .select('id')
    .where('role', '=', 'administrator')
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Throws when, after what this transaction did, nobody who can sign in manages everybody any more. */
export async function demandAdministrator(tx: IdentityTransaction, now: Date): Promise<void> {
  await holdAdministrators(tx)
  const left = await current(tx, now)
    .innerJoin('identity_account', 'identity_account.id', 'identity_grant.account')
    .where('role', '=', 'administrator')
    .where('identity_grant.organisation', 'is', null)
    .where('status', '=', 'active')
    .limit(1)
    .execute()
  if (left.length === 0) throw identityProblem('last-administrator')
}

/** Takes a grant back from now on; that it was there stays to be seen. */
export const takeGrant = (store: Store, id: string, by: string, now = new Date()): Promise<void> =>
  store
    .tables<IdentityTables>()
    .transaction()
    .execute(async (tx) => {
      await holdAdministrators(tx)
      const taken = await tx
        .updateTable('identity_grant')
        .set({ until_at: now })
        .where('id', '=', id)
        .where((eb) => eb.or([eb('until_at', 'is', null), eb('until_at', '>', now)]))
        .returning(['account', 'role'])
        .executeTakeFirst()
      if (taken === undefined) return
      if (taken.role === 'administrator') await demandAdministrator(tx, now)
      const payload = { grant: id, role: taken.role }
      await append(tx, [{ who: by, what: 'grant.taken', subject: `account:${taken.account}`, payload }], now)
    })
