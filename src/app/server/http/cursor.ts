import { serverProblem } from '../problems.ts'

/** A cursor that is a running number. Throws `request-invalid` for anything else. */
export function cursorOf(after: string): number {
  const number = /^\d{1,15}$/.test(after) ? Number(after) : Number.NaN
  if (!Number.isSafeInteger(number)) throw serverProblem('request-invalid', 'after')
  return number
}
