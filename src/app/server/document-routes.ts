import type { Readable } from 'node:stream'
import * as z from 'zod'
import { type Bilingual, Problem } from '../../kernel/index.ts'
import { libraryProblem } from '../../library/index.ts'
import type { Batches } from './batches/batches.ts'
import { type DocumentView, documentAddress, documentPage, documentView, exportQuery, partAddress } from './contract.ts'
import type { Exports } from './export-job.ts'
import type { ExportName } from './export-order.ts'
import { attach, XLSX } from './http/attachment.ts'
import type { Caller } from './http/caller.ts'
import { cursorOf } from './http/cursor.ts'
import { isKnown } from './http/entity-tag.ts'
import { pageQuery } from './http/pagination.ts'
import { type Call, type Route, route } from './http/route.ts'
import type { Library, NewFile } from './library.ts'
import type { Live } from './live.ts'
import { serverProblem } from './problems.ts'

export const LARGEST_FILE = 100 * 1024 * 1024

const stemOf = (name: string): string => name.replace(/\.[^.]{1,5}$/, '')

export function decodeName(header: string | string[] | undefined): string {
  if (typeof header !== 'string') throw serverProblem('file-name-missing')
  try {
    return decodeURIComponent(header)
  } catch (error) {
    if (error instanceof URIError) throw serverProblem('file-name-missing')
    throw error
  }
}

/** Whatever breaks while a file comes in is the way it came, unless the library says what it is. */
export async function receive(library: Library, body: Readable, file: Omit<NewFile, 'limit'>): Promise<DocumentView> {
  try {
    return await library.add(body, { ...file, limit: LARGEST_FILE })
  } catch (error) {
    if (error instanceof Problem && error.code === 'attachment-too-large') throw serverProblem('file-too-large')
    if (error instanceof Problem || !body.destroyed || body.readableEnded) throw error
    throw serverProblem('upload-broken')
  }
}

/** What somebody may not read is not there for them. */
export async function readable(library: Library, caller: Caller, sha256: string): Promise<DocumentView> {
  const document = await library.view(sha256)
  if (!caller.may('document.read', document.owner)) throw libraryProblem('document-unknown')
  return document
}

/** Where a file belongs that somebody brings: to the one organisation in which they may add files, else to none yet. */
export function ownerFor(caller: Caller): string | null {
  const tops = caller.tops('document.add')
  return tops === null ? null : (tops[0] ?? null)
}

const batchId = z.uuid()

/** The batch that a file belongs to; null for one that comes by itself. */
async function batchFor(batches: Batches, { caller, request }: Call): Promise<string | null> {
  const batch = request.headers['x-batch']
  if (batch === undefined) return null
  const { success, data } = batchId.safeParse(batch)
  if (!success) throw libraryProblem('batch-unknown')
  await batches.demandOwn(caller, data)
  return data
}

const upload = (library: Library, batches: Batches): Route =>
  route({
    method: 'PUT',
    path: '/api/documents',
    access: 'document.add',
    title: {
      zh: '放入一份文件；X-File-Name 为百分号编码的文件名，X-Batch 为所属的一批',
      en: 'Adds a file; X-File-Name is its percent-encoded name, X-Batch the batch that it belongs to',
    },
    body: 'bytes',
    answer: documentView,
    status: 201,
    handle: async (call) => {
      const { caller, request } = call
      const name = decodeName(request.headers['x-file-name'])
      const batch = await batchFor(batches, call)
      try {
        if (Number(request.headers['content-length'] ?? 0) > LARGEST_FILE) throw serverProblem('file-too-large')
        const document = await receive(library, request.body as Readable, {
          name,
          by: caller.who,
          owner: ownerFor(caller),
          ...(batch === null ? {} : { batch: { batch, entry: null, name } }),
        })
        if (!caller.may('document.read', document.owner)) throw serverProblem('document-elsewhere')
        return document
      } catch (error) {
        // One that another organisation has is named already.
        const isNamed = error instanceof Problem && error.code === 'document-elsewhere'
        if (batch !== null && error instanceof Problem && !isNamed) await batches.refuse(batch, name, error)
        throw error
      }
    },
  })

const TYPES: Readonly<Record<ExportName, string>> = { 'findings.xlsx': XLSX, 'annotated.pdf': 'application/pdf' }
const SUFFIXES: Readonly<Record<ExportName, Bilingual>> = {
  'findings.xlsx': { zh: '问题清单', en: 'findings' },
  'annotated.pdf': { zh: '批注页', en: 'annotated' },
}

const exporting = (library: Library, exports: Exports, name: ExportName, title: Bilingual): Route =>
  route({
    method: 'GET',
    path: `/api/documents/:sha256/${name}`,
    access: 'document.read',
    title,
    params: documentAddress,
    query: exportQuery,
    answer: 'bytes',
    handle: async ({ params: { sha256 }, query: { language }, caller, reply }) => {
      const document = await readable(library, caller, sha256)
      if (document.overview === null) throw libraryProblem('not-read-yet')
      if (name === 'annotated.pdf' && document.overview.format !== 'pdf') throw serverProblem('no-fixed-pages')
      const bytes = await exports.get(document.version, { document: sha256, name, language })
      const fileName = `${stemOf(document.name)}-${SUFFIXES[name][language]}.${name.split('.').at(-1)}`
      return attach(reply, fileName, TYPES[name]).send(bytes)
    },
  })

const exportRoutes = (library: Library, exports: Exports): readonly Route[] => [
  exporting(library, exports, 'findings.xlsx', { zh: '问题清单（Excel）', en: 'The findings as a workbook' }),
  exporting(library, exports, 'annotated.pdf', {
    zh: '带批注的页（PDF）',
    en: 'The pages that have findings, annotated',
  }),
]

const documents = (library: Library): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/documents',
    access: 'document.read',
    title: { zh: '文档库', en: 'The library' },
    query: pageQuery,
    answer: documentPage,
    handle: ({ caller, query: { limit, after } }) =>
      library.page(caller.reach('document.read'), {
        limit,
        ...(after === undefined ? {} : { before: cursorOf(after) }),
      }),
  }),
  route({
    method: 'GET',
    path: '/api/documents/:sha256',
    access: 'document.read',
    title: { zh: '一份文档', en: 'One document' },
    params: documentAddress,
    answer: documentView,
    handle: ({ params, caller }) => readable(library, caller, params.sha256),
  }),
  route({
    method: 'DELETE',
    path: '/api/documents/:sha256',
    access: 'document.remove',
    title: { zh: '删除一份文档和它的全部结果', en: 'Removes a document and all that is known of it' },
    params: documentAddress,
    answer: 'nothing',
    handle: async ({ params, caller }) => {
      const { owner } = await readable(library, caller, params.sha256)
      caller.demand('document.remove', owner)
      await library.remove(params.sha256, caller.who)
    },
  }),
  route({
    method: 'POST',
    path: '/api/documents/:sha256/check',
    access: 'document.check',
    title: { zh: '重新读取并核对', en: 'Reads and checks a document again' },
    params: documentAddress,
    answer: documentView,
    status: 202,
    handle: async ({ params, caller }) => {
      const { owner } = await readable(library, caller, params.sha256)
      caller.demand('document.check', owner)
      return library.recheck(params.sha256, caller.who)
    },
  }),
  route({
    method: 'GET',
    path: '/api/documents/:sha256/original',
    access: 'document.read',
    title: { zh: '原件', en: 'The original' },
    params: documentAddress,
    answer: 'bytes',
    // Never as what it says it is: an HTML original must not run as a page of ours.
    handle: async ({ params, caller, reply }) => {
      await readable(library, caller, params.sha256)
      const { stream, name, size } = await library.openOriginal(params.sha256)
      return attach(reply, name, 'application/octet-stream').header('content-length', size).send(stream)
    },
  }),
  route({
    method: 'GET',
    path: '/api/documents/:sha256/:part',
    access: 'document.read',
    title: { zh: '核对结果的一部分：表、问题、凭据、绩效表、页、同一事实', en: 'A part of the reading' },
    params: partAddress,
    answer: 'bytes',
    handle: async ({ params: { sha256, part }, caller, request, reply }) => {
      const place = await library.partPlace(sha256, part)
      if (!caller.may('document.read', place.owner)) throw libraryProblem('document-unknown')
      const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
      const body = library.openPart(place, takesGzip)
      const tag = `"${place.reading}"`
      reply.header('etag', tag).header('cache-control', 'private, no-cache').header('vary', 'accept-encoding')
      if (isKnown(request.headers['if-none-match'], tag)) {
        body.destroy()
        return reply.status(304).send()
      }
      if (takesGzip) reply.header('content-encoding', 'gzip')
      return reply.type('application/json').send(body)
    },
  }),
]

const events = (live: Live, closing: AbortSignal): Route =>
  route({
    method: 'GET',
    path: '/api/events',
    access: 'anyone',
    title: { zh: '变化（server-sent events）', en: 'What changes, as server-sent events' },
    answer: 'events',
    handle: ({ caller, request, reply }) => live.stream(caller, closing)(request, reply),
  })

/** The library over HTTP. */
export const documentRoutes = (
  library: Library,
  batches: Batches,
  exports: Exports,
  live: Live,
  closing: AbortSignal,
): readonly Route[] => [
  upload(library, batches),
  ...exportRoutes(library, exports),
  ...documents(library),
  events(live, closing),
]
