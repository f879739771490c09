import { isIP } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { serverProblem } from './problems.ts'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1'])

export const isLoopback = (host: string): boolean => LOOPBACK.has(host)

const hostNameOf = (header: string): string | null => {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+))(?::\d{1,5})?$/.exec(header)
  return match?.[1] ?? match?.[2]?.toLowerCase() ?? null
}

/** The names under which the server may be asked for. */
export interface ServedNames {
  /** Other machines may reach the server. */
  readonly isRemote: boolean
  /** GOUJI_URL: where people reach it, perhaps through a proxy that speaks https for it. */
  readonly url: URL | null
}

/**
 * A site that makes its own name resolve to this machine can only be told by the name in the Host header. On loopback
 * only the loopback names are served; when served to others, plain addresses as well, which no foreign site can borrow,
 * and the one name that was given.
 */
function checkHost(request: FastifyRequest, { isRemote, url }: ServedNames): void {
  const name = hostNameOf(request.headers.host ?? '')
  if (name === null) throw serverProblem('host-refused')
  if (isLoopback(name) || name === url?.hostname || (isRemote && isIP(name) !== 0)) return
  throw serverProblem('host-refused', name)
}

const isWrite = (method: string): boolean => method !== 'GET' && method !== 'HEAD'

const isOwnOrigin = (origin: string, host: string | undefined): boolean =>
  origin === `http://${host}` || origin === `https://${host}`

/** A browser says where a request comes from; a script says nothing and is let in as far as its key reaches. */
function checkOrigin(request: FastifyRequest): void {
  const { origin, host } = request.headers
  const site = request.headers['sec-fetch-site']
  if (request.url.startsWith('/api/') && (site === 'cross-site' || site === 'same-site') && !isReturn(request))
    throw serverProblem('origin-refused')
  if (isWrite(request.method) && origin !== undefined && !isOwnOrigin(origin, host))
    throw serverProblem('origin-refused', origin)
}

/** Where an identity provider, which is another site, sends people back to. */
export const OPENID_RETURN = '/api/openid/return'

const isReturn = (request: FastifyRequest): boolean =>
  request.method === 'GET' && new URL(request.url, 'http://here').pathname === OPENID_RETURN

export const contentPolicy = (styleNonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'self' 'nonce-${styleNonce}'`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
} as const

export function guard(server: FastifyInstance, names: ServedNames): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS)
    checkHost(request, names)
    checkOrigin(request)
  })
}
