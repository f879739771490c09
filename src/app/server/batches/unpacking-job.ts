import * as z from 'zod'
import { Problem, reportOf } from '../../../kernel/index.ts'
import { type BatchEntry, batchOf, endUnpacking, insertBatchItem, unpackedEntries } from '../../../library/index.ts'
import {
  type AnyTransaction,
  isRetryable,
  type JobContext,
  type JobKind,
  jobKind,
  type OpenedStore,
} from '../../../store/index.ts'
import type { Library } from '../library.ts'
import { ARCHIVE_LIMITS, type ArchivedFile, listArchive, openArchived } from './archive.ts'
import { batchProblem } from './problems.ts'

const payload = z.strictObject({ batch: z.string() })
export type UnpackingOrder = z.infer<typeof payload>

interface UnpackingOptions {
  readonly store: OpenedStore
  readonly library: Library
}

const ARCHIVE_NAME = /\.(zip|rar|7z|tar|t?gz|bz2|xz)$/i

/** What somebody must mend for the whole batch, and what is wrong with this one file. */
function ofThisFile(error: unknown): Problem {
  if (!(error instanceof Problem)) throw error
  if (error.code === 'attachment-too-large') return batchProblem('entry-too-large')
  if (error.definition.status >= 500) throw error
  return error
}

/** Unpacks an archive and puts each file into the library. One that is broken off goes on where it was. */
export function unpackingJob({ store, library }: UnpackingOptions): JobKind<UnpackingOrder> {
  const change = <Result>(work: (tx: AnyTransaction) => Promise<Result>): Promise<Result> =>
    store.tables<unknown>().transaction().execute(work)

  const refuse = (batch: BatchEntry, { entry, name }: ArchivedFile, problem: Problem): Promise<void> =>
    change((tx) => insertBatchItem(tx, { batch: batch.id, entry, name, document: null, problem: reportOf(problem) }))

  async function keepFile(batch: BatchEntry, path: string, file: ArchivedFile): Promise<void> {
    const { entry, name } = file
    try {
      if (ARCHIVE_NAME.test(name)) throw batchProblem('entry-archive')
      const by = { by: batch.begun_by, owner: batch.owner, limit: ARCHIVE_LIMITS.fileBytes }
      const stream = await openArchived(path, file)
      await library.add(stream, { ...by, name, batch: { batch: batch.id, entry, name } })
    } catch (error) {
      await refuse(batch, file, ofThisFile(error))
    }
  }

  async function unpack(batch: BatchEntry, archive: string, context: JobContext<UnpackingOrder>): Promise<void> {
    const path = store.attachments.folder.pathOf(archive)
    const files = await listArchive(path)
    const unpacked = await unpackedEntries(store, batch.id)
    for (const [index, file] of files.entries()) {
      context.signal.throwIfAborted()
      if (!unpacked.has(file.entry)) await keepFile(batch, path, file)
      context.progress(index + 1, files.length)
    }
  }

  return jobKind({
    name: 'library.unpack',
    payload,
    attempts: 3,
    run: async (context) => {
      const batch = await batchOf(store, context.payload.batch)
      const { archive } = batch
      if (archive === null) return
      const problem = await unpack(batch, archive, context).then(
        () => null,
        (error: unknown) => {
          if (!(error instanceof Problem) || isRetryable(error)) throw error
          return reportOf(error)
        },
      )
      await change((tx) => endUnpacking(tx, batch.id, problem))
      await store.attachments.remove(archive)
    },
  })
}
