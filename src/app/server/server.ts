import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import pino, { type Logger } from 'pino'
import { documentRoutes, LARGEST_FILE } from './document-routes.ts'
import type { Examine, RuleTitles } from './examination.ts'
import { type DocumentFolder, openDocumentFolder } from './folder.ts'
import { guard, isLoopback } from './guard.ts'
import { openGate } from './http/caller.ts'
import { mountRoutes } from './http/mount.ts'
import { interfaceRoutes } from './interface-routes.ts'
import { Library } from './library.ts'
import { servePages } from './pages.ts'
import { answerProblems } from './problem-answers.ts'
import { serverProblem } from './problems.ts'

export interface ServerOptions {
  readonly examine: Examine
  /** A folder of documents that are put into the library once; null for none. */
  readonly examples: string | null
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  readonly dataDir: string
  /** The folder of the built pages. */
  readonly pages: string
  /** Serve to other machines although there is no sign-in. */
  readonly isRemote?: boolean
  /** Titles of the rules by id, for their receipts. */
  readonly ruleTitles?: RuleTitles
  /** The product's version, as the interface says it. */
  readonly version?: string
  readonly log?: Logger
}

export interface Server {
  /** http://127.0.0.1:8080 */
  readonly address: string
  readonly library: Library
  /** Stops listening, ends open event streams and waits for running requests. */
  readonly close: () => Promise<void>
}

/** How long running requests may go on when the server stops. */
const LAST_WORD_MS = 1_000

/** Each example is offered once: one that the user deleted does not come back. */
async function offerExamples(library: Library, folder: DocumentFolder, examples: string): Promise<void> {
  const offered = new Set(await folder.offeredExamples())
  const names = (await readdir(examples, { withFileTypes: true })).filter((entry) => entry.isFile())
  for (const { name } of names) {
    if (offered.has(name)) continue
    await library.add(createReadStream(join(examples, name)), { name, isExample: true, limit: LARGEST_FILE })
    offered.add(name)
  }
  await folder.saveOfferedExamples([...offered])
}

export async function createServer(options: ServerOptions): Promise<Server> {
  const log = options.log ?? pino({ level: 'warn' })
  const isRemote = !isLoopback(options.host)
  if (isRemote && options.isRemote !== true) throw serverProblem('host-not-local', options.host)
  if (isRemote) log.warn({ host: options.host }, 'served to other machines without sign-in')

  const folder = await openDocumentFolder(options.dataDir)
  const library = new Library(folder, { examine: options.examine, ruleTitles: options.ruleTitles ?? {}, log })
  const closing = new AbortController()
  const server = Fastify({
    loggerInstance: log,
    bodyLimit: LARGEST_FILE,
    routerOptions: { maxParamLength: 128 },
  })
  answerProblems(server as unknown as FastifyInstance)
  guard(server as unknown as FastifyInstance, { isRemote })
  const documents = documentRoutes(library, closing.signal)
  const routes = [...documents, ...interfaceRoutes(documents, options.version ?? '')]
  mountRoutes(server as unknown as FastifyInstance, routes, openGate)
  await servePages(server as unknown as FastifyInstance, options.pages)

  await library.open()
  const address = await server.listen({ host: options.host, port: options.port })
  if (options.examples !== null) await offerExamples(library, folder, options.examples)
  return {
    address,
    library,
    close: async () => {
      closing.abort()
      await library.close()
      const impatience = setTimeout(() => server.server.closeAllConnections(), LAST_WORD_MS)
      await server.close()
      clearTimeout(impatience)
    },
  }
}
