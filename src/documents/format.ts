import { listEntries } from './container/archive.ts'
import { findRoot, findStreams, isCompound, type KnownStream } from './container/compound.ts'
import { isWebArchive } from './html/web-archive.ts'
import type { SourceFormat } from './model.ts'
import type { DocumentProblemCode } from './problems.ts'

/** What the content of a file says it is: a format that is read, or the problem that names what it is instead. */
export type SniffedFormat = SourceFormat | DocumentProblemCode

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0))

const startsWith = (bytes: Uint8Array, signature: readonly number[], at = 0): boolean =>
  signature.every((byte, index) => bytes[at + index] === byte)

const HEAD_LENGTH = 4096
const PDF_HEADER_WITHIN = 1024

/** The first characters, whatever the encoding: marks and the zero bytes of UTF-16 left out. */
const headOf = (bytes: Uint8Array): string =>
  new TextDecoder('latin1')
    .decode(bytes.subarray(0, HEAD_LENGTH))
    .replace(/^(?:ï»¿|ÿþ|þÿ)/, '')
    .replaceAll('\0', '')

const SIGNATURES: readonly (readonly [readonly number[], DocumentProblemCode])[] = [
  [ascii('{\\rtf'), 'rtf-document'],
  [[0x89, ...ascii('PNG')], 'image-file'],
  [[0xff, 0xd8, 0xff], 'image-file'],
  [ascii('GIF8'), 'image-file'],
  [ascii('II*\0'), 'image-file'],
  [ascii('MM\0*'), 'image-file'],
  [ascii('Rar!'), 'archive-file'],
  [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], 'archive-file'],
  [[0x1f, 0x8b], 'archive-file'],
  [[...ascii('MZ'), 0x90], 'program-file'],
  [[0x7f, ...ascii('ELF')], 'program-file'],
]

/** True for what an operating system would run; the first bytes are enough. */
export const isProgram = (head: Uint8Array): boolean =>
  SIGNATURES.some(([start, format]) => format === 'program-file' && startsWith(head, start))

const STREAM_FORMATS: readonly (readonly [KnownStream, SniffedFormat])[] = [
  ['EncryptedPackage', 'password-protected'],
  ['WordDocument', 'word-97-document'],
  ['Workbook', 'xls'],
  ['Book', 'xls'],
  ['PowerPoint Document', 'presentation-file'],
]

/** By the entry that only this kind of container has. */
const ENTRY_FORMATS: readonly (readonly [RegExp, SniffedFormat])[] = [
  [/^word\/document\d*\.xml$/, 'docx'],
  [/^xl\/workbook\d*\.xml$/, 'xlsx'],
  [/^xl\/workbook\d*\.bin$/, 'binary-workbook'],
  [/^ppt\/presentation\.xml$/, 'presentation-file'],
  [/^OFD\.xml$/i, 'ofd-document'],
  [/^META-INF\/manifest\.xml$/, 'opendocument-file'],
]

function sniffArchive(bytes: Uint8Array): SniffedFormat {
  const names = listEntries(bytes).map((entry) => entry.name)
  return ENTRY_FORMATS.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1] ?? 'archive-file'
}

function sniffCompound(bytes: Uint8Array): SniffedFormat {
  const streams = findStreams(bytes)
  const format = STREAM_FORMATS.find(([name]) => streams.has(name))?.[1]
  return format ?? (findRoot(bytes) === null ? 'damaged-file' : 'unknown-format')
}

const PREAMBLE = /^(?:\s|<!--[\s\S]*?-->|<\?[\s\S]*?\?>)*/
const HTML_START =
  /^<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|span|center|font|h[1-6]|script|style|section|article)\b/i

function sniffMarkup(head: string): SniffedFormat {
  if (isWebArchive(head)) return 'html'
  if (
    /^\s*<\?xml[\s\S]*progid="Excel\.Sheet"|urn:schemas-microsoft-com:office:spreadsheet"[^>]*>\s*</.test(head) &&
    !/<html/i.test(head)
  )
    return 'xls'
  if (/^\s*<\?xml[\s\S]*(?:progid="Word\.Document"|<pkg:package)/.test(head)) return 'word-97-document'
  if (HTML_START.test(head.replace(PREAMBLE, ''))) return 'html'
  if (/<!(?:DOCTYPE|ENTITY)/.test(head)) return 'entity-declaration'
  return /^\s*<\?xml/.test(head) ? 'unknown-format' : 'text'
}

/**
 * Tells the format of a file by its content alone; its name is never asked. Throws `damaged-file` for a container
 * that is cut.
 */
export function sniffFormat(bytes: Uint8Array): SniffedFormat {
  if (bytes.length === 0) return 'empty-file'
  const head = headOf(bytes)
  const signature = SIGNATURES.find(([start]) => startsWith(bytes, start))
  if (signature !== undefined) return signature[1]
  if (startsWith(bytes, ascii('PK\u0003\u0004')) || startsWith(bytes, ascii('PK\u0005\u0006')))
    return sniffArchive(bytes)
  if (isCompound(bytes)) return sniffCompound(bytes)
  // Readers of PDF accept up to 1,024 bytes of anything before its header.
  if (head.slice(0, PDF_HEADER_WITHIN).includes('%PDF-')) return 'pdf'
  return sniffMarkup(head)
}
