import { append, type LedgerDraft, newId, type Store } from '../../store/index.ts'
import { isLogin, loginOf } from '../accounts/login.ts'
import type { OpenedSession, SessionLimits } from '../accounts/sessions.ts'
import { openSession } from '../accounts/sign-in.ts'
import { organisationsIn } from '../organisations/store.ts'
import { identityProblem } from '../problems.ts'
import { grantDraft, grantRow } from '../rights/store.ts'
import type { IdentityTables, IdentityTransaction } from '../tables.ts'
import { type ClaimRules, type Claims, type MappedPerson, mapClaims } from './claims.ts'

/** Who somebody is elsewhere: proven by the provider or directory before it comes here. */
export interface ExternalIdentity {
  /** The issuer's or the directory's address. */
  readonly issuer: string
  readonly subject: string
  readonly claims: Claims
}

type GrantRow = IdentityTables['identity_grant']

const LONGEST_NAME = 100

async function createAccount(
  tx: IdentityTransaction,
  { login, name, organisation }: MappedPerson,
  now: Date,
): Promise<string> {
  const plain = loginOf(login)
  const taken = await tx.selectFrom('identity_account').select('id').where('login', '=', plain).executeTakeFirst()
  // A name that the provider lets people choose must not open somebody's local account.
  if (!isLogin(plain) || taken !== undefined) throw identityProblem('external-not-admitted')
  const id = newId(now.getTime())
  const fixed = { status: 'active', password: null, must_change: false, created_at: now }
  const row = { id, login: plain, name: name.slice(0, LONGEST_NAME), organisation, ...fixed }
  await tx.insertInto('identity_account').values(row).execute()
  return id
}

async function accountFor(
  tx: IdentityTransaction,
  { issuer, subject }: ExternalIdentity,
  person: MappedPerson,
  { admit }: ClaimRules,
  now: Date,
): Promise<{ account: string; drafts: LedgerDraft[] }> {
  const known = await tx
    .selectFrom('identity_external')
    .innerJoin('identity_account', 'identity_account.id', 'identity_external.account')
    .select(['account', 'status'])
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  if (known?.status === 'active') return { account: known.account, drafts: [] }
  if (known !== undefined || admit === 'link' || person.roles.length === 0)
    throw identityProblem('external-not-admitted')
  const account = await createAccount(tx, person, now)
  await tx.insertInto('identity_external').values({ issuer, subject, account }).execute()
  return { account, drafts: [{ who: 'system', what: 'account.admitted', subject: `account:${account}` }] }
}

const keyOf = ({ role, organisation }: Pick<GrantRow, 'role' | 'organisation'>): string =>
  `${role} ${organisation ?? ''}`

/** What the provider gives is what it says today: grants that it no longer gives end, others begin. Those given here stay. */
async function followGrants(
  tx: IdentityTransaction,
  account: string,
  issuer: string,
  person: MappedPerson,
  now: Date,
): Promise<LedgerDraft[]> {
  const source = `external:${issuer}`
  const held = await tx
    .selectFrom('identity_grant')
    .selectAll()
    .where('account', '=', account)
    .where('source', '=', source)
    .where('until_at', 'is', null)
    .execute()
  const wanted = new Map(person.roles.map((role) => [keyOf(role), role]))
  const gone = held.filter((grant) => !wanted.has(keyOf(grant)))
  const heldKeys = new Set(held.map(keyOf))
  const rows = [...wanted]
    .filter(([key]) => !heldKeys.has(key))
    .map(([, role]) => grantRow({ account, ...role }, source, now))
  if (rows.length > 0) await tx.insertInto('identity_grant').values(rows).execute()
  const ids = gone.map(({ id }) => id)
  if (ids.length > 0) await tx.updateTable('identity_grant').set({ until_at: now }).where('id', 'in', ids).execute()
  const taken = gone.map(
    ({ id, role }): LedgerDraft => ({
      who: 'system',
      what: 'grant.taken',
      subject: `account:${account}`,
      payload: { grant: id, role },
    }),
  )
  return [...taken, ...rows.map((row) => grantDraft(row, 'system'))]
}

/** Opens a session for somebody who proved elsewhere who they are. Throws `external-not-admitted`. */
export async function admit(
  store: Store,
  identity: ExternalIdentity,
  rules: ClaimRules,
  {
    device,
    now = new Date(),
    limits,
  }: { readonly device: string; readonly now?: Date; readonly limits?: SessionLimits },
): Promise<OpenedSession> {
  const tree = await organisationsIn(store, now.getFullYear())
  const person = mapClaims(identity.claims, rules, tree)
  const account = await store
    .tables<IdentityTables>()
    .transaction()
    .execute(async (tx) => {
      const { account, drafts } = await accountFor(tx, identity, person, rules, now)
      const followed = await followGrants(tx, account, identity.issuer, person, now)
      await append(tx, [...drafts, ...followed], now)
      return account
    })
  return openSession(store, { account, device, mustChange: false }, { now, ...(limits && { limits }) })
}

/** Links an identity elsewhere to an account here. For administrators. */
export const linkIdentity = (
  store: Store,
  account: string,
  { issuer, subject }: Pick<ExternalIdentity, 'issuer' | 'subject'>,
  by: string,
  now = new Date(),
): Promise<void> =>
  store
    .tables<IdentityTables>()
    .transaction()
    .execute(async (tx) => {
      await tx
        .insertInto('identity_external')
        .values({ issuer, subject, account })
        .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doUpdateSet({ account }))
        .execute()
      await append(tx, [{ who: by, what: 'account.linked', subject: `account:${account}` }], now)
    })
