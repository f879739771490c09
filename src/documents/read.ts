import { createHash } from 'node:crypto'
import { type SniffedFormat, sniffFormat } from './format.ts'
import { limits } from './limits.ts'
import type { ReadOptions, Source, SourceFormat } from './model.ts'
import { type DocumentProblemCode, documentProblem, documentProblems } from './problems.ts'

type Content = Pick<Source, 'pages' | 'problems'>
type Reader = (bytes: Uint8Array, options: ReadOptions) => Content | Promise<Content>

/** Each reader is loaded when a file of its kind comes first, so that a cold start stays small. */
const readers: Readonly<Record<SourceFormat, () => Promise<Reader>>> = Object.freeze({
  docx: async () => (await import('./docx/reader.ts')).readDocx,
  xlsx: async () => (await import('./workbook/reader.ts')).readWorkbook,
  xls: async () => (await import('./workbook/reader.ts')).readWorkbook,
  pdf: async () => (await import('./pdf/reader.ts')).readPdf,
  html: async () => (await import('./html/reader.ts')).readHtml,
  text: async () => (await import('./text/reader.ts')).readText,
})

const isProblemCode = (format: string): format is DocumentProblemCode => Object.hasOwn(documentProblems, format)

function readerOf(format: SniffedFormat): { format: SourceFormat; load: () => Promise<Reader> } {
  if (isProblemCode(format)) throw documentProblem(format)
  return { format, load: readers[format] }
}

/**
 * Reads a document from its bytes. The content decides the format, never a file name. Throws a Problem when nothing
 * can be read; what could not be read beside the rest stands in `problems`.
 */
export async function readDocument(bytes: Uint8Array, options: ReadOptions = {}): Promise<Source> {
  if (bytes.length > limits.fileBytes) throw documentProblem('file-too-large', `${bytes.length}`)
  const { format, load } = readerOf(sniffFormat(bytes))
  const read = await load()
  const content = await read(bytes, options)
  return { format, sha256: createHash('sha256').update(bytes).digest('hex'), ...content }
}
