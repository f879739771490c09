import { inflateRawSync } from 'node:zlib'
import { limits } from '../limits.ts'
import { documentProblem } from '../problems.ts'

/** One file inside a zip container, as its central directory declares it. */
export interface ArchiveEntry {
  readonly name: string
  readonly method: number
  readonly isEncrypted: boolean
  readonly packedSize: number
  readonly size: number
  readonly headerAt: number
}

/** A zip container whose entries are inflated one by one, within the limits of one document. */
export interface Archive {
  readonly entries: readonly ArchiveEntry[]
  /** Null when there is no such entry. Throws `archive-bomb`, `damaged-file` or `password-protected`. */
  read(name: string): Uint8Array | null
}

const END_RECORD = 0x06054b50
const CENTRAL_HEADER = 0x02014b50
const LOCAL_HEADER = 0x04034b50
const END_LENGTH = 22
const LONGEST_COMMENT = 65_535
const STORED = 0
const DEFLATED = 8
const WORTH_A_RATIO = 1024 * 1024

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT)
  for (let at = view.byteLength - END_LENGTH; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) === END_RECORD) return at
  }
  throw documentProblem('damaged-file')
}

function readEntry(bytes: Uint8Array, view: DataView, at: number): { entry: ArchiveEntry; next: number } {
  if (at + 46 > view.byteLength || view.getUint32(at, true) !== CENTRAL_HEADER) throw documentProblem('damaged-file')
  const nameLength = view.getUint16(at + 28, true)
  const entry = {
    name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)).replaceAll('\\', '/'),
    method: view.getUint16(at + 10, true),
    isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
    packedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    headerAt: view.getUint32(at + 42, true),
  }
  return { entry, next: at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true) }
}

/** Lists the entries of a zip container. Throws `damaged-file` when it is cut, `archive-bomb` when they are too many. */
export function listEntries(bytes: Uint8Array): ArchiveEntry[] {
  if (bytes.length < END_LENGTH) throw documentProblem('damaged-file')
  const view = viewOf(bytes)
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  if (count > limits.archiveEntries) throw documentProblem('archive-bomb', `${count}`)
  const entries: ArchiveEntry[] = []
  let at = view.getUint32(end + 16, true)
  for (let index = 0; index < count; index += 1) {
    const { entry, next } = readEntry(bytes, view, at)
    entries.push(entry)
    at = next
  }
  return entries
}

function packedBytes(bytes: Uint8Array, entry: ArchiveEntry): Uint8Array {
  const view = viewOf(bytes)
  const at = entry.headerAt
  if (at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL_HEADER) throw documentProblem('damaged-file')
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  if (start + entry.packedSize > bytes.length) throw documentProblem('damaged-file', entry.name)
  return bytes.subarray(start, start + entry.packedSize)
}

const isCodeOf = (error: unknown, codes: (code: string) => boolean): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && codes(error.code)

function inflate(packed: Uint8Array, mostBytes: number, name: string): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, mostBytes) })
  } catch (error) {
    if (isCodeOf(error, (code) => code === 'ERR_BUFFER_TOO_LARGE')) throw documentProblem('archive-bomb', name)
    if (isCodeOf(error, (code) => code.startsWith('Z_'))) throw documentProblem('damaged-file', name)
    throw error
  }
}

/** The most bytes that one entry may inflate to, whatever its header claims. */
const mostBytesOf = (packed: Uint8Array, budget: number): number =>
  Math.min(budget, Math.max(WORTH_A_RATIO, packed.length * limits.inflationRatio))

export function openArchive(bytes: Uint8Array): Archive {
  const entries = listEntries(bytes)
  const byName = new Map(entries.map((entry) => [entry.name, entry]))
  let budget: number = limits.inflatedBytes
  const read = (name: string): Uint8Array | null => {
    const entry = byName.get(name)
    if (entry === undefined) return null
    if (entry.isEncrypted) throw documentProblem('password-protected', name)
    const packed = packedBytes(bytes, entry)
    if (entry.method !== STORED && entry.method !== DEFLATED) throw documentProblem('damaged-file', name)
    const content = entry.method === STORED ? packed : inflate(packed, mostBytesOf(packed, budget), name)
    budget -= content.length
    if (budget < 0) throw documentProblem('archive-bomb', name)
    return content
  }
  return { entries, read }
}
