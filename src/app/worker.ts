import { parentPort } from 'node:worker_threads'
import { Problem, reportOf } from '../kernel/index.ts'
import { examine } from './examination.ts'
import type { Outcome, Reply, Request } from './pool.ts'

const send = (reply: Reply): void => parentPort?.postMessage(reply)

async function outcomeOf({ id, bytes, ocr }: Request): Promise<Outcome> {
  try {
    return { examination: await examine(bytes, { ocr, onPage: (page, pages) => send({ id, page, pages }) }) }
  } catch (error) {
    if (error instanceof Problem) return { problem: reportOf(error) }
    throw error
  }
}

parentPort?.on('message', (request: Request) => {
  outcomeOf(request).then(
    (outcome) => send({ id: request.id, outcome }),
    (error: unknown) =>
      send({ id: request.id, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})
