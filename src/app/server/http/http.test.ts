import Fastify from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { treeOf } from '../../../identity/index.ts'
import { answerProblems } from '../problem-answers.ts'
import { serverProblem } from '../problems.ts'
import { callerOf, type Gate } from './caller.ts'
import { mountRoutes } from './mount.ts'
import { openApi } from './openapi.ts'
import { pageOf, pageQuery } from './pagination.ts'
import { type Route, route } from './route.ts'

const title = { zh: '测试', en: 'Test' }
const thing = z.object({ id: z.string(), size: z.number() })

const routes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/things/:id',
    access: 'document.read',
    title,
    params: z.object({ id: z.string().regex(/^\d+$/) }),
    answer: thing,
    handle: ({ params }) => ({ id: params.id, size: 1 }),
  }),
  route({
    method: 'POST',
    path: '/api/things',
    access: 'document.add',
    title,
    body: z.object({ size: z.number().positive() }),
    answer: thing,
    status: 201,
    handle: ({ body }) => ({ id: '1', size: body.size }),
  }),
  route({
    method: 'GET',
    path: '/api/things',
    access: 'anyone',
    title,
    query: pageQuery,
    answer: pageOf(thing),
    handle: ({ query }) => ({ items: [{ id: '1', size: query.limit }], next: null }),
  }),
  route({
    method: 'DELETE',
    path: '/api/things/:id',
    access: 'signed-in',
    title,
    answer: 'nothing',
    handle: () => undefined,
  }),
]

/** Lets through who names the access of the route in a header. */
const gate: Gate = async (request, access) => {
  if (access !== 'anyone' && request.headers['x-may'] !== access) throw serverProblem('origin-refused')
  return callerOf({ entrance: 'none', who: 'nobody', person: null }, treeOf([], 2026), new Date())
}

let server = Fastify()
let address = ''
beforeEach(async () => {
  server = Fastify()
  answerProblems(server)
  mountRoutes(server, routes, gate)
  address = await server.listen({ host: '127.0.0.1', port: 0 })
})
afterEach(() => server.close())

const ask = (path: string, may = '', init: RequestInit = {}): Promise<Response> =>
  fetch(`${address}${path}`, { ...init, headers: { 'x-may': may, ...init.headers } })

const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

describe('a declared route', () => {
  it('asks the gate for its own access before anything else', async () => {
    expect((await ask('/api/things/1')).status).toBe(403)
    expect((await ask('/api/things/not-a-number')).status).toBe(403)
    expect((await ask('/api/things/1', 'document.add')).status).toBe(403)
    expect((await ask('/api/things/1', 'document.read')).status).toBe(200)
  })

  it('checks what comes in by its schemas, and says what is wrong', async () => {
    const refused = await ask('/api/things', 'document.add', json({ size: -1 }))
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({ code: 'request-invalid', detail: 'size' })
    expect((await ask('/api/things', 'document.add', json({ size: 2 }))).status).toBe(201)
    expect((await ask('/api/things?limit=100000')).status).toBe(400)
    expect((await ask('/api/things/x', 'document.read')).status).toBe(400)
  })

  it('sends nothing again that the caller has', async () => {
    const first = await ask('/api/things/1', 'document.read')
    const tag = first.headers.get('etag') ?? ''
    const again = await ask('/api/things/1', 'document.read', { headers: { 'if-none-match': `"other", W/${tag}` } })
    expect(again.status).toBe(304)
    const changed = await ask('/api/things/2', 'document.read', { headers: { 'if-none-match': tag } })
    expect(changed.status).toBe(200)
  })

  it('answers 204 where nothing comes back', async () => {
    expect((await ask('/api/things/1', 'signed-in', { method: 'DELETE' })).status).toBe(204)
  })
})

describe('OpenAPI', () => {
  const described = openApi(routes, '1.2.3') as {
    openapi: string
    paths: Record<
      string,
      Record<string, { responses: object; parameters: { name: string; in: string }[]; security: object[] }>
    >
  }

  it('names every route with what it takes and who may ask', () => {
    expect(described.openapi).toBe('3.1.0')
    const named = Object.entries(described.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(named.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path.replace(':id', '{id}')}`).sort())
    expect(described.paths['/api/things']?.get?.parameters.map(({ name }) => name)).toEqual(['limit', 'after'])
    expect(described.paths['/api/things']?.get?.security).toEqual([])
    expect(described.paths['/api/things']?.post?.security).not.toEqual([])
    expect(Object.keys(described.paths['/api/things/{id}']?.delete?.responses ?? {})).toEqual(['204', 'default'])
  })
})
