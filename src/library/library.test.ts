import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId, type Store, storeMigrations } from '../store/index.ts'
import { memoryStore } from '../store/testing.ts'
import { discussedFindings, state } from './decisions.ts'
import { documentEntry } from './documents.ts'
import { findingKeys } from './finding-key.ts'
import { changesOf, type Reading, readingsOf, saveReading } from './readings.ts'
import { type Answer, type Decision, type LibraryTables, libraryMigrations } from './tables.ts'

const DOCUMENT = 'a'.repeat(64)
const SOMEBODY = newId()

const finding = (quote: string, row = '科学技术支出') => ({
  rule: 'figure.same-value',
  severity: 'error' as const,
  title: { zh: '同一事实，两处不符', en: 'One fact, two values' },
  message: { zh: `印为 ${quote}`, en: `Printed ${quote}` },
  where: [{ table: '支出总表', row, column: '合计', quote }],
})

const reading = (engine: string, findings: readonly ReturnType<typeof finding>[]): Reading => ({
  engine,
  organisation: '青禾区数据服务中心',
  year: 2024,
  kind: 'budget',
  isCertified: true,
  overview: { pages: 3 },
  findings,
  parts: {},
})

let store: Store
const save = (engine: string, ...findings: ReturnType<typeof finding>[]): Promise<string> =>
  store
    .tables<LibraryTables>()
    .transaction()
    .execute((tx) => saveReading(tx, DOCUMENT, reading(engine, findings)))

beforeEach(async () => {
  store = await memoryStore([...storeMigrations, ...libraryMigrations])
  await sql`insert into store_attachment (sha256, bytes) values (${DOCUMENT}, 1)`.execute(store.tables())
  await store
    .tables<LibraryTables>()
    .insertInto('library_document')
    .values({ sha256: DOCUMENT, name: 'a.pdf', size: 1, is_example: false, added_by: 'system', owner: null, ...EMPTY })
    .execute()
})
afterEach(() => store.close())

const EMPTY = { organisation: null, year: null, kind: null, reading: null, problem: null }

describe('a finding', () => {
  it('keeps its name when spaces, other places and the wording of its message change', () => {
    const [name] = findingKeys([finding('19.00')])
    const again = {
      ...finding('19.00', '科学 技术支出'),
      where: [...finding('19.00', '科学 技术支出').where, { quote: '20.00' }],
    }
    expect(findingKeys([again])).toEqual([name])
    expect(findingKeys([finding('19.01')])).not.toEqual([name])
  })

  it('that prints like another one has a name of its own', () => {
    expect(new Set(findingKeys([finding('1.00'), finding('1.00'), finding('1.00')])).size).toBe(3)
  })
})

describe('reading again', () => {
  it('by another program says what is new and what is gone', async () => {
    await save('1.0', finding('1.00'), finding('2.00'))
    expect(await changesOf(store, DOCUMENT)).toMatchObject({ before: null, appeared: [], gone: [] })
    await save('1.1', finding('2.00'), finding('3.00'))
    const { before, after, appeared, gone } = await changesOf(store, DOCUMENT)
    expect([before, after]).toEqual(['1.0', '1.1'])
    expect(appeared.map(({ message }) => message.zh)).toEqual(['印为 3.00'])
    expect(gone.map(({ message }) => message.zh)).toEqual(['印为 1.00'])
  })

  it('by the same program leaves one reading', async () => {
    await save('1.0', finding('1.00'))
    await save('1.0', finding('1.00'))
    expect(await readingsOf(store, DOCUMENT)).toHaveLength(1)
  })

  it('of a document that was removed meanwhile keeps nothing', async () => {
    await store.tables<LibraryTables>().deleteFrom('library_document').execute()
    await expect(save('1.0', finding('1.00'))).rejects.toMatchObject({ code: 'document-unknown' })
    expect(await readingsOf(store, DOCUMENT)).toEqual([])
  })
})

describe('what is said of a finding', () => {
  const say = (said: Answer | Decision, key: string, reason = '') =>
    store
      .tables<LibraryTables>()
      .transaction()
      .execute((tx) => state(tx, { document: DOCUMENT, key, said, reason, by: SOMEBODY, person: SOMEBODY }))
  const said = async () =>
    (await discussedFindings(store, DOCUMENT)).map(({ isGone, statements }) => [
      isGone,
      ...statements.map((statement) => statement.said),
    ])

  it('survives reading again, and the last word counts', async () => {
    await save('1.0', finding('1.00'), finding('2.00'))
    const [key = ''] = findingKeys([finding('1.00')])
    const first = await say('explained', key, '决算批复如此')
    expect(first).toEqual({ rule: 'figure.same-value', answeredBy: new Set() })
    expect((await say('accepted', key)).answeredBy).toEqual(new Set([SOMEBODY]))
    expect((await documentEntry(store, DOCUMENT)).open).toEqual({ error: 2, warning: 0, hint: 0 })
    await say('waived', key, '决算批复如此')
    await save('1.1', finding('9.00'), finding('1.00'))
    expect(await said()).toEqual([[false, 'waived', 'accepted', 'explained']])
    expect(await documentEntry(store, DOCUMENT)).toMatchObject({
      open: { error: 1, warning: 0, hint: 0 },
      changes: { appeared: 1, gone: 1 },
    })
  })

  it('is kept of a finding that is gone', async () => {
    await save('1.0', finding('1.00'))
    const [key = ''] = findingKeys([finding('1.00')])
    await say('corrected', key)
    await save('1.0', finding('2.00'))
    expect(await said()).toEqual([[true, 'corrected']])
    expect((await documentEntry(store, DOCUMENT)).open?.error).toBe(1)
    await expect(say('accepted', key)).rejects.toMatchObject({ code: 'finding-unknown' })
  })

  it('needs a finding that is there, and a waiver its reason', async () => {
    await save('1.0', finding('1.00'))
    const [key = ''] = findingKeys([finding('1.00')])
    await expect(say('accepted', 'nothing')).rejects.toMatchObject({ code: 'finding-unknown' })
    await expect(say('waived', key, '　')).rejects.toMatchObject({ code: 'reason-missing' })
    expect(await said()).toEqual([])
  })
})
