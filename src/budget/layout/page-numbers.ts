import type { Line } from '../../documents/index.ts'
import type { Region } from '../model.ts'

const NUMBER = /^[1-9]\d{0,2}$/
/** Fewer numbers in rising order could be amounts. */
const FEWEST = 3

const lastOf = (region: Region): Line | undefined =>
  region.kind === 'table' && region.grids.length === 0 ? region.lines.at(-1) : undefined

const numberOf = (region: Region): number | null => {
  const text = lastOf(region)?.text.trim() ?? ''
  return NUMBER.test(text) ? Number(text) : null
}

/**
 * The pages of a text end with their tables: small numbers alone below several tables that rise from one to the next are
 * page numbers and no amounts.
 */
export function withoutPageNumbers(regions: readonly Region[]): Region[] {
  const numbers = regions.map(numberOf).filter((value) => value !== null)
  const rises = numbers.every((value, index) => value > (numbers[index - 1] ?? 0))
  if (numbers.length < FEWEST || !rises) return [...regions]
  return regions.map((region) =>
    region.kind === 'table' && numberOf(region) !== null ? { ...region, lines: region.lines.slice(0, -1) } : region,
  )
}
