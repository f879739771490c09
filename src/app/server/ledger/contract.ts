import * as z from 'zod'
import { bilingual, problemView } from '../contract.ts'
import { pageOf, pageQuery } from '../http/pagination.ts'

const count = z.number().int().nonnegative()
const name = z.string().min(1).max(200)

/** What an account or a key is called, for who may read that; null for others, and for what has no name. */
const called = z.string().nullable()

export const ledgerEntryView = z
  .object({
    number: count,
    at: z.string(),
    who: z.string(),
    whoName: called,
    what: z.string(),
    subject: z.string(),
    subjectName: called,
  })
  .readonly()
export type LedgerEntryView = z.infer<typeof ledgerEntryView>

export const ledgerEntryPage = pageOf(ledgerEntryView)
export type LedgerEntryPage = z.infer<typeof ledgerEntryPage>

export const ledgerEntryDetails = z
  .object({
    entry: ledgerEntryView,
    /** SHA-256 in hex. */
    hash: z.string(),
    previous: z.string(),
    sm3: z.string().nullable(),
    /** Of salt and payload; null where there never was one. */
    digest: z.string().nullable(),
    salt: z.string().nullable(),
    /** As the digest was taken of it: canonical JSON. Null where there is none, or where it was erased. */
    payload: z.string().nullable(),
    /** The first seal over it. */
    seal: count.nullable(),
  })
  .readonly()
export type LedgerEntryDetails = z.infer<typeof ledgerEntryDetails>

export const ledgerQuery = pageQuery.extend({
  /** `account:ID`, `key:ID`, `system`, `local`, or a sign-in name. */
  who: name.optional(),
  what: name.optional(),
  subject: name.optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
})
export const entryAddress = z.object({ number: z.coerce.number().int().positive() })

export const ledgerState = z
  .object({
    head: z.object({ number: count, at: z.string(), hash: z.string() }).readonly(),
    keys: z
      .array(
        z
          .object({
            number: count,
            algorithm: z.enum(['Ed25519', 'SM2']),
            fingerprint: z.string(),
            publicKey: z.string(),
            at: z.string(),
            previous: z.string().nullable(),
          })
          .readonly(),
      )
      .readonly(),
    seal: z
      .object({ number: count, at: z.string(), upTo: count, key: z.string(), stampedAt: z.string().nullable() })
      .readonly()
      .nullable(),
  })
  .readonly()
export type LedgerState = z.infer<typeof ledgerState>

export const verificationView = z
  .object({
    job: count,
    state: z.enum(['queued', 'running', 'done', 'dead', 'cancelled']),
    done: count,
    total: count.nullable(),
    finishedAt: z.string().nullable(),
    failure: problemView.nullable(),
    /** Null until it has come to an end. */
    verdict: z
      .object({
        isSound: z.boolean(),
        entries: count,
        head: z.string(),
        seals: count,
        sealedUpTo: count,
        timeStamps: count,
        /** The first thing that does not hold. */
        broken: z
          .object({
            line: count,
            thing: z.enum(['entry', 'seal', 'key', 'time stamp', 'file']),
            number: count,
            reason: bilingual,
          })
          .readonly()
          .nullable(),
      })
      .readonly()
      .nullable(),
  })
  .readonly()
export type VerificationView = z.infer<typeof verificationView>

export const latestVerification = z.object({ latest: verificationView.nullable() }).readonly()

export const rotation = z.object({
  algorithm: z.enum(['Ed25519', 'SM2']),
  /** The valid key is gone and cannot endorse the new one. */
  isLost: z.boolean().default(false),
})
