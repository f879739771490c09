/** The streams of an OLE compound file that tell what it holds. */
export const KNOWN_STREAMS = [
  'Root Entry',
  'WordDocument',
  'Workbook',
  'Book',
  'PowerPoint Document',
  'EncryptedPackage',
  '_VBA_PROJECT_CUR',
] as const
export type KnownStream = (typeof KNOWN_STREAMS)[number]

const SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const ENTRY_LENGTH = 128
const FIRST_SECTOR = 512
const STORAGE = 1
const STREAM = 2
const ROOT = 5

export const isCompound = (bytes: Uint8Array): boolean => SIGNATURE.every((byte, index) => bytes[index] === byte)

const isNamed = (bytes: Uint8Array, at: number, name: string): boolean => {
  if (bytes[at + 64] !== (name.length + 1) * 2 || bytes[at + 65] !== 0) return false
  for (let index = 0; index < name.length; index += 1) {
    if (bytes[at + index * 2] !== name.charCodeAt(index) || bytes[at + index * 2 + 1] !== 0) return false
  }
  return true
}

/** Where the directory entries of known streams lie. */
function* findEntries(bytes: Uint8Array): Generator<{ name: KnownStream; at: number }> {
  for (let at = FIRST_SECTOR; at + ENTRY_LENGTH <= bytes.length; at += ENTRY_LENGTH) {
    const kind = bytes[at + 66]
    if (kind !== STREAM && kind !== STORAGE && kind !== ROOT) continue
    const name = KNOWN_STREAMS.find((stream) => isNamed(bytes, at, stream))
    if (name !== undefined) yield { name, at }
  }
}

/**
 * Directory entries lie at multiples of 128 bytes wherever their sectors are, so they are found without following the
 * sector chains, which a damaged file may have broken or closed to a ring.
 */
export const findStreams = (bytes: Uint8Array): Set<KnownStream> =>
  new Set([...findEntries(bytes)].map((entry) => entry.name))

/** Locations of the allocation table that the header itself holds; they reach 7 MB, and what follows is not asked. */
const LISTED_IN_HEADER = 109
const SMALLEST_IN_SECTORS = 4096
const LAST_SECTOR = 0xfffffffa

/** Sectors of a chain as far as the allocation table is listed in the header; -1 where it points outside the file. */
function countSectors(view: DataView, first: number, size: number, most: number): number {
  const perTable = size / 4
  let sector = first
  for (let count = 0; count < most; count += 1) {
    if (sector >= LAST_SECTOR) return count
    if ((sector + 1) * size >= view.byteLength) return -1
    const table = Math.floor(sector / perTable)
    if (table >= LISTED_IN_HEADER) return most
    const at = (view.getUint32(76 + table * 4, true) + 1) * size + (sector % perTable) * 4
    if (at + 4 > view.byteLength) return -1
    sector = view.getUint32(at, true)
  }
  return most
}

/** Whether all sectors of a stream lie inside the file. Small streams are shared and not asked. */
export function isWhole(bytes: Uint8Array, name: KnownStream): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const shift = bytes.length < FIRST_SECTOR ? 0 : view.getUint16(30, true)
  const entry = [...findEntries(bytes)].find((one) => one.name === name)
  if (entry === undefined) return true
  if (shift !== 9 && shift !== 12) return false
  const length = view.getUint32(entry.at + 120, true)
  if (length < SMALLEST_IN_SECTORS) return true
  const needed = Math.ceil(length / (1 << shift))
  return countSectors(view, view.getUint32(entry.at + 116, true), 1 << shift, needed) === needed
}
