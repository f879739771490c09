import type { OrganisationTree } from '../organisations/tree.ts'
import type { Role } from '../rights/permissions.ts'

/** What an identity provider or a directory says of a person: claims or attributes, as texts or lists of texts. */
export type Claims = Readonly<Record<string, unknown>>

/** A role for whoever carries a value in a claim. */
export interface RoleRule {
  readonly claim: string
  /** The value itself, or one of a list. */
  readonly has: string
  readonly role: Role
  /** Where: everywhere, in one organisation, or in the person's own. */
  readonly in: 'all' | 'own' | { readonly code: string }
}

/** How claims become an account. Declared in the configuration. */
export interface ClaimRules {
  readonly login: string
  readonly name: string
  /** The claim that carries the code of the person's organisation. */
  readonly organisation?: string
  readonly roles: readonly RoleRule[]
  /** `link`: only identities that an administrator linked; `create`: unknown ones get an account when a rule gives them a role. */
  readonly admit: 'link' | 'create'
}

export interface MappedPerson {
  readonly login: string
  readonly name: string
  readonly organisation: string | null
  readonly roles: readonly { readonly role: Role; readonly organisation: string | null }[]
}

const textsOf = (claims: Claims, name: string): string[] => {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string')
}

function placeOf(
  { in: place }: RoleRule,
  own: string | null,
  tree: OrganisationTree,
): { organisation: string | null } | null {
  if (place === 'all') return { organisation: null }
  const organisation = place === 'own' ? own : (tree.byCode(place.code)?.organisation ?? null)
  // An organisation that is not known must not turn into all of them.
  return organisation === null ? null : { organisation }
}

/** Applies the rules. Values that no rule names give nothing. */
export function mapClaims(claims: Claims, rules: ClaimRules, tree: OrganisationTree): MappedPerson {
  const [login = ''] = textsOf(claims, rules.login)
  const [name = login] = textsOf(claims, rules.name)
  const [code = ''] = rules.organisation === undefined ? [] : textsOf(claims, rules.organisation)
  const organisation = tree.byCode(code)?.organisation ?? null
  const roles = rules.roles.flatMap((rule) => {
    const place = textsOf(claims, rule.claim).includes(rule.has) ? placeOf(rule, organisation, tree) : null
    return place === null ? [] : [{ role: rule.role, ...place }]
  })
  return { login, name, organisation, roles }
}
