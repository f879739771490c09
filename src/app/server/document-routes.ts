import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import * as z from 'zod'
import { Problem } from '../../kernel/index.ts'
import { annotatePages } from './annotated-pages.ts'
import { documentAddress, documentList, documentView, exportQuery, partAddress } from './contract.ts'
import { streamEvents } from './events.ts'
import { writeFindings } from './findings-workbook.ts'
import { isKnown } from './http/entity-tag.ts'
import { type Route, route } from './http/route.ts'
import type { Library } from './library.ts'
import { serverProblem } from './problems.ts'

export const LARGEST_FILE = 100 * 1024 * 1024

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const percentEncode = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`

const attach = (reply: FastifyReply, name: string, type: string): FastifyReply =>
  reply
    .header(
      'content-disposition',
      `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, percentEncode)}`,
    )
    .header('cache-control', 'no-store')
    .type(type)

const stemOf = (name: string): string => name.replace(/\.[^.]{1,5}$/, '')

function decodeName(header: string | string[] | undefined): string {
  if (typeof header !== 'string') throw serverProblem('file-name-missing')
  try {
    return decodeURIComponent(header)
  } catch (error) {
    if (error instanceof URIError) throw serverProblem('file-name-missing')
    throw error
  }
}

/** Whatever breaks while a file comes in is the way it came, unless the library says what it is. */
async function receive(library: Library, body: Readable, name: string) {
  try {
    return await library.add(body, { name, isExample: false, limit: LARGEST_FILE })
  } catch (error) {
    if (error instanceof Problem || !body.destroyed || body.readableEnded) throw error
    throw serverProblem('upload-broken')
  }
}

const upload = (library: Library): Route =>
  route({
    method: 'PUT',
    path: '/api/documents',
    access: 'documents.add',
    title: {
      zh: '放入一份文件；X-File-Name 为百分号编码的文件名',
      en: 'Adds a file; X-File-Name is its percent-encoded name',
    },
    body: 'bytes',
    answer: documentView,
    status: 201,
    handle: ({ request }) => {
      const name = decodeName(request.headers['x-file-name'])
      if (Number(request.headers['content-length'] ?? 0) > LARGEST_FILE) throw serverProblem('file-too-large')
      return receive(library, request.body as Readable, name)
    },
  })

const exports = (library: Library): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/documents/:sha256/findings.xlsx',
    access: 'documents.read',
    title: { zh: '问题清单（Excel）', en: 'The findings as a workbook' },
    params: documentAddress,
    query: exportQuery,
    answer: 'bytes',
    handle: async ({ params: { sha256 }, query: { language }, reply }) => {
      const document = library.view(sha256)
      const bytes = await writeFindings(document, await library.readPart(sha256, 'findings'), language)
      const suffix = { zh: '问题清单', en: 'findings' }[language]
      return attach(reply, `${stemOf(document.name)}-${suffix}.xlsx`, XLSX).send(Buffer.from(bytes))
    },
  }),
  route({
    method: 'GET',
    path: '/api/documents/:sha256/annotated.pdf',
    access: 'documents.read',
    title: { zh: '带批注的页（PDF）', en: 'The pages that have findings, annotated' },
    params: documentAddress,
    query: exportQuery,
    answer: 'bytes',
    handle: async ({ params: { sha256 }, query: { language }, reply }) => {
      const document = library.view(sha256)
      const findings = await library.readPart(sha256, 'findings')
      if (document.overview?.format !== 'pdf') throw serverProblem('no-fixed-pages')
      const bytes = await annotatePages(await library.readOriginal(sha256), findings, language)
      const suffix = { zh: '批注页', en: 'annotated' }[language]
      return attach(reply, `${stemOf(document.name)}-${suffix}.pdf`, 'application/pdf').send(Buffer.from(bytes))
    },
  }),
]

const documents = (library: Library): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/documents',
    access: 'documents.read',
    title: { zh: '文档库', en: 'The library' },
    answer: documentList,
    handle: () => ({ documents: library.list() }),
  }),
  route({
    method: 'GET',
    path: '/api/documents/:sha256',
    access: 'documents.read',
    title: { zh: '一份文档', en: 'One document' },
    params: documentAddress,
    answer: documentView,
    handle: ({ params }) => library.view(params.sha256),
  }),
  route({
    method: 'DELETE',
    path: '/api/documents/:sha256',
    access: 'documents.remove',
    title: { zh: '删除一份文档和它的全部结果', en: 'Removes a document and all that is known of it' },
    params: documentAddress,
    answer: 'nothing',
    handle: ({ params }) => library.remove(params.sha256),
  }),
  route({
    method: 'POST',
    path: '/api/documents/:sha256/check',
    access: 'documents.check',
    title: { zh: '重新读取并核对', en: 'Reads and checks a document again' },
    params: documentAddress,
    answer: documentView,
    status: 202,
    handle: ({ params }) => library.recheck(params.sha256),
  }),
  route({
    method: 'GET',
    path: '/api/documents/:sha256/original',
    access: 'documents.read',
    title: { zh: '原件', en: 'The original' },
    params: documentAddress,
    answer: 'bytes',
    // Never as what it says it is: an HTML original must not run as a page of ours.
    handle: ({ params, reply }) => {
      const { stream, name, size } = library.openOriginal(params.sha256)
      return attach(reply, name, 'application/octet-stream').header('content-length', size).send(stream)
    },
  }),
  route({
    method: 'GET',
    path: '/api/documents/:sha256/:part',
    access: 'documents.read',
    title: { zh: '核对结果的一部分：表、问题、凭据、绩效表、页、同一事实', en: 'A part of the reading' },
    params: partAddress,
    answer: 'bytes',
    handle: ({ params: { sha256, part }, request, reply }) => {
      const tag = `"${library.view(sha256).version}"`
      reply.header('etag', tag).header('cache-control', 'private, no-cache')
      if (isKnown(request.headers['if-none-match'], tag)) return reply.status(304).send()
      return reply.type('application/json').send(library.openPart(sha256, part))
    },
  }),
]

const events = (library: Library, closing: AbortSignal): Route => {
  const stream = streamEvents(library, closing)
  return route({
    method: 'GET',
    path: '/api/events',
    access: 'documents.read',
    title: { zh: '文档库的变化（server-sent events）', en: 'Changes of the library as server-sent events' },
    query: z.object({}),
    answer: 'events',
    handle: ({ request, reply }) => stream(request, reply),
  })
}

/** The library over HTTP. */
export const documentRoutes = (library: Library, closing: AbortSignal): readonly Route[] => [
  upload(library),
  ...exports(library),
  ...documents(library),
  events(library, closing),
]
