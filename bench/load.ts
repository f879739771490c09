import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { acceptLink, createAccounts, type NewAccount, signIn } from '../src/identity/index.ts'
import { countJobs, joinStore, type OpenedStore } from '../src/store/index.ts'
import { conclude, median, root } from './support/bench.ts'

/**
 * Mixed reads at a steady rate with many sessions, against the product as it is started. A request is timed from the
 * moment at which it was due, so that one that had to wait for others counts with its wait.
 *
 * npm run bench -- load [SECONDS]
 */
const SECONDS = Number(process.argv[2] ?? 20)
const RATE = 300
const SESSIONS = 600
const DOCUMENTS = 120
const HOLD_MS = 150
/** What is measured is serving, not how slow guessing a password is. */
const CHEAP = { cost: 16, blockSize: 8, parallel: 1 }

const agent = new Agent({ keepAlive: true, maxSockets: 128 })

interface Answer {
  readonly status: number
  readonly body: Buffer
  readonly tag: string
}

const ask = (
  base: string,
  path: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: Buffer } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(
      `${base}${path}`,
      { agent, method, headers: { 'accept-encoding': 'gzip', ...headers } },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks), tag: response.headers.etag ?? '' }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })

async function start(dataDir: string): Promise<{ child: ChildProcess; base: string }> {
  const child = spawn(process.execPath, [join(root, 'bin/gouji'), 'serve', '--lang', 'en'], {
    env: { ...process.env, GOUJI_DATA: dataDir, GOUJI_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface(child.stdout)) {
    const base = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]
    if (base !== undefined) return { child, base }
  }
  throw new Error('the server did not start')
}

/** The examples again and again, told apart by a line at their end that no reader looks at. */
async function fill(base: string): Promise<string[]> {
  const examples = readdirSync(join(root, 'examples')).filter((name) => name.endsWith('.pdf'))
  for (let number = 0; number < DOCUMENTS; number += 1) {
    const name = examples[number % examples.length] ?? ''
    const body = Buffer.concat([readFileSync(join(root, 'examples', name)), Buffer.from(`\n%${number}\n`)])
    const headers = { origin: base, 'content-type': 'application/octet-stream', 'x-file-name': `${number}-${name}` }
    await ask(base, '/api/documents', { method: 'PUT', headers, body })
  }
  for (;;) {
    const { items } = JSON.parse((await ask(base, '/api/documents?limit=500')).body.toString()) as {
      items: { sha256: string; state: string }[]
    }
    const read = items.filter(({ state }) => state === 'read')
    if (read.length === items.length && items.length >= DOCUMENTS) return read.map(({ sha256 }) => sha256)
    await sleep(500)
  }
}

async function signInAll(store: OpenedStore): Promise<string[]> {
  const accounts = Array.from({ length: SESSIONS }, (_, index): NewAccount => {
    const login = `desk.${index}`
    return { row: index + 2, login, name: login, organisation: null, roles: ['reviewer', 'auditor'] }
  })
  const outcome = await createAccounts(store, accounts, 'system')
  if (!outcome.isTaken) throw new Error('the accounts were refused')
  const password = 'vR7-kupztq'
  const sessions: string[] = []
  for (const [index, { token }] of outcome.invitations.entries()) {
    await acceptLink(store, token, password, { cost: CHEAP })
    const credentials = {
      login: `desk.${index}`,
      password,
      address: `10.0.${index >> 8}.${index & 255}`,
      device: 'bench',
    }
    sessions.push((await signIn(store, credentials, { cost: CHEAP })).token)
  }
  return sessions
}

const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(Math.random() * items.length)] as Item

/** What people look at: the list, a document and its parts, and who they are. */
const READS: readonly ((sha256: string) => string)[] = [
  () => '/api/me',
  () => '/api/me',
  () => '/api/documents?limit=50',
  () => '/api/documents?limit=50',
  (sha256) => `/api/documents/${sha256}`,
  (sha256) => `/api/documents/${sha256}`,
  (sha256) => `/api/documents/${sha256}/findings`,
  (sha256) => `/api/documents/${sha256}/tables`,
  (sha256) => `/api/documents/${sha256}/receipts`,
  (sha256) => `/api/documents/${sha256}/decisions`,
  () => '/api/board',
  () => '/api/ledger/entries?limit=50',
  () => '/',
]

async function load(base: string, sessions: readonly string[], documents: readonly string[]) {
  const times: number[] = []
  let failed = 0
  const begun = performance.now()
  const running: Promise<void>[] = []
  for (let number = 0; number < SECONDS * RATE; number += 1) {
    const due = begun + (number * 1_000) / RATE
    if (due > performance.now()) await sleep(due - performance.now())
    const headers = { cookie: `gouji-session=${pick(sessions)}`, accept: 'text/html, application/json' }
    running.push(
      ask(base, pick(READS)(pick(documents)), { headers }).then(({ status }) => {
        times.push(performance.now() - due)
        if (status !== 200) failed += 1
      }),
    )
  }
  await Promise.all(running)
  return { times: times.sort((a, b) => a - b), failed, seconds: (performance.now() - begun) / 1_000 }
}

/** Copies of one document are held against each other, so some are read once more. */
async function untilNothingIsRead(store: OpenedStore): Promise<void> {
  for (;;) {
    const jobs = await countJobs(store)
    if (!jobs.get('queued') && !jobs.get('running')) return
    await sleep(500)
  }
}

const dataDir = mkdtempSync(join(tmpdir(), 'gouji-load-'))
const { child, base } = await start(dataDir)
const documents = await fill(base)
const store = await joinStore({ dataDir })
await untilNothingIsRead(store)
const sessions = await signInAll(store)
await load(base, sessions.slice(0, 50), documents.slice(0, 10))
const { times, failed, seconds } = await load(base, sessions, documents)
await store.close()
const ended = new Promise((resolve) => child.once('exit', resolve))
child.kill('SIGTERM')
await ended
rmSync(dataDir, { recursive: true })
const p95 = times[Math.floor(times.length * 0.95)] ?? Number.NaN
conclude(
  'load',
  `${Math.round(times.length / seconds)} requests/s, ${SESSIONS} sessions, ${documents.length} documents: p95 ${Math.round(p95)} ms, median ${Math.round(median(times))} ms, ${failed} failed`,
  `${RATE} requests/s, p95 ${HOLD_MS} ms`,
  p95 <= HOLD_MS && failed === 0 && times.length / seconds >= RATE * 0.95,
)
