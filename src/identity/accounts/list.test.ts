import { beforeAll, describe, expect, it } from 'vitest'
import { ledgerMigrations, type Store } from '../../store/index.ts'
import { type TestServer, testServer } from '../../store/testing.ts'
import {
  type AccountFilter,
  countAccounts,
  createAccounts,
  currentGrantsOf,
  giveGrant,
  identityMigrations,
  importOrganisations,
  listAccounts,
  type NewAccount,
  organisationsIn,
  previewOrganisations,
  refusedAsTaken,
} from '../index.ts'

const HEAD = ['编码', '名称', '级别', '上级编码', '原编码']
let server: TestServer
let store: Store
let at: (code: string) => string

const account = (row: number, login: string, name: string, organisation: string | null): NewAccount => ({
  row,
  login,
  name,
  organisation,
  roles: ['finance'],
})

beforeAll(async () => {
  server = await testServer()
  store = await server.store([...ledgerMigrations, ...identityMigrations])
  const rows = [HEAD, ['1', '某区', '区'], ['101', '区档案馆'], ['102', '区数据局'], ['102001', '区数据局本级']]
  await importOrganisations(store, rows, 2025, 'system')
  await importOrganisations(store, [HEAD, ['103', '区史志中心', '', '', '101']], 2026, 'system')
  const tree = await organisationsIn(store, 2026)
  at = (code) => tree.byCode(code)?.organisation ?? ''
  await createAccounts(
    store,
    [
      account(2, 'desk.one', '经办甲', at('103')),
      account(3, 'desk_two', '经办乙', at('102')),
      account(4, 'desk.three', '经办丙', at('102001')),
      account(5, 'finance.one', '会计 100%', null),
    ],
    'system',
  )
  return async () => {
    await store.close()
    await server.close()
  }
})

const logins = async (filter: AccountFilter & { after?: string; limit?: number }): Promise<string[]> => {
  const found = (await listAccounts(store, filter)).map(({ login }) => login)
  if (filter.after === undefined && filter.limit === undefined)
    expect(await countAccounts(store, filter)).toBe(found.length)
  return found
}

describe('a list of accounts', () => {
  it('is searched by sign-in name, name and organisation, every word of the search', async () => {
    expect(await logins({ text: 'desk' })).toEqual(['desk.one', 'desk.three', 'desk_two'])
    expect(await logins({ text: ' ＤＥＳＫ 丙' })).toEqual(['desk.three'])
    expect(await logins({ text: '数据局' })).toEqual(['desk.three', 'desk_two'])
    expect(await logins({ text: '102001' })).toEqual(['desk.three'])
    expect(await logins({ text: 'nobody' })).toEqual([])
  })

  it('finds an organisation by what it was called before', async () => {
    expect(await logins({ text: '档案馆' })).toEqual(['desk.one'])
  })

  it.each([
    ['%', ['finance.one']],
    ['_', ['desk_two']],
    ['\\', []],
    ["' or 1=1 --", []],
  ])('takes %j for what it is', async (text, found) => {
    expect(await logins({ text })).toEqual(found)
  })

  it('shows those of some organisations, of one state, page by page', async () => {
    expect(await logins({ within: [at('102'), at('102001')] })).toEqual(['desk.three', 'desk_two'])
    expect(await logins({ within: [] })).toEqual([])
    expect(await logins({ within: null, status: 'active' })).toEqual([])
    expect(await logins({ status: 'invited', limit: 2 })).toEqual(['desk.one', 'desk.three'])
    expect(await logins({ status: 'invited', after: 'desk.three' })).toEqual(['desk_two', 'finance.one'])
  })

  it('has the roles that hold now', async () => {
    const [first, second] = await listAccounts(store)
    const [one = '', three = ''] = [first?.id, second?.id]
    const day = 86_400_000
    const ended = { account: one, organisation: null, from: new Date(0), until: new Date(day) }
    await giveGrant(store, { ...ended, role: 'leader' }, 'system')
    await giveGrant(store, { account: three, role: 'auditor', organisation: at('102') }, 'system')
    const held = await currentGrantsOf(store, [one, three])
    expect(held.map(({ account: who, role }) => `${who} ${role}`).toSorted()).toEqual(
      [`${one} finance`, `${three} finance`, `${three} auditor`].toSorted(),
    )
    expect(await currentGrantsOf(store, [])).toEqual([])
  })
})

describe('a list that is only looked at', () => {
  it('says which names are taken, and what organisations it would change, and changes nothing', async () => {
    const list = [account(2, 'desk.one', '甲', null), account(3, 'desk.four', '丁', null)]
    expect(await refusedAsTaken(store, list)).toEqual([{ row: 2, reason: 'login-taken' }])
    const { rows } = await previewOrganisations(store, [HEAD, ['104', '区文旅局'], ['102', '区数据局']], 2026)
    expect(rows.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['区文旅局', 'created'],
      ['区数据局', 'unchanged'],
    ])
    expect((await organisationsIn(store, 2026)).byCode('104')).toBeUndefined()
  })

  it('two lists with one name at once: the second is refused', async () => {
    const outcomes = await Promise.all(
      [1, 2].map(() => createAccounts(store, [account(2, 'desk.five', '戊', null)], 'system')),
    )
    expect(outcomes.map(({ isTaken }) => isTaken).toSorted()).toEqual([false, true])
  })
})
