import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

const tagOf = (json: string): string => `"${createHash('sha256').update(json).digest('base64url').slice(0, 22)}"`

/** Sends JSON with its tag, or says that what the caller has is still right. */
export function entityTag(request: FastifyRequest, reply: FastifyReply, json: string): FastifyReply {
  const tag = tagOf(json)
  reply.header('etag', tag)
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'private, no-cache')
  if (isKnown(request.headers['if-none-match'], tag)) return reply.status(304).send()
  return reply.type('application/json; charset=utf-8').send(json)
}

/** Does the caller's list of tags name this one? */
export const isKnown = (header: string | undefined, tag: string): boolean =>
  (header ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === tag)
