/** The streams of an OLE compound file that tell what it holds. */
export const KNOWN_STREAMS = [
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
    if (kind !== STREAM && kind !== STORAGE) continue
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

const FREE = 0xfffffffa
const SMALLEST_IN_SECTORS = 4096
const SMALL_SECTOR = 64
const HEADER_TABLES = 109
const ENTRIES_AT = 76

/** The header of a compound file: sizes and where its tables begin. */
interface Compound {
  readonly view: DataView
  readonly sectorSize: number
  /** Sectors of the allocation table, in order. */
  readonly tables: readonly number[]
}

function openCompound(bytes: Uint8Array): Compound | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const shift = bytes.length < FIRST_SECTOR ? 0 : view.getUint16(30, true)
  if (shift !== 9 && shift !== 12) return null
  const sectorSize = 1 << shift
  const tables: number[] = []
  for (let index = 0; index < HEADER_TABLES; index += 1) tables.push(view.getUint32(ENTRIES_AT + index * 4, true))
  let more = view.getUint32(68, true)
  while (more < FREE && tables.length * sectorSize < bytes.length) {
    const start = (more + 1) * sectorSize
    if (start + sectorSize > bytes.length) break
    for (let at = start; at < start + sectorSize - 4; at += 4) tables.push(view.getUint32(at, true))
    more = view.getUint32(start + sectorSize - 4, true)
  }
  return { view, sectorSize, tables }
}

/** The sector after one in its chain, or null where the table does not reach. */
function nextSector({ view, sectorSize, tables }: Compound, sector: number): number | null {
  const perTable = sectorSize / 4
  const table = tables[Math.floor(sector / perTable)]
  const at = table === undefined || table >= FREE ? -1 : (table + 1) * sectorSize + (sector % perTable) * 4
  return at < 0 || at + 4 > view.byteLength ? null : view.getUint32(at, true)
}

/** The bytes of a chain of sectors up to a length, or null when it breaks off before. */
function readChain(compound: Compound, bytes: Uint8Array, first: number, length: number): Uint8Array | null {
  const content = new Uint8Array(length)
  let sector: number | null = first
  for (let filled = 0; filled < length; filled += compound.sectorSize) {
    if (sector === null || sector >= FREE) return null
    const start = (sector + 1) * compound.sectorSize
    const part = bytes.subarray(start, start + Math.min(compound.sectorSize, length - filled))
    if (part.length === 0) return null
    content.set(part, filled)
    sector = nextSector(compound, sector)
  }
  return content
}

/** Small streams lie in sectors of 64 bytes inside the stream of the root; their table is a chain of its own. */
function readSmall(
  compound: Compound,
  bytes: Uint8Array,
  rootAt: number,
  first: number,
  length: number,
): Uint8Array | null {
  const { view } = compound
  const rootLength = Math.min(view.getUint32(rootAt + 120, true), bytes.length)
  const root = readChain(compound, bytes, view.getUint32(rootAt + 116, true), rootLength)
  const tableLength = Math.min(view.getUint32(64, true) * compound.sectorSize, bytes.length)
  const table = readChain(compound, bytes, view.getUint32(60, true), tableLength)
  if (root === null || table === null) return null
  const next = new DataView(table.buffer)
  const content = new Uint8Array(length)
  let sector = first
  for (let filled = 0; filled < length; filled += SMALL_SECTOR) {
    if ((sector + 1) * SMALL_SECTOR > root.length || sector * 4 + 4 > table.length) return null
    content.set(
      root.subarray(sector * SMALL_SECTOR, sector * SMALL_SECTOR + Math.min(SMALL_SECTOR, length - filled)),
      filled,
    )
    sector = next.getUint32(sector * 4, true)
  }
  return content
}

/** Where the entry of the root lies, the first of the directory; null when the directory is lost. */
export function findRoot(bytes: Uint8Array): number | null {
  const compound = openCompound(bytes)
  if (compound === null) return null
  const at = (compound.view.getUint32(48, true) + 1) * compound.sectorSize
  return at + ENTRY_LENGTH <= bytes.length && bytes[at + 66] === ROOT ? at : null
}

/** The bytes of a stream; null when it is not there or its sectors are not all in the file. */
export function readStream(bytes: Uint8Array, name: KnownStream): Uint8Array | null {
  const compound = openCompound(bytes)
  const at = [...findEntries(bytes)].find((entry) => entry.name === name)?.at
  const rootAt = findRoot(bytes)
  if (compound === null || at === undefined) return null
  const first = compound.view.getUint32(at + 116, true)
  const length = compound.view.getUint32(at + 120, true)
  if (length > bytes.length) return null
  if (length >= SMALLEST_IN_SECTORS) return readChain(compound, bytes, first, length)
  return rootAt === null ? null : readSmall(compound, bytes, rootAt, first, length)
}
