import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import pino, { type Logger } from 'pino'
import { ZodError } from 'zod'
import { Problem } from '../../kernel/index.ts'
import type { Examine, RuleTitles } from './examination.ts'
import { type DocumentFolder, openDocumentFolder } from './folder.ts'
import { guard, isLoopback } from './guard.ts'
import { Library } from './library.ts'
import { servePages } from './pages.ts'
import { documentOfProblem, serverProblem } from './problems.ts'
import { addRoutes, LARGEST_FILE } from './routes.ts'

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

/** What Fastify itself refuses is a user's problem too; anything else is a defect of ours. */
function problemOf(error: FastifyError | Error): Problem {
  if (error instanceof Problem) return error
  if (error instanceof ZodError) return serverProblem('request-invalid', error.issues[0]?.path.join('.'))
  const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500
  if (status === 413) return serverProblem('file-too-large')
  if (status === 415) return serverProblem('media-type-unknown')
  return status < 500 ? serverProblem('request-invalid') : serverProblem('server-failed')
}

function answerProblems(server: FastifyInstance): void {
  server.setErrorHandler<FastifyError>((error, request, reply) => {
    const problem = problemOf(error)
    if (problem.code === 'server-failed') request.log.error({ err: error }, 'a request failed')
    // Who is refused in the middle of a file stops sending it.
    if (!request.raw.complete) reply.header('connection', 'close')
    return reply
      .status(problem.definition.status)
      .header('content-disposition', 'inline')
      .type('application/problem+json')
      .send(JSON.stringify(documentOfProblem(problem)))
  })
}

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
  addRoutes(server as unknown as FastifyInstance, library, closing.signal)
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
