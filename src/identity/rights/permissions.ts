/** What somebody is in an organisation. Ids are public. */
export const ROLES = [
  'finance',
  'operations',
  'data',
  'projects',
  'performance',
  'reviewer',
  'leader',
  'auditor',
  'administrator',
] as const

export type Role = (typeof ROLES)[number]

/** What an action touches: business data are closed to whoever manages people. */
export type Matter = 'business' | 'people' | 'ledger' | 'system'

export interface Permission {
  readonly matter: Matter
  readonly roles: readonly Role[]
  /**
   * `within`: the role must be held in the organisation of the thing or in one above it. `anywhere`: it is enough to
   * hold the role somewhere; for things that belong to no organisation.
   */
  readonly scope: 'within' | 'anywhere'
  /** Two-person rule: who did one of these to the same thing may not do this. */
  readonly notAfter?: readonly string[]
}

const DEPARTMENTS = ['finance', 'operations', 'data', 'projects', 'performance'] as const
const READERS = [...DEPARTMENTS, 'reviewer', 'leader', 'auditor'] as const

const business = (...roles: readonly Role[]): Permission => ({ matter: 'business', roles, scope: 'within' })
const approval = (filling: string, ...roles: readonly Role[]): Permission => ({
  ...business(...roles),
  notAfter: [filling],
})
const people = (...roles: readonly Role[]): Permission => ({ matter: 'people', roles, scope: 'within' })
const ledger = (...roles: readonly Role[]): Permission => ({ matter: 'ledger', roles, scope: 'anywhere' })
const system = (...roles: readonly Role[]): Permission => ({ matter: 'system', roles, scope: 'anywhere' })

/** The one table: which roles may do what. An action that is not here nobody may do. */
export const permissions = Object.freeze({
  'document.read': business(...READERS),
  'document.add': business(...DEPARTMENTS, 'reviewer'),
  'document.remove': business('finance', 'reviewer'),
  'document.check': business(...DEPARTMENTS, 'reviewer'),
  'finding.answer': business(...DEPARTMENTS),
  'finding.decide': approval('finding.answer', 'reviewer'),
  'board.read': business('finance', 'reviewer', 'leader', 'auditor'),
  'assignment.read': business(...READERS),
  'assignment.give': business('finance', 'reviewer'),

  'budget.read': business(...READERS),
  'budget.fill': business('finance'),
  'budget.approve': approval('budget.fill', 'finance', 'leader'),
  'performance.read': business(...READERS),
  'performance.fill': business('performance'),
  'performance.approve': approval('performance.fill', 'performance', 'leader'),
  'evidence.read': business(...READERS),
  'evidence.fill': business('operations'),
  'evidence.approve': approval('evidence.fill', 'operations', 'leader'),
  'resource.read': business(...READERS),
  'resource.fill': business('data'),
  'resource.approve': approval('resource.fill', 'data', 'leader'),
  'project.read': business(...READERS),
  'project.fill': business('projects'),
  'project.approve': approval('project.fill', 'projects', 'leader'),

  'organisation.read': { ...people(...READERS, 'administrator'), scope: 'anywhere' },
  'organisation.manage': people('administrator'),
  'account.read': people('administrator', 'auditor'),
  'account.manage': people('administrator'),
  'grant.read': people('administrator', 'auditor'),
  'grant.give': people('administrator'),
  'key.read': people('administrator', 'auditor'),
  'key.manage': people('administrator'),
  /** For oneself: such a key can do no more than its owner. */
  'key.own': { ...people(...ROLES), scope: 'anywhere' },

  'ledger.read': ledger('auditor'),
  'ledger.verify': ledger('auditor', 'administrator'),
  'ledger.export': ledger('auditor'),
  'ledger.manage': ledger('administrator'),

  'job.read': system('administrator', 'auditor'),
  'job.cancel': system('administrator'),
  'system.read': system('administrator', 'auditor'),
  'system.manage': system('administrator'),
} as const satisfies Readonly<Record<string, Permission>>)

export type Action = keyof typeof permissions

export const ACTIONS = Object.keys(permissions) as readonly Action[]

export const isAction = (text: string): text is Action => Object.hasOwn(permissions, text)
export const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text)

/** The action as the table declares it, with the optional parts that literal types hide. */
export const permissionOf = (action: Action): Permission => permissions[action]
