import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ledgerMigrations, type Store } from '../../store/index.ts'
import { memoryStore } from '../../store/testing.ts'
import { personOfSession } from '../index.ts'
import { identityMigrations } from '../tables.ts'
import { type DirectoryOptions, signInAtDirectory } from './directory.ts'

const SLAPD = '/usr/sbin/slapd'
const isThere = existsSync(SLAPD) && spawnSync('openssl', ['version']).status === 0
if (!isThere)
  console.info('directory.test.ts: slapd is not installed (apt-get install slapd), signing in there is not tested')

const room = mkdtempSync(join(tmpdir(), 'gouji-directory-'))

const CONFIG = `
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
pidfile ${room}/slapd.pid
modulepath /usr/lib/ldap
moduleload back_mdb
TLSCertificateFile ${room}/tls.pem
TLSCertificateKeyFile ${room}/tls.key
database mdb
suffix "dc=example,dc=cn"
rootdn "cn=root,dc=example,dc=cn"
rootpw root-secret
directory ${room}/data
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="cn=reader,dc=example,dc=cn" read by * none
`

const PEOPLE = `
dn: dc=example,dc=cn
objectClass: domain
dc: example

dn: cn=reader,dc=example,dc=cn
objectClass: person
cn: reader
sn: reader
userPassword: reader-secret

dn: uid=desk.one,dc=example,dc=cn
objectClass: inetOrgPerson
uid: desk.one
cn: Desk
sn: One
departmentNumber: audit
departmentNumber: other
userPassword: right-secret

dn: uid=desk.two,dc=example,dc=cn
objectClass: inetOrgPerson
uid: desk.two
cn: Desk
sn: Two
userPassword: right-secret
`

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
    socket.on('connect', () => socket.end())
  })

async function startDirectory(): Promise<{ port: number; process: ChildProcess }> {
  mkdirSync(join(room, 'data'))
  chmodSync(room, 0o700)
  const subject = ['-subj', '/CN=directory', '-addext', 'subjectAltName=IP:127.0.0.1']
  const files = ['-keyout', join(room, 'tls.key'), '-out', join(room, 'tls.pem')]
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...files], {
    stdio: 'ignore',
  })
  writeFileSync(join(room, 'slapd.conf'), CONFIG)
  writeFileSync(join(room, 'people.ldif'), PEOPLE.trimStart())
  execFileSync('slapadd', ['-f', join(room, 'slapd.conf'), '-l', join(room, 'people.ldif')], { stdio: 'pipe' })
  const port = await freePort()
  const args = ['-f', join(room, 'slapd.conf'), '-h', `ldap://127.0.0.1:${port}`, '-d', '0']
  return { port, process: spawn(SLAPD, args, { stdio: 'ignore' }) }
}

describe.skipIf(!isThere)('signing in at a directory (slapd)', () => {
  let directory: { port: number; process: ChildProcess }
  let store: Store
  let options: DirectoryOptions

  beforeAll(async () => {
    directory = await startDirectory()
    store = await memoryStore([...ledgerMigrations, ...identityMigrations])
    options = {
      address: `ldap://127.0.0.1:${directory.port}`,
      startTls: true,
      tls: { ca: execFileSync('cat', [join(room, 'tls.pem')]) },
      base: 'dc=example,dc=cn',
      loginAttribute: 'uid',
      attributes: ['cn', 'departmentNumber'],
      reader: { name: 'cn=reader,dc=example,dc=cn', password: 'reader-secret' },
      rules: {
        login: 'uid',
        name: 'cn',
        roles: [{ claim: 'departmentNumber', has: 'audit', role: 'auditor', in: 'all' }],
        admit: 'create',
      },
    }
    for (let tries = 0; tries < 100 && !(await answers(directory.port)); tries += 1) await pause(100)
  })

  afterAll(async () => {
    directory.process.kill()
    await store.close()
    rmSync(room, { recursive: true, force: true })
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
