import * as z from 'zod'
import { problemView } from '../contract.ts'

const count = z.number().int().nonnegative()
const text = z.string()

const certificate = z.object({ subject: text, validTo: text }).readonly()

/** What Gouji runs on and how it is set up. Secrets are no part of it. */
export const systemReport = z
  .object({
    version: text,
    engine: text,
    node: text,
    startedAt: text,
    database: z.object({ kind: z.enum(['embedded', 'server']), version: text, bytes: count }).readonly(),
    storage: z
      .object({
        /** Null where this process has no data folder of its own. */
        dataFolder: text.nullable(),
        bytes: count.nullable(),
        free: count.nullable(),
        attachments: z.object({ count, bytes: count }).readonly(),
      })
      .readonly(),
    ledger: z
      .object({
        entries: count,
        lastAt: text.nullable(),
        sealedUpTo: count,
        sealedAt: text.nullable(),
        /** Null while there is no key. */
        algorithm: z.enum(['Ed25519', 'SM2']).nullable(),
        /** Why this machine cannot sign with it. */
        keyProblem: problemView.nullable(),
      })
      .readonly(),
    backup: z
      .object({
        folder: text.nullable(),
        keep: count.nullable(),
        /** Null: by hand only. */
        at: text.nullable(),
        last: z.object({ name: text, bytes: count, at: text }).readonly().nullable(),
      })
      .readonly(),
    jobs: z.object({ workers: count, running: count, queued: count, dead: count }).readonly(),
    counts: z.object({ documents: count, accounts: count }).readonly(),
    /** What can be set up, and how it is; null where it is not. */
    setUp: z
      .object({
        publicAddress: text.nullable(),
        openId: text.nullable(),
        directory: text.nullable(),
        timeStamp: z
          .object({ address: text, stampedAt: text.nullable(), certificates: z.array(certificate).readonly() })
          .readonly()
          .nullable(),
        outgoing: z.array(text).readonly().nullable(),
      })
      .readonly(),
    sessions: z.object({ idleMinutes: count, absoluteHours: count }).readonly(),
  })
  .readonly()
export type SystemReport = z.infer<typeof systemReport>

export const jobOrder = z.object({ kind: z.string().min(1).max(100) })
export const jobOrdered = z.object({ job: count }).readonly()
