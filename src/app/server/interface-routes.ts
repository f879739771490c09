import * as z from 'zod'
import { interfacePage } from './http/interface-page.ts'
import { openApi } from './http/openapi.ts'
import { type Route, route } from './http/route.ts'

/** What the interface says of itself: is it alive, and what it can be asked. */
export function interfaceRoutes(others: readonly Route[], version: string): readonly Route[] {
  const health = route({
    method: 'GET',
    path: '/api/health',
    access: 'anyone',
    title: { zh: '服务是否在运行', en: 'Is the server alive?' },
    answer: z.object({ status: z.literal('ok'), version: z.string() }).readonly(),
    handle: () => ({ status: 'ok' as const, version }),
  })
  const description = route({
    method: 'GET',
    path: '/api/openapi.json',
    access: 'anyone',
    title: { zh: '接口说明（OpenAPI 3.1）', en: 'The interface as OpenAPI 3.1' },
    answer: z.record(z.string(), z.unknown()),
    handle: () => described,
  })
  const page: Route = route({
    method: 'GET',
    path: '/api/docs',
    access: 'anyone',
    title: { zh: '接口说明', en: 'The interface, to read' },
    answer: 'bytes',
    handle: ({ reply }) => interfacePage(reply, all),
  })
  const all: readonly Route[] = [...others, health, description, page]
  const described = openApi(all, version)
  return [health, description, page]
}
