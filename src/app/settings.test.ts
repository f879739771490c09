import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NO_SETTINGS, readSettings } from './settings.ts'

const rules = { login: 'sub', name: 'name', roles: [], admit: 'link' }
const openId = { issuer: 'https://id.example.cn', clientId: 'gouji', clientSecret: 'a secret', rules }
const directory = { address: 'ldaps://ldap.example.cn', base: 'dc=example', loginAttribute: 'uid', rules }

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gouji-settings-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(settings: unknown, mode = 0o600): string {
  const file = join(folder, 'settings.json')
  writeFileSync(file, typeof settings === 'string' ? settings : JSON.stringify(settings))
  chmodSync(file, mode)
  return file
}

const problemOf = (settings: unknown, mode?: number): unknown => {
  write(settings, mode)
  try {
    return readSettings(folder)
  } catch (error) {
    return error
  }
}

describe('the settings file', () => {
  it('need not be there, and need not say anything', () => {
    expect(readSettings(folder)).toEqual(NO_SETTINGS)
    write({})
    expect(readSettings(folder)).toEqual(NO_SETTINGS)
    expect(NO_SETTINGS.sessions).toEqual({ idleMinutes: 60, absoluteHours: 12 })
  })

  it('must be there when it is named', () => {
    expect(() => readSettings(folder, join(folder, 'other.json'))).toThrow('no-such-file')
    expect(readSettings('/nowhere', write({ sessions: { idleMinutes: 5 } })).sessions).toEqual({
      idleMinutes: 5,
      absoluteHours: 12,
    })
  })

  it('takes secrets and certificates from files beside it', () => {
    writeFileSync(join(folder, 'secret'), 'from a file\n', { mode: 0o600 })
    writeFileSync(join(folder, 'ca.pem'), 'PEM')
    const { clientSecret: _, ...rest } = openId
    write({
      openId: { ...rest, clientSecretFile: 'secret' },
      directory: { ...directory, caFile: 'ca.pem', reader: { name: 'cn=reader', passwordFile: 'secret' } },
      ledger: { timeStamp: { address: 'http://tsa.example.cn', caFile: 'ca.pem' } },
      backup: { folder: 'backups' },
    })
    const settings = readSettings(folder)
    expect(settings.openId).toMatchObject({ clientSecret: 'from a file', isInsecure: false })
    expect(settings.directory).toMatchObject({ tls: { ca: 'PEM' }, reader: { password: 'from a file' } })
    expect(settings.ledger).toEqual({
      algorithm: 'Ed25519',
      timeStamp: { address: 'http://tsa.example.cn', authorities: 'PEM' },
    })
    expect(settings.backup).toEqual({ folder: join(folder, 'backups'), keep: 7, at: '30 2 * * *' })
  })

  it.each([
    ['openId.issuer', { openId: { ...openId, issuer: 'http://id.example.cn' } }],
    ['openId.issuer', { openId: { ...openId, issuer: undefined } }],
    ['openId.clientSecret', { openId: { ...openId, clientSecret: undefined } }],
    ['openId.clientSecret', { openId: { ...openId, clientSecretFile: 'secret' } }],
    [
      'openId.rules.roles.0.role',
      { openId: { ...openId, rules: { ...rules, roles: [{ claim: 'a', has: 'b', role: 'king', in: 'all' }] } } },
    ],
    ['openId.rules.admit', { openId: { ...openId, rules: { ...rules, admit: 'everybody' } } }],
    ['openId.secret', { openId: { ...openId, secret: 'x' } }],
    ['directory.startTls', { directory: { ...directory, address: 'ldap://ldap.example.cn' } }],
    ['directory.address', { directory: { ...directory, address: 'https://ldap.example.cn' } }],
    ['directory.caFile', { directory: { ...directory, caFile: 'nowhere.pem' } }],
    ['directory.reader.password', { directory: { ...directory, reader: { name: 'cn=reader' } } }],
    ['ledger.algorithm', { ledger: { algorithm: 'RSA' } }],
    ['ledger.timeStamp.address', { ledger: { timeStamp: { address: 'tsa' } } }],
    ['backup.at', { backup: { folder: 'b', at: 'every night' } }],
    ['backup.keep', { backup: { folder: 'b', keep: 0 } }],
    ['outgoing.ranges.0', { outgoing: { ranges: ['10.0.0.0/33'] } }],
    ['sessions.idleMinutes', { sessions: { idleMinutes: '5' } }],
    ['colour', { colour: 'red' }],
  ])('is refused with the name of the field: %s', (field, settings) => {
    expect(problemOf(settings)).toMatchObject({
      code: 'settings-invalid',
      detail: expect.stringContaining(`: ${field}`),
    })
  })

  it('is refused when it is no JSON, without quoting it', () => {
    const problem = problemOf('{ "openId": { "clientSecret": "hush" ') as Error
    expect(problem).toMatchObject({ code: 'settings-unreadable' })
    expect(problem.message).not.toContain('hush')
  })

  it.each([0o640, 0o604, 0o660])('is refused when it holds a secret and its mode is %o', (mode) => {
    expect(problemOf({ openId }, mode)).toMatchObject({ code: 'settings-exposed' })
    expect(problemOf({ backup: { folder: 'b' } }, mode)).toMatchObject({ backup: { keep: 7 } })
  })

  it('a file that holds a secret must be closed as well', () => {
    writeFileSync(join(folder, 'secret'), 'x', { mode: 0o644 })
    const { clientSecret: _, ...rest } = openId
    expect(problemOf({ openId: { ...rest, clientSecretFile: 'secret' } })).toMatchObject({ code: 'settings-exposed' })
  })

  it('lets http lead to a provider on this machine only, and plain LDAP likewise', () => {
    expect(problemOf({ openId: { ...openId, issuer: 'http://127.0.0.1:9000' } })).toMatchObject({
      openId: { isInsecure: true },
    })
    expect(problemOf({ directory: { ...directory, address: 'ldap://localhost:389' } })).toMatchObject({
      directory: { startTls: false },
    })
  })
})
