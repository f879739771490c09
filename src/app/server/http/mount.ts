import type { FastifyInstance, FastifyRequest } from 'fastify'
import * as z from 'zod'
import { serverProblem } from '../problems.ts'
import type { Gate } from './caller.ts'
import { entityTag } from './entity-tag.ts'
import type { Route } from './route.ts'

const FILE = 'application/octet-stream'
/** Bytes; files have a limit of their own. */
const LARGEST_JSON = 1024 * 1024

/** Puts every declared route in its place. A route without a place in the list does not exist. */
export function mountRoutes(server: FastifyInstance, routes: readonly Route[], gate: Gate): void {
  server.addContentTypeParser(FILE, (_request, body, done) => done(null, body))
  for (const route of routes) mount(server, route, gate)
}

function mount(server: FastifyInstance, route: Route, gate: Gate): void {
  server.route({
    method: route.method,
    url: route.path,
    ...(route.body === 'bytes' ? {} : { bodyLimit: LARGEST_JSON }),
    handler: async (request, reply) => {
      const caller = await gate(request, route.access)
      const call = { ...givenBy(route, request), caller, request, reply }
      if (route.answer === 'events' || route.answer === 'bytes') return route.handle(call)
      const answer = await route.handle(call)
      if (route.answer === 'nothing') return reply.status(204).send()
      if (route.method !== 'GET') return reply.status(route.status ?? 200).send(answer)
      return entityTag(request, reply, JSON.stringify(answer))
    },
  })
}

function givenBy(route: Route, request: FastifyRequest): { params: unknown; query: unknown; body: unknown } {
  const params = route.params?.parse(request.params)
  const query = route.query?.parse(request.query)
  if (route.body === undefined) return { params, query, body: undefined }
  if (route.body instanceof z.ZodType) return { params, query, body: route.body.parse(request.body) }
  if (request.headers['content-type'] !== FILE) throw serverProblem('media-type-unknown')
  return { params, query, body: undefined }
}
