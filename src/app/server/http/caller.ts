import type { FastifyRequest } from 'fastify'
import type { Access } from './route.ts'

/** What may be done, by name: the rows of the permission table. */
export type Action = `${string}.${string}`

/** Who asks. */
export interface Caller {
  /** The account's id; null where nobody has signed in. */
  readonly person: string | null
}

/** Lets a caller through to a route, or throws the Problem that says why not. */
export type Gate = (request: FastifyRequest, access: Access) => Caller | Promise<Caller>

/** While there are no accounts the server listens on this machine only, and who sits at it may do everything. */
export const openGate: Gate = () => ({ person: null })
