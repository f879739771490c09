/** What JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/**
 * The one way to write a value, after RFC 8785: members sorted by UTF-16 code units, no spaces, numbers and texts as
 * ECMAScript prints them. Throws TypeError for what has no such form: NaN, infinities, half of a surrogate pair,
 * undefined, anything that is no plain object or array.
 */
export function canonical(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return textOf(value)
  if (typeof value === 'number') return numberOf(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  return objectOf(value as { readonly [name: string]: Json })
}

const LONE_SURROGATE = /\p{Surrogate}/u

function textOf(text: string): string {
  if (LONE_SURROGATE.test(text)) throw new TypeError('a text with half of a surrogate pair has no canonical form')
  return JSON.stringify(text)
}

function numberOf(number: number): string {
  if (!Number.isFinite(number)) throw new TypeError(`${number} has no canonical form`)
  return JSON.stringify(number)
}

function objectOf(value: { readonly [name: string]: Json }): string {
  const prototype: unknown = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError(`${typeof value} has no canonical form`)
  const members = Object.keys(value)
    .sort()
    .map((name) => `${textOf(name)}:${canonical(value[name] as Json)}`)
  return `{${members.join(',')}}`
}
