import {
  ACTIONS,
  type Action,
  type Grant,
  grantsOf,
  type KeptKey,
  keysOf,
  makeKey,
  reachOf,
  revokeKey,
} from '../../../identity/index.ts'
import type { Caller } from '../http/caller.ts'
import { type Route, route } from '../http/route.ts'
import { serverProblem } from '../problems.ts'
import {
  accountAddress,
  accountKeyAddress,
  type KeyPage,
  type KeyView,
  keyAddress,
  keyMade,
  keyOrder,
  keyPage,
} from './contract.ts'
import { peopleProblem } from './problems.ts'
import { demandOrganisations, managedAccount, type Naming, namesOf, type PeopleOptions, seenAccount } from './reach.ts'

const viewOf = (key: KeptKey, names: Naming): KeyView => ({
  id: key.id,
  label: key.label,
  actions: key.actions,
  organisations: key.organisations?.flatMap((id) => names(id) ?? []) ?? null,
  createdAt: key.createdAt.toISOString(),
  expiresAt: key.expiresAt.toISOString(),
  revokedAt: key.revokedAt?.toISOString() ?? null,
})

/** What an account may do somewhere. */
async function actionsOf({ store, organisations }: PeopleOptions, account: string): Promise<Action[]> {
  const grants: readonly Grant[] = await grantsOf(store, account)
  const [now, tree] = [new Date(), await organisations.now()]
  return ACTIONS.filter((action) => reachOf({ account, grants }, action, now, tree)?.length !== 0)
}

async function pageOf(options: PeopleOptions, account: string): Promise<KeyPage> {
  const names = await namesOf(options.organisations)
  const items = (await keysOf(options.store, account)).map((key) => viewOf(key, names))
  return { items, next: null, actions: await actionsOf(options, account) }
}

async function make(options: PeopleOptions, account: string, order: ReturnType<typeof keyOrder.parse>, by: string) {
  const expiresAt = new Date(order.expiresAt)
  if (expiresAt <= new Date()) throw peopleProblem('period-invalid')
  demandOrganisations(await options.organisations.now(), order.organisations ?? [])
  const held = await actionsOf(options, account)
  const actions = [...new Set(order.actions)]
  if (!actions.every((action) => held.includes(action))) throw peopleProblem('key-actions-beyond')
  return makeKey(options.store, { ...order, actions, account, expiresAt }, by)
}

async function revoke({ store }: PeopleOptions, account: string, key: string, by: string): Promise<void> {
  if (!(await keysOf(store, account)).some(({ id }) => id === key)) throw peopleProblem('key-unknown')
  await revokeKey(store, key, by)
}

/** A key is nobody who could make further keys. */
function ownAccount({ entrance, account }: Caller): string {
  if (entrance !== 'session' || account === null) throw serverProblem('sign-in-needed')
  return account
}

const own = (options: PeopleOptions): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/keys',
    access: 'key.own',
    title: { zh: '我的接口密钥', en: 'Keys of one’s own' },
    answer: keyPage,
    handle: ({ caller }) => pageOf(options, ownAccount(caller)),
  }),
  route({
    method: 'POST',
    path: '/api/keys',
    access: 'key.own',
    title: { zh: '为自己生成接口密钥', en: 'Makes a key for oneself' },
    body: keyOrder,
    answer: keyMade,
    status: 201,
    handle: ({ caller, body }) => make(options, ownAccount(caller), body, caller.who),
  }),
  route({
    method: 'DELETE',
    path: '/api/keys/:key',
    access: 'key.own',
    title: { zh: '停用自己的密钥', en: 'Revokes a key of one’s own' },
    params: keyAddress,
    answer: 'nothing',
    handle: ({ caller, params }) => revoke(options, ownAccount(caller), params.key, caller.who),
  }),
]

const ofOthers = (options: PeopleOptions): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/accounts/:account/keys',
    access: 'key.read',
    title: { zh: '一个账号的接口密钥', en: 'The keys of an account' },
    params: accountAddress,
    answer: keyPage,
    handle: async ({ caller, params }) =>
      pageOf(options, (await seenAccount(options.store, caller, params.account)).id),
  }),
  route({
    method: 'POST',
    path: '/api/accounts/:account/keys',
    access: 'key.manage',
    title: { zh: '为一个账号生成接口密钥', en: 'Makes a key for an account' },
    params: accountAddress,
    body: keyOrder,
    answer: keyMade,
    status: 201,
    handle: async ({ caller, params, body }) => {
      const { id } = await managedAccount(options.store, caller, params.account, 'key.manage')
      return make(options, id, body, caller.who)
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/accounts/:account/keys/:key',
    access: 'key.manage',
    title: { zh: '停用一个账号的密钥', en: 'Revokes a key of an account' },
    params: accountKeyAddress,
    answer: 'nothing',
    handle: async ({ caller, params }) => {
      const { id, organisation } = await seenAccount(options.store, caller, params.account)
      caller.demand('key.manage', organisation)
      await revoke(options, id, params.key, caller.who)
    },
  }),
]

/** Keys with which machines sign in. */
export const keyRoutes = (options: PeopleOptions): readonly Route[] => [...own(options), ...ofOthers(options)]
