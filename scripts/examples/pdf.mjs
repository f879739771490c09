import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { captionOf, isNumber, placeCells, weightsOf, widthOf } from './blocks.mjs'

const WIDE = 9

const quoted = (text) => text.replace(/[\\#$*_`<>@[\]~="'+/-]/g, (sign) => `\\${sign}`)

const cell = ({ text, columns, rows }) =>
  `table.cell(colspan: ${columns}, rowspan: ${rows}, align: ${isNumber(text) ? 'right' : 'left'} + horizon)[${quoted(text)}]`

function table({ number, title, organisation, unit, head, body, notes }) {
  const rows = [...head, ...body]
  const width = widthOf(rows)
  const columns = weightsOf(rows)
    .map((weight) => `${weight}fr`)
    .join(', ')
  const cells = (part) => placeCells(part).map(cell).join(',\n')
  const header = head.length === 0 ? '' : `table.header(${cells(head)}),\n`
  const size = width > WIDE ? '6.5pt' : '8.5pt'
  const labels = [organisation === null ? '' : `部门：${organisation}`, unit === null ? '' : `单位：${unit}`]
  return `#page(flipped: ${width > WIDE})[
#align(center)[#text(size: 13pt, weight: "bold")[${quoted(captionOf({ number, title }))}]]
#grid(columns: (1fr, auto), [${quoted(labels[0])}], [${quoted(labels[1])}])
#text(size: ${size})[#table(columns: (${columns}), inset: 3pt, stroke: 0.4pt,
${header}${cells(body)})]
${notes.map((note) => `#text(size: 9pt)[${quoted(note)}]`).join('\n\n')}
]`
}

function block(part) {
  if ('title' in part) return `#align(center)[#text(size: 20pt, weight: "bold")[${quoted(part.title)}]]\n#pagebreak()`
  if ('contents' in part)
    return `#align(center)[#text(size: 15pt)[目　录]]\n\n${part.contents.map(quoted).join('\n\n')}\n#pagebreak()`
  if ('heading' in part)
    return `#block(above: 1.2em)[#text(size: ${16 - 2 * part.heading}pt, weight: "bold")[${quoted(part.text)}]]`
  if ('paragraph' in part) return `#par(first-line-indent: (amount: 2em, all: true))[${quoted(part.paragraph)}]`
  return table(part.table)
}

/** Sets the blocks as a PDF in Noto Serif SC. The same blocks give the same bytes. */
export function writePdf({ blocks }) {
  const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'))
  const font = (name) => readFileSync(join(fonts, name, `NotoSerifSC_${name}.ttf`))
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: [font('400Regular'), font('700Bold')] }] })
  const source = `#set document(date: none)
#set page(paper: "a4", margin: 2cm, numbering: "1")
#set text(font: "Noto Serif SC", size: 11pt, lang: "zh")
#set par(leading: 0.9em)
${blocks.map(block).join('\n\n')}`
  return Buffer.from(compiler.pdf({ mainFileContent: source }))
}
