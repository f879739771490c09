import { utils, write } from '@e965/xlsx'
import fc from 'fast-check'
import { strToU8, type Zippable, zipSync } from 'fflate'

/** A table cell with its position, as tests make and compare it. */
export interface MadeCell {
  readonly text: string
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
}

export interface MadeTable {
  readonly rows: number
  readonly columns: number
  /** By row, then column. */
  readonly cells: readonly MadeCell[]
}

const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

export const zip = (parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content]),
    ) satisfies Zippable,
  )

/** A Word document around the markup of its body; other parts by name, such as word/numbering.xml. */
export const makeDocx = (body: string, parts: Readonly<Record<string, string | Uint8Array>> = {}): Uint8Array =>
  zip({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="${WORD}"><w:body>${body}</w:body></w:document>`,
    ...parts,
  })

/** One part of a Word document, such as numbering or footnotes. */
export const wordPart = (name: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><w:${name} xmlns:w="${WORD}">${content}</w:${name}>`

export const paragraph = (text: string, properties = ''): string =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t xml:space="preserve">${escapeMarkup(text)}</w:t></w:r></w:p>`

const docxCell = (text: string, span: number, merge: string): string =>
  `<w:tc><w:tcPr>${span > 1 ? `<w:gridSpan w:val="${span}"/>` : ''}${merge}</w:tcPr>${paragraph(text)}</w:tc>`

/** The cell that covers a position. */
const coverOf = (table: MadeTable, row: number, column: number): MadeCell | undefined =>
  table.cells.find(
    (cell) =>
      cell.row <= row &&
      row < cell.row + cell.rowSpan &&
      cell.column <= column &&
      column < cell.column + cell.columnSpan,
  )

function docxRow(table: MadeTable, row: number): string {
  const cells: string[] = []
  for (let column = 0; column < table.columns; ) {
    const cell = coverOf(table, row, column)
    if (cell === undefined) throw new Error(`no cell covers ${row}, ${column}`)
    const restart = cell.row === row
    const merge = cell.rowSpan === 1 ? '' : restart ? '<w:vMerge w:val="restart"/>' : '<w:vMerge/>'
    cells.push(docxCell(restart ? cell.text : '', cell.columnSpan, merge))
    column = cell.column + cell.columnSpan
  }
  return `<w:tr>${cells.join('')}</w:tr>`
}

export const docxTable = (table: MadeTable): string =>
  `<w:tbl><w:tblPr/>${Array.from({ length: table.rows }, (_, row) => docxRow(table, row)).join('')}</w:tbl>`

const htmlCell = (cell: MadeCell): string =>
  `<td rowspan="${cell.rowSpan}" colspan="${cell.columnSpan}">${escapeMarkup(cell.text)}</td>`

export const htmlTable = (table: MadeTable): string =>
  `<table>${Array.from(
    { length: table.rows },
    (_, row) =>
      `<tr>${table.cells
        .filter((cell) => cell.row === row)
        .map(htmlCell)
        .join('')}</tr>`,
  ).join('')}</table>`

/** A workbook of one sheet; `type` as the file is written. */
export function makeWorkbook(table: MadeTable, type: 'xlsx' | 'biff8' = 'xlsx', name = 'Sheet1'): Uint8Array {
  const sheet = utils.aoa_to_sheet([[]])
  for (const cell of table.cells) {
    if (cell.text !== '') utils.sheet_add_aoa(sheet, [[cell.text]], { origin: { r: cell.row, c: cell.column } })
  }
  sheet['!merges'] = table.cells
    .filter((cell) => cell.rowSpan > 1 || cell.columnSpan > 1)
    .map((cell) => ({
      s: { r: cell.row, c: cell.column },
      e: { r: cell.row + cell.rowSpan - 1, c: cell.column + cell.columnSpan - 1 },
    }))
  sheet['!ref'] = utils.encode_range({ s: { r: 0, c: 0 }, e: { r: table.rows - 1, c: table.columns - 1 } })
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, name)
  return new Uint8Array(write(book, { type: 'array', bookType: type }))
}

const texts = fc.constantFrom('合计', '1,261.69', '基本支出', '0.00', '2013750', '98%', '—', '其他支出', '-3.5')

interface Span {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
}

/** Takes the wished spans that overlap none before them, and single cells for what is left. */
function tile(rows: number, columns: number, wishes: readonly Span[]): Span[] {
  const taken = new Set<string>()
  const positions = (span: Span): string[] => {
    const all: string[] = []
    for (let row = span.row; row < span.row + span.rowSpan; row += 1)
      for (let column = span.column; column < span.column + span.columnSpan; column += 1) all.push(`${row} ${column}`)
    return all
  }
  const spans: Span[] = []
  const singles = Array.from({ length: rows * columns }, (_, index) => ({
    row: Math.floor(index / columns),
    column: index % columns,
    rowSpan: 1,
    columnSpan: 1,
  }))
  for (const wish of [...wishes, ...singles]) {
    const fits = wish.row + wish.rowSpan <= rows && wish.column + wish.columnSpan <= columns
    if (!fits || positions(wish).some((position) => taken.has(position))) continue
    for (const position of positions(wish)) taken.add(position)
    spans.push(wish)
  }
  return spans.sort((a, b) => a.row - b.row || a.column - b.column)
}

const span = fc.record({
  row: fc.nat(7),
  column: fc.nat(7),
  rowSpan: fc.integer({ min: 1, max: 3 }),
  columnSpan: fc.integer({ min: 1, max: 3 }),
})

/** Tables of 2 to 8 rows and columns with merged cells; some cell begins in each row and in each column. */
export const madeTables: fc.Arbitrary<MadeTable> = fc
  .tuple(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 2, max: 8 }), fc.array(span, { maxLength: 6 }))
  .map(([rows, columns, wishes]) => ({ rows, columns, spans: tile(rows, columns, wishes) }))
  .filter(({ rows, columns, spans }) => {
    const begins = (key: 'row' | 'column'): number => new Set(spans.map((one) => one[key])).size
    return begins('row') === rows && begins('column') === columns
  })
  .chain(({ rows, columns, spans }) =>
    fc
      .array(texts, { minLength: spans.length, maxLength: spans.length })
      .map((words) => ({ rows, columns, cells: spans.map((one, index) => ({ ...one, text: words[index] ?? '' })) })),
  )
