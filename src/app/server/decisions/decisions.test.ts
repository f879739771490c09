import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Desk, ledgerOf } from '../../../../test/desk.ts'
import { examineMadeFiles, madeDocument } from '../../../../test/made/index.ts'
import { type Office, openOffice } from '../../../../test/office.ts'
import { type TestServer, testServer } from '../../../store/testing.ts'
import type { DocumentView, FindingView } from '../contract.ts'
import type { Examine } from '../examination.ts'
import type { ChangesView, DecisionsView } from './contract.ts'

let cluster: TestServer
let office: Office
let department: Desk
let reviewer: Desk
let document: DocumentView
let keys: readonly string[]

beforeAll(async () => {
  cluster = await testServer()
})
afterAll(() => cluster.close())
beforeEach(async () => {
  office = await openOffice(cluster)
  department = await Desk.open(office, ['finance'], '101')
  reviewer = await Desk.open(office, ['reviewer'])
  const added = (await (await department.put('/api/documents', 'a.pdf', madeDocument())).json()) as DocumentView
  await office.idle()
  document = await reviewer.get<DocumentView>(`/api/documents/${added.sha256}`)
  keys = (await reviewer.get<FindingView[]>(`/api/documents/${document.sha256}/findings`)).map(({ key }) => key)
})
afterEach(() => office.close())

const answer = (who: Desk, key: string, said: string, reason = ''): Promise<Response> =>
  who.send('POST', `/api/documents/${document.sha256}/answers/${key}`, { said, reason })
const decide = (who: Desk, key: string, said: string, reason = ''): Promise<Response> =>
  who.send('POST', `/api/documents/${document.sha256}/decisions/${key}`, { said, reason })
const decisions = (who = reviewer): Promise<DecisionsView> => who.get(`/api/documents/${document.sha256}/decisions`)
const view = (): Promise<DocumentView> => reviewer.get(`/api/documents/${document.sha256}`)

/** A program that finds the first finding no more. */
const betterExamine: Examine = async (bytes, options) => {
  const examined = await examineMadeFiles()(bytes, options)
  if ('problem' in examined) return examined
  const { examination } = examined
  return { examination: { ...examination, findings: examination.findings.slice(1) } }
}

describe('findings', () => {
  it('are answered by the department and decided by another person, each with an entry in the ledger', async () => {
    const [first = '', second = ''] = keys
    expect((await answer(department, first, 'explained', '依区人大批复列示')).status).toBe(200)
    expect((await decide(department, first, 'waived', '依区人大批复列示')).status).toBe(403)
    expect((await decide(reviewer, first, 'waived', '依区人大批复列示')).status).toBe(200)
    expect((await decide(reviewer, second, 'accepted')).status).toBe(200)
    expect(await view()).toMatchObject({ open: { error: 1, warning: 1, hint: 1 } })
    const { items, mayAnswer, mayDecide } = await decisions()
    expect([mayAnswer, mayDecide]).toEqual([false, true])
    expect(items.map(({ key, statements }) => [key, ...statements.map(({ said, name }) => `${said} ${name}`)])).toEqual(
      [
        [first, 'waived 某某', 'explained 某某'],
        [second, 'accepted 某某'],
      ],
    )
    expect(await ledgerOf(office, /^finding/)).toEqual([
      'finding.answered account',
      'finding.decided account',
      'finding.decided account',
    ])
  })

  it('are not decided by who answered them, whatever their roles', async () => {
    const both = await Desk.open(office, ['finance', 'reviewer'])
    const [first = '', second = ''] = keys
    await answer(both, first, 'will-correct')
    expect((await decide(both, first, 'corrected')).status).toBe(403)
    expect((await decide(both, second, 'corrected')).status).toBe(200)
    const { items } = await decisions(both)
    expect(items.map(({ mayDecide, statements }) => [mayDecide, statements.length])).toEqual([
      [false, 1],
      [true, 1],
    ])
  })

  it('refuses a waiver without reason, an unknown finding, and who may not see the document', async () => {
    const [first = ''] = keys
    expect(await (await decide(reviewer, first, 'waived', ' ')).json()).toMatchObject({ code: 'reason-missing' })
    expect(await (await decide(reviewer, 'nothing', 'accepted')).json()).toMatchObject({ code: 'finding-unknown' })
    expect((await decide(reviewer, first, 'explained')).status).toBe(400)
    const other = await Desk.open(office, ['finance'], '102')
    expect((await answer(other, first, 'will-correct')).status).toBe(404)
    expect((await decisions()).items).toEqual([])
  })
})

describe('another version of the program', () => {
  it('is told of, checks everything again at once, and changes no decision', async () => {
    const [first = '', second = ''] = keys
    await decide(reviewer, first, 'accepted')
    await decide(reviewer, second, 'waived', '依区人大批复列示')
    expect(await view()).toMatchObject({ isOutdated: false, changes: null })
    await office.restart({ engine: '2', examine: betterExamine })
    expect(await view()).toMatchObject({ isOutdated: true })
    const other = await Desk.open(office, ['finance'], '102')
    expect(await (await other.send('POST', '/api/checks', {})).json()).toEqual({ documents: 0 })
    expect(await (await reviewer.send('POST', '/api/checks', {})).json()).toEqual({ documents: 1 })
    await office.idle()
    expect(await view()).toMatchObject({
      isOutdated: false,
      open: { error: 0, warning: 1, hint: 1 },
      changes: { appeared: 0, gone: 1 },
    })
    const changes = await reviewer.get<ChangesView>(`/api/documents/${document.sha256}/changes`)
    expect([changes.before, changes.after, changes.appeared, changes.gone.map(({ key }) => key)]).toEqual([
      '1',
      '2',
      [],
      [first],
    ])
    const { items } = await decisions()
    expect(items.map(({ key, isGone, statements }) => [key, isGone, statements[0]?.said]).sort()).toEqual(
      [
        [first, true, 'accepted'],
        [second, false, 'waived'],
      ].sort(),
    )
    expect(await (await decide(reviewer, first, 'corrected')).json()).toMatchObject({ code: 'finding-unknown' })
  })
})
