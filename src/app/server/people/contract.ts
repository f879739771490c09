import * as z from 'zod'
import { ACTIONS, ROLES } from '../../../identity/index.ts'
import { bilingual } from '../contract.ts'
import { pageQuery } from '../http/pagination.ts'

const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly()
const count = z.number().int().nonnegative()
const page = <Item extends z.ZodType, More extends z.ZodRawShape>(item: Item, more: More) =>
  z.object({ items: list(item), next: z.string().nullable(), ...more }).readonly()

const role = z.enum(ROLES)
const action = z.enum(ACTIONS)
const status = z.enum(['invited', 'active', 'disabled'])
export type AccountStatusView = z.infer<typeof status>

export const organisationName = z.object({ id: z.string(), code: z.string(), name: z.string() }).readonly()
export type OrganisationName = z.infer<typeof organisationName>

// ---------------------------------------------------------------- people

const held = z.object({ role, organisation: organisationName.nullable() }).readonly()
export type HeldRole = z.infer<typeof held>

const accountParts = {
  id: z.string(),
  login: z.string(),
  name: z.string(),
  organisation: organisationName.nullable(),
  status,
  createdAt: z.string(),
}

export const accountRow = z.object({ ...accountParts, roles: list(held) }).readonly()
export type AccountRow = z.infer<typeof accountRow>

export const accountPage = page(accountRow, { total: count })
export type AccountPage = z.infer<typeof accountPage>

export const accountQuery = pageQuery.extend({
  text: z.string().max(200).optional(),
  status: status.optional(),
  /** This organisation and all below it. */
  organisation: z.uuid().optional(),
})

export const grantView = z
  .object({
    id: z.string(),
    role,
    organisation: organisationName.nullable(),
    from: z.string(),
    until: z.string().nullable(),
    state: z.enum(['current', 'future', 'past']),
    /** Given by single sign-on, which gives it again at the next sign-in. */
    isExternal: z.boolean(),
    mayTake: z.boolean(),
  })
  .readonly()
export type GrantView = z.infer<typeof grantView>

export const accountView = z
  .object({
    ...accountParts,
    grants: list(grantView),
    isOwn: z.boolean(),
    /** Whether the caller may reset, disable and make keys for it. */
    mayManage: z.boolean(),
    /** Whether the caller may give it roles. */
    mayGive: z.boolean(),
  })
  .readonly()
export type AccountView = z.infer<typeof accountView>

export const newAccount = z.object({
  login: z.string().max(200),
  name: z.string().max(200),
  organisation: z.uuid().nullable(),
  roles: z.array(role).max(ROLES.length),
})
export type NewAccountOrder = z.infer<typeof newAccount>

/** A one-time link. Shown once; nobody can find it out again. */
export const linkView = z.object({ account: z.string(), link: z.string(), until: z.string() }).readonly()
export type LinkView = z.infer<typeof linkView>

export const passwordView = z.object({ password: z.string() }).readonly()

export const grantOrder = z.object({
  role,
  organisation: z.uuid().nullable(),
  from: z.iso.datetime().optional(),
  until: z.iso.datetime().nullable().default(null),
})
export type NewGrantOrder = z.input<typeof grantOrder>

export const keyView = z
  .object({
    id: z.string(),
    label: z.string(),
    actions: list(action),
    organisations: list(organisationName).nullable(),
    createdAt: z.string(),
    expiresAt: z.string(),
    revokedAt: z.string().nullable(),
  })
  .readonly()
export type KeyView = z.infer<typeof keyView>

/** The keys of one account: some. `actions`: what its owner may do, hence what a key of it can do. */
export const keyPage = page(keyView, { actions: list(action) })
export type KeyPage = z.infer<typeof keyPage>

export const keyOrder = z.object({
  label: z.string().trim().min(1).max(100),
  actions: z.array(action).min(1).max(ACTIONS.length),
  organisations: z.array(z.uuid()).min(1).max(500).nullable(),
  expiresAt: z.iso.datetime(),
})
export type NewKeyOrder = z.input<typeof keyOrder>

/** The token is shown once. */
export const keyMade = z.object({ id: z.string(), token: z.string() }).readonly()

export const accountAddress = z.object({ account: z.uuid() })
export const grantAddress = accountAddress.extend({ grant: z.uuid() })
export const keyAddress = z.object({ key: z.uuid() })
export const accountKeyAddress = accountAddress.extend({ key: z.uuid() })

// ---------------------------------------------------------------- lists that are handed in

export const listReport = z
  .object({
    rows: list(
      z
        .object({
          /** As the sheet counts: 1 is the head. 0: not in the list, yet touched by it. */
          row: count,
          /** What the row says. */
          text: z.string(),
          outcome: z.enum(['created', 'changed', 'ended', 'unchanged', 'refused']),
          reason: bilingual.nullable(),
        })
        .readonly(),
    ),
    missingColumns: list(bilingual),
  })
  .readonly()
export type ListReport = z.infer<typeof listReport>

// ---------------------------------------------------------------- organisations

const kind = z.enum(['district', 'department', 'unit'])
export type OrganisationKindView = z.infer<typeof kind>

export const organisationView = z
  .object({
    ...organisationName.unwrap().shape,
    kind,
    parent: z.string().nullable(),
    /** Whether the caller manages its people. */
    mayManage: z.boolean(),
  })
  .readonly()
export type OrganisationView = z.infer<typeof organisationView>

export const organisationPage = page(organisationView, {
  year: z.number().int(),
  /** Years from which something changed, and this one. */
  years: list(z.number().int()),
  /** Whether the caller manages people everywhere, and may import organisations. */
  mayManageAll: z.boolean(),
})
export type OrganisationPage = z.infer<typeof organisationPage>

export const yearOf = z.coerce.number().int().min(1990).max(2100)
export const organisationQuery = pageQuery.extend({ year: yearOf.optional() })
export const organisationAddress = z.object({ organisation: z.uuid() })

export const organisationHistory = z
  .object({
    id: z.string(),
    versions: list(
      z
        .object({
          from: z.number().int(),
          code: z.string(),
          name: z.string(),
          kind,
          parent: organisationName.nullable(),
          isEnded: z.boolean(),
          mergedInto: organisationName.nullable(),
        })
        .readonly(),
    ),
    /** Which others were merged into it, and from which year on. */
    absorbed: list(z.object({ from: z.number().int(), organisation: organisationName }).readonly()),
  })
  .readonly()
export type OrganisationHistory = z.infer<typeof organisationHistory>
