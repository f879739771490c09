import { isIP } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { serverProblem } from './problems.ts'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1'])

export const isLoopback = (host: string): boolean => LOOPBACK.has(host)

const hostNameOf = (header: string): string | null => {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+))(?::\d{1,5})?$/.exec(header)
  return match?.[1] ?? match?.[2]?.toLowerCase() ?? null
}

/**
 * A site that makes its own name resolve to this machine can only be told by the name in the Host header. On loopback
 * only the loopback names are served; when served to others, plain addresses as well, which no foreign site can borrow.
 */
function checkHost(request: FastifyRequest, isRemote: boolean): void {
  const name = hostNameOf(request.headers.host ?? '')
  if (name === null) throw serverProblem('host-refused')
  if (!isLoopback(name) && !(isRemote && isIP(name) !== 0)) throw serverProblem('host-refused', name)
}

const isWrite = (method: string): boolean => method !== 'GET' && method !== 'HEAD'

/** A browser says where a request comes from; a script says nothing and is let in. */
function checkOrigin(request: FastifyRequest): void {
  const { origin, host } = request.headers
  const site = request.headers['sec-fetch-site']
  if (request.url.startsWith('/api/') && (site === 'cross-site' || site === 'same-site'))
    throw serverProblem('origin-refused')
  if (isWrite(request.method) && origin !== undefined && origin !== `http://${host}`)
    throw serverProblem('origin-refused', origin)
}

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

export function guard(server: FastifyInstance, options: { readonly isRemote: boolean }): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS)
    checkHost(request, options.isRemote)
    checkOrigin(request)
  })
}
