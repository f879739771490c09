import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Browser, startProvider, type TestProvider } from '../../../test/openid.ts'
import { ledgerMigrations, type Store, verifyLedger } from '../../store/index.ts'
import { memoryStore } from '../../store/testing.ts'
import { grantsOf, importOrganisations, listAccounts, personOfSession } from '../index.ts'
import { identityMigrations } from '../tables.ts'
import type { ClaimRules } from './claims.ts'
import { localPath, type OpenIdOptions, type OpenIdSignIn, openIdSignIn } from './openid.ts'

const REDIRECT = 'http://127.0.0.1:1/back'
const RULES: ClaimRules = {
  login: 'preferred_username',
  name: 'name',
  organisation: 'department',
  roles: [
    { claim: 'groups', has: 'finance', role: 'finance', in: 'own' },
    { claim: 'groups', has: 'audit', role: 'auditor', in: 'all' },
    { claim: 'groups', has: 'lost', role: 'leader', in: { code: '999' } },
  ],
  admit: 'create',
}

describe('signing in at an OpenID provider', () => {
  let provider: TestProvider
  let store: Store
  let openId: OpenIdSignIn
  let options: OpenIdOptions

  beforeAll(async () => {
    provider = await startProvider(REDIRECT)
    const { issuer, clientId, clientSecret } = provider
    options = {
      issuer,
      clientId,
      clientSecret,
      redirectUri: REDIRECT,
      rules: RULES,
      isInsecure: true,
    }
    store = await memoryStore([...ledgerMigrations, ...identityMigrations])
    await importOrganisations(
      store,
      [
        ['编码', '名称'],
        ['1', '某区'],
        ['101', '甲局'],
      ],
      2020,
      'system',
    )
    openId = openIdSignIn(store, options)
  })

  afterAll(async () => {
    provider.stop()
    await store.close()
  })

  async function enter(login: string, from: OpenIdSignIn = openId) {
    const { address, state } = await from.begin('/board?year=2026')
    return from.complete(await new Browser().signIn(address, login, REDIRECT), state, 'a browser')
  }

  it('opens an account with the roles that rules give, and follows them each time', async () => {
    const { session, returnTo } = await enter('desk.one@finance@101')
    expect(returnTo).toBe('/board?year=2026')
    const person = await personOfSession(store, session.token)
    expect(person.grants.map(({ role }) => role)).toEqual(['finance'])
    expect(person.grants[0]?.organisation).not.toBeNull()
    const again = await enter('desk.one@finance@101')
    expect(again.session.account).toBe(session.account)
    expect(await grantsOf(store, session.account)).toHaveLength(1)
    const changed = openIdSignIn(store, { ...options, rules: { ...RULES, roles: RULES.roles.slice(1) } })
    const { session: third } = await enter('desk.one@finance@101', changed)
    expect((await personOfSession(store, third.token)).grants).toEqual([])
    expect(await verifyLedger(store)).toMatchObject({ isSound: true })
  })

  it.each(['desk.two@nothing', 'desk.two@lost', 'desk.two@finance@999', 'desk.one@audit', 'a b@audit'])(
    'admits %s to nothing',
    async (login) => {
      await expect(enter(login)).rejects.toMatchObject({ code: 'external-not-admitted' })
      expect((await listAccounts(store)).map((account) => account.login)).toEqual(['desk.one'])
    },
  )

  it('refuses a state that is unknown, used, late or of another browser', async () => {
    const begun = await openId.begin('/')
    const address = await new Browser().signIn(begun.address, 'desk.three@audit', REDIRECT)
    const other = await openId.begin('/')
    await expect(openId.complete(address, 'no state', '')).rejects.toMatchObject({ code: 'external-sign-in-failed' })
    await expect(openId.complete(address, other.state, '')).rejects.toMatchObject({ code: 'external-sign-in-failed' })
    await openId.complete(address, begun.state, '')
    await expect(openId.complete(address, begun.state, '')).rejects.toMatchObject({ code: 'external-sign-in-failed' })
    const late = await openId.begin('/', new Date(Date.now() - 11 * 60_000))
    const came = await new Browser().signIn(late.address, 'desk.three@audit', REDIRECT)
    await expect(openId.complete(came, late.state, '')).rejects.toMatchObject({ code: 'external-sign-in-failed' })
  })

  it('refuses a code that was given to somebody else’s sign-in, and another issuer', async () => {
    const [mine, theirs] = [await openId.begin('/'), await openId.begin('/')]
    const address = await new Browser().signIn(theirs.address, 'desk.three@audit', REDIRECT)
    address.searchParams.set('state', mine.state)
    await expect(openId.complete(address, mine.state, '')).rejects.toMatchObject({ code: 'external-sign-in-failed' })
    const forged = await openId.begin('/')
    const came = await new Browser().signIn(forged.address, 'desk.three@audit', REDIRECT)
    came.searchParams.set('iss', 'https://evil.example')
    await expect(openId.complete(came, forged.state, '')).rejects.toMatchObject({ code: 'external-sign-in-failed' })
  })

  it('says so when the provider cannot be reached, and tries again the next time', async () => {
    const gone = openIdSignIn(store, { ...options, issuer: 'http://127.0.0.1:1' })
    for (let time = 0; time < 2; time += 1)
      await expect(gone.begin('/')).rejects.toMatchObject({ code: 'external-unavailable' })
  })

  it.each([
    ['/a?b=1#c', '/a?b=1#c'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['/\t/evil', '/'],
    ['', '/'],
  ])('leads back to %j as %j', (path, kept) => {
    expect(localPath(path)).toBe(kept)
  })
})
