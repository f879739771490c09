import { readXlsx } from 'hucre/xlsx'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Desk, ledgerOf } from '../../../../test/desk.ts'
import { madeDocument } from '../../../../test/made/index.ts'
import { type Office, openOffice } from '../../../../test/office.ts'
import { dayAfter } from '../../../library/index.ts'
import { type TestServer, testServer } from '../../../store/testing.ts'
import type { DocumentView, FindingView } from '../contract.ts'
import type { AssignmentListOutcome, AssignmentPage, BoardLine, BoardView } from './contract.ts'
import { today } from './lines.ts'
import { dayOf } from './list.ts'

let cluster: TestServer
let office: Office
let bureau: Desk

beforeAll(async () => {
  cluster = await testServer()
})
afterAll(() => cluster.close())
beforeEach(async () => {
  office = await openOffice(cluster)
  bureau = await Desk.open(office, ['reviewer'])
})
afterEach(() => office.close())

const idOf = (code: string): string => office.organisations.get(code) ?? ''
const give = (who: Desk, order: object, code = '1'): Promise<Response> =>
  who.send('POST', '/api/assignments', { below: idOf(code), year: 2024, kinds: ['budget'], ...order })
const board = (query = 'year=2024'): Promise<BoardView> => bureau.get(`/api/board?${query}`)
const lineOf = async (code: string): Promise<BoardLine | undefined> =>
  (await board()).lines.find((line) => line.code === code)
const put = async (): Promise<DocumentView> => {
  const document = (await (await bureau.put('/api/documents', 'a.pdf', madeDocument())).json()) as DocumentView
  await office.idle()
  return document
}

describe('assignments', () => {
  it('go to every department below an organisation, are due after 20 days, and change by the last word', async () => {
    const first = await give(bureau, { approvedOn: '2024-02-10' })
    expect(await first.json()).toEqual({ given: 2, changed: 0, unchanged: 0 })
    const { lines, totals } = await board()
    expect(lines.map(({ code, dueOn, states }) => [code, dueOn, states])).toEqual([
      ['101', '2024-03-01', ['missing', 'late']],
      ['102', '2024-03-01', ['missing', 'late']],
    ])
    expect(totals).toMatchObject({ expected: 2, missing: 2, late: 2, arrived: 0, unexpected: 0 })
    const again = await give(bureau, { approvedOn: '2024-02-12', note: '人大批复' }, '101')
    expect(await again.json()).toEqual({ given: 0, changed: 1, unchanged: 0 })
    const line = await lineOf('101')
    const path = `/api/assignments/${line?.assignment}`
    const change = { approvedOn: '2024-02-12', dueOn: '2024-03-10', note: '' }
    expect((await bureau.send('PATCH', path, change)).status).toBe(200)
    expect(await lineOf('101')).toMatchObject({ dueOn: '2024-03-10', note: '' })
    expect((await bureau.send('PATCH', path, { ...change, dueOn: '2024-01-01' })).status).toBe(400)
    expect((await bureau.ask(path, { method: 'DELETE' })).status).toBe(204)
    expect(await lineOf('101')).toBeUndefined()
    expect((await bureau.ask(path, { method: 'DELETE' })).status).toBe(404)
    expect(await ledgerOf(office, /^assignment/)).toEqual([
      'assignment.given account',
      'assignment.given account',
      'assignment.changed account',
      'assignment.changed account',
      'assignment.withdrawn account',
    ])
  })

  it('come from a list, whole or not at all', async () => {
    const send = async (...rows: readonly string[]): Promise<AssignmentListOutcome> =>
      (await bureau.put('/api/assignments/list?year=2024', 'a.csv', rows.join('\n'))).json() as never
    const head = '编码,材料,批复日期,截止日期'
    const refused = await send(
      head,
      '101,预算,2024-02-10,',
      '109,预算,2024-02-10,',
      '102,账单,2024-02-10,',
      '102,决算,二月,',
    )
    expect(refused.outcome).toBeNull()
    expect(refused.refused.map(({ row, reason }) => `${row} ${reason.zh.slice(0, 5)}`)).toEqual([
      '3 编码在这一',
      '4 材料应为：',
      '5 日期写成 ',
    ])
    expect((await board()).lines).toEqual([])
    const taken = await send(head, '101,部门预算,2024/2/10,', '102,绩效自评,2024年2月10日,2024-05-01')
    expect(taken).toEqual({ outcome: { given: 2, changed: 0, unchanged: 0 }, refused: [] })
    const { lines } = await board('year=2024&kinds=budget,self-evaluation')
    expect(lines.map(({ kind, dueOn }) => [kind, dueOn])).toEqual([
      ['budget', '2024-03-01'],
      ['self-evaluation', '2024-05-01'],
    ])
    expect((await send('名称,日期')).refused[0]?.row).toBe(1)
    expect(['2024-2-3', '20240203', '2024年2月30日', '下周'].map(dayOf)).toEqual([
      '2024-02-03',
      '2024-02-03',
      null,
      null,
    ])
  })

  it('are given within reach only, and a department sees what it owes', async () => {
    await give(bureau, { approvedOn: dayAfter(today(), -5) })
    const finance = await Desk.open(office, ['finance'], '101')
    expect((await give(finance, { approvedOn: '2024-02-10' })).status).toBe(403)
    const other = (await lineOf('102'))?.assignment
    expect((await finance.ask(`/api/assignments/${other}`, { method: 'DELETE' })).status).toBe(403)
    const operations = await Desk.open(office, ['operations'], '101')
    expect((await operations.ask('/api/board')).status).toBe(403)
    const { items } = await operations.get<AssignmentPage>('/api/assignments')
    expect(items).toMatchObject([{ code: '101', daysLate: -15, states: ['missing'], mayGive: false }])
  })
})

describe('the board', () => {
  it('says when a document arrived, and how it stands after decisions', async () => {
    await give(bureau, { approvedOn: dayAfter(today(), -30) })
    const { sha256 } = await put()
    expect(await lineOf('101')).toMatchObject({
      document: { sha256, name: 'a.pdf', editions: 1 },
      arrivedOn: today(),
      daysLate: 10,
      states: ['late', 'arrived', 'uncertified', 'errors'],
      open: { error: 2, warning: 1, hint: 1 },
    })
    expect((await lineOf('101'))?.uncertain).not.toEqual([])
    const findings = await bureau.get<FindingView[]>(`/api/documents/${sha256}/findings`)
    for (const { key } of findings.filter(({ severity }) => severity === 'error'))
      await bureau.send('POST', `/api/documents/${sha256}/decisions/${key}`, { said: 'corrected' })
    expect(await lineOf('101')).toMatchObject({ states: ['late', 'arrived', 'uncertified'], open: { error: 0 } })
    expect(await lineOf('102')).toMatchObject({ document: null, open: null, daysLate: 10, states: ['missing', 'late'] })
  })

  it('lists what arrived without being asked for, and takes the newest year by itself', async () => {
    await put()
    const { year, years, lines, totals } = await board('kinds=budget')
    expect([year, years]).toEqual([2024, [2024]])
    expect(lines).toMatchObject([{ code: '101', assignment: null, daysLate: null }])
    expect(lines[0]?.states).toContain('unexpected')
    expect(totals).toMatchObject({ expected: 0, unexpected: 1 })
  })

  it('goes out as a workbook', async () => {
    await give(bureau, { approvedOn: '2024-02-10', note: '=1+1' })
    const response = await bureau.ask('/api/board.xlsx?year=2024&language=en')
    const rows = (await readXlsx(new Uint8Array(await response.arrayBuffer()))).sheets[0]?.rows ?? []
    expect(rows[0]).toContain('Due on')
    expect(rows[1]).toEqual(expect.arrayContaining(['101', '2024-03-01', 'missing, late', "'=1+1"]))
    expect(rows).toHaveLength(3)
  })

  it('shows each only what lies within their reach', async () => {
    await give(bureau, { approvedOn: '2024-02-10' })
    const finance = await Desk.open(office, ['finance'], '102')
    const own = await finance.get<BoardView>('/api/board?year=2024')
    expect(own.lines.map(({ code, mayGive }) => [code, mayGive])).toEqual([['102', true]])
  })
})
