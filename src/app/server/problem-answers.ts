import type { FastifyError, FastifyInstance } from 'fastify'
import { ZodError } from 'zod'
import { Problem } from '../../kernel/index.ts'
import { documentOfProblem, serverProblem } from './problems.ts'

/** What Fastify itself refuses is a user's problem too; anything else is a defect of ours. */
function problemOf(error: FastifyError | Error): Problem {
  if (error instanceof Problem) return error
  if (error instanceof ZodError) return serverProblem('request-invalid', error.issues[0]?.path.join('.'))
  const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500
  if (status === 413) return serverProblem('file-too-large')
  if (status === 415) return serverProblem('media-type-unknown')
  return status < 500 ? serverProblem('request-invalid') : serverProblem('server-failed')
}

/** Every error leaves as problem+json with its remedy. */
export function answerProblems(server: FastifyInstance): void {
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
