export {
  type AccountsOutcome,
  createAccounts,
  disableAccount,
  firstAdministrator,
  giveFirstPassword,
  hasOpenedAccount,
  type Invitation,
  refusedAsTaken,
  resetAccount,
} from './accounts/accounts.ts'
export { sweepIdentity } from './accounts/attempts.ts'
export {
  ACCOUNT_REASONS,
  type AccountReason,
  faultOfNames,
  type NewAccount,
  ROLE_WORDS,
  readAccounts,
} from './accounts/import.ts'
export { acceptLink, LINK_DAYS, loginOfLink } from './accounts/links.ts'
export {
  type AccountFilter,
  accountOf,
  countAccounts,
  type KeptAccount,
  listAccounts,
  namesOf,
} from './accounts/list.ts'
export { loginOf } from './accounts/login.ts'
export { type AccountName, accountNamed, namesOfAccounts } from './accounts/names.ts'
export { adviseOn, PASSWORD_ADVICE, type PasswordAdvice } from './accounts/password.ts'
export {
  endAllSessions,
  endSession,
  type OpenedSession,
  personOfSession,
  SESSION_LIMITS,
  type SessionEntry,
  type SessionLimits,
  type SessionPerson,
  sessionsOf,
} from './accounts/sessions.ts'
export { type Credentials, changePassword, type PasswordChange, signIn } from './accounts/sign-in.ts'
export type { ClaimRules, RoleRule } from './external/claims.ts'
export { type DirectoryOptions, signInAtDirectory } from './external/directory.ts'
export { type BegunSignIn, type OpenIdOptions, type OpenIdSignIn, openIdSignIn } from './external/openid.ts'
export {
  type OrganisationImport,
  ROW_REASONS,
  type RowReason,
  type RowReport,
} from './organisations/import.ts'
export {
  importOrganisations,
  ORGANISATION_TOPIC,
  organisationsIn,
  organisationVersions,
  previewOrganisations,
} from './organisations/store.ts'
export {
  heirOf,
  type OrganisationKind,
  type OrganisationTree,
  type OrganisationVersion,
  treeOf,
  versionsIn,
} from './organisations/tree.ts'
export type { OutgoingPolicy } from './outgoing/addresses.ts'
export { type Fetched, type FetchLimits, fetchOutside } from './outgoing/fetch.ts'
export { type IdentityProblemCode, identityProblem, identityProblems } from './problems.ts'
export { type KeptKey, type KeyOrder, keysOf, makeKey, personOfKey, revokeKey } from './rights/keys.ts'
export {
  type Circumstances,
  type Grant,
  type KeyScope,
  may,
  type Person,
  reachOf,
  type Scopes,
} from './rights/may.ts'
export {
  ACTIONS,
  type Action,
  isAction,
  isRole,
  type Permission,
  permissionOf,
  permissions,
  ROLES,
  type Role,
} from './rights/permissions.ts'
export { currentGrantsOf, type GrantOrder, giveGrant, grantsOf, type KeptGrant, takeGrant } from './rights/store.ts'
export { type AccountStatus, identityMigrations } from './tables.ts'
