import { Worker } from 'node:worker_threads'
import { Problem, type ProblemReport } from '../kernel/index.ts'
import type { ExportOrder } from './server/export-order.ts'

type Reply = { readonly bytes: Uint8Array } | { readonly problem: ProblemReport & { readonly status: number } }

const HEAP_MEGABYTES = 448

/** Writes an export on a thread of its own: pages of hundreds of findings take a while, and the server goes on serving. */
export const exportOnThread = (order: ExportOrder): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('exporter.js', import.meta.url), {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
    })
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the exporting thread ended without an answer')))
    worker.once('message', (reply: Reply) => {
      if ('bytes' in reply) resolve(reply.bytes)
      else reject(new Problem(reply.problem.code, reply.problem, reply.problem.detail))
      void worker.terminate()
    })
  })
