import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parts } from '../src/app/server/contract.ts'
import type { DocumentPage, DocumentView, LedgerState, SystemReport } from '../src/app/server/index.ts'
import { allMarks, allMigrations } from '../src/app/store.ts'
import { Attachments, connect, listJobs, type OpenedStore, restoreBackup } from '../src/store/index.ts'
import { type TestServer, testServer } from '../src/store/testing.ts'
import { madeDocument, madeText } from './made/index.ts'
import { type Client, type Served, serve } from './served.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const DOCUMENTS = 24

let cluster: TestServer
let folder = ''
beforeAll(async () => {
  cluster = await testServer()
  folder = mkdtempSync(join(tmpdir(), 'gouji-backup-'))
})
afterAll(async () => {
  await cluster.close()
  rmSync(folder, { recursive: true })
})

/** A store that holds nothing, not even tables. */
async function emptyStore(): Promise<OpenedStore> {
  const connection = await cluster.database()
  const store = await connect(connection)
  return { ...store, connection, attachments: new Attachments(store, join(folder, 'attachments')) }
}

const put = (served: Served, name: string, bytes: Uint8Array | string): Promise<Response> =>
  fetch(`${served.server.address}/api/documents`, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) },
    body: bytes as BodyInit,
  })

async function fill(served: Served): Promise<void> {
  await put(served, '预算.pdf', madeDocument())
  for (let number = 1; number < DOCUMENTS; number += 1)
    await put(served, `决算 ${number}.txt`, `${madeText}\n${number}`)
  await served.idle()
}

const documentsOf = async (client: Client): Promise<readonly DocumentView[]> =>
  (await client.json<DocumentPage>('/api/documents?limit=500')).items

async function bytesOf(client: Client, path: string): Promise<Buffer> {
  const response = await client.get(path)
  expect(response.status).toBe(200)
  return Buffer.from(await response.arrayBuffer())
}

/** The lines of the entries, without what comes after the last of them. */
async function exported(client: Client, file: string): Promise<string[]> {
  const bytes = await bytesOf(client, '/api/ledger/export')
  writeFileSync(file, bytes)
  return bytes
    .toString()
    .split('\n')
    .filter((line) => line.startsWith('{"entry"'))
}

const verify = (file: string) => {
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'bin/gouji'), 'verify', '--json', file], {
    encoding: 'utf8',
  })
  return { status, ...(JSON.parse(stdout) as { isSound: boolean; head: string; entries: number }) }
}

describe('a backup that is made while the server serves', () => {
  it('restores to the same documents, parts, decisions and ledger', async () => {
    const one = await serve(cluster)
    const two = await emptyStore()
    try {
      await fill(one)
      const pdf = (await documentsOf(one.local)).find(({ name }) => name === '预算.pdf')?.sha256 ?? ''
      const [finding] = await one.server.library.readPart(pdf, 'findings')
      const said = { said: 'waived', reason: '四舍五入' }
      const decided = await one.local.send('POST', `/api/documents/${pdf}/decisions/${finding?.key}`, said)
      expect(decided.status).toBe(200)
      const before = await documentsOf(one.local)
      expect(before).toHaveLength(DOCUMENTS)
      const admin = await one.signedIn('desk.one', 'administrator')
      await admin.send('POST', '/api/system/jobs', { kind: 'store.backup' })
      // Meanwhile others go on.
      const later = await one.signedIn('desk.two', 'reviewer', 'auditor')
      await one.idle()
      const [job] = await listJobs(one.store, { kind: 'store.backup' })
      expect(job).toMatchObject({ state: 'done', result: { damaged: [] } })
      const [name = ''] = readdirSync(join(one.home, 'backups'))

      const attachments = { store: two, connection: two.connection, attachments: two.attachments, marks: allMarks }
      await restoreBackup(attachments, join(one.home, 'backups', name), allMigrations)
      const again = await serve(cluster, { store: two })
      try {
        const reader = await again.signedIn('desk.three', 'reviewer', 'auditor', 'administrator')
        expect(await documentsOf(reader)).toEqual(before)
        for (const { sha256 } of before)
          for (const part of ['original', ...Object.keys(parts)]) {
            const path = `/api/documents/${sha256}/${part}`
            expect((await bytesOf(reader, path)).equals(await bytesOf(later, path))).toBe(true)
          }
        const decisions = `/api/documents/${pdf}/decisions`
        expect(await reader.json(decisions)).toEqual(await later.json(decisions))

        const [first, second] = [join(folder, 'one.jsonl'), join(folder, 'two.jsonl')]
        const [original, restored] = [await exported(later, first), await exported(reader, second)]
        const report = job?.result as { readonly marks: { readonly ledger: string } } | undefined
        const [count, head] = report?.marks.ledger.split(' ') ?? []
        const kept = Number(count)
        expect(kept).toBeGreaterThan(2 * DOCUMENTS)
        expect(restored.slice(0, kept)).toEqual(original.slice(0, kept))
        expect(JSON.parse(restored[kept - 1] ?? '')).toMatchObject({ hash: head })
        expect(verify(first)).toMatchObject({ status: 0, isSound: true, entries: original.length })
        expect(verify(second)).toMatchObject({ status: 0, isSound: true, entries: restored.length })

        // The private key of the seals does not travel with a backup; the page says so and a new one takes over.
        const { ledger } = await reader.json<SystemReport>('/api/system')
        expect(ledger.keyProblem).toMatchObject({ code: 'seal-key-missing' })
        await reader.send('POST', '/api/ledger/keys', { algorithm: 'Ed25519', isLost: true })
        await reader.send('POST', '/api/system/jobs', { kind: 'ledger.seal' })
        await again.idle()
        expect((await reader.json<LedgerState>('/api/ledger/state')).seal).toMatchObject({ number: 1 })
      } finally {
        await again.close()
      }
    } finally {
      await one.close()
    }
  })
})
