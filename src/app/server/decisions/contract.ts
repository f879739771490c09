import * as z from 'zod'
import { ANSWERS, DECISIONS } from '../../../library/index.ts'
import { bilingual, documentAddress, severity } from '../contract.ts'

const LONGEST_REASON = 1_000

export const findingAddress = documentAddress.extend({ key: z.string().regex(/^[\w-]{1,64}$/) })

const reason = z.string().max(LONGEST_REASON).default('')
export const answerOrder = z.object({ said: z.enum(ANSWERS), reason })
export const decisionOrder = z.object({ said: z.enum(DECISIONS), reason })

export const said = z.enum([...ANSWERS, ...DECISIONS])
export type Said = z.infer<typeof said>

const statementView = z
  .object({
    said,
    reason: z.string(),
    /** As the ledger names them. */
    by: z.string(),
    /** What they are called; null for a key or who sits at the machine. */
    name: z.string().nullable(),
    at: z.string(),
  })
  .readonly()
export type StatementView = z.infer<typeof statementView>

const discussedView = z
  .object({
    key: z.string(),
    rule: z.string(),
    severity,
    title: bilingual,
    message: bilingual,
    /** The reading that holds does not have it any more. */
    isGone: z.boolean(),
    /** The caller may decide: they did not answer. */
    mayDecide: z.boolean(),
    /** Newest first. */
    statements: z.array(statementView).readonly(),
  })
  .readonly()
export type DiscussedView = z.infer<typeof discussedView>

/** What was said of the findings of a document, and what the caller may say. */
export const decisionsView = z
  .object({
    items: z.array(discussedView).readonly(),
    mayAnswer: z.boolean(),
    mayDecide: z.boolean(),
  })
  .readonly()
export type DecisionsView = z.infer<typeof decisionsView>

const changedFinding = z
  .object({ key: z.string(), rule: z.string(), severity, title: bilingual, message: bilingual })
  .readonly()

/** What the program that read last finds otherwise than the one before; `before` is null where there was none. */
export const changesView = z
  .object({
    before: z.string().nullable(),
    after: z.string(),
    appeared: z.array(changedFinding).readonly(),
    gone: z.array(changedFinding).readonly(),
  })
  .readonly()
export type ChangesView = z.infer<typeof changesView>

export const checksStarted = z.object({ documents: z.number().int().nonnegative() }).readonly()
