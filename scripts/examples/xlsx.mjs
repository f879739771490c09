import { writeXlsx } from 'hucre/xlsx'
import { isNumber, placeCells, widthOf } from './blocks.mjs'

const THIN = { style: 'thin' }
const BORDER = { top: THIN, right: THIN, bottom: THIN, left: THIN }
const NUMBER_FORMATS = ['#,##0', '#,##0.0', '#,##0.00']

const numberOf = (text) => Number(text.replaceAll(',', ''))
const decimalsOf = (text) => (text.split('.')[1] ?? '').length

/** A figure is a number with its printed decimals; a percentage or anything else is a text. */
function cell({ text }) {
  const isFigure = isNumber(text) && !text.endsWith('%') && decimalsOf(text) < NUMBER_FORMATS.length && text.length < 16
  const alignment = { vertical: 'center', wrapText: true, horizontal: isFigure ? 'right' : 'left' }
  if (!isFigure) return { value: text, type: 'string', style: { border: BORDER, alignment } }
  const numFmt = text.includes(',') || decimalsOf(text) > 0 ? NUMBER_FORMATS[decimalsOf(text)] : '0'
  return { value: numberOf(text), type: 'number', style: { border: BORDER, alignment, numFmt } }
}

function sheetOf({ number, title, organisation, unit, head, body, notes }, name) {
  const above = [
    [title],
    [number ?? ''],
    [organisation === null ? '' : `部门：${organisation}`],
    [unit === null ? '' : `单位：${unit}`],
  ].filter(([text]) => text !== '')
  const rows = [...head, ...body]
  const placed = placeCells(rows)
  const cells = new Map(placed.map((one) => [`${above.length + one.row},${one.column}`, cell(one)]))
  const merges = placed
    .filter(({ columns, rows: height }) => columns > 1 || height > 1)
    .map(({ row, column, columns, rows: height }) => ({
      startRow: above.length + row,
      startCol: column,
      endRow: above.length + row + height - 1,
      endCol: column + columns - 1,
    }))
  const blank = rows.map(() => [])
  const columns = Array.from({ length: widthOf(rows) }, () => ({ width: 18 }))
  return { name, columns, rows: [...above, ...blank, ...notes.map((note) => [note])], cells, merges }
}

const textOf = (part) =>
  'title' in part ? [part.title] : 'contents' in part ? part.contents : [part.text ?? part.paragraph]

/** Writes the blocks as a workbook: one sheet a table, the prose between tables on sheets of its own. */
export async function writeXlsxBook({ blocks }) {
  const sheets = []
  let prose = []
  const closeProse = () => {
    if (prose.length > 0) sheets.push({ name: `说明${sheets.length + 1}`, columns: [{ width: 110 }], rows: prose })
    prose = []
  }
  for (const part of blocks) {
    if ('table' in part) {
      closeProse()
      sheets.push(sheetOf(part.table, `${part.table.number ?? '附表'} ${sheets.length + 1}`))
    } else prose.push(...textOf(part).map((text) => [text]))
  }
  closeProse()
  return Buffer.from(await writeXlsx({ sheets }))
}
