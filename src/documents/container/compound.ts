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

export const isCompound = (bytes: Uint8Array): boolean => SIGNATURE.every((byte, index) => bytes[index] === byte)

const isNamed = (bytes: Uint8Array, at: number, name: string): boolean => {
  if (bytes[at + 64] !== (name.length + 1) * 2 || bytes[at + 65] !== 0) return false
  for (let index = 0; index < name.length; index += 1) {
    if (bytes[at + index * 2] !== name.charCodeAt(index) || bytes[at + index * 2 + 1] !== 0) return false
  }
  return true
}

/**
 * Directory entries lie at multiples of 128 bytes wherever their sectors are, so they are found without following the
 * sector chains, which a damaged file may have broken or closed to a ring.
 */
export function findStreams(bytes: Uint8Array): Set<KnownStream> {
  const found = new Set<KnownStream>()
  for (let at = FIRST_SECTOR; at + ENTRY_LENGTH <= bytes.length; at += ENTRY_LENGTH) {
    const kind = bytes[at + 66]
    if (kind !== STREAM && kind !== STORAGE) continue
    const name = KNOWN_STREAMS.find((stream) => isNamed(bytes, at, stream))
    if (name !== undefined) found.add(name)
  }
  return found
}
