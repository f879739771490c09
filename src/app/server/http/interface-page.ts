import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import * as z from 'zod'
import type { Route } from './route.ts'

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)

const STYLE = `
body{font:14px/1.6 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#1c2733;background:#f4f5f7;margin:0}
main{max-width:960px;margin:0 auto;padding:24px 20px 64px}h1{font-size:20px}h2{font-size:15px;margin:28px 0 8px}
details{background:#fff;border:1px solid #e1e5ea;border-radius:8px;margin:6px 0}summary{padding:8px 14px;cursor:pointer}
summary b{display:inline-block;min-width:64px;color:#1f4e8c}code{font:13px ui-monospace,monospace;overflow-wrap:anywhere}
.soft{color:#5b6675}pre{margin:0;padding:10px 14px;border-top:1px solid #e1e5ea;overflow:auto;font:12px/1.5 ui-monospace,monospace}
`

const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`

const shapeOf = (title: string, schema: z.ZodType | string | undefined, io: 'input' | 'output'): string => {
  if (schema === undefined) return ''
  const shape =
    schema instanceof z.ZodType
      ? JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' }), null, 2)
      : schema
  return `<pre><span class="soft">${title}</span>\n${escapeHtml(shape)}</pre>`
}

const entryOf = (
  route: Route,
): string => `<details><summary><b>${route.method}</b> <code>${escapeHtml(route.path)}</code>
<div class="soft">${escapeHtml(route.title.zh)} · ${escapeHtml(route.title.en)} · <code>${escapeHtml(route.access)}</code></div></summary>
${shapeOf('path', route.params, 'input')}${shapeOf('query', route.query, 'input')}${shapeOf('body', route.body, 'input')}${shapeOf('answer', route.answer, 'output')}
</details>`

const groupOf = (route: Route): string => route.path.split('/')[2] ?? ''

/** The interface on one page that needs no script and nothing from outside. */
export function interfacePage(reply: FastifyReply, routes: readonly Route[]): FastifyReply {
  const groups = groupRoutes(routes)
  const body = [...groups].map(([name, list]) => `<h2>${escapeHtml(name)}</h2>${list.map(entryOf).join('')}`).join('')
  return reply
    .header('content-security-policy', POLICY)
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>接口 · 勾稽</title><style>${STYLE}</style><main><h1>勾稽接口 · The interface</h1><p class="soft">OpenAPI 3.1: <a href="/api/openapi.json">/api/openapi.json</a></p>${body}</main></html>`,
    )
}

function groupRoutes(routes: readonly Route[]): ReadonlyMap<string, readonly Route[]> {
  const groups = new Map<string, Route[]>()
  for (const route of routes) groups.set(groupOf(route), [...(groups.get(groupOf(route)) ?? []), route])
  return groups
}
