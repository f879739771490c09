import {
  AlignmentType,
  Document,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { captionOf, cellOf, isNumber, weightsOf } from './blocks.mjs'

const FONT = 'SimSun'
const PAGE_WIDTH = 9_000
const HEADINGS = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3]

const line = (text, options = {}) =>
  new Paragraph({
    ...options,
    children: [new TextRun({ text, font: FONT, size: options.size ?? 22, bold: options.bold ?? false })],
  })

const cell = (raw) => {
  const { text, columns, rows } = cellOf(raw)
  const alignment = isNumber(text) ? AlignmentType.RIGHT : AlignmentType.LEFT
  return new TableCell({ columnSpan: columns, rowSpan: rows, children: [line(text, { alignment, size: 16 })] })
}

function table({ number, title, organisation, unit, head, body, notes }) {
  const weights = weightsOf([...head, ...body])
  const whole = weights.reduce((a, b) => a + b, 0)
  const row = (tableHeader) => (cells) => new TableRow({ tableHeader, cantSplit: true, children: cells.map(cell) })
  const labels = [
    organisation === null ? '' : `部门：${organisation}`,
    number ?? '',
    unit === null ? '' : `金额单位：${unit}`,
  ]
  return [
    line(number === null ? captionOf({ number, title }) : title, {
      alignment: AlignmentType.CENTER,
      bold: true,
      size: 26,
      pageBreakBefore: true,
    }),
    ...labels.filter((label) => label !== '').map((label) => line(label, { size: 18 })),
    new Table({
      width: { size: PAGE_WIDTH, type: WidthType.DXA },
      columnWidths: weights.map((weight) => Math.round((PAGE_WIDTH * weight) / whole)),
      rows: [...head.map(row(true)), ...body.map(row(false))],
    }),
    ...notes.map((note) => line(note, { size: 18 })),
  ]
}

function block(part) {
  if ('title' in part) return [line(part.title, { alignment: AlignmentType.CENTER, bold: true, size: 40 })]
  if ('contents' in part) return part.contents.map((entry) => line(entry))
  if ('heading' in part)
    return [line(part.text, { heading: HEADINGS[part.heading - 1], bold: true, size: 30 - 2 * part.heading })]
  if ('paragraph' in part) return [line(part.paragraph, { indent: { firstLine: 440 } })]
  return table(part.table)
}

/** Writes the blocks as a Word document that Word and WPS can edit. */
export const writeDocx = ({ title, blocks }) =>
  Packer.toBuffer(new Document({ title, creator: 'Gouji', sections: [{ children: blocks.flatMap(block) }] }))
