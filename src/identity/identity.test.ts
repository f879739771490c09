import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Database, ledgerMigrations, ledgerPage, type Store, verifyLedger } from '../store/index.ts'
import { type TestServer, testServer } from '../store/testing.ts'
import {
  acceptLink,
  changePassword,
  createAccounts,
  disableAccount,
  endAllSessions,
  endSession,
  firstAdministrator,
  giveFirstPassword,
  giveGrant,
  grantsOf,
  identityMigrations,
  importOrganisations,
  listAccounts,
  makeKey,
  may,
  organisationsIn,
  personOfKey,
  personOfSession,
  readAccounts,
  resetAccount,
  revokeKey,
  sessionsOf,
  signIn,
  sweepIdentity,
  takeGrant,
} from './index.ts'
import type { IdentityTables } from './tables.ts'

const CHEAP = { cost: 16, blockSize: 8, parallel: 1 }
const PASSWORD = 'vR7-kupztq'
const START = new Date('2026-03-02T01:00:00.000Z')
const later = (seconds: number): Date => new Date(START.getTime() + seconds * 1_000)

let server: TestServer
let store: Store
let tables: Database<IdentityTables>

beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

beforeEach(async () => {
  store = await server.store([...ledgerMigrations, ...identityMigrations])
  tables = store.tables<IdentityTables>()
  return () => store.close()
})

async function opened(
  login: string,
  organisation: string | null = null,
  ...roles: ('finance' | 'administrator')[]
): Promise<string> {
  const outcome = await createAccounts(store, [{ row: 2, login, name: '某某', organisation, roles }], 'system', START)
  if (!outcome.isTaken) throw new Error('refused')
  const [{ token = '' } = {}] = outcome.invitations
  return acceptLink(store, token, PASSWORD, { now: START, cost: CHEAP })
}

const enter = (login: string, password: string, now = START, address = '192.0.2.1') =>
  signIn(store, { login, password, address, device: 'a browser' }, { now, cost: CHEAP })

const entries = async (): Promise<string[]> => {
  const page = await ledgerPage(store.tables())
  return page.reverse().map(({ body }) => body.what)
}

describe('the first start', () => {
  it('makes one administrator whose link works once, and a new one at each start until somebody came in', async () => {
    const [first, second] = await Promise.all([firstAdministrator(store, START), firstAdministrator(store, START)])
    expect((await listAccounts(store)).map(({ login }) => login)).toEqual(['admin'])
    const tries = await Promise.allSettled(
      [first, second].map((token) => acceptLink(store, token ?? '', PASSWORD, { now: later(60), cost: CHEAP })),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await firstAdministrator(store, later(120))).toBeNull()
    const { token } = await enter('ADMIN', PASSWORD, later(120))
    const person = await personOfSession(store, token, undefined, later(121))
    const circumstances = { scopes: await organisationsIn(store, 2026), at: later(121) }
    expect(may(person, 'account.manage', null, circumstances)).toBe(true)
    expect(may(person, 'document.read', null, circumstances)).toBe(false)
  })

  it('has a link that ends after a day', async () => {
    const token = await firstAdministrator(store, START)
    await expect(acceptLink(store, token ?? '', PASSWORD, { now: later(86_400) })).rejects.toMatchObject({
      code: 'link-invalid',
    })
    expect(await firstAdministrator(store, later(86_401))).not.toBeNull()
  })
})

describe('signing in', () => {
  it('says the same of an unknown name, a wrong password and an account that is closed', async () => {
    const account = await opened('desk.two')
    await disableAccountOf('desk.three')
    const answers = []
    for (const login of ['desk.two', 'nobody', 'desk.three', '', 'x'.repeat(5_000), "' or 1=1 --"])
      answers.push(await enter(login, login === 'desk.three' ? PASSWORD : 'wrong').catch((error: unknown) => error))
    for (const answer of answers) expect(answer).toMatchObject({ code: 'sign-in-refused', detail: '' })
    expect((await enter(' Ｄesk.two', PASSWORD)).account).toBe(account)
  })

  async function disableAccountOf(login: string): Promise<void> {
    await opened('root.admin', null, 'administrator')
    await disableAccount(store, await opened(login), 'system', START)
  }

  it('is closed after five failures, for longer each time, for unknown names too, and opens for the right password', async () => {
    await opened('desk.two')
    for (const login of ['desk.two', 'nobody']) {
      for (let failure = 1; failure <= 6; failure += 1)
        await expect(enter(login, 'wrong')).rejects.toMatchObject({ code: 'sign-in-refused' })
      await expect(enter(login, PASSWORD, later(29))).rejects.toMatchObject({ code: 'too-many-attempts', detail: '1' })
      await expect(enter(login, 'wrong', later(30))).rejects.toMatchObject({ code: 'sign-in-refused' })
      await expect(enter(login, PASSWORD, later(89))).rejects.toMatchObject({ code: 'too-many-attempts', detail: '1' })
    }
    // Each closing of a real account leaves an entry; guessing names leaves none.
    expect(await ledgerPage(store.tables(), { what: 'account.closed-for-a-while' })).toHaveLength(2)
    await enter('desk.two', PASSWORD, later(90))
    await expect(enter('desk.two', 'wrong', later(91))).rejects.toMatchObject({ code: 'sign-in-refused' })
    await enter('desk.two', PASSWORD, later(92))
  })

  it('lets no more guesses through when a hundred come at once', async () => {
    await opened('desk.two')
    const guesses = await Promise.allSettled(
      Array.from({ length: 60 }, (_, n) => enter('desk.two', `wrong ${n}`, START, `192.0.2.${n}`)),
    )
    const judged = guesses.filter(
      (guess) => guess.status === 'rejected' && (guess.reason as { code?: string }).code === 'sign-in-refused',
    )
    expect(judged).toHaveLength(6)
  })

  it('closes an address that tries many names', async () => {
    for (let n = 0; n < 101; n += 1) await enter(`name${n}`, 'wrong').catch(() => null)
    await expect(enter('another', 'wrong', later(1))).rejects.toMatchObject({ code: 'too-many-attempts' })
    await expect(enter('another', 'wrong', later(1), '192.0.2.9')).rejects.toMatchObject({ code: 'sign-in-refused' })
  })

  it('keeps the password with more work when more is asked', async () => {
    const account = await opened('desk.two')
    const kept = async () =>
      (
        await tables
          .selectFrom('identity_account')
          .select('password')
          .where('id', '=', account)
          .executeTakeFirstOrThrow()
      ).password
    const dearer = { cost: 64, blockSize: 8, parallel: 1 }
    await signIn(
      store,
      { login: 'desk.two', password: PASSWORD, address: '', device: '' },
      { now: START, cost: dearer },
    )
    expect(await kept()).toMatch(/^scrypt\$64\$/)
    await enter('desk.two', PASSWORD)
    expect(await kept()).toMatch(/^scrypt\$64\$/)
  })
})

describe('sessions', () => {
  it('end when idle, after half a day whatever is done, and when their owner ends them', async () => {
    const account = await opened('desk.two')
    const [first, second, third] = [
      await enter('desk.two', PASSWORD),
      await enter('desk.two', PASSWORD),
      await enter('desk.two', PASSWORD),
    ]
    for (let minute = 0; minute < 12 * 60; minute += 59)
      await personOfSession(store, first.token, undefined, later(minute * 60))
    await expect(personOfSession(store, second.token, undefined, later(3_600))).rejects.toMatchObject({
      code: 'session-ended',
    })
    await expect(personOfSession(store, first.token, undefined, later(12 * 3_600))).rejects.toMatchObject({
      code: 'session-ended',
    })
    const [latest, ...others] = (await sessionsOf(store, account, undefined, START)).map(({ session }) => session)
    expect(latest).toBe(first.session)
    // Both were opened in the same moment and not used since.
    expect(others.toSorted()).toEqual([second.session, third.session].toSorted())
    await endSession(store, account, third.session)
    await expect(endSession(store, await opened('other'), first.session)).rejects.toMatchObject({
      code: 'session-ended',
    })
    await expect(personOfSession(store, third.token, undefined, START)).rejects.toMatchObject({ code: 'session-ended' })
    await endAllSessions(store, account, `account:${account}`)
    expect(await sessionsOf(store, account, undefined, START)).toEqual([])
  })

  it.each(['', 'x', '0'.repeat(43)])('are not opened by %j', async (token) => {
    await expect(personOfSession(store, token)).rejects.toMatchObject({ code: 'session-ended' })
  })

  it('other than the present one end when the password is changed; a first password has to be', async () => {
    const account = await opened('desk.two')
    const given = await giveFirstPassword(store, account, 'account:1', { now: START, cost: CHEAP })
    const [here, elsewhere] = [await enter('desk.two', given), await enter('desk.two', given)]
    expect(here.mustChange).toBe(true)
    const change = { account, session: here.session, present: given }
    await expect(
      changePassword(store, { ...change, next: 'short' }, { now: START, cost: CHEAP }),
    ).rejects.toMatchObject({ code: 'weak-password', detail: 'too-short, too-uniform' })
    await expect(
      changePassword(store, { ...change, present: 'x', next: PASSWORD }, { now: START, cost: CHEAP }),
    ).rejects.toMatchObject({ code: 'sign-in-refused' })
    await expect(changePassword(store, { ...change, next: given }, { now: START, cost: CHEAP })).rejects.toMatchObject({
      code: 'weak-password',
    })
    await changePassword(store, { ...change, next: PASSWORD }, { now: START, cost: CHEAP })
    expect((await personOfSession(store, here.token, undefined, START)).mustChange).toBe(false)
    await expect(personOfSession(store, elsewhere.token, undefined, START)).rejects.toMatchObject({
      code: 'session-ended',
    })
  })

  it('and links that ran out are swept away', async () => {
    await opened('desk.two')
    await enter('desk.two', PASSWORD)
    await createAccounts(
      store,
      [{ row: 2, login: 'late', name: '某某', organisation: null, roles: [] }],
      'system',
      START,
    )
    await sweepIdentity(store, later(15 * 86_400))
    for (const table of ['identity_session', 'identity_link', 'identity_attempt'] as const)
      expect(await tables.selectFrom(table).selectAll().execute()).toEqual([])
  })
})

describe('rights in the store', () => {
  it('follow the tree, begin and end, and nobody gives them to themselves', async () => {
    const list = [
      ['编码', '名称', '级别'],
      ['1', '某区', '区'],
      ['101', '甲局', ''],
      ['101001', '甲局本级', ''],
      ['102', '乙局', ''],
    ]
    const report = await importOrganisations(store, list, 2026, 'system', START)
    expect(report.rows.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created', 'created'])
    const tree = await organisationsIn(store, 2026)
    const at = (code: string): string => tree.byCode(code)?.organisation ?? ''
    const account = await opened('desk.two', at('101'), 'finance')
    const mayFill = async (code: string, now: Date): Promise<boolean> => {
      const { token } = await enter('desk.two', PASSWORD, now)
      return may(await personOfSession(store, token, undefined, now), 'budget.fill', at(code), {
        scopes: tree,
        at: now,
      })
    }
    expect([await mayFill('101001', START), await mayFill('102', START), await mayFill('1', START)]).toEqual([
      true,
      false,
      false,
    ])
    await expect(
      giveGrant(store, { account, role: 'finance', organisation: null }, `account:${account}`),
    ).rejects.toMatchObject({ code: 'grant-to-oneself' })
    await giveGrant(
      store,
      { account, role: 'finance', organisation: at('102'), from: later(100), until: later(200) },
      'account:1',
      START,
    )
    expect([
      await mayFill('102', later(99)),
      await mayFill('102', later(100)),
      await mayFill('102', later(200)),
    ]).toEqual([false, true, false])
    const own = (await grantsOf(store, account)).find(({ until }) => until === null)
    await takeGrant(store, own?.id ?? '', 'account:1', later(300))
    expect(await mayFill('101', later(300))).toBe(false)
    const again = await importOrganisations(store, list, 2027, 'system')
    expect(again.rows.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged'])
  })

  it('of the last administrator stay, also when two go at once', async () => {
    const ids = [await opened('one.admin', null, 'administrator'), await opened('two.admin', null, 'administrator')]
    const grants = await Promise.all(ids.map(async (id) => (await grantsOf(store, id))[0]?.id ?? ''))
    const taken = await Promise.allSettled(grants.map((grant) => takeGrant(store, grant, 'system', later(1))))
    const refused = taken.filter((one) => one.status === 'rejected')
    expect(refused.map(({ reason }) => reason.code)).toEqual(['last-administrator'])
  })

  it('of a key are its owner’s, narrowed, until it ends', async () => {
    const account = await opened('desk.two', null, 'finance')
    const key = await makeKey(
      store,
      { account, label: 'export', actions: ['document.read'], organisations: null, expiresAt: later(100) },
      'account:1',
      START,
    )
    const person = await personOfKey(store, key.token, later(99))
    const circumstances = { scopes: await organisationsIn(store, 2026), at: later(99) }
    expect([
      may(person, 'document.read', null, circumstances),
      may(person, 'budget.fill', null, circumstances),
    ]).toEqual([true, false])
    await expect(personOfKey(store, key.token, later(100))).rejects.toMatchObject({ code: 'key-refused' })
    await revokeKey(store, key.id, 'account:1', later(1))
    for (const token of [key.token, '', 'gouji_x'])
      await expect(personOfKey(store, token, later(2))).rejects.toMatchObject({ code: 'key-refused' })
  })
})

describe('a list of people', () => {
  it('is taken whole or not at all', async () => {
    await opened('desk.two')
    const tree = await organisationsIn(store, 2026)
    const rows = [
      ['登录名', '姓名', '角色'],
      ['desk.one', '经办甲', '财务、审核'],
      ['desk.two', '经办乙', ''],
      ['', '', ''],
      ['经办 丙', '经办丙', ''],
      ['zhao.liu', '', ''],
      ['qian.qi', '钱七', '皇帝'],
      ['DESK.ONE', '经办甲', ''],
    ]
    const { accounts, refused } = readAccounts(rows, tree)
    expect(refused).toEqual([
      { row: 5, reason: 'bad-login' },
      { row: 6, reason: 'no-name' },
      { row: 7, reason: 'unknown-role' },
      { row: 8, reason: 'login-twice' },
    ])
    expect(await createAccounts(store, accounts, 'account:1', START)).toEqual({
      isTaken: false,
      refused: [{ row: 3, reason: 'login-taken' }],
    })
    expect((await listAccounts(store)).map(({ login }) => login)).toEqual(['desk.two'])
    expect(readAccounts([['工号']], tree).missingColumns).toEqual(['login', 'name'])
  })

  it('that was closed opens again through a new link only', async () => {
    await opened('root.admin', null, 'administrator')
    const account = await opened('desk.two')
    await disableAccount(store, account, 'account:1', START)
    await expect(enter('desk.two', PASSWORD)).rejects.toMatchObject({ code: 'sign-in-refused' })
    await acceptLink(store, await resetAccount(store, account, 'account:1', START), 'another-Kw7vx', {
      now: START,
      cost: CHEAP,
    })
    await enter('desk.two', 'another-Kw7vx')
  })
})

describe('every change', () => {
  it('leaves an entry without a name, a password or an address, under load a whole chain', async () => {
    await opened('desk.one', null, 'finance')
    await Promise.all(Array.from({ length: 20 }, () => enter('desk.one', PASSWORD).catch(() => null)))
    expect((await entries()).slice(0, 4)).toEqual([
      'account.created',
      'grant.given',
      'account.opened',
      'session.opened',
    ])
    const text = JSON.stringify(await ledgerPage(store.tables()))
    for (const word of ['desk.one', '某某', PASSWORD, '192.0.2', 'browser']) expect(text).not.toContain(word)
    expect(await verifyLedger(store)).toMatchObject({ isSound: true })
  })
})
