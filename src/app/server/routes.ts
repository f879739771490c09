import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Problem } from '../../kernel/index.ts'
import { annotatePages } from './annotated-pages.ts'
import { documentAddress, exportQuery, partAddress } from './contract.ts'
import { streamEvents } from './events.ts'
import { writeFindings } from './findings-workbook.ts'
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

function addUpload(server: FastifyInstance, library: Library): void {
  server.addContentTypeParser('application/octet-stream', (_request, body, done) => done(null, body))
  server.put('/api/documents', async (request, reply) => {
    const name = decodeName(request.headers['x-file-name'])
    if (Number(request.headers['content-length'] ?? 0) > LARGEST_FILE) throw serverProblem('file-too-large')
    if (request.headers['content-type'] !== 'application/octet-stream') throw serverProblem('media-type-unknown')
    return reply.status(201).send(await receive(library, request.body as Readable, name))
  })
}

function addExports(server: FastifyInstance, library: Library): void {
  server.get('/api/documents/:sha256/findings.xlsx', async (request, reply) => {
    const { sha256 } = documentAddress.parse(request.params)
    const { language } = exportQuery.parse(request.query)
    const document = library.view(sha256)
    const bytes = await writeFindings(document, await library.readPart(sha256, 'findings'), language)
    const suffix = { zh: '问题清单', en: 'findings' }[language]
    return attach(reply, `${stemOf(document.name)}-${suffix}.xlsx`, XLSX).send(Buffer.from(bytes))
  })
  server.get('/api/documents/:sha256/annotated.pdf', async (request, reply) => {
    const { sha256 } = documentAddress.parse(request.params)
    const { language } = exportQuery.parse(request.query)
    const document = library.view(sha256)
    const findings = await library.readPart(sha256, 'findings')
    if (document.overview?.format !== 'pdf') throw serverProblem('no-fixed-pages')
    const bytes = await annotatePages(await library.readOriginal(sha256), findings, language)
    const suffix = { zh: '批注页', en: 'annotated' }[language]
    return attach(reply, `${stemOf(document.name)}-${suffix}.pdf`, 'application/pdf').send(Buffer.from(bytes))
  })
}

export function addRoutes(server: FastifyInstance, library: Library, closing: AbortSignal): void {
  addUpload(server, library)
  addExports(server, library)
  server.get('/api/events', streamEvents(library, closing))
  server.get('/api/documents', async () => ({ documents: library.list() }))
  server.get('/api/documents/:sha256', async (request) => library.view(documentAddress.parse(request.params).sha256))
  server.delete('/api/documents/:sha256', async (request, reply) => {
    await library.remove(documentAddress.parse(request.params).sha256)
    return reply.status(204).send()
  })
  server.post('/api/documents/:sha256/check', async (request, reply) =>
    reply.status(202).send(library.recheck(documentAddress.parse(request.params).sha256)),
  )
  // Never as what it says it is: an HTML original must not run as a page of ours.
  server.get('/api/documents/:sha256/original', async (request, reply) => {
    const { stream, name, size } = library.openOriginal(documentAddress.parse(request.params).sha256)
    return attach(reply, name, 'application/octet-stream').header('content-length', size).send(stream)
  })
  server.get('/api/documents/:sha256/:part', async (request, reply) => {
    const { sha256, part } = partAddress.parse(request.params)
    const tag = `"${library.view(sha256).version}"`
    reply.header('etag', tag).header('cache-control', 'no-cache')
    if (request.headers['if-none-match'] === tag) return reply.status(304).send()
    return reply.type('application/json').send(library.openPart(sha256, part))
  })
}
