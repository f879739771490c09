import type { FastifyRequest } from 'fastify'
import { LINK_DAYS } from '../../../identity/index.ts'
import type { LinkView } from './contract.ts'

const DAY_MS = 86_400_000

/** The whole address, as it is handed to somebody. The name in it was checked before the request came here. */
export const addressOf = (request: FastifyRequest, url: URL | null, token: string): string =>
  new URL(`/welcome/${token}`, url ?? `${request.protocol}://${request.host}`).href

export const linkEnd = (now = new Date()): Date => new Date(now.getTime() + LINK_DAYS * DAY_MS)

export const linkView = (request: FastifyRequest, url: URL | null, account: string, token: string): LinkView => ({
  account,
  link: addressOf(request, url, token),
  until: linkEnd().toISOString(),
})
