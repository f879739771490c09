import type { SourceFormat } from './model.ts'
import type { DocumentProblemCode } from './problems.ts'

/** What the content of a file says it is: a format that is read, or the problem that names what it is instead. */
export type SniffedFormat = SourceFormat | DocumentProblemCode

const startsWith = (bytes: Uint8Array, signature: readonly number[], at = 0): boolean =>
  signature.every((byte, index) => bytes[at + index] === byte)

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0))

/** PDF readers accept up to 1,024 bytes of anything before the header. */
function isPdf(bytes: Uint8Array): boolean {
  const signature = ascii('%PDF-')
  for (let at = 0; at < Math.min(bytes.length, 1024); at += 1) if (startsWith(bytes, signature, at)) return true
  return false
}

const SIGNATURES: readonly (readonly [readonly number[], DocumentProblemCode])[] = [
  [ascii('{\\rtf'), 'rtf-document'],
  [[0x89, ...ascii('PNG')], 'image-file'],
  [[0xff, 0xd8, 0xff], 'image-file'],
  [ascii('GIF8'), 'image-file'],
  [ascii('BM'), 'image-file'],
  [ascii('II*\0'), 'image-file'],
  [ascii('MM\0*'), 'image-file'],
  [ascii('Rar!'), 'archive-file'],
  [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], 'archive-file'],
  [[0x1f, 0x8b], 'archive-file'],
  [ascii('MZ'), 'program-file'],
  [[0x7f, ...ascii('ELF')], 'program-file'],
]

/** Tells the format of a file by its content alone; its name is never asked. */
export function sniffFormat(bytes: Uint8Array): SniffedFormat {
  if (bytes.length === 0) return 'empty-file'
  if (isPdf(bytes)) return 'pdf'
  return SIGNATURES.find(([signature]) => startsWith(bytes, signature))?.[1] ?? 'text'
}
