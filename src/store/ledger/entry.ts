import { createHash, randomBytes } from 'node:crypto'
import { canonical, type Json } from './canonical.ts'

/** What somebody did, before it has its place in the ledger. Ids only: no names, numbers or addresses of people. */
export interface LedgerDraft {
  /** `account:ID`, `key:ID` or `system`. */
  readonly who: string
  /** Which act, as `thing.verb`: `account.created`. */
  readonly what: string
  /** What it was done to, as `kind:ID`. */
  readonly subject: string
  /** What belongs to it and may have to be erased one day. Kept beside the entry, which carries its digest only. */
  readonly payload?: Json
}

/** The part that is hashed. Its canonical form is what SHA-256, and SM3 where it is used, are taken of. */
export type LedgerEntryBody = {
  readonly at: string
  readonly digest: string | null
  readonly number: number
  readonly previous: string
  readonly sm3?: { readonly digest: string | null; readonly previous: string }
  readonly subject: string
  readonly what: string
  readonly who: string
}

export interface LedgerPayload {
  /** 128 random bits in hex, erased with the payload: a digest alone then tells nothing, not even by trying all values. */
  readonly salt: string
  /** The payload in canonical form. */
  readonly body: string
}

export interface LedgerEntry {
  readonly body: LedgerEntryBody
  /** SHA-256 in hex. */
  readonly hash: string
  /** SM3 in hex, where the second chain is kept. */
  readonly sm3: string | null
  readonly payload: LedgerPayload | null
}

/** Where the chain ends: what the next entry has to follow. */
export interface LedgerHead {
  readonly number: number
  readonly at: Date
  readonly hash: string
  readonly sm3: string
}

export const NOTHING_BEFORE = '0'.repeat(64)
export const EMPTY_LEDGER: LedgerHead = Object.freeze({
  number: 0,
  at: new Date(0),
  hash: NOTHING_BEFORE,
  sm3: NOTHING_BEFORE,
})

const SALT_BYTES = 16
const LONGEST_NAME = 200
const LONGEST_PAYLOAD = 1024 * 1024

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')
export const sm3Of = (data: string | Uint8Array): string => createHash('sm3').update(data).digest('hex')

/** Names are short and printable. Anything else is a mistake of the program. */
function demandName(name: string): void {
  if (name === '' || name.length > LONGEST_NAME || /[\p{Cc}\p{Surrogate}]/u.test(name))
    throw new TypeError('who, what and subject of a ledger entry are short printable texts')
}

function payloadOf({ payload }: LedgerDraft, salts: Buffer, index: number): LedgerPayload | null {
  if (payload === undefined) return null
  const body = canonical(payload)
  if (Buffer.byteLength(body) > LONGEST_PAYLOAD)
    throw new TypeError('the payload of a ledger entry is too large: keep it as an attachment and enter its digest')
  return { salt: salts.toString('hex', index * SALT_BYTES, (index + 1) * SALT_BYTES), body }
}

const isoLater = (a: Date, b: Date): string => (a > b ? a : b).toISOString()

/** Chains drafts to a head, in their order. Time never runs back, whatever the clocks of the machines say. */
export function chain(
  head: LedgerHead,
  drafts: readonly LedgerDraft[],
  { now, usesSm3 }: { readonly now: Date; readonly usesSm3: boolean },
): LedgerEntry[] {
  const at = isoLater(now, head.at)
  const salts = randomBytes(SALT_BYTES * drafts.length)
  let { hash: previous, sm3: previousSm3 } = head
  return drafts.map((draft, index) => {
    const { who, what, subject } = draft
    for (const name of [who, what, subject]) demandName(name)
    const payload = payloadOf(draft, salts, index)
    const salted = payload === null ? null : payload.salt + payload.body
    const second = { digest: salted === null || !usesSm3 ? null : sm3Of(salted), previous: previousSm3 }
    const digest = salted === null ? null : sha256(salted)
    const number = head.number + index + 1
    const body = { at, digest, number, previous, ...(usesSm3 ? { sm3: second } : {}), subject, what, who }
    const text = canonical(body)
    const entry = { body, hash: sha256(text), sm3: usesSm3 ? sm3Of(text) : null, payload }
    previous = entry.hash
    previousSm3 = entry.sm3 ?? NOTHING_BEFORE
    return entry
  })
}

/** The head after the last of some entries. */
export const headAfter = ({ body, hash, sm3 }: LedgerEntry): LedgerHead => ({
  number: body.number,
  at: new Date(body.at),
  hash,
  sm3: sm3 ?? NOTHING_BEFORE,
})
