import {
  accountOf,
  grantsOf,
  identityProblem,
  type KeptAccount,
  type KeptGrant,
  type OrganisationTree,
  type OrganisationVersion,
  versionsIn,
} from '../../../identity/index.ts'
import type { Store } from '../../../store/index.ts'
import type { Caller } from '../http/caller.ts'
import type { Organisations } from '../organisations.ts'
import type { OrganisationName } from './contract.ts'
import { peopleProblem } from './problems.ts'

/** What the routes of people are built from. */
export interface PeopleOptions {
  readonly store: Store
  readonly organisations: Organisations
  /** Where people reach the server; null: where the request came to. */
  readonly url: URL | null
}

/** What an organisation is called: now, or, where it is no more, at last. */
export type Naming = (organisation: string | null) => OrganisationName | null

export const nameOfVersion = ({ organisation, code, name }: OrganisationVersion): OrganisationName => ({
  id: organisation,
  code,
  name,
})

export async function namesOf(organisations: Organisations): Promise<Naming> {
  const versions = await organisations.versions()
  const all = new Map(versions.map((version) => [version.organisation, version]))
  const now = versionsIn(versions, new Date().getFullYear())
  return (id) => {
    const version = id === null ? undefined : (now.get(id) ?? all.get(id))
    return version === undefined ? null : nameOfVersion(version)
  }
}

/** Rights are held in organisations that exist now. */
export function demandOrganisations(tree: OrganisationTree, ids: readonly (string | null)[]): void {
  for (const id of ids) if (id !== null && tree.get(id) === undefined) throw peopleProblem('organisation-unknown')
}

/** Whom somebody may not see is not there for them. */
export async function seenAccount(store: Store, caller: Caller, id: string): Promise<KeptAccount> {
  const account = await accountOf(store, id)
  if (!caller.may('account.read', account.organisation)) throw identityProblem('account-unknown')
  return account
}

export const stateOf = ({ from, until }: KeptGrant, at: Date): 'current' | 'future' | 'past' =>
  until !== null && until <= at ? 'past' : from > at ? 'future' : 'current'

/**
 * Whether the caller manages everything that the account may do. Whoever opens an account or makes a key for it can do what
 * it can: an administrator of one department must not come to rights beyond it through somebody who sits there.
 */
export const coversAll = (caller: Caller, grants: readonly KeptGrant[], at = new Date()): boolean =>
  grants.every((grant) => stateOf(grant, at) === 'past' || caller.may('account.manage', grant.organisation))

/** Throws unless the caller may open, close and reset the account and make keys for it. */
export async function managedAccount(
  store: Store,
  caller: Caller,
  id: string,
  action: 'account.manage' | 'key.manage' = 'account.manage',
): Promise<KeptAccount> {
  const account = await seenAccount(store, caller, id)
  caller.demand(action, account.organisation)
  if (!coversAll(caller, await grantsOf(store, id))) throw peopleProblem('account-beyond')
  return account
}
