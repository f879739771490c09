import type { FastifyRequest } from 'fastify'
import {
  hasOpenedAccount,
  identityProblem,
  type Person,
  personOfKey,
  personOfSession,
  ROLES,
  reachOf,
  type SessionLimits,
} from '../../../identity/index.ts'
import { Problem } from '../../../kernel/index.ts'
import type { Store } from '../../../store/index.ts'
import type { Organisations } from '../organisations.ts'
import { serverProblem } from '../problems.ts'
import { type Access, type Caller, callerOf, type Gate, type Identity, LOCAL } from './caller.ts'
import { sessionOf } from './session-cookie.ts'

interface GateOptions {
  readonly store: Store
  readonly organisations: Organisations
  /** Others than who sits at this machine may reach the server. */
  readonly isRemote: boolean
  readonly limits: SessionLimits
}

/**
 * Who sits at the machine before there are accounts: everything but managing people, which begins with the one-time link
 * that only the window shows in which Gouji was started.
 */
const atTheMachine: Person = {
  account: LOCAL,
  grants: ROLES.filter((role) => role !== 'administrator').map((role) => ({
    role,
    organisation: null,
    from: new Date(0),
    until: null,
  })),
}

const BEARER = /^Bearer +(\S{1,200})$/i

const isWrite = (method: string): boolean => method !== 'GET' && method !== 'HEAD'

/**
 * A cookie goes along with whatever makes the browser ask; that the asking page is ours the browser has to say. There is no
 * token that could be stolen or replayed.
 */
function demandOwnPage(request: FastifyRequest): void {
  const { origin } = request.headers
  const isOwn = origin !== undefined || request.headers['sec-fetch-site'] === 'same-origin'
  // What a named origin must be is checked before any route.
  if (isWrite(request.method) && !isOwn) throw serverProblem('origin-refused')
}

const NOBODY: Identity = { entrance: 'none', who: 'nobody', person: null }

/** Accounts are never taken away: once there is an open one, there always is. */
function openness(store: Store, isRemote: boolean): () => Promise<boolean> {
  let isClosed = isRemote
  return async () => {
    isClosed ||= await hasOpenedAccount(store)
    return !isClosed
  }
}

/** Asks each caller for a key, a session, or, while there are no accounts, for nothing. */
export function openGate({ store, organisations, isRemote, limits }: GateOptions): Gate {
  const isOpen = openness(store, isRemote)

  async function identify(request: FastifyRequest): Promise<Identity> {
    const key = BEARER.exec(request.headers.authorization ?? '')?.[1]
    if (key !== undefined) {
      const person = await personOfKey(store, key)
      return { entrance: 'key', who: `key:${person.keyId}`, person }
    }
    const token = sessionOf(request)
    if (token !== null) {
      const person = await personOfSession(store, token, limits)
      demandOwnPage(request)
      const { account, session, mustChange } = person
      return { entrance: 'session', who: `account:${account}`, person, session, mustChange }
    }
    return (await isOpen()) ? { entrance: 'open', who: LOCAL, person: atTheMachine } : NOBODY
  }

  /** Whoever may come in anyway is not kept out by a session that has ended. */
  const identifyAnyone = (request: FastifyRequest): Promise<Identity> =>
    identify(request).catch((error: unknown) => {
      if (error instanceof Problem && error.definition.status === 401) return NOBODY
      throw error
    })

  return async (request, access) => {
    const identity = access === 'anyone' ? await identifyAnyone(request) : await identify(request)
    const now = new Date()
    const tree = await organisations.now()
    admit(
      identity,
      access,
      (action) => identity.person !== null && reachOf(identity.person, action, now, tree)?.length !== 0,
    )
    return callerOf(identity, tree, now)
  }
}

function admit(
  { entrance, mustChange }: Identity,
  access: Access,
  holds: (action: Caller['actions'][number]) => boolean,
): void {
  if (access === 'anyone') return
  if (entrance === 'none') throw serverProblem('sign-in-needed')
  if (access === 'signed-in') {
    if (entrance !== 'session') throw serverProblem('sign-in-needed')
    return
  }
  if (mustChange === true) throw identityProblem('password-must-change')
  if (!holds(access)) throw identityProblem('not-allowed')
}
