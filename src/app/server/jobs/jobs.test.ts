import { Readable } from 'node:stream'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { CRASHING } from '../../../../test/made/index.ts'
import { type Client, type Served, serve } from '../../../../test/served.ts'
import { enqueue, jobKind, ledgerPage } from '../../../store/index.ts'
import { type TestServer, testServer } from '../../../store/testing.ts'
import { type JobPage, jobCounts, jobPage, jobView } from './contract.ts'

let cluster: TestServer
let served: Served
let admin: Client & { readonly account: string }

beforeAll(async () => {
  cluster = await testServer()
})
afterAll(() => cluster.close())
beforeEach(async () => {
  served = await serve(cluster)
  admin = await served.signedIn('desk.one', 'administrator')
})
afterEach(() => served.close())

/** No worker of this server knows it: it waits until somebody does something. */
const waiting = jobKind({ name: 'test.waits', payload: z.strictObject({}), run: async () => {} })

const queue = (): Promise<number> =>
  served.store
    .tables<unknown>()
    .transaction()
    .execute((tx) => enqueue(tx, waiting, {}))

const list = async (query = ''): Promise<JobPage> => jobPage.parse(await admin.json(`/api/jobs?${query}`))

const act = async (id: number, what: 'cancel' | 'retry') => {
  const response = await admin.send('POST', `/api/jobs/${id}/${what}`)
  return response.ok ? jobView.parse(await response.json()) : await response.json()
}

describe('jobs', () => {
  it('are listed newest first, by state and kind', async () => {
    const [first, second] = [await queue(), await queue()]
    await admin.send('POST', '/api/system/jobs', { kind: 'identity.sweep' })
    while ((await list('state=done')).items.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    expect((await list('kind=test.waits')).items.map(({ id }) => id)).toEqual([second, first])
    const page = await list('state=queued&limit=1')
    expect(page.items.map(({ id }) => id)).toEqual([second])
    expect((await list(`state=queued&limit=1&after=${page.next}`)).items.map(({ id }) => id)).toEqual([first])
    expect((await admin.get('/api/jobs?state=odd')).status).toBe(400)
    expect(jobCounts.parse(await admin.json('/api/jobs/counts'))).toMatchObject({
      states: { queued: 2, done: 1, dead: 0 },
      kinds: expect.arrayContaining(['library.read', 'store.backup', 'ledger.seal']),
    })
    await act(first, 'cancel')
    await act(second, 'cancel')
  })

  it('are cancelled and tried again, with an entry for each', async () => {
    const id = await queue()
    expect(await act(id, 'cancel')).toMatchObject({ state: 'cancelled' })
    expect(await act(id, 'cancel')).toMatchObject({ code: 'job-not-open' })
    expect(await act(id, 'retry')).toMatchObject({ state: 'queued' })
    expect(await act(id, 'retry')).toMatchObject({ code: 'job-not-ended' })
    await act(id, 'cancel')
    expect(await act(999_999, 'cancel')).toMatchObject({ code: 'job-not-open' })
    const entries = await ledgerPage(served.store.tables(), { subject: `job:${id}` })
    expect(entries.map(({ body }) => [body.what, body.who])).toEqual(
      ['job.cancelled', 'job.retried', 'job.cancelled'].map((what) => [what, `account:${admin.account}`]),
    )
  })

  it('that were given up say why and what to do', async () => {
    const kept = await served.store.attachments.keep(Buffer.from('gone soon'))
    await served.store
      .tables<unknown>()
      .transaction()
      .execute((tx) => served.store.attachments.record(tx, kept))
    await served.store.attachments.folder.remove(kept.sha256)
    await admin.send('POST', '/api/system/jobs', { kind: 'store.check-attachments' })
    await served.idle()
    const [dead] = (await list('state=dead')).items
    expect(dead?.failure).toMatchObject({ code: 'attachments-damaged', remedy: { zh: expect.any(String) } })
  })

  it('say nothing of what they are about, and are for auditors to see only', async () => {
    const reviewer = await served.signedIn('reviewer.one', 'reviewer')
    await served.server.library.add(Readable.from([CRASHING]), {
      name: 'a.pdf',
      by: 'system',
      owner: null,
      limit: 1_000_000,
    })
    await served.idle()
    const [read] = (await list('kind=library.read')).items
    expect(Object.keys(read ?? {})).not.toContain('payload')
    expect((await reviewer.get('/api/jobs')).status).toBe(403)
    const auditor = await served.signedIn('desk.two', 'auditor')
    expect((await auditor.get(`/api/jobs/${read?.id}`)).status).toBe(200)
    expect((await auditor.send('POST', `/api/jobs/${read?.id}/retry`)).status).toBe(403)
  })
})
