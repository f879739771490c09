import * as z from 'zod'
import type { Access, Route } from './route.ts'

type Json = Readonly<Record<string, unknown>>

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' })
  return json
}

/** Fastify writes `:name`, OpenAPI `{name}`. */
const pathOf = (path: string): string => path.replace(/:(\w+)/g, '{$1}')

function parametersOf({ params, query }: Route): Json[] {
  const from = (schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] => {
    if (schema === undefined) return []
    const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
      properties?: Record<string, Json>
      required?: readonly string[]
    }
    return Object.entries(properties).map(([name, json]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      schema: json,
    }))
  }
  return [...from(params, 'path'), ...from(query, 'query')]
}

function requestOf({ body }: Route): Json {
  if (body === undefined) return {}
  const content =
    body === 'bytes'
      ? { 'application/octet-stream': { schema: { type: 'string', contentMediaType: 'application/octet-stream' } } }
      : { 'application/json': { schema: schemaOf(body, 'input') } }
  return { requestBody: { required: true, content } }
}

function answerOf({ answer, status }: Route): Json {
  if (answer === 'nothing') return { 204: { description: 'Done' } }
  const content =
    answer === 'bytes'
      ? { 'application/octet-stream': {} }
      : answer === 'events'
        ? { 'text/event-stream': { schema: { type: 'string' } } }
        : { 'application/json': { schema: schemaOf(answer, 'output') } }
  return { [status ?? 200]: { description: 'Done', content } }
}

const PROBLEM = { $ref: '#/components/responses/Problem' }

const securityOf = (access: Access): Json[] => (access === 'anyone' ? [] : [{ session: [] }, { key: [] }])

function operationOf(route: Route): Json {
  return {
    operationId: `${route.method.toLowerCase()}${route.path.replace(/[^a-zA-Z0-9]+(\w)?/g, (_, first = '') => String(first).toUpperCase())}`,
    tags: [route.path.split('/')[2] ?? 'api'],
    summary: route.title.en,
    description: route.title.zh,
    'x-access': route.access,
    parameters: parametersOf(route),
    ...requestOf(route),
    responses: { ...answerOf(route), default: PROBLEM },
    security: securityOf(route.access),
  }
}

const problemSchema = {
  type: 'object',
  required: ['type', 'status', 'code', 'title', 'detail', 'remedy'],
  properties: {
    type: { type: 'string', format: 'uri' },
    status: { type: 'integer' },
    code: { type: 'string' },
    title: { type: 'string' },
    detail: { type: 'string' },
    remedy: { type: 'string', description: 'What to do' },
  },
}

/** The interface as OpenAPI 3.1, derived from the routes. */
export function openApi(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const route of routes) {
    const path = pathOf(route.path)
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Gouji 勾稽', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'gouji-session' },
        key: { type: 'http', scheme: 'bearer' },
      },
      responses: {
        Problem: {
          description: 'What went wrong and what to do (RFC 9457)',
          content: { 'application/problem+json': { schema: problemSchema } },
        },
      },
    },
  }
}
