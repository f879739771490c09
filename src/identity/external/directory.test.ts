import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasDirectory, startDirectory, type TestDirectory } from '../../../test/directory-server.ts'
import { ledgerMigrations, type Store } from '../../store/index.ts'
import { memoryStore } from '../../store/testing.ts'
import { personOfSession } from '../index.ts'
import { identityMigrations } from '../tables.ts'
import { type DirectoryOptions, signInAtDirectory } from './directory.ts'

describe.skipIf(!hasDirectory)('signing in at a directory (slapd)', () => {
  let directory: TestDirectory
  let store: Store
  let options: DirectoryOptions

  beforeAll(async () => {
    directory = await startDirectory()
    options = directory.options
    store = await memoryStore([...ledgerMigrations, ...identityMigrations])
  })

  afterAll(async () => {
    directory.stop()
    await store.close()
  })

  const enter = (login: string, password: string, other: Partial<DirectoryOptions> = {}) =>
    signInAtDirectory(store, { ...options, ...other }, { login, password, address: '192.0.2.1', device: '' })

  it('opens a session for who binds with the right password, with the roles of the rules', async () => {
    const { token, account } = await enter('Desk.One', 'right-secret')
    expect((await personOfSession(store, token)).grants.map(({ role }) => role)).toEqual(['auditor'])
    expect((await enter('desk.one', 'right-secret')).account).toBe(account)
  })

  it.each([
    ['desk.one', 'wrong'],
    ['desk.one', ''],
    ['nobody', 'right-secret'],
    ['*', 'right-secret'],
    ['desk*', 'right-secret'],
    ['desk.one)(uid=*', 'right-secret'],
    ['uid=desk.one,dc=example,dc=cn', 'right-secret'],
  ])('refuses %s with %j', async (login, password) => {
    await expect(enter(login, password)).rejects.toMatchObject({ code: 'sign-in-refused' })
  })

  it('does not admit whom no rule gives a role', async () => {
    await expect(enter('desk.two', 'right-secret')).rejects.toMatchObject({ code: 'external-not-admitted' })
  })

  it('speaks to no directory whose certificate it does not trust, and says when there is none', async () => {
    await expect(enter('desk.one', 'right-secret', { tls: {} })).rejects.toMatchObject({
      code: 'external-unavailable',
    })
    await expect(enter('desk.one', 'right-secret', { address: 'ldap://127.0.0.1:1' })).rejects.toMatchObject({
      code: 'external-unavailable',
    })
  })

  it('is closed after failures like every other way in', async () => {
    for (let failure = 0; failure < 6; failure += 1) await enter('guess', 'wrong').catch(() => null)
    await expect(enter('guess', 'wrong')).rejects.toMatchObject({ code: 'too-many-attempts' })
  })
})
