import { randomBytes } from 'node:crypto'

/** Type numbers of PostgreSQL (pg_type.oid) whose values arrive otherwise than a driver would hand them over. */
export const TYPES = Object.freeze({ int8: 20, date: 1082, numeric: 1700 })

/** bigint columns carry counts and identities. Money never comes this way: its columns are numeric(20,0). */
export function countOf(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond what a count may be`)
  return value
}

const AS_PRINTED = (text: string): string => text

/** Every way into the database reads with these, so that a row looks the same whichever it came through. */
export const PARSERS: ReadonlyMap<number, (text: string) => number | string> = new Map<
  number,
  (text: string) => number | string
>([
  [TYPES.int8, countOf],
  [TYPES.date, AS_PRINTED],
  [TYPES.numeric, AS_PRINTED],
])

/** An amount in 分 as a numeric(20,0) column hands it over and takes it. */
export const fenOf = (text: string): bigint => BigInt(text)
export const fenText = (fen: bigint): string => fen.toString()

/** A UUID of version 7 (RFC 9562): the time in milliseconds, then chance. Ids made later sort later. */
export function newId(now = Date.now()): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6)
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
