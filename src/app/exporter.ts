import { parentPort, workerData } from 'node:worker_threads'
import { Problem, reportOf } from '../kernel/index.ts'
import { type ExportOrder, writeExport } from './server/export-order.ts'

/** A thread that writes one export and ends. */
try {
  parentPort?.postMessage({ bytes: await writeExport(workerData as ExportOrder) })
} catch (error) {
  if (!(error instanceof Problem)) throw error
  parentPort?.postMessage({ problem: { ...reportOf(error), status: error.definition.status } })
}
