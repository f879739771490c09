import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Desk, ledgerOf } from '../../../../test/desk.ts'
import { type ArchivedMade, madeArchive } from '../../../../test/made/archive.ts'
import { CRASHING, madeDocument, madeText, UNREADABLE } from '../../../../test/made/index.ts'
import { type Office, openOffice } from '../../../../test/office.ts'
import { type TestServer, testServer } from '../../../store/testing.ts'
import type { DocumentPage } from '../contract.ts'
import type { BatchItemPage, BatchPage, BatchView } from './contract.ts'

let cluster: TestServer
let office: Office
let desk: Desk

beforeAll(async () => {
  cluster = await testServer()
})
afterAll(() => cluster.close())
beforeEach(async () => {
  office = await openOffice(cluster)
  desk = await Desk.open(office, ['finance'])
})
afterEach(() => office.close())

const sendArchive = (bytes: Uint8Array): Promise<Response> => desk.put('/api/batches', '一批.zip', bytes)

async function unpack(files: readonly ArchivedMade[]): Promise<BatchView> {
  const response = await sendArchive(madeArchive(files))
  expect(response.status).toBe(202)
  const { batch } = (await response.json()) as BatchView
  await office.idle()
  return desk.get(`/api/batches/${batch}`)
}

const items = async ({ batch }: BatchView, only = 'all') =>
  (await desk.get<BatchItemPage>(`/api/batches/${batch}/items?only=${only}`)).items.map(({ name, problem }) =>
    `${name} ${problem?.code ?? ''}`.trim(),
  )

const kept = async (): Promise<string[]> =>
  (await desk.get<DocumentPage>('/api/documents')).items.map(({ name }) => name).sort()

const gbk = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes)

describe('an archive', () => {
  it('is unpacked, read, and every file that something is wrong with is named', async () => {
    const batch = await unpack([
      { name: '部门/预算.pdf', bytes: madeDocument() },
      { name: '部门/说明.txt', bytes: madeText },
      { name: '部门/同一份.txt', bytes: madeText },
      { name: 'locked.pdf', bytes: UNREADABLE },
      { name: 'crash.pdf', bytes: CRASHING },
      { name: 'empty.pdf', bytes: '' },
      { name: '里面.zip', bytes: 'PK' },
      { name: '__MACOSX/._预算.pdf', bytes: 'x' },
      { name: '部门/.DS_Store', bytes: 'x' },
      { name: '部门/~$说明.docx', bytes: 'x' },
      { name: '部门/', bytes: '' },
    ])
    expect(batch).toMatchObject({
      ...{ name: '一批.zip', isUnpacking: false, isDone: true, problem: null },
      ...{ files: 7, received: 7, refused: 2, read: 3, unreadable: 2, pending: 0 },
    })
    expect(await items(batch, 'troubled')).toEqual([
      'locked.pdf pdf-encrypted',
      'crash.pdf check-crashed',
      'empty.pdf file-empty',
      '里面.zip entry-archive',
    ])
    expect(await kept()).toEqual(['crash.pdf', 'locked.pdf', '说明.txt', '预算.pdf'].sort())
    expect((await desk.get<BatchPage>('/api/batches')).items).toEqual([batch])
    expect(await ledgerOf(office, /^batch/)).toEqual(['batch.begun account'])
    expect((await office.store.attachments.check()).unclaimed).toEqual([])
  })

  it('may name its files in GBK or UTF-8, and leads nowhere', async () => {
    const batch = await unpack([
      { name: gbk(0xd4, 0xa4, 0xcb, 0xe3, 0x2e, 0x74, 0x78, 0x74), bytes: `${madeText}1` },
      { name: '决算.txt', bytes: `${madeText}2`, flags: 0x800 },
      { name: '../../etc/passwd.txt', bytes: `${madeText}3` },
      { name: 'C:\\公文\\自评.txt', bytes: `${madeText}4` },
    ])
    expect(batch).toMatchObject({ files: 4, read: 4 })
    expect(await kept()).toEqual(['决算.txt', '自评.txt', '预算.txt', 'passwd.txt'].sort())
  })

  it.each<[string, () => Uint8Array, string]>([
    [
      'cut in the middle',
      () => madeArchive([{ name: 'a.pdf', bytes: madeDocument() }]).subarray(0, 900),
      'archive-damaged',
    ],
    ['with a password', () => madeArchive([{ name: 'a.pdf', bytes: 'x', flags: 1 }]), 'archive-encrypted'],
    ['that is a bomb', () => madeArchive([{ name: 'a.pdf', bytes: Buffer.alloc(20_000_000) }]), 'archive-bomb'],
    ['of nothing', () => madeArchive([{ name: '__MACOSX/a', bytes: 'x' }]), 'archive-empty'],
    ['that is none', () => Buffer.from('not a zip at all, only words'), 'archive-damaged'],
    [
      'of too many files',
      () => madeArchive(Array.from({ length: 2_001 }, (_, index) => ({ name: `${index}.txt`, bytes: 'x' }))),
      'archive-too-many',
    ],
  ])('%s is refused, and nothing of it is kept', async (_, make, code) => {
    const response = await sendArchive(make())
    expect(await response.json()).toMatchObject({ code })
    await office.idle()
    expect(await kept()).toEqual([])
    expect((await desk.get<BatchPage>('/api/batches')).items).toEqual([])
    expect(office.store.attachments.folder.names()).toEqual([])
  })

  it('whose one file is not what it declares is read for the rest', async () => {
    const archive = madeArchive([
      { name: 'lies.txt', bytes: `${madeText}1`, size: 10 },
      { name: 'broken.txt', bytes: `${madeText}2` },
      { name: 'whole.txt', bytes: `${madeText}3` },
    ])
    const at = archive.indexOf('broken.txt') + 'broken.txt'.length
    archive.fill(0xff, at, at + 8)
    const { batch } = (await (await sendArchive(archive)).json()) as BatchView
    await office.idle()
    const view = await desk.get<BatchView>(`/api/batches/${batch}`)
    expect(view).toMatchObject({ files: 3, refused: 2, read: 1, isDone: true })
    expect(await items(view)).toEqual(['lies.txt entry-damaged', 'broken.txt entry-damaged', 'whole.txt'])
    expect((await office.store.attachments.check()).unclaimed).toEqual([])
  })
})

describe('a folder', () => {
  it('is one batch of files that follow one by one, refused ones named', async () => {
    const begun = (await (await desk.send('POST', '/api/batches', { name: '预算', files: 3 })).json()) as BatchView
    const head = { 'x-batch': begun.batch }
    const put = async (name: string, bytes: Uint8Array | string, headers: Record<string, string> = head) =>
      (await desk.put('/api/documents', name, bytes, headers)).status
    expect(await put('a.pdf', madeDocument())).toBe(201)
    expect(await put('empty.pdf', '')).toBe(400)
    await office.idle()
    expect(await desk.get(`/api/batches/${begun.batch}`)).toMatchObject({ files: 3, received: 2, isDone: false })
    expect(await put('b.txt', madeText)).toBe(201)
    await office.idle()
    const view = await desk.get<BatchView>(`/api/batches/${begun.batch}`)
    expect(view).toMatchObject({ received: 3, refused: 1, read: 2, isDone: true })
    expect(await items(view)).toEqual(['a.pdf', 'empty.pdf file-empty', 'b.txt'])
    expect(await put('c.txt', 'c', { 'x-batch': '0'.repeat(36) })).toBe(404)
  })

  it('is seen by who may see its documents, and added to by who began it', async () => {
    const north = await Desk.open(office, ['finance'], '101')
    const { batch } = (await (await north.send('POST', '/api/batches', { name: '一', files: 1 })).json()) as BatchView
    const south = await Desk.open(office, ['finance'], '102')
    expect((await south.ask(`/api/batches/${batch}`)).status).toBe(404)
    expect((await south.get<BatchPage>('/api/batches')).items).toEqual([])
    expect((await desk.ask(`/api/batches/${batch}`)).status).toBe(200)
    expect((await desk.put('/api/documents', 'a.txt', madeText, { 'x-batch': batch })).status).toBe(404)
  })
})
