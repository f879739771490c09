import { readFileSync } from 'node:fs'

/** The product's version, from its package.json. */
export function version(): string {
  const description: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return String((description as { version: unknown }).version)
}
