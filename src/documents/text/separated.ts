import { limits } from '../limits.ts'
import { documentProblem } from '../problems.ts'

const SEPARATORS = [',', '\t', ';', '，'] as const

/** The sign that stands most often in the first line; programs of other countries write semicolons or tabs. */
function separatorOf(text: string): string {
  const head = text.slice(0, Math.max(0, text.search(/[\r\n]|$/)))
  const counts = SEPARATORS.map((sign) => head.split(sign).length)
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ','
}

/** One field from a place on: its text, and where the sign behind it stands. */
function fieldAt(text: string, start: number, separator: string): { readonly field: string; readonly end: number } {
  if (text[start] !== '"') {
    let end = start
    while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1
    return { field: text.slice(start, end), end }
  }
  let close = start + 1
  while (close < text.length && (text[close] !== '"' || text[close + 1] === '"')) close += text[close] === '"' ? 2 : 1
  const rest = fieldAt(text, Math.min(close + 1, text.length), separator)
  return { field: text.slice(start + 1, close).replaceAll('""', '"') + rest.field, end: rest.end }
}

/** The rows of comma-separated values (RFC 4180), or of values between tabs or semicolons. */
export function readSeparated(text: string): string[][] {
  const separator = separatorOf(text)
  const rows: string[][] = []
  let row: string[] = []
  let fields = 0
  for (let at = 0; at < text.length; ) {
    const { field, end } = fieldAt(text, at, separator)
    row.push(field.trim())
    fields += 1
    if (fields > limits.gridPositions) throw documentProblem('markup-too-complex', `${rows.length + 1}`)
    at = end + (text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1)
    if (text[end] === separator) {
      if (at === text.length) row.push('')
      else continue
    }
    rows.push(row)
    row = []
  }
  if (row.length > 0) rows.push(row)
  return rows
}
