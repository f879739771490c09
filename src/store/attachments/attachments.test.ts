import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../database.ts'
import { jobMigrations } from '../jobs/tables.ts'
import { memoryStore } from '../testing.ts'
import { Attachments } from './attachments.ts'
import { type Attachment, attachmentMigrations } from './tables.ts'

const folder = mkdtempSync(join(tmpdir(), 'gouji-attachments-'))
let store: Store
let attachments: Attachments

beforeAll(async () => {
  store = await memoryStore([...jobMigrations, ...attachmentMigrations])
  await sql`create table sample_document (sha256 text references store_attachment)`.execute(store.tables())
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})
beforeEach(async () => {
  await sql`truncate sample_document, store_attachment`.execute(store.tables())
  attachments = new Attachments(store, mkdtempSync(join(folder, 'room-')))
})

const bytes = Buffer.from('部门预算')
const sha256 = createHash('sha256').update(bytes).digest('hex')

const add = async (source: Buffer | Readable): Promise<Attachment> => {
  const kept = await attachments.keep(source)
  await store
    .tables()
    .transaction()
    .execute((tx) => attachments.record(tx, kept))
  return kept
}

describe('attachments', () => {
  it('lie under their digest, the same content once, and come back as they were', async () => {
    expect(await add(bytes)).toMatchObject({
      sha256,
      sm3: createHash('sm3').update(bytes).digest('hex'),
      bytes: bytes.length,
    })
    await add(Readable.from([bytes.subarray(0, 3), bytes.subarray(3)]))
    expect(attachments.folder.names()).toEqual([sha256])
    expect(await attachments.read(sha256)).toEqual(bytes)
  })

  it.each(['../../etc/passwd', 'A'.repeat(64), '', sha256.toUpperCase()])('are not found under %j', async (name) => {
    await add(bytes)
    await expect(attachments.open(name)).rejects.toMatchObject({ code: 'no-such-attachment' })
  })

  it('that are too large, or whose source breaks, leave nothing', async () => {
    await expect(attachments.keep(bytes, 4)).rejects.toMatchObject({ code: 'attachment-too-large' })
    const broken = new Readable({
      read() {
        this.push(bytes)
        this.destroy(new Error('connection lost'))
      },
    })
    await expect(attachments.keep(broken)).rejects.toThrow('connection lost')
    expect(attachments.folder.names()).toEqual([])
    expect(readdirSync(join(attachments.folder.pathOf(sha256), '../../incoming'))).toEqual([])
  })

  it('are removed only when no row refers to them', async () => {
    await add(bytes)
    await sql`insert into sample_document values (${sha256})`.execute(store.tables())
    expect(await attachments.remove(sha256)).toBe(false)
    expect(await attachments.read(sha256)).toEqual(bytes)
    await sql`delete from sample_document`.execute(store.tables())
    expect(await attachments.remove(sha256)).toBe(true)
    expect(existsSync(attachments.folder.pathOf(sha256))).toBe(false)
  })

  it('are compared with their digests: what is damaged, missing or too many is named, and mended by the same content', async () => {
    await add(bytes)
    const lost = await add(Buffer.from('lost'))
    const stray = await attachments.keep(Buffer.from('stray'))
    writeFileSync(attachments.folder.pathOf(sha256), '部门预筭')
    await attachments.folder.remove(lost.sha256)
    const report = { checked: 2, damaged: [sha256], missing: [lost.sha256], unclaimed: [stray.sha256] }
    expect(await attachments.check()).toEqual(report)
    await add(bytes)
    await add(Buffer.from('lost'))
    expect(await attachments.check()).toMatchObject({ damaged: [], missing: [] })
  })
})
