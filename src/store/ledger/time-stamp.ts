import type { X509Certificate } from 'node:crypto'
import type { Store } from '../database.ts'
import { sha256 } from './entry.ts'
import { sealLine } from './lines.ts'
import { ledgerProblem } from './problems.ts'
import { sealOf } from './sealing.ts'
import type { LedgerTables } from './tables.ts'
import { readTimeStamp } from './verify.ts'

const ANSWER_WITHIN_MS = 20_000
const LARGEST_ANSWER = 256 * 1024
const GRANTED = new Set([0, 1])

/** One DER element. Source: ITU-T X.690. */
function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents)
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content])
  const digits = Buffer.alloc(4)
  digits.writeUInt32BE(length)
  const needed = digits.subarray(digits.findIndex((byte) => byte !== 0))
  return Buffer.concat([Buffer.of(tag, 0x80 + needed.length), needed, content])
}

const SHA256_OID = Buffer.from('608648016503040201', 'hex')

/** TimeStampReq of RFC 3161 for a SHA-256 digest, asking for the certificate. Each imprint is asked for once: no nonce. */
export function timeStampRequest(imprint: string): Buffer {
  const algorithm = der(0x30, der(0x06, SHA256_OID), der(0x05))
  const message = der(0x30, algorithm, der(0x04, Buffer.from(imprint, 'hex')))
  return der(0x30, der(0x02, Buffer.of(1)), message, der(0x01, Buffer.of(0xff)))
}

/** The content of the first element and what follows it; null where the bytes are none. Lengths up to 16 MiB. */
function take(bytes: Buffer, tag: number): { content: Buffer; rest: Buffer } | null {
  if (bytes.length < 2 || bytes[0] !== tag) return null
  const first = bytes.readUInt8(1)
  const digits = first < 0x80 ? 0 : first - 0x80
  if (digits > 3 || first === 0x80 || bytes.length < 2 + digits) return null
  const length = digits === 0 ? first : bytes.readUIntBE(2, digits)
  const end = 2 + digits + length
  return bytes.length < end ? null : { content: bytes.subarray(2 + digits, end), rest: bytes.subarray(end) }
}

/** The token of a TimeStampResp, or null when none was granted. */
export function tokenOf(response: Buffer): Buffer | null {
  const outer = take(response, 0x30)
  const status = outer === null ? null : take(outer.content, 0x30)
  const code = status === null ? null : take(status.content, 0x02)
  if (status === null || code === null || code.content.length !== 1) return null
  return GRANTED.has(code.content.readUInt8(0)) && status.rest.length > 0 ? status.rest : null
}

async function boundedBytes(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > LARGEST_ANSWER) throw ledgerProblem('time-stamp-refused', 'size')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function ask(address: string, body: Buffer): Promise<Buffer> {
  const headers = { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' }
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS)
  try {
    const response = await fetch(address, { method: 'POST', headers, body: new Uint8Array(body), signal })
    if (!response.ok) throw ledgerProblem('time-stamp-refused', `HTTP ${response.status}`)
    return await boundedBytes(response)
  } catch (error) {
    // fetch says "fetch failed" of everything that the network can do; a timeout is a DOMException.
    if (error instanceof TypeError || error instanceof DOMException)
      throw ledgerProblem('time-stamp-refused', error.name)
    throw error
  }
}

export interface Stamping {
  readonly now?: Date
  /** Under which the stamp must have been issued; any will do where there are none. */
  readonly authorities?: readonly X509Certificate[]
}

/**
 * Has the latest seal stamped, unless it is, by the authority at the address (http or https, from the configuration).
 * Returns the number of the seal, or null when there was nothing to do. Throws a Problem when what comes is no time stamp of it.
 */
export async function stampLatestSeal(
  store: Store,
  address: string,
  { now = new Date(), authorities = [] }: Stamping = {},
): Promise<number | null> {
  const tables = store.tables<LedgerTables>()
  const row = await tables
    .selectFrom('ledger_seal')
    .leftJoin('ledger_time_stamp', 'ledger_time_stamp.seal', 'ledger_seal.number')
    .selectAll('ledger_seal')
    .select('ledger_time_stamp.token')
    .orderBy('ledger_seal.number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined || row.token !== null) return null
  const imprint = sha256(sealLine(sealOf(row)))
  const token = tokenOf(await ask(address, timeStampRequest(imprint)))
  const stamp = token === null ? null : readTimeStamp(token, imprint, authorities)
  if (token === null || stamp === null) throw ledgerProblem('time-stamp-refused', 'token')
  if (authorities.length > 0 && !stamp.isTrusted) throw ledgerProblem('time-stamp-refused', 'certificate')
  await tables
    .insertInto('ledger_time_stamp')
    .values({ seal: row.number, at: now, token: token.toString('base64') })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return row.number
}
