import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import fastifyCookie from '@fastify/cookie'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Logger } from 'pino'
import { ensureSealKey, type OpenedStore, openEvents, runnable, startWorker } from '../../store/index.ts'
import { NO_SETTINGS, type Settings } from '../settings.ts'
import { Batches } from './batches/batches.ts'
import { batchRoutes } from './batches/routes.ts'
import { unpackingJob } from './batches/unpacking-job.ts'
import { boardRoutes } from './board/routes.ts'
import { decisionRoutes } from './decisions/routes.ts'
import { documentRoutes, LARGEST_FILE } from './document-routes.ts'
import type { Examine, RuleTitles } from './examination.ts'
import { Exports } from './export-job.ts'
import { type WriteExport, writeExport } from './export-order.ts'
import { type ExternalSignIn, NO_EXTERNAL } from './external-sign-in.ts'
import { adoptFormerLibrary } from './former-library.ts'
import { guard, isLoopback } from './guard.ts'
import { openGate } from './http/gate.ts'
import { mountRoutes } from './http/mount.ts'
import type { Route } from './http/route.ts'
import { interfaceRoutes } from './interface-routes.ts'
import { jobRoutes } from './jobs/job-routes.ts'
import { ledgerRoutes } from './ledger/ledger-routes.ts'
import { Library } from './library.ts'
import { Live } from './live.ts'
import { logRequests, openLog } from './log.ts'
import { openIdRoutes } from './openid-routes.ts'
import { Organisations } from './organisations.ts'
import { servePages } from './pages.ts'
import { peopleRoutes } from './people/routes.ts'
import { answerProblems } from './problem-answers.ts'
import { readingJob } from './reading-job.ts'
import { sessionRoutes } from './session-routes.ts'
import { openMetrics } from './system/metrics.ts'
import { systemRoutes } from './system/system-routes.ts'
import { openUpkeep } from './upkeep/upkeep.ts'

export interface ServerOptions {
  /** Opened with all tables; whoever opened it closes it. */
  readonly store: OpenedStore
  readonly examine: Examine
  /** The program that reads, as its readings name it. */
  readonly engine: string
  /** A folder of documents that are put into the library once; null for none. */
  readonly examples: string | null
  readonly host: string
  /** The data folder: keys of the seals, backups, perhaps the library of an earlier version; null for none. */
  readonly dataDir?: string | null
  /** 0 takes any free port. */
  readonly port: number
  /** Where people reach the server, when that is not host and port. */
  readonly url?: URL | null
  /** The folder of the built pages. */
  readonly pages: string
  /** Titles of the rules by id, for their receipts. */
  readonly ruleTitles?: RuleTitles
  /** The product's version, as the interface says it. */
  readonly version?: string
  readonly external?: ExternalSignIn
  /** Writes an export; in this thread unless told otherwise. */
  readonly writeExport?: WriteExport
  readonly settings?: Settings
  readonly log?: Logger
}

export interface Server {
  /** http://127.0.0.1:8080 */
  readonly address: string
  readonly library: Library
  /** Stops listening, ends open event streams, waits for running requests and gives back running jobs. */
  readonly close: () => Promise<void>
}

/** How long running requests and jobs may go on when the server stops. */
const LAST_WORD_MS = 1_000

/** Jobs at a time that are no reading. */
const OTHER_JOBS = 2

/** Each example is offered once: one that the user deleted does not come back. */
async function offerExamples(library: Library, examples: string): Promise<void> {
  const files = (await readdir(examples, { withFileTypes: true })).filter((entry) => entry.isFile())
  for (const name of await library.offer(files.map((file) => file.name))) {
    const stream = createReadStream(join(examples, name))
    await library.add(stream, { name, by: 'system', owner: null, isExample: true, limit: LARGEST_FILE })
  }
}

/** What everything that the server does is built from. */
async function composeLibrary(options: ServerOptions, log: Logger) {
  const { store, engine, examine, ruleTitles = {}, dataDir = null, settings = NO_SETTINGS } = options
  const events = await openEvents(store.connection)
  const organisations = new Organisations(store, events)
  const reading = readingJob({ store, organisations, examine, ruleTitles, engine, log })
  const library = new Library({ store, reading, engine })
  const unpacking = unpackingJob({ store, library })
  const batches = new Batches({ store, unpacking, reading: reading.name })
  const exports = new Exports({ store, events, library, write: options.writeExport ?? writeExport })
  const upkeep = openUpkeep({ store, dataDir, settings })
  if (upkeep.keys !== null) await ensureSealKey(store, upkeep.keys, settings.ledger.algorithm)
  const others = [runnable(exports.kind), runnable(unpacking), ...upkeep.kinds]
  const shared = { store, events, graceMs: LAST_WORD_MS }
  // Reading hundreds of documents keeps nothing else waiting.
  const workers = [
    startWorker({ ...shared, kinds: [runnable(reading)], size: availableParallelism() }),
    startWorker({ ...shared, kinds: others, schedules: upkeep.schedules, size: OTHER_JOBS }),
  ]
  const kinds = [reading, ...others].map(({ name }) => name)
  return {
    events,
    organisations,
    library,
    batches,
    exports,
    upkeep,
    kinds,
    workers,
    live: new Live(events, library, reading.name),
  }
}

/** Serves the pages and the interface, and does the jobs that they ask for. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const { store, url = null } = options
  const log = options.log ?? openLog('warn')
  const isRemote = !isLoopback(options.host)
  const { events, organisations, library, batches, exports, upkeep, kinds, workers, live } = await composeLibrary(
    options,
    log,
  )
  const closing = new AbortController()
  const server = Fastify({
    loggerInstance: log,
    // Its own lines would tell whole addresses.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: LARGEST_FILE,
    routerOptions: { maxParamLength: 128 },
    // A proxy that speaks https for Gouji runs on the same machine.
    trustProxy: 'loopback',
  }) as unknown as FastifyInstance
  answerProblems(server)
  logRequests(server)
  guard(server, { isRemote, url })
  await server.register(fastifyCookie)
  const { version = '', engine, dataDir = null } = options
  const metrics = openMetrics(server, store, version)
  const isSecure = url?.protocol === 'https:'
  const { external = NO_EXTERNAL, settings = NO_SETTINGS } = options
  const sessions = { store, version, isSecure, external, limits: settings.sessions }
  const routes: readonly Route[] = [
    ...documentRoutes(library, batches, exports, live, closing.signal),
    ...batchRoutes(batches),
    ...decisionRoutes(library, store),
    ...boardRoutes({ store, organisations }),
    ...sessionRoutes(sessions),
    ...peopleRoutes({ store, organisations, url }),
    ...openIdRoutes(external.openId, isSecure),
    ...ledgerRoutes(store, upkeep),
    ...jobRoutes(store, kinds),
    ...systemRoutes({ store, upkeep, settings, dataDir, version, engine, url }, metrics),
  ]
  const all = [...routes, ...interfaceRoutes(routes, version)]
  mountRoutes(server, all, openGate({ store, organisations, isRemote, limits: settings.sessions }))
  await servePages(server, options.pages)
  const address = await server.listen({ host: options.host, port: options.port })
  if (options.dataDir) await adoptFormerLibrary(library, options.dataDir)
  if (options.examples !== null) await offerExamples(library, options.examples)
  return {
    address,
    library,
    close: async () => {
      closing.abort()
      const impatience = setTimeout(() => server.server.closeAllConnections(), LAST_WORD_MS)
      await server.close()
      clearTimeout(impatience)
      await Promise.all(workers.map((worker) => worker.stop()))
      await events.close()
    },
  }
}
