import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2
}

/** The repository: benches run in it. */
export const root = process.cwd()

const shared = process.env.GOUJI_SHARED ?? resolve(root, '../shared')

/** Real published PDFs lie beside the repository; without them the examples are measured instead. */
export function corpusPdfs(): string[] {
  const real = join(shared, 'corpus/documents')
  const folder = existsSync(real) ? real : join(root, 'examples')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.pdf'))
    .sort()
    .map((name) => join(folder, name))
}

export const sharedPath = (...parts: string[]): string => join(shared, ...parts)

export const load = (file: string): Uint8Array => new Uint8Array(readFileSync(file))

/** The last line of a bench: the figure, what is to be held, and the exit code. */
export function conclude(name: string, figure: string, hold: string, isHeld: boolean): never {
  console.info(`${name}: ${figure} (hold: ${hold})`)
  process.exit(isHeld ? 0 : 1)
}
