import type { X509Certificate } from 'node:crypto'

/** Why a ledger does not hold. Public codes. */
export type LedgerReason =
  | 'not-a-ledger'
  | 'line-too-long'
  | 'malformed-line'
  | 'unexpected-line'
  | 'wrong-number'
  | 'time-runs-back'
  | 'broken-link'
  | 'wrong-hash'
  | 'wrong-payload'
  | 'payload-missing'
  | 'key-not-endorsed'
  | 'key-not-trusted'
  | 'wrong-key'
  | 'wrong-signature'
  | 'seal-mismatch'
  | 'wrong-time-stamp'
  | 'time-stamp-not-trusted'
  | 'file-cut-short'
  | 'end-mismatch'

/** In Chinese, then in English. */
export declare const REASONS: Readonly<Record<LedgerReason, readonly [string, string]>>

/** The first thing that is wrong: its line, what it is, its number (0 where it has none). */
export interface LedgerBreak {
  readonly line: number
  readonly thing: 'entry' | 'seal' | 'key' | 'time stamp' | 'file'
  readonly number: number
  readonly reason: LedgerReason
}

export interface LedgerVerdict {
  readonly isSound: boolean
  readonly broken: LedgerBreak | null
  /** Entries read before the end or the break. */
  readonly entries: number
  /** SHA-256 of the last of them. */
  readonly head: string
  readonly payloads: number
  readonly keys: readonly { readonly algorithm: 'Ed25519' | 'SM2'; readonly fingerprint: string }[]
  readonly seals: number
  readonly sealedUpTo: number
  readonly sealedAt: string | null
  readonly timeStamps: readonly { readonly seal: number; readonly at: string; readonly by: string }[]
}

export interface VerifyOptions {
  /** Fingerprints of signing keys known from elsewhere; the first key must be one of them. */
  readonly keys?: readonly string[]
  /** Certificates under which time stamps must have been issued; without any, who issued them is only told. */
  readonly authorities?: readonly X509Certificate[]
}

/** Lines as texts or bytes, without their ends. */
export declare function verifyLines(
  lines: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  options?: VerifyOptions,
): Promise<LedgerVerdict>
export declare function verifyFile(path: string, options?: VerifyOptions): Promise<LedgerVerdict>
export declare function describe(verdict: LedgerVerdict, isEnglish: boolean): string
export declare function certificatesOf(pem: string): X509Certificate[]
/** `imprint`: SHA-256 in hex of what was stamped. Null when the token is no sound time stamp of it. */
export declare function readTimeStamp(
  token: Uint8Array,
  imprint: string,
  authorities: readonly X509Certificate[],
): { readonly at: string; readonly by: string; readonly isTrusted: boolean } | null
