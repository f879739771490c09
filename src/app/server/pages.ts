import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { contentPolicy } from './guard.ts'
import { serverProblem } from './problems.ts'

/** Vite writes this into the built page wherever a nonce belongs. */
export const NONCE_PLACEHOLDER = '__GOUJI_NONCE__'

const A_YEAR_SECONDS = 31_536_000

const wantsPage = (request: FastifyRequest): boolean =>
  request.method === 'GET' && !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html')

/** Serves the built pages. Every address that is not a file is a room of the app and gets its one page. */
export async function servePages(server: FastifyInstance, folder: string): Promise<void> {
  const template = await readFile(join(folder, 'index.html'), 'utf8')
  const sendPage = (_request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const nonce = randomBytes(16).toString('base64')
    return reply
      .header('content-security-policy', contentPolicy(nonce))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(template.replaceAll(NONCE_PLACEHOLDER, nonce))
  }
  await server.register(async (assets) => {
    // A worker obeys the policy that comes with its own script.
    assets.addHook('onRequest', async (_request, reply) => {
      reply.header('content-security-policy', contentPolicy(randomBytes(16).toString('base64')))
    })
    await assets.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      immutable: true,
      preCompressed: true,
      maxAge: A_YEAR_SECONDS * 1000,
      index: false,
    })
  })
  server.get('/', sendPage)
  server.setNotFoundHandler((request, reply) => {
    if (!wantsPage(request)) throw serverProblem('address-unknown')
    return sendPage(request, reply)
  })
}
