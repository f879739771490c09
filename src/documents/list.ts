import { sniffFormat } from './format.ts'
import { limits } from './limits.ts'
import { documentProblem } from './problems.ts'
import { decodeText } from './text/encoding.ts'
import { readSeparated } from './text/separated.ts'

/**
 * The rows of a list that is handed in as a table: the first visible sheet of a workbook (.xlsx, .xls), or a CSV file in
 * UTF-8, UTF-16 or GB18030. The index of a row is that of the file, blank rows included; rows may differ in length.
 * Throws `not-a-list` for any other kind of file, and what reading a workbook or a text throws.
 */
export async function readRows(bytes: Uint8Array): Promise<readonly (readonly string[])[]> {
  const format = sniffFormat(bytes)
  if (format === 'xlsx' || format === 'xls') return (await import('./workbook/reader.ts')).readSheetRows(bytes)
  if (format === 'text') {
    if (bytes.length > limits.textBytes) throw documentProblem('text-too-long', `${bytes.length}`)
    return readSeparated(decodeText(bytes).text)
  }
  const isDocument = format === 'docx' || format === 'pdf' || format === 'html' || format === 'unknown-format'
  throw documentProblem(isDocument ? 'not-a-list' : format)
}
