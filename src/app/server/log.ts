import type { FastifyInstance } from 'fastify'
import pino, { type DestinationStream, type Logger } from 'pino'
import { patternOf } from './system/metrics.ts'

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** Where the program is, without the message that stands before it in a stack. */
const framesOf = (stack: string | undefined): string =>
  (stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n')

/** What may be told of a defect. Messages of the database quote the values that it did not like: they stay out. */
function tellError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error }
  const code = 'code' in error ? { code: String(error.code) } : {}
  const isQuoting = 'severity' in error && 'routine' in error
  return { type: error.name, ...code, ...(isQuoting ? {} : { message: error.message }), stack: framesOf(error.stack) }
}

/** The log: a line of JSON for each thing. Requests are told at `info`. */
export const openLog = (level: LogLevel, destination?: DestinationStream): Logger =>
  pino({ level, base: null, serializers: { err: tellError } }, destination ?? pino.destination(2))

/** One line a request: which route, how it ended, how long it took. No addresses, queries, names or bodies. */
export function logRequests(server: FastifyInstance): void {
  server.addHook('onResponse', async (request, reply) => {
    const { method, log } = request
    const ms = Math.round(reply.elapsedTime * 10) / 10
    log.info({ method, route: patternOf(request), status: reply.statusCode, ms }, 'request')
  })
}
