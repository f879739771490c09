import { describe, expect, it } from 'vitest'
import { makePdf, strokeOf, textAt } from './made-pdf.ts'
import { readPdf } from './reader.ts'

const ROWS = [
  ['Name', 'Total', 'Basic', 'Project'],
  ['Alpha', '1,261.69', '200.00', '1,061.69'],
  ['Beta', '20.50', '', '20.50'],
  ['Gamma', '300.00', '300.00', '0.00'],
  ['Delta', '7.25', '7.25', '0.00'],
]
const ENDS = [0, 180, 260, 340]

const words = ROWS.flatMap((row, r) =>
  row.map((text, c) => textAt(text, c === 0 ? 46 : (ENDS[c] ?? 0) - text.length * 5, 206 - r * 20)),
).join('')

const textsOf = async (lines: string): Promise<string[][]> => {
  const { pages } = await readPdf(makePdf([{ content: lines + words }]), {})
  return pages
    .flatMap((page) => page.blocks)
    .filter((block) => block.kind === 'grid')
    .map((grid) => grid.cells.map((cell) => cell.text))
}

const rowLines = Array.from({ length: 6 }, (_, row) => strokeOf(40, 220 - row * 20, 350, 220 - row * 20))
const frame = [strokeOf(40, 120, 40, 220), strokeOf(350, 120, 350, 220)]
const columnLines = [130, 200, 280].map((x) => strokeOf(x, 120, x, 220))
const outer = [rowLines[0], rowLines[5]].join('')

describe('a table with some of its lines', () => {
  it.each([
    ['all', rowLines.join('') + frame.join('') + columnLines.join('')],
    ['rows and frame', rowLines.join('') + frame.join('')],
    ['rows alone', rowLines.join('')],
    ['columns and frame', outer + frame.join('') + columnLines.join('')],
    ['none', ''],
  ])('(%s) has the same cells', async (_, lines) => {
    expect(await textsOf(lines)).toEqual([ROWS.flat()])
  })
})
