import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { DirectoryOptions } from '../src/identity/index.ts'

const SLAPD = '/usr/sbin/slapd'
/** slapd and openssl are on this machine. */
export const hasDirectory = existsSync(SLAPD) && spawnSync('openssl', ['version']).status === 0
if (!hasDirectory)
  console.info('slapd is not installed (apt-get install slapd): signing in at a directory is not tested')

const configOf = (room: string): string => `
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

export async function freePort(): Promise<number> {
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

/** A directory with two people, whose password is `right-secret`; the first is an auditor. */
export interface TestDirectory {
  readonly options: DirectoryOptions
  stop(): void
}

function makeCertificate(room: string): void {
  const subject = ['-subj', '/CN=directory', '-addext', 'subjectAltName=IP:127.0.0.1']
  const files = ['-keyout', join(room, 'tls.key'), '-out', join(room, 'tls.pem')]
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2']
  execFileSync('openssl', [...request, ...subject, ...files], { stdio: 'ignore' })
}

const optionsOf = (port: number, ca: string): DirectoryOptions => ({
  address: `ldap://127.0.0.1:${port}`,
  startTls: true,
  tls: { ca },
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
})

export async function startDirectory(): Promise<TestDirectory> {
  const room = mkdtempSync(join(tmpdir(), 'gouji-directory-'))
  mkdirSync(join(room, 'data'))
  makeCertificate(room)
  writeFileSync(join(room, 'slapd.conf'), configOf(room))
  writeFileSync(join(room, 'people.ldif'), PEOPLE.trimStart())
  execFileSync('slapadd', ['-f', join(room, 'slapd.conf'), '-l', join(room, 'people.ldif')], { stdio: 'pipe' })
  const port = await freePort()
  const args = ['-f', join(room, 'slapd.conf'), '-h', `ldap://127.0.0.1:${port}`, '-d', '0']
  const running = spawn(SLAPD, args, { stdio: 'ignore' })
  for (let tries = 0; tries < 100 && !(await answers(port)); tries += 1) await pause(100)
  const stop = (): void => {
    running.kill()
    rmSync(room, { recursive: true, force: true })
  }
  return { options: optionsOf(port, readFileSync(join(room, 'tls.pem'), 'utf8')), stop }
}
