import type { Edition } from '../../budget/index.ts'

/** Amounts are counted in bigint, which JSON does not have: these names hold them, and nothing else does. */
const AMOUNTS: readonly string[] = ['value', 'low', 'high']

const AS_WRITTEN = /^-?\d+$/

/** An edition as text, to lie on disk beside the other parts of a reading. */
export const writeEdition = (edition: Edition): string =>
  JSON.stringify(edition, (_name, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))

/** The inverse of writeEdition. */
export const readEdition = (text: string): Edition =>
  JSON.parse(text, (name, value: unknown) =>
    AMOUNTS.includes(name) && typeof value === 'string' && AS_WRITTEN.test(value) ? BigInt(value) : value,
  ) as Edition
