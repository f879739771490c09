import {
  type AccountFilter,
  countAccounts,
  createAccounts,
  currentGrantsOf,
  disableAccount,
  faultOfNames,
  giveFirstPassword,
  grantsOf,
  identityProblem,
  type KeptAccount,
  type KeptGrant,
  listAccounts,
  loginOf,
  resetAccount,
} from '../../../identity/index.ts'
import type { Caller } from '../http/caller.ts'
import { type Route, route } from '../http/route.ts'
import {
  type AccountRow,
  type AccountView,
  accountAddress,
  accountPage,
  accountQuery,
  accountView,
  type GrantView,
  linkView,
  newAccount,
  passwordView,
} from './contract.ts'
import { linkView as viewOfLink } from './links.ts'
import { faultOfNamesProblem } from './problems.ts'
import {
  coversAll,
  demandOrganisations,
  managedAccount,
  type Naming,
  namesOf,
  type PeopleOptions,
  seenAccount,
  stateOf,
} from './reach.ts'

const partsOf = ({ id, login, name, organisation, status, createdAt }: KeptAccount, names: Naming) => ({
  id,
  login,
  name,
  organisation: names(organisation),
  status,
  createdAt: createdAt.toISOString(),
})

const rowOf = (account: KeptAccount, grants: readonly KeptGrant[], names: Naming): AccountRow => ({
  ...partsOf(account, names),
  roles: grants
    .filter((grant) => grant.account === account.id)
    .map(({ role, organisation }) => ({ role, organisation: names(organisation) })),
})

const grantViewOf = (grant: KeptGrant, names: Naming, caller: Caller): GrantView => ({
  id: grant.id,
  role: grant.role,
  organisation: names(grant.organisation),
  from: grant.from.toISOString(),
  until: grant.until?.toISOString() ?? null,
  state: stateOf(grant, new Date()),
  isExternal: grant.source.startsWith('external:'),
  mayTake: caller.may('grant.give', grant.organisation),
})

async function viewOf({ store, organisations }: PeopleOptions, caller: Caller, id: string): Promise<AccountView> {
  const account = await seenAccount(store, caller, id)
  const [grants, names] = [await grantsOf(store, id), await namesOf(organisations)]
  const isManaged = caller.may('account.manage', account.organisation)
  return {
    ...partsOf(account, names),
    grants: grants.map((grant) => grantViewOf(grant, names, caller)),
    isOwn: caller.account === id,
    mayManage: isManaged && coversAll(caller, grants),
    mayGive: isManaged && caller.account !== id,
  }
}

/** What the caller may see of what was asked for. */
async function withinOf(
  { organisations }: PeopleOptions,
  caller: Caller,
  organisation: string | undefined,
): Promise<readonly string[] | null> {
  const reach = caller.reach('account.read')
  if (organisation === undefined) return reach
  const tree = await organisations.now()
  const below = tree.all.filter((one) => tree.isWithin(one.organisation, organisation)).map((one) => one.organisation)
  return reach === null ? below : below.filter((one) => reach.includes(one))
}

const seeing = (options: PeopleOptions): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/accounts',
    access: 'account.read',
    title: { zh: '账号', en: 'Accounts' },
    query: accountQuery,
    answer: accountPage,
    handle: async ({ caller, query: { text, status, organisation, limit, after } }) => {
      const { store } = options
      const within = await withinOf(options, caller, organisation)
      const filter: AccountFilter = { within, ...(text && { text }), ...(status && { status }) }
      const found = await listAccounts(store, { ...filter, limit: limit + 1, ...(after !== undefined && { after }) })
      const accounts = found.slice(0, limit)
      const ids = accounts.map(({ id }) => id)
      const [grants, names] = [await currentGrantsOf(store, ids), await namesOf(options.organisations)]
      return {
        items: accounts.map((account) => rowOf(account, grants, names)),
        next: found.length > limit ? (accounts.at(-1)?.login ?? null) : null,
        total: await countAccounts(store, filter),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/accounts/:account',
    access: 'account.read',
    title: { zh: '一个账号和它的授权', en: 'One account with its grants' },
    params: accountAddress,
    answer: accountView,
    handle: ({ caller, params }) => viewOf(options, caller, params.account),
  }),
]

const opening = ({ store, organisations, url }: PeopleOptions): Route =>
  route({
    method: 'POST',
    path: '/api/accounts',
    access: 'account.manage',
    title: { zh: '开一个账号，得到一次性链接', en: 'Opens an account and hands out its one-time link' },
    body: newAccount,
    answer: linkView,
    status: 201,
    handle: async ({ caller, body, request, reply }) => {
      demandOrganisations(await organisations.now(), [body.organisation])
      caller.demand('account.manage', body.organisation)
      if (body.roles.length > 0) caller.demand('grant.give', body.organisation)
      const account = { ...body, row: 1, login: loginOf(body.login), name: body.name.trim() }
      const fault = faultOfNames(account)
      if (fault !== null) throw faultOfNamesProblem(fault)
      const outcome = await createAccounts(store, [{ ...account, roles: [...new Set(body.roles)] }], caller.who)
      const [made] = outcome.isTaken ? outcome.invitations : []
      if (made === undefined) throw identityProblem('login-taken')
      reply.header('cache-control', 'no-store')
      return viewOfLink(request, url, made.account, made.token)
    },
  })

const resetting = ({ store, url }: PeopleOptions): readonly Route[] => [
  route({
    method: 'POST',
    path: '/api/accounts/:account/link',
    access: 'account.manage',
    title: { zh: '重置：新的一次性链接', en: 'Resets an account: a new one-time link' },
    params: accountAddress,
    answer: linkView,
    handle: async ({ caller, params, request, reply }) => {
      const { id } = await managedAccount(store, caller, params.account)
      reply.header('cache-control', 'no-store')
      return viewOfLink(request, url, id, await resetAccount(store, id, caller.who))
    },
  }),
  route({
    method: 'POST',
    path: '/api/accounts/:account/first-password',
    access: 'account.manage',
    title: { zh: '给一个首次密码，登录后必须修改', en: 'Gives a first password, to be changed at sign-in' },
    params: accountAddress,
    answer: passwordView,
    handle: async ({ caller, params, reply }) => {
      const { id } = await managedAccount(store, caller, params.account)
      reply.header('cache-control', 'no-store')
      return { password: await giveFirstPassword(store, id, caller.who) }
    },
  }),
  route({
    method: 'POST',
    path: '/api/accounts/:account/disable',
    access: 'account.manage',
    title: { zh: '停用账号', en: 'Disables an account' },
    params: accountAddress,
    answer: 'nothing',
    handle: async ({ caller, params }) => {
      const { id } = await managedAccount(store, caller, params.account)
      await disableAccount(store, id, caller.who)
    },
  }),
]

export const accountRoutes = (options: PeopleOptions): readonly Route[] => [
  ...seeing(options),
  opening(options),
  ...resetting(options),
]
