import type { Problem } from '../kernel/index.ts'
import { type StoreProblemCode, storeProblem } from './problems.ts'

/** SQLSTATE classes and codes that are nobody's bug. Source: PostgreSQL manual, appendix A. */
const BY_STATE: readonly (readonly [RegExp, StoreProblemCode])[] = [
  [/^(53100|ENOSPC|EDQUOT)$/, 'disk-full'],
  [/^(08...|57P0[1-5]|53300|25006)$/, 'database-unavailable'],
  [/^(40001|40P01|55P03)$/, 'write-conflict'],
]
/** What Node says of a socket whose other end is gone or not there yet. */
const LOST_SOCKET = /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/
/** What pg says, without a code, of connections that end under it. */
const LOST_CONNECTION = /connection terminated|client has encountered a connection error|timeout exceeded when trying/i

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : '')

function problemCodeOf(error: Error): StoreProblemCode | null {
  const code = codeOf(error)
  if (LOST_SOCKET.test(code) || LOST_CONNECTION.test(error.message)) return 'database-unavailable'
  return BY_STATE.find(([state]) => state.test(code))?.[1] ?? null
}

/** True when the connection itself is gone: what was sent last may or may not have been done. */
export const isLost = (error: unknown): boolean =>
  error instanceof Error && problemCodeOf(error) === 'database-unavailable'

/** Turns what the database cannot help into a Problem; a wrong statement stays the bug that it is. */
export function faultOf(error: unknown): Problem | unknown {
  if (!(error instanceof Error)) return error
  const code = problemCodeOf(error)
  return code === null ? error : storeProblem(code, codeOf(error))
}

/** A full disk becomes a Problem; whatever else a file operation throws stays what it is. */
export const diskFaultOf = (error: unknown): Problem | unknown =>
  error instanceof Error && problemCodeOf(error) === 'disk-full' ? storeProblem('disk-full', codeOf(error)) : error
