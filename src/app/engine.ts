import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { version } from './version.ts'

const DIGITS = 8

/**
 * Names the program that reads and checks: its version, and a digest of the built worker, which imports everything that
 * reads by names that carry the digest of their content.
 */
export function engine(): string {
  const worker = readFileSync(new URL('worker.js', import.meta.url))
  return `${version()}+${createHash('sha256').update(worker).digest('hex').slice(0, DIGITS)}`
}
