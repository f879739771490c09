import { limits } from '../limits.ts'
import type { Block, Line, Page, ReadOptions, Source } from '../model.ts'
import { documentProblem } from '../problems.ts'
import { columnsOf, type DelimitedRow, gridOf, isTable } from './delimited.ts'
import { decodeText } from './encoding.ts'
import { joinLines } from './paragraph.ts'
import { type PrintedLine, trimLine, withoutInvisible, withoutLeftovers } from './printed-line.ts'

/** A printed line, or the rows of a table; `page` counts form feeds. */
type Piece =
  | { readonly kind: 'line'; readonly page: number; readonly line: PrintedLine }
  | { readonly kind: 'rows'; readonly page: number; readonly rows: DelimitedRow[] }

const rowOf = (line: PrintedLine): DelimitedRow => ({
  line: line.line,
  fields: line.text.split('\t').map((field) => withoutLeftovers(field).trim()),
})

const lineOf = (line: PrintedLine): PrintedLine => ({
  ...line,
  text: trimLine(withoutLeftovers(line.text.replaceAll('\t', ' '))),
})

/** The printed lines of a page; the number is that of the file, blank lines are counted as the gap before the next. */
function* printedLines(text: string): Generator<{ page: number; line: PrintedLine }> {
  let page = 1
  let number = 0
  let gap = 0
  for (const raw of text.split('\n')) {
    number += 1
    if (raw.length > limits.lineCharacters) throw documentProblem('text-too-long', `${number}: ${raw.length}`)
    const parts = raw.replaceAll('\r', '').split('\f')
    for (const [index, part] of parts.entries()) {
      if (index > 0) page += 1
      const visible = withoutInvisible(part)
      if (visible.trim() === '') continue
      yield { page, line: { line: number, text: visible, gap } }
      gap = -1
    }
    gap += 1
  }
}

/** Rows go on with the table before them over blank lines and page ends while the number of columns agrees. */
const maySucceed = (rows: readonly DelimitedRow[], line: PrintedLine, row: DelimitedRow): boolean =>
  line.gap === 0 || columnsOf(rows) === row.fields.length

function collectPieces(text: string): Piece[] {
  const pieces: Piece[] = []
  for (const { page, line } of printedLines(text)) {
    const last = pieces.at(-1)
    if (!line.text.includes('\t')) pieces.push({ kind: 'line', page, line })
    else if (last?.kind === 'rows' && maySucceed(last.rows, line, rowOf(line))) last.rows.push(rowOf(line))
    else pieces.push({ kind: 'rows', page, rows: [rowOf(line)] })
  }
  return pieces
}

/** Rows that are no table are lines again. */
const settle = (piece: Piece): Piece[] =>
  piece.kind === 'line' || isTable(piece.rows)
    ? [piece]
    : piece.rows.map((row) => ({
        kind: 'line',
        page: piece.page,
        line: { line: row.line, text: row.fields.filter((field) => field !== '').join(' '), gap: 0 },
      }))

function blocksOf(pieces: readonly Piece[]): { page: number; block: Block }[] {
  const lines: PrintedLine[] = []
  const breaks = new Set<PrintedLine>()
  const settled = pieces.map((piece) => (piece.kind === 'line' ? { ...piece, line: lineOf(piece.line) } : piece))
  settled.forEach((piece, index) => {
    if (piece.kind !== 'line') return
    lines.push(piece.line)
    if (settled[index - 1]?.kind === 'rows') breaks.add(piece.line)
  })
  const continues = joinLines(lines, breaks)
  const joinOf = new Map(lines.map((line, index) => [line, continues[index] === true]))
  return settled.map((piece) => ({
    page: piece.page,
    block: piece.kind === 'rows' ? gridOf(piece.rows) : toLine(piece.line, joinOf.get(piece.line) === true),
  }))
}

const toLine = (line: PrintedLine, continues: boolean): Line => ({
  kind: 'line',
  text: line.text,
  at: { line: line.line },
  continues,
})

/**
 * Reads plain text, as it comes out of a PDF: lines, and grids where fields stand between tabs. A form feed begins a
 * page. Throws `not-text`, `text-too-long` and `nothing-printed`.
 */
export function readText(bytes: Uint8Array, options: ReadOptions = {}): Pick<Source, 'pages' | 'problems'> {
  if (bytes.length > limits.textBytes) throw documentProblem('text-too-long', `${bytes.length}`)
  const { text, problems } = decodeText(bytes)
  const blocks = blocksOf(collectPieces(text).flatMap(settle))
  if (blocks.length === 0) throw documentProblem('nothing-printed')
  const byPage = new Map<number, Block[]>()
  for (const { page, block } of blocks) {
    const pageBlocks = byPage.get(page)
    if (pageBlocks === undefined) byPage.set(page, [block])
    else pageBlocks.push(block)
  }
  const pages = [...byPage.values()].map((pageBlocks, index): Page => ({ number: index + 1, blocks: pageBlocks }))
  options.onPage?.(pages.length, pages.length)
  return { pages, problems }
}
