import { createHash } from 'node:crypto'
import { sniffFormat } from './format.ts'
import { limits } from './limits.ts'
import type { ReadOptions, Source, SourceFormat } from './model.ts'
import { documentProblem } from './problems.ts'

type Content = Pick<Source, 'pages' | 'problems'>
type Reader = (bytes: Uint8Array, options: ReadOptions) => Content | Promise<Content>

/** Each reader is loaded when a file of its kind comes first, so that a cold start stays small. */
const readers: Readonly<Partial<Record<SourceFormat, () => Promise<Reader>>>> = Object.freeze({
  text: async () => (await import('./text/reader.ts')).readText,
})

/**
 * Reads a document from its bytes. The content decides the format, never a file name. Throws a Problem when nothing
 * can be read; what could not be read beside the rest stands in `problems`.
 */
export async function readDocument(bytes: Uint8Array, options: ReadOptions = {}): Promise<Source> {
  if (bytes.length > limits.fileBytes) throw documentProblem('file-too-large', `${bytes.length}`)
  const format = sniffFormat(bytes)
  const load = readers[format as SourceFormat]
  if (load === undefined) throw documentProblem('unknown-format')
  const read = await load()
  const content = await read(bytes, options)
  return { format: format as SourceFormat, sha256: createHash('sha256').update(bytes).digest('hex'), ...content }
}
