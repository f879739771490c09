import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { canonical } from './canonical.ts'
import { sha256 } from './entry.ts'

/** Ed25519 (RFC 8032) or SM2 with SM3 (GB/T 32918). */
export type SealAlgorithm = 'Ed25519' | 'SM2'

export type LedgerKeyBody = {
  readonly algorithm: SealAlgorithm
  readonly at: string
  /** SHA-256 of the public key as SubjectPublicKeyInfo. */
  readonly fingerprint: string
  /** 1, 2, 3 … */
  readonly number: number
  /** Fingerprint of the key that was valid until now. */
  readonly previous: string | null
  /** SubjectPublicKeyInfo, base64. */
  readonly publicKey: string
}

export interface LedgerKey {
  readonly body: LedgerKeyBody
  /** Signature of the previous key over the canonical body; of the key itself where there is none or it was lost. */
  readonly endorsement: string
}

export type SealBody = {
  readonly at: string
  /** Hash of the last entry that is sealed, and its number. */
  readonly head: string
  readonly upTo: number
  readonly sm3?: string
  readonly key: string
  readonly number: number
  /** SHA-256 of the line of the seal before. */
  readonly previous: string
}

export interface Seal {
  readonly body: SealBody
  readonly signature: string
}

/** A private key and what it is known by. */
export interface SigningKey {
  readonly algorithm: SealAlgorithm
  readonly fingerprint: string
  readonly publicKey: string
  readonly privateKey: KeyObject
}

/** How SubjectPublicKeyInfo of the algorithms begins; Node has no name for SM2. */
const KEY_BEGINNINGS: readonly (readonly [SealAlgorithm, string])[] = [
  ['Ed25519', '302a300506032b6570032100'],
  ['SM2', '3059301306072a8648ce3d020106082a811ccf5501822d034200'],
]

/** Throws what OpenSSL says when the text is no private key, TypeError when it is one of another algorithm. */
export function readSigningKey(pem: string): SigningKey {
  const privateKey = createPrivateKey(pem)
  const der = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const algorithm = KEY_BEGINNINGS.find(([, beginning]) => der.toString('hex').startsWith(beginning))?.[0]
  if (algorithm === undefined) throw new TypeError('a seal is signed with Ed25519 or SM2')
  return { algorithm, fingerprint: sha256(der), publicKey: der.toString('base64'), privateKey }
}

/** Through its PEM form: a key on the curve of SM2 signs as SM2 only when it was read, and as ECDSA fresh from the generator. */
export function makeSigningKey(algorithm: SealAlgorithm): SigningKey {
  const { privateKey } =
    algorithm === 'SM2' ? generateKeyPairSync('ec', { namedCurve: 'SM2' }) : generateKeyPairSync('ed25519')
  return readSigningKey(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString())
}

export const pemOf = ({ privateKey }: SigningKey): string =>
  privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()

function signatureOf(text: string, { algorithm, privateKey }: SigningKey): string {
  return sign(algorithm === 'SM2' ? 'sm3' : null, Buffer.from(text), privateKey).toString('base64')
}

/** The key as the ledger lists it, endorsed by the one that it takes over from. */
export function introduce(
  key: SigningKey,
  before: { readonly number: number; readonly fingerprint: string; readonly signing: SigningKey | null } | null,
  at: string,
): LedgerKey {
  const body: LedgerKeyBody = {
    algorithm: key.algorithm,
    at,
    fingerprint: key.fingerprint,
    number: (before?.number ?? 0) + 1,
    previous: before?.fingerprint ?? null,
    publicKey: key.publicKey,
  }
  return { body, endorsement: signatureOf(canonical(body), before?.signing ?? key) }
}

export const signSeal = (body: SealBody, key: SigningKey): Seal => ({
  body,
  signature: signatureOf(canonical(body), key),
})
