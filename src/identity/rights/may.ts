import type { Action, Role } from './permissions.ts'
import { permissionOf } from './permissions.ts'

/** A role held in an organisation and all below it; null: in all organisations. */
export interface Grant {
  readonly role: Role
  readonly organisation: string | null
  readonly from: Date
  /** Excluded. Null: until it is taken back. */
  readonly until: Date | null
}

/** What narrows the rights of its owner when a machine signs in with a key. */
export interface KeyScope {
  readonly actions: readonly Action[]
  /** Null: wherever the owner may. */
  readonly organisations: readonly string[] | null
}

/** Who asks. */
export interface Person {
  readonly account: string
  readonly grants: readonly Grant[]
  readonly key?: KeyScope
}

/** Where organisations lie, in the year that matters. */
export interface Scopes {
  /** True when the organisation is the other one or lies somewhere below it. */
  isWithin(organisation: string, above: string): boolean
}

export interface Circumstances {
  readonly scopes: Scopes
  readonly at: Date
  /** Who did what to the same thing before. Where a two-person rule applies and this is not told, nobody may. */
  readonly doneBy?: ReadonlyMap<string, ReadonlySet<string>>
}

const isValid = ({ from, until }: Grant, at: Date): boolean => from <= at && (until === null || at < until)

const covers = (above: string | null, organisation: string | null, scopes: Scopes): boolean =>
  above === null || (organisation !== null && scopes.isWithin(organisation, above))

function holdsRole(
  person: Person,
  action: Action,
  organisation: string | null,
  { scopes, at }: Circumstances,
): boolean {
  const { roles, scope } = permissionOf(action)
  return person.grants.some(
    (grant) =>
      roles.includes(grant.role) &&
      isValid(grant, at) &&
      (scope === 'anywhere' || covers(grant.organisation, organisation, scopes)),
  )
}

function isSecondPerson(person: Person, action: Action, doneBy: Circumstances['doneBy']): boolean {
  const { notAfter } = permissionOf(action)
  if (notAfter === undefined) return true
  return doneBy !== undefined && notAfter.every((earlier) => doneBy.get(earlier)?.has(person.account) !== true)
}

function isInKey({ key }: Person, action: Action, organisation: string | null, scopes: Scopes): boolean {
  if (key === undefined) return true
  const { actions, organisations } = key
  if (!actions.includes(action)) return false
  return organisations === null || organisations.some((above) => covers(above, organisation, scopes))
}

/**
 * True when the person may do this in this organisation, at this time. Null: to something that belongs to none; only
 * grants for all organisations cover that.
 */
export const may = (
  person: Person,
  action: Action,
  organisation: string | null,
  circumstances: Circumstances,
): boolean =>
  holdsRole(person, action, organisation, circumstances) &&
  isSecondPerson(person, action, circumstances.doneBy) &&
  isInKey(person, action, organisation, circumstances.scopes)

/** What lies in both: of two tops, the lower one where one lies within the other. */
const common = (tops: readonly string[], others: readonly string[], { isWithin }: Scopes): string[] => [
  ...tops.filter((top) => others.some((other) => isWithin(top, other))),
  ...others.filter((other) => tops.some((top) => isWithin(other, top))),
]

/**
 * The organisations in which the person may do this, each with all below it; null for all. For lists, which show what may
 * be seen instead of refusing.
 */
export function reachOf(person: Person, action: Action, at: Date, scopes: Scopes): readonly string[] | null {
  const { roles } = permissionOf(action)
  if (person.key !== undefined && !person.key.actions.includes(action)) return []
  const narrowed = person.key?.organisations ?? null
  const grants = person.grants.filter((grant) => roles.includes(grant.role) && isValid(grant, at))
  if (grants.some(({ organisation }) => organisation === null)) return narrowed
  const tops = grants.flatMap(({ organisation }) => organisation ?? [])
  return [...new Set(narrowed === null ? tops : common(tops, narrowed, scopes))]
}
