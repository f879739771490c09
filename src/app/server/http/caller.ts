import type { FastifyRequest } from 'fastify'
import {
  ACTIONS,
  type Action,
  identityProblem,
  may,
  type OrganisationTree,
  type Person,
  reachOf,
} from '../../../identity/index.ts'

/** Who may ask: anyone who reaches the server, anyone who has signed in, or whose roles allow an action somewhere. */
export type Access = 'anyone' | 'signed-in' | Action

/** How somebody came in. `open`: nobody has an account yet, and who sits at the machine may do what needs none. */
export type Entrance = 'open' | 'session' | 'key' | 'none'

/** Who did what to the same thing before, for two-person rules. */
export type DoneBy = ReadonlyMap<string, ReadonlySet<string>>

/** Who asks, and what they may. Made anew for each request. */
export interface Caller {
  readonly entrance: Entrance
  /** As the ledger names them: `account:ID`, `key:ID`, `local`. */
  readonly who: string
  /** The account's id; null where nobody has signed in. */
  readonly account: string | null
  /** The session's id; null where there is none. */
  readonly session: string | null
  /** The first password has to be changed before anything else. */
  readonly mustChangePassword: boolean
  /** Everything that they may do in some organisation. */
  readonly actions: readonly Action[]
  may(action: Action, organisation: string | null, doneBy?: DoneBy): boolean
  /** Throws `not-allowed`. */
  demand(action: Action, organisation: string | null, doneBy?: DoneBy): void
  /** Every organisation in which they may do this; null: all, and what belongs to none. */
  reach(action: Action): readonly string[] | null
  /** The uppermost of these. */
  tops(action: Action): readonly string[] | null
}

/** Lets a caller through to a route, or throws the Problem that says why not. */
export type Gate = (request: FastifyRequest, access: Access) => Promise<Caller>

export interface Identity {
  readonly entrance: Entrance
  readonly who: string
  readonly person: Person | null
  readonly session?: string
  readonly mustChange?: boolean
}

function withBelow(tops: readonly string[], tree: OrganisationTree): string[] {
  const all = tops.flatMap((top) => [
    top,
    ...tree.all.filter((one) => tree.isWithin(one.organisation, top)).map((one) => one.organisation),
  ])
  return [...new Set(all)]
}

/** `account` of who sits at the machine while there are no accounts. */
export const LOCAL = 'local'

/** What somebody may do, with the organisations as they lie now. */
export function callerOf(
  { entrance, who, person, session, mustChange }: Identity,
  tree: OrganisationTree,
  at: Date,
): Caller {
  const tops = (action: Action): readonly string[] | null => (person === null ? [] : reachOf(person, action, at, tree))
  const reach = (action: Action): readonly string[] | null => {
    const found = tops(action)
    return found === null ? null : withBelow(found, tree)
  }
  const isAllowed = (action: Action, organisation: string | null, doneBy: DoneBy = new Map()): boolean =>
    person !== null && may(person, action, organisation, { scopes: tree, at, doneBy })
  return {
    entrance,
    who,
    account: entrance === 'open' ? null : (person?.account ?? null),
    session: session ?? null,
    mustChangePassword: mustChange === true,
    get actions() {
      return ACTIONS.filter((action) => tops(action)?.length !== 0)
    },
    may: isAllowed,
    demand: (action, organisation, doneBy) => {
      if (!isAllowed(action, organisation, doneBy)) throw identityProblem('not-allowed')
    },
    reach,
    tops,
  }
}
