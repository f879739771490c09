import * as z from 'zod'
import { giveGrant, grantsOf, identityProblem, takeGrant } from '../../../identity/index.ts'
import { type Route, route } from '../http/route.ts'
import { accountAddress, grantAddress, grantOrder } from './contract.ts'
import { peopleProblem } from './problems.ts'
import { demandOrganisations, type PeopleOptions, seenAccount } from './reach.ts'

/** Giving and taking roles. The last administrator and oneself are identity's to refuse, also where a key asks. */
export const grantRoutes = ({ store, organisations }: PeopleOptions): readonly Route[] => [
  route({
    method: 'POST',
    path: '/api/accounts/:account/grants',
    access: 'grant.give',
    title: { zh: '授予角色', en: 'Gives a role' },
    params: accountAddress,
    body: grantOrder,
    answer: z.object({ id: z.string() }).readonly(),
    status: 201,
    handle: async ({ caller, params, body: { role, organisation, from, until } }) => {
      const { id, organisation: own } = await seenAccount(store, caller, params.account)
      caller.demand('account.manage', own)
      demandOrganisations(await organisations.now(), [organisation])
      caller.demand('grant.give', organisation)
      if (caller.account === id) throw identityProblem('grant-to-oneself')
      const now = new Date()
      const [begin, end] = [from === undefined ? now : new Date(from), until === null ? null : new Date(until)]
      if (end !== null && (end <= begin || end <= now)) throw peopleProblem('period-invalid')
      const order = { account: id, role, organisation, from: begin, until: end }
      return { id: await giveGrant(store, order, caller.who, now) }
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/accounts/:account/grants/:grant',
    access: 'grant.give',
    title: { zh: '收回角色', en: 'Takes a role back' },
    params: grantAddress,
    answer: 'nothing',
    handle: async ({ caller, params }) => {
      const { id, organisation } = await seenAccount(store, caller, params.account)
      caller.demand('account.manage', organisation)
      const grant = (await grantsOf(store, id)).find((one) => one.id === params.grant)
      if (grant === undefined) throw peopleProblem('grant-unknown')
      caller.demand('grant.give', grant.organisation)
      await takeGrant(store, grant.id, caller.who)
    },
  }),
]
