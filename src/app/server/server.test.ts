import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CRASHING, examineMadeFiles, madeDocument, madeText, UNREADABLE } from '../../../test/made/index.ts'
import { readingsOf } from '../../library/index.ts'
import { countJobs, listJobs, type OpenedStore } from '../../store/index.ts'
import { type TestServer, testServer } from '../../store/testing.ts'
import { examine } from '../examination.ts'
import { allMigrations } from '../store.ts'
import { type DocumentView, documentPage, documentView, parts } from './contract.ts'
import { defuse } from './findings-workbook.ts'
import { cleanName } from './library.ts'
import { createServer, type Server, type ServerOptions } from './server.ts'

const pdf = madeDocument()
let home = ''
let pages = ''
let server: Server
let cluster: TestServer
let store: OpenedStore

const silent = { host: '127.0.0.1', port: 0, engine: '1', examples: null, log: pino({ level: 'silent' }) } as const

const start = (options: Partial<ServerOptions> = {}): Promise<Server> =>
  createServer({ ...silent, store, examine: examineMadeFiles(), pages, ...options })

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

const list = async (): Promise<readonly DocumentView[]> => (await server.library.page(null, { limit: 500 })).items

/** Resolves when nothing is waiting or being read. */
async function idle(): Promise<void> {
  while ((await countJobs(store)).get('queued') || (await countJobs(store)).get('running'))
    await new Promise((resolve) => setTimeout(resolve, 20))
}

const put = (bytes: Uint8Array | string, name: string): Promise<Response> =>
  fetch(`${server.address}/api/documents`, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) },
    body: bytes as BodyInit,
  })

async function add(bytes: Uint8Array | string, name: string): Promise<DocumentView> {
  const { sha256 } = documentView.parse(await (await put(bytes, name)).json())
  await idle()
  return server.library.view(sha256)
}

const get = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${server.address}${path}`, init)

/** fetch does not let anyone set Host; a foreign page's browser does. */
const statusFor = (path: string, headers: Record<string, string>, method = 'GET'): Promise<number> =>
  new Promise((resolve, reject) => {
    httpRequest(`${server.address}${path}`, { method, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })

const problemOf = async (response: Response) => {
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  return (await response.json()) as { code: string; status: number; remedy: string }
}

/** What lies on the disk of documents and their parts, finished or not. */
async function filesKept(): Promise<string[]> {
  const names = await readdir(join(home, 'attachments'), { recursive: true, withFileTypes: true })
  return names.filter((entry) => entry.isFile()).map(({ name }) => name)
}

const untilNothingIsKept = async (): Promise<string[]> => {
  for (let round = 0; round < 100 && (await filesKept()).length > 0; round += 1)
    await new Promise((resolve) => setTimeout(resolve, 20))
  return filesKept()
}

beforeAll(async () => {
  cluster = await testServer()
  pages = await mkdtemp(join(tmpdir(), 'gouji-pages-'))
  await mkdir(join(pages, 'assets'))
  await writeFile(join(pages, 'index.html'), '<!doctype html><meta property="csp-nonce" nonce="__GOUJI_NONCE__">')
  await writeFile(join(pages, 'assets/app-1.js'), 'export {}')
})
afterAll(async () => {
  await cluster.close()
  await rm(pages, { recursive: true })
})
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gouji-server-'))
  store = await cluster.opened(home, allMigrations)
  server = await start()
})
afterEach(async () => {
  await server.close()
  await store.close()
  await rm(home, { recursive: true })
})

describe('documents', () => {
  it('takes in a file, reads it and serves every part as the contract says', async () => {
    const response = await put(pdf, '青禾 2024 预算.pdf')
    expect(response.status).toBe(201)
    const { sha256 } = documentView.parse(await response.json())
    await idle()
    const { items: documents } = documentPage.parse(await (await get('/api/documents')).json())
    expect(documents).toHaveLength(1)
    expect(documents[0]).toMatchObject({ name: '青禾 2024 预算.pdf', state: 'read', size: pdf.length })
    expect(documents[0]?.overview).toMatchObject({ year: 2024, findings: { error: 2, warning: 1, hint: 1 } })
    for (const [name, schema] of Object.entries(parts)) {
      const part = await get(`/api/documents/${sha256}/${name}`)
      expect(part.status).toBe(200)
      schema.parse(await part.json())
    }
  })

  it('gives the original back byte for byte, never as a page of its own', async () => {
    const { sha256 } = await add('<html><script>1</script>', 'a.html')
    const response = await get(`/api/documents/${sha256}/original`)
    expect(await response.text()).toBe('<html><script>1</script>')
    expect(response.headers.get('content-type')).toBe('application/octet-stream')
    expect(response.headers.get('content-disposition')).toContain('attachment')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
  })

  it('keeps the same bytes once', async () => {
    await add(pdf, 'first.pdf')
    await add(pdf, 'second.pdf')
    expect((await list()).map((document) => document.name)).toEqual(['first.pdf'])
  })

  it('keeps what was read over a restart, and reads what was not', async () => {
    const { sha256 } = await add(pdf, 'a.pdf')
    await server.close()
    server = await start({ examine: () => Promise.reject(new Error('not to be read again')) })
    expect(await server.library.view(sha256)).toMatchObject({ state: 'read', overview: { year: 2024 } })
    expect((await get(`/api/documents/${sha256}/tables`)).status).toBe(200)
    await server.close()

    server = await start({ examine: (_bytes, { signal }) => untilAborted(signal) })
    await put(madeText, 'b.txt')
    await server.close()
    server = await start()
    await idle()
    expect((await list()).map((document) => document.state)).toEqual(['read', 'read'])
  })

  it('says why a file is unreadable, and keeps a crash apart from it', async () => {
    expect(await add(UNREADABLE, 'locked.pdf')).toMatchObject({
      state: 'unreadable',
      problem: { code: 'pdf-encrypted' },
    })
    const crashed = await add(CRASHING, 'crash.pdf')
    expect(crashed).toMatchObject({ state: 'unreadable', problem: { code: 'check-crashed' } })
    const response = await get(`/api/documents/${crashed.sha256}/tables`)
    expect(await problemOf(response)).toMatchObject({ code: 'not-read-yet', status: 409 })
  })

  it('checks again and leaves one reading', async () => {
    const { sha256, version } = await add(pdf, 'a.pdf')
    expect((await get(`/api/documents/${sha256}/check`, { method: 'POST' })).status).toBe(202)
    await idle()
    expect((await server.library.view(sha256)).version).not.toBe(version)
    expect(await readingsOf(store, sha256)).toHaveLength(1)
  })

  it('deletes every trace', async () => {
    const { sha256 } = await add(pdf, 'a.pdf')
    expect((await get(`/api/documents/${sha256}`, { method: 'DELETE' })).status).toBe(204)
    expect(await untilNothingIsKept()).toEqual([])
    expect(await problemOf(await get(`/api/documents/${sha256}`))).toMatchObject({ code: 'document-unknown' })
  })

  it('deletes a document that is being read', async () => {
    await server.close()
    server = await start({ examine: examineMadeFiles(30) })
    const { sha256 } = (await (await put(pdf, 'a.pdf')).json()) as DocumentView
    await get(`/api/documents/${sha256}`, { method: 'DELETE' })
    await idle()
    expect(await untilNothingIsKept()).toEqual([])
    expect(await list()).toEqual([])
  })

  it('answers a known version without sending it again', async () => {
    const { sha256 } = await add(pdf, 'a.pdf')
    const tag = (await get(`/api/documents/${sha256}/findings`)).headers.get('etag') ?? ''
    const again = await get(`/api/documents/${sha256}/findings`, { headers: { 'if-none-match': tag } })
    expect(again.status).toBe(304)
  })

  it('takes over what an earlier version kept in a folder', async () => {
    const dataDir = join(home, 'former')
    const box = join(dataDir, 'documents', 'a'.repeat(64))
    await mkdir(box, { recursive: true })
    const about = { name: '旧文件.pdf', addedAt: '2025-01-02T03:04:05.000Z', isExample: false, size: 1, outcome: null }
    await writeFile(join(box, 'record.json'), JSON.stringify(about))
    await writeFile(join(box, 'original'), pdf)
    await server.close()
    server = await start({ dataDir })
    await idle()
    expect(await list()).toMatchObject([{ name: about.name, addedAt: about.addedAt, state: 'read' }])
    expect(await readdir(dataDir)).toEqual(['keys'])
  })

  it('offers each example once', async () => {
    const examples = join(home, 'examples')
    await mkdir(examples)
    await writeFile(join(examples, 'made.pdf'), pdf)
    await server.close()
    server = await start({ examples })
    const [example] = await list()
    expect(example).toMatchObject({ name: 'made.pdf', isExample: true })
    await server.library.remove(example?.sha256 ?? '', 'local')
    await server.close()
    server = await start({ examples })
    expect(await list()).toEqual([])
  })
})

/** A budget that quotes the one of the year before. */
const madeBudget = (year: number, rows: readonly string[]): string => `<html><body>
<p>南陵市文化和旅游局${year}年部门预算</p><p>一般公共预算“三公”经费支出表</p><p>单位：万元</p>
<table><tr><td>年度</td><td>“三公”经费合计</td><td>因公出国（境）费</td><td>公务用车运行维护费</td><td>公务接待费</td></tr>
${rows.map((row) => `<tr>${row.replace(/[^|]+/g, '<td>$&</td>').replaceAll('|', '')}</tr>`).join('')}</table></body></html>`

describe('two documents of one organisation', () => {
  const findingsOf = async (sha256: string) =>
    (await server.library.readPart(sha256, 'findings')).filter(({ rule }) => rule === 'editions.previous-year')

  beforeEach(async () => {
    await server.close()
    server = await start({ examine: async (bytes) => ({ examination: await examine(bytes) }) })
  })

  it('are held against each other until one of them is deleted', async () => {
    const earlier = await add(madeBudget(2024, ['2024年|28.00|5.00|12.00|11.00']), '2024.html')
    const later = await add(
      madeBudget(2025, ['2024年|29.00|5.00|13.00|11.00', '2025年|26.00|5.00|11.00|10.00']),
      '2025.html',
    )
    expect((await findingsOf(later.sha256)).flatMap(({ where }) => where.map(({ document }) => document))).toContain(
      '2024.html',
    )
    await server.library.remove(earlier.sha256, 'local')
    await idle()
    expect(await findingsOf(later.sha256)).toEqual([])
    expect((await server.library.view(later.sha256)).state).toBe('read')
  })
})

describe('uploads that go wrong', () => {
  it('leaves nothing of one that breaks off', async () => {
    await new Promise<void>((resolve) => {
      const upload = httpRequest(`${server.address}/api/documents`, {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'a.pdf', 'content-length': 1_000_000 },
      })
      upload.on('error', () => resolve())
      upload.write(Buffer.alloc(200_000))
      setTimeout(() => upload.destroy(), 100)
    })
    expect(await untilNothingIsKept()).toEqual([])
    expect(await list()).toEqual([])
  })

  it('refuses a file over the limit by its announced length, and by its actual one', async () => {
    const tooLong = { 'content-type': 'application/octet-stream', 'x-file-name': 'a', 'content-length': '104857601' }
    expect(await statusFor('/api/documents', tooLong, 'PUT')).toBe(413)
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(4 * 1024 * 1024)),
    })
    const sent = fetch(`${server.address}/api/documents`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'a' },
      body: endless,
      duplex: 'half',
    } as RequestInit)
    // The server may close the connection while the client still sends.
    await sent.then(
      (response) => expect(response.status).toBe(413),
      (error: unknown) => expect(error).toBeInstanceOf(TypeError),
    )
    expect(await untilNothingIsKept()).toEqual([])
    expect(await list()).toEqual([])
  })

  it('refuses an empty file, a missing name and another kind of content', async () => {
    expect(await problemOf(await put('', 'a.pdf'))).toMatchObject({ code: 'file-empty', status: 400 })
    expect(await problemOf(await put('x', ''))).toMatchObject({ code: 'file-name-missing' })
    const json = await get('/api/documents', {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'x-file-name': 'a' },
      body: '{}',
    })
    expect(await problemOf(json)).toMatchObject({ code: 'media-type-unknown', status: 415 })
  })

  it('keeps no program', async () => {
    const program = Buffer.concat([Buffer.from([0x7f]), Buffer.from('ELF'), Buffer.alloc(200_000)])
    expect(await problemOf(await put(program, '预算.pdf'))).toMatchObject({ code: 'program-file' })
    expect(await untilNothingIsKept()).toEqual([])
    expect(await list()).toEqual([])
  })

  it('takes nothing but a name from a path', async () => {
    const document = await add(madeText, '../../../etc/名字.txt')
    expect(document.name).toBe('名字.txt')
    expect(cleanName('C:\\公文\\a.pdf')).toBe('a.pdf')
    expect(cleanName('..')).toBe('')
    expect(await readdir(home)).toEqual(['attachments'])
  })

  it('takes several at once', async () => {
    const texts = Array.from({ length: 12 }, (_, index) => `${madeText}${index}`)
    await Promise.all(texts.map((text, index) => put(text, `${index}.txt`)))
    await idle()
    expect((await list()).filter((document) => document.state === 'read')).toHaveLength(12)
  })
})

describe('who is let in', () => {
  it('only who asks for this machine by its own name', async () => {
    expect(await statusFor('/api/documents', { host: 'evil.example' })).toBe(421)
    expect(await statusFor('/', { host: '127.0.0.1.evil.example:8080', accept: 'text/html' })).toBe(421)
    expect(await statusFor('/api/documents', { host: 'localhost:8080' })).toBe(200)
    expect(await statusFor('/api/documents', { host: '[::1]:8080' })).toBe(200)
  })

  it('no writes and no reading from another site', async () => {
    const { sha256 } = await add(pdf, 'a.pdf')
    const host = new URL(server.address).host
    const remove = (headers: Record<string, string>) =>
      statusFor(`/api/documents/${sha256}`, { host, ...headers }, 'DELETE')
    expect(await remove({ origin: 'http://evil.example' })).toBe(403)
    expect(await remove({ origin: 'null' })).toBe(403)
    expect(await remove({ 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await statusFor('/api/documents', { host, 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await remove({ origin: `http://${host}` })).toBe(204)
  })

  it('another machine only with an account', async () => {
    await server.close()
    server = await start({ host: '0.0.0.0' })
    const address = server.address.replace('0.0.0.0', '127.0.0.1')
    expect((await fetch(`${address}/api/documents`)).status).toBe(401)
    expect((await fetch(`${address}/api/me`)).status).toBe(200)
  })

  it('no address that is not a document', async () => {
    for (const path of [
      '/api/documents/..%2f..%2fetc',
      '/api/documents/abc',
      `/api/documents/${'0'.repeat(64)}/secrets`,
    ])
      expect(await problemOf(await get(path))).toMatchObject({ code: 'request-invalid' })
    expect(await problemOf(await get(`/api/documents/${'0'.repeat(64)}`))).toMatchObject({ code: 'document-unknown' })
    expect(await problemOf(await get('/api/nothing'))).toMatchObject({ code: 'address-unknown' })
    expect(await problemOf(await get('/assets/..%2findex.html'))).toBeDefined()
  })
})

describe('pages', () => {
  it('are the one page for every room, under a policy that lets nothing else run', async () => {
    const room = await get('/documents/abc', { headers: { accept: 'text/html' } })
    expect(room.status).toBe(200)
    const policy = room.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'")
    expect(policy).not.toContain('unsafe-inline')
    const nonce = /nonce-([^']+)'/.exec(policy)?.[1] ?? 'none'
    expect(await room.text()).toContain(`nonce="${nonce}"`)
    const asset = await get('/assets/app-1.js')
    expect(asset.headers.get('cache-control')).toContain('immutable')
    // The worker that draws PDF pages compiles WebAssembly under the policy of its own script.
    expect(asset.headers.get('content-security-policy')).toContain("'wasm-unsafe-eval'")
  })
})

describe('events', () => {
  it('tell how far each document is, page by page', async () => {
    await server.close()
    server = await start({ examine: examineMadeFiles(400) })
    const response = await get('/api/events')
    await put(pdf, 'a.pdf')
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk)
      if (text.includes('"state":"read"')) break
    }
    const told = text
      .split('\n\n')
      .flatMap((event) => /^event: document\ndata: (.*)$/m.exec(event)?.[1] ?? [])
      .map((data) => documentView.parse(JSON.parse(data)))
    expect(told.map((document) => document.state)).toContain('reading')
    const progress = told.flatMap((document) => (document.progress === null ? [] : [document.progress.done]))
    expect(new Set(progress).size).toBeGreaterThan(1)
    expect(progress).toEqual([...progress].sort())
  })
})

describe('exports', () => {
  it('write the findings as a workbook, and no formula of a document into it', async () => {
    const { sha256 } = await add(pdf, '青禾.pdf')
    const response = await get(`/api/documents/${sha256}/findings.xlsx`)
    expect(decodeURIComponent(response.headers.get('content-disposition') ?? '')).toContain('青禾-问题清单.xlsx')
    const rows = (await readXlsx(new Uint8Array(await response.arrayBuffer()))).sheets[0]?.rows ?? []
    expect(rows[0]).toContain('改法')
    expect(rows[1]).toEqual(expect.arrayContaining(['错误', '同一事实，两处不符', '第 2 页', '19.00']))
    expect(rows.flat()).toContain('-250.00')
    expect(['=1+1', '+x', '@a', '-a', '-12.30', '—'].map(defuse)).toEqual(["'=1+1", "'+x", "'@a", "'-a", '-12.30', '—'])
  })

  it('write the pages that have findings, with a comment at each place', async () => {
    const { sha256 } = await add(pdf, '青禾.pdf')
    const response = await get(`/api/documents/${sha256}/annotated.pdf?language=en`)
    expect(response.headers.get('content-type')).toBe('application/pdf')
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(bytes.toString('latin1').match(/\/Subtype\s*\/Square/g)).toHaveLength(9)
    expect(Buffer.from(await server.library.readOriginal(sha256))).toEqual(Buffer.from(pdf))
  })

  it('are written once for a reading, however many ask', async () => {
    const { sha256 } = await add(pdf, 'a.pdf')
    const path = `/api/documents/${sha256}/findings.xlsx`
    const answers = await Promise.all([get(path), get(path), get(path)])
    const [first, ...others] = await Promise.all(answers.map(async (answer) => Buffer.from(await answer.arrayBuffer())))
    for (const other of others) expect(other).toEqual(first)
    expect(await listJobs(store, { kind: 'library.export' })).toHaveLength(1)
  })

  it('say what is missing where there are no pages', async () => {
    const { sha256 } = await add(madeText, 'a.txt')
    expect(await problemOf(await get(`/api/documents/${sha256}/annotated.pdf`))).toMatchObject({
      code: 'no-fixed-pages',
    })
  })
})
