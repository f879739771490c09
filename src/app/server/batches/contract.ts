import * as z from 'zod'
import { problemView } from '../contract.ts'
import { pageOf, pageQuery } from '../http/pagination.ts'

const count = z.number().int().nonnegative()

export const batchAddress = z.object({ batch: z.uuid() })

/** A folder whose files follow one by one, each with X-Batch. */
export const batchOrder = z.object({ name: z.string().min(1).max(200), files: z.number().int().min(1).max(10_000) })

/** How far a batch is. Of `files` some were received; of these some were refused, read, or cannot be read. */
export const batchView = z
  .object({
    batch: z.string(),
    name: z.string(),
    begunAt: z.string(),
    isUnpacking: z.boolean(),
    files: count,
    received: count,
    refused: count,
    read: count,
    unreadable: count,
    /** Received and neither read nor refused yet. */
    pending: count,
    /** Why the archive was not unpacked to its end. */
    problem: problemView.nullable(),
    isDone: z.boolean(),
  })
  .readonly()
export type BatchView = z.infer<typeof batchView>

export const batchPageView = pageOf(batchView)
export type BatchPage = z.infer<typeof batchPageView>

export const batchItemQuery = pageQuery.extend({ only: z.enum(['all', 'troubled']).default('all') })

const batchItemView = z
  .object({
    /** Its number; two files of a folder may have one name. */
    id: z.number().int(),
    name: z.string(),
    document: z.string().nullable(),
    /** Why it was refused or cannot be read. */
    problem: problemView.nullable(),
  })
  .readonly()
export type BatchItemView = z.infer<typeof batchItemView>

export const batchItemPage = pageOf(batchItemView)
export type BatchItemPage = z.infer<typeof batchItemPage>
