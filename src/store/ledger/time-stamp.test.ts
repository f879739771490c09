import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../database.ts'
import { memoryStore } from '../testing.ts'
import { sha256 } from './entry.ts'
import {
  certificatesOf,
  ensureSealKey,
  keyFolder,
  ledgerMigrations,
  sealLedger,
  stampLatestSeal,
  verifyLedger,
} from './index.ts'
import { timeStampRequest, tokenOf } from './time-stamp.ts'
import { readTimeStamp } from './verify.ts'

const hasOpenssl = spawnSync('openssl', ['version']).status === 0
const room = mkdtempSync(join(tmpdir(), 'gouji-tsa-'))
const openssl = (...args: string[]): Buffer =>
  execFileSync('openssl', args, { cwd: room, stdio: ['ignore', 'pipe', 'pipe'] })

const CONFIG = `
[tsa]
default_tsa = one
[one]
serial = serial
signer_cert = tsa.pem
certs = ca.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
[extensions]
extendedKeyUsage = critical,timeStamping
`

function certify(name: string, isAuthority: boolean): void {
  const key = isAuthority ? ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] : ['-newkey', 'rsa:2048']
  const signer = isAuthority ? ['-x509', '-days', '30'] : []
  const subject = ['-subj', `/CN=${name}`, '-nodes', '-keyout', `${name}.key`]
  openssl('req', ...signer, ...key, ...subject, '-out', isAuthority ? `${name}.pem` : `${name}.csr`)
  if (isAuthority) return
  const issuer = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '30']
  openssl(
    'x509',
    '-req',
    '-in',
    `${name}.csr`,
    ...issuer,
    '-extfile',
    'tsa.cnf',
    '-extensions',
    'extensions',
    '-out',
    `${name}.pem`,
  )
}

function answer(request: Buffer): Buffer {
  writeFileSync(join(room, 'request.tsq'), request)
  openssl('ts', '-reply', '-config', 'tsa.cnf', '-section', 'one', '-queryfile', 'request.tsq', '-out', 'answer.tsr')
  return readFileSync(join(room, 'answer.tsr'))
}

/** An authority on loopback that answers as the last part of its address says. */
const authority: Server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body = Buffer.concat(chunks)
    if (request.url === '/broken') response.writeHead(500).end()
    else if (request.url === '/other') response.end(answer(timeStampRequest('ab'.repeat(32))))
    else if (request.url === '/endless') response.end(Buffer.alloc(1024 * 1024))
    else response.end(answer(body))
  })
})

describe.skipIf(!hasOpenssl)('time stamps (with an authority made of openssl ts)', () => {
  let store: Store
  let address = ''
  const keys = keyFolder(join(room, 'keys'))

  beforeAll(async () => {
    writeFileSync(join(room, 'tsa.cnf'), CONFIG)
    writeFileSync(join(room, 'serial'), '01')
    for (const name of ['ca', 'other']) certify(name, true)
    certify('tsa', false)
    await new Promise<void>((resolve) => authority.listen(0, '127.0.0.1', resolve))
    address = `http://127.0.0.1:${(authority.address() as AddressInfo).port}`
    store = await memoryStore(ledgerMigrations)
    await ensureSealKey(store, keys, 'Ed25519')
    await sealLedger(store, keys)
  })

  afterAll(async () => {
    await store.close()
    authority.close()
    rmSync(room, { recursive: true })
  })

  it.each(['/broken', '/other', '/endless'])('are refused from an authority that answers %s', async (path) => {
    await expect(stampLatestSeal(store, address + path)).rejects.toMatchObject({ code: 'time-stamp-refused' })
  })

  it('say when a seal existed, offline, and under which authority', async () => {
    const authorities = (name: string) => certificatesOf(readFileSync(join(room, `${name}.pem`), 'utf8'))
    await expect(stampLatestSeal(store, address, { authorities: authorities('other') })).rejects.toMatchObject({
      code: 'time-stamp-refused',
      detail: 'certificate',
    })
    expect(await stampLatestSeal(store, address, { authorities: authorities('ca') })).toBe(1)
    expect(await stampLatestSeal(store, address)).toBeNull()
    const verdict = await verifyLedger(store, { authorities: authorities('ca') })
    expect(verdict.broken).toBeNull()
    expect(verdict.timeStamps).toMatchObject([{ seal: 1 }])
    expect(await verifyLedger(store, { authorities: authorities('other') })).toMatchObject({
      broken: { thing: 'time stamp', number: 1, reason: 'time-stamp-not-trusted' },
    })
  })

  it('break with any byte that carries meaning, and never throw', async () => {
    const imprint = sha256('a seal')
    const token = tokenOf(answer(timeStampRequest(imprint)))
    if (token === null) throw new Error('openssl ts gave no token')
    expect(readTimeStamp(token, imprint, [])).not.toBeNull()
    expect(readTimeStamp(token, sha256('another seal'), [])).toBeNull()
    for (let place = 0; place < token.length; place += 1) {
      const changed = Buffer.from(token)
      changed.writeUInt8(changed.readUInt8(place) ^ 0x41, place)
      const reading = readTimeStamp(changed, imprint, [])
      // Certificates of the chain and attributes beside the signature are not covered by it; what is read must stay.
      if (reading !== null) expect(reading).toMatchObject({ at: readTimeStamp(token, imprint, [])?.at })
      expect(() => readTimeStamp(token.subarray(0, place), imprint, [])).not.toThrow()
    }
  })
})
