import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { type Readable, Transform } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { batchProblem } from './problems.ts'

/** What one archive may cost. */
export const ARCHIVE_LIMITS = Object.freeze({
  /** Bytes of the archive itself. */
  bytes: 1024 * 1024 * 1024,
  files: 2_000,
  /** Bytes of one file, and of all of them, unpacked. */
  fileBytes: 100 * 1024 * 1024,
  unpackedBytes: 2 * 1024 * 1024 * 1024,
  /** Unpacked over packed bytes of one file above 1 MB; a bomb has a thousand. */
  ratio: 200,
  /** Bytes of the list of files at the end. */
  directoryBytes: 16 * 1024 * 1024,
})

/** One file of an archive. */
export interface ArchivedFile {
  /** Which one it is in the list of the archive. */
  readonly entry: number
  readonly name: string
  readonly method: number
  readonly packedSize: number
  readonly size: number
  readonly crc: number
  readonly headerAt: number
}

const END_RECORD = 0x06054b50
const CENTRAL_HEADER = 0x02014b50
const LOCAL_HEADER = 0x04034b50
const END_LENGTH = 22
const LONGEST_COMMENT = 65_535
const CENTRAL_LENGTH = 46
const LOCAL_LENGTH = 30
const STORED = 0
const DEFLATED = 8
const ENCRYPTED = 1
const NAMED_IN_UTF8 = 0x800
const WORTH_A_RATIO = 1024 * 1024
/** Sizes of 4 GB and more are written elsewhere: none that is taken here is that large. */
const ELSEWHERE = 0xffffffff

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await file.read(bytes, 0, length, at)
  if (bytesRead < length) throw batchProblem('archive-damaged')
  return bytes
}

/** Where the list of files lies: the record at the very end, before a comment, says so. */
async function findDirectory(file: FileHandle, size: number): Promise<{ at: number; length: number; count: number }> {
  const tail = Math.min(size, END_LENGTH + LONGEST_COMMENT)
  if (tail < END_LENGTH) throw batchProblem('archive-damaged')
  const bytes = await bytesAt(file, size - tail, tail)
  for (let at = tail - END_LENGTH; at >= 0; at -= 1) {
    if (bytes.readUInt32LE(at) !== END_RECORD) continue
    return { count: bytes.readUInt16LE(at + 10), length: bytes.readUInt32LE(at + 12), at: bytes.readUInt32LE(at + 16) }
  }
  throw batchProblem('archive-damaged')
}

/** Names are UTF-8 where the archive says so or they can be nothing else; Chinese systems write GBK without saying. */
function nameOf(bytes: Buffer, flags: number): string {
  const isUtf8 = (flags & NAMED_IN_UTF8) !== 0
  try {
    return new TextDecoder('utf-8', { fatal: !isUtf8 }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return new TextDecoder('gb18030').decode(bytes)
  }
}

const LITTER = /(^|\/)(__MACOSX\/|\.[^./]|~\$|Thumbs\.db$|desktop\.ini$)/i

/** A folder, or what systems and office programs leave beside documents. */
const isNoFile = (name: string): boolean => name.endsWith('/') || LITTER.test(name)

function refuse({ name, size, packedSize }: ArchivedFile): void {
  const isBloated = size > WORTH_A_RATIO && size > packedSize * ARCHIVE_LIMITS.ratio
  if (isBloated || packedSize === ELSEWHERE || size === ELSEWHERE) throw batchProblem('archive-bomb', name)
}

function listDirectory(bytes: Buffer, count: number): ArchivedFile[] {
  const files: ArchivedFile[] = []
  let at = 0
  for (let entry = 0; entry < count; entry += 1) {
    if (at + CENTRAL_LENGTH > bytes.length || bytes.readUInt32LE(at) !== CENTRAL_HEADER)
      throw batchProblem('archive-damaged')
    const flags = bytes.readUInt16LE(at + 8)
    const nameLength = bytes.readUInt16LE(at + 28)
    const nameBytes = bytes.subarray(at + CENTRAL_LENGTH, at + CENTRAL_LENGTH + nameLength)
    const name = nameOf(nameBytes, flags).replaceAll('\\', '/')
    if (!isNoFile(name)) {
      if ((flags & ENCRYPTED) !== 0) throw batchProblem('archive-encrypted', name)
      files.push({
        entry,
        name,
        method: bytes.readUInt16LE(at + 10),
        crc: bytes.readUInt32LE(at + 16),
        packedSize: bytes.readUInt32LE(at + 20),
        size: bytes.readUInt32LE(at + 24),
        headerAt: bytes.readUInt32LE(at + 42),
      })
    }
    at += CENTRAL_LENGTH + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return files
}

/**
 * The files of a zip archive, as the list at its end declares them; folders and litter left out. Throws a Problem for
 * what is no whole archive, is encrypted, holds too much or unpacks to too much: before anything is unpacked.
 */
export async function listArchive(path: string): Promise<readonly ArchivedFile[]> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const directory = await findDirectory(file, size)
    if (directory.length > ARCHIVE_LIMITS.directoryBytes) throw batchProblem('archive-too-many')
    const files = listDirectory(await bytesAt(file, directory.at, directory.length), directory.count)
    if (files.length > ARCHIVE_LIMITS.files) throw batchProblem('archive-too-many', String(files.length))
    if (files.length === 0) throw batchProblem('archive-empty')
    for (const each of files) refuse(each)
    const packed = files.reduce((sum, each) => sum + each.packedSize, 0)
    // Files that lie over one another are how the worst bombs are made.
    if (packed > size) throw batchProblem('archive-bomb')
    if (files.reduce((sum, each) => sum + each.size, 0) > ARCHIVE_LIMITS.unpackedBytes)
      throw batchProblem('archive-too-large')
    return files
  } finally {
    await file.close()
  }
}

/** Lets through what was declared, byte by byte, and nothing else. */
function verify({ name, size, crc }: ArchivedFile): Transform {
  let seen = 0
  let sum = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length
      sum = crc32(chunk, sum)
      done(seen > size ? batchProblem('entry-damaged', name) : null, chunk)
    },
    flush(done) {
      done(seen !== size || sum !== crc ? batchProblem('entry-damaged', name) : null)
    },
  })
}

/** The bytes of one file. They end with `entry-damaged` where they are not what the archive declares. */
export async function openArchived(path: string, archived: ArchivedFile): Promise<Readable> {
  const { name, method, headerAt, packedSize } = archived
  if (method !== STORED && method !== DEFLATED) throw batchProblem('entry-packed-otherwise', name)
  const file = await open(path)
  const header = await bytesAt(file, headerAt, LOCAL_LENGTH).finally(() => file.close())
  if (header.readUInt32LE(0) !== LOCAL_HEADER) throw batchProblem('entry-damaged', name)
  const start = headerAt + LOCAL_LENGTH + header.readUInt16LE(26) + header.readUInt16LE(28)
  const checked = verify(archived)
  if (packedSize === 0) {
    checked.end()
    return checked
  }
  const packed = createReadStream(path, { start, end: start + packedSize - 1 })
  const fail = (): void => void checked.destroy(batchProblem('entry-damaged', name))
  packed.on('error', fail)
  if (method === STORED) return packed.pipe(checked)
  return packed.pipe(createInflateRaw().on('error', fail)).pipe(checked)
}
