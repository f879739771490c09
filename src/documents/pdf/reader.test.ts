import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { corpusFile, corpusFiles, hasCorpus } from '../../../test/corpus.ts'
import { Problem } from '../../kernel/index.ts'
import type { Grid, Line, Page } from '../model.ts'
import { PDF_LIMITS } from './limits.ts'
import { makePdf, strokeOf, tableAt, textAt } from './made-pdf.ts'
import { readPdf } from './reader.ts'

const CELLS = [
  ['Name', 'Total'],
  ['Alpha', '1,261.69'],
]

const gridsOf = (pages: readonly Page[]): Grid[] =>
  pages.flatMap((page) => page.blocks).filter((block): block is Grid => block.kind === 'grid')
const linesOf = (pages: readonly Page[]): Line[] =>
  pages.flatMap((page) => page.blocks).filter((block): block is Line => block.kind === 'line')
const textsOf = (pages: readonly Page[]): string[][] =>
  gridsOf(pages).map((grid) => grid.cells.map((cell) => cell.text))

describe('a page', () => {
  it('gives its table with places, and its lines', async () => {
    const { pages, problems } = await readPdf(
      makePdf([{ content: textAt('Budget', 100, 270) + tableAt(CELLS, 100, 200) }]),
      {},
    )
    expect(problems).toEqual([])
    expect(textsOf(pages)).toEqual([CELLS.flat()])
    expect(linesOf(pages).map((line) => line.text)).toEqual(['Budget'])
    expect(gridsOf(pages)[0]?.cells[3]?.at).toMatchObject({ page: 1, box: [180, 80, 260, 100] })
  })

  it.each([90, 180, 270])('turned by %i degrees is read as it is displayed', async (degrees) => {
    const upright = { 90: '0 1 -1 0 300 0 cm', 180: '-1 0 0 -1 400 300 cm', 270: '0 -1 1 0 0 400 cm' }[degrees]
    const box = degrees === 180 ? '' : '/MediaBox [0 0 300 400]'
    const content = `${upright}\n${tableAt(CELLS, 100, 200)}`
    const { pages } = await readPdf(makePdf([{ content, entries: `/Rotate ${degrees} ${box}` }]), {})
    expect(textsOf(pages)).toEqual([CELLS.flat()])
    expect(pages[0]).toMatchObject({ width: 400, height: 300 })
    expect(gridsOf(pages)[0]?.at).toMatchObject({ box: [100, 60, 260, 100] })
  })

  it('with a table printed sideways is read upright, and shown where it stands', async () => {
    const content = `q 0 1 -1 0 300 20 cm ${tableAt(CELLS, 40, 100)} Q`
    const { pages } = await readPdf(makePdf([{ content }]), {})
    expect(textsOf(pages)).toEqual([CELLS.flat()])
    expect(gridsOf(pages)[0]?.at).toMatchObject({ box: [160, 80, 200, 240] })
  })

  it('cut to a crop box counts from its corner', async () => {
    const { pages } = await readPdf(
      makePdf([{ content: tableAt(CELLS, 100, 200), entries: '/CropBox [50 50 350 250]' }]),
      {},
    )
    expect(gridsOf(pages)[0]?.at).toMatchObject({ box: [50, 10, 210, 50] })
  })

  it('with lines inside a moved form has its table', async () => {
    const lines = tableAt(
      [
        ['', ''],
        ['', ''],
      ],
      90,
      190,
    )
    const words = CELLS.flatMap((row, r) => row.map((text, c) => textAt(text, 106 + c * 80, 226 - r * 20))).join('')
    const { pages } = await readPdf(makePdf([{ content: `q 1 0 0 1 10 10 cm /F0 Do Q ${words}`, forms: [lines] }]), {})
    expect(textsOf(pages)).toEqual([CELLS.flat()])
  })

  it('with thin filled rectangles for lines has its table; white ones rule nothing', async () => {
    const lines = [200, 220, 240]
      .map((y) => `100 ${y} 160 0.5 re f`)
      .concat([100, 180, 259.5].map((x) => `${x} 200 0.5 40 re f`))
    const white = '1 g 140 200 0.5 40 re f 0 g '
    const words = CELLS.flatMap((row, r) => row.map((text, c) => textAt(text, 106 + c * 80, 226 - r * 20))).join('')
    const { pages } = await readPdf(makePdf([{ content: `${lines.join(' ')} ${white} ${words}` }]), {})
    expect(textsOf(pages)).toEqual([CELLS.flat()])
  })

  it('does not show what is clipped away', async () => {
    const hidden = `q 0 0 400 150 re W n ${textAt('hidden', 106, 226)} Q`
    const { pages } = await readPdf(makePdf([{ content: tableAt(CELLS, 100, 200) + hidden }]), {})
    expect(textsOf(pages)).toEqual([CELLS.flat()])
  })

  it('shows once what is printed several times on the spot to look bold', async () => {
    const bold = [0, 0.3, 0.6].map((shift) => textAt('Head', 20 + shift, 250)).join('\n')
    const { pages } = await readPdf(makePdf([{ content: `${bold}\n${textAt('Head', 120, 250)}` }]), {})
    const words = pages.flatMap(({ blocks }) => blocks.map((block) => (block.kind === 'line' ? block.text : '')))
    expect(words.join(' ').match(/Head/g)).toHaveLength(2)
  })

  it('shows what is filled into its fields', async () => {
    const field = '/Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /F 4 /Rect [0 0 400 300] /AP << /N 4 0 R >> >>]'
    const empty = CELLS.map(([name = ''], row) => [name, row === 0 ? 'Total' : ''])
    const made = makePdf([{ content: tableAt(empty, 100, 200), entries: field, forms: [textAt('1,261.69', 186, 206)] }])
    expect(textsOf((await readPdf(made, {})).pages)).toEqual([CELLS.flat()])
  })

  it('names characters that have no Unicode map instead of guessing them', async () => {
    const content = `${textAt('Body', 100, 200)} BT /B 10 Tf 1 0 0 1 100 150 Tm <00410042> Tj ET`
    const { pages, problems } = await readPdf(makePdf([{ content }]), {})
    expect(linesOf(pages).map((line) => line.text)).toEqual(['Body', '\ufffd\ufffd'])
    expect(problems).toMatchObject([{ code: 'pdf-unmapped-characters', page: 1, detail: '第 1 页，字体 Nameless' }])
  })

  it('keeps its number off the lines', async () => {
    const content = textAt('Body', 100, 150) + textAt('- 12 -', 190, 15) + strokeOf(50, 280, 350, 280)
    expect(linesOf((await readPdf(makePdf([{ content }]), {})).pages).map((line) => line.text)).toEqual(['Body'])
  })
})

describe('a file that cannot be read', () => {
  const password = `/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >>`

  it.each([
    ['empty', 'pdf-empty', new Uint8Array(0)],
    ['no PDF at all', 'pdf-damaged', new TextEncoder().encode('\f\f\f\u0000garbage'.repeat(100))],
    ['only the beginning of one', 'pdf-damaged', makePdf([{ content: textAt('x', 1, 1) }]).slice(0, 40)],
    ['locked', 'pdf-encrypted', makePdf([{ content: textAt('x', 1, 1) }], password)],
    ['without pages', 'pdf-damaged', makePdf([])],
    ['too large', 'pdf-too-large', new Uint8Array(PDF_LIMITS.bytes + 1)],
    [
      'of too many pages',
      'pdf-too-many-pages',
      makePdf(Array.from({ length: PDF_LIMITS.pages + 1 }, () => ({ content: '' }))),
    ],
  ])('because it is %s is refused as %s', async (_, code, bytes) => {
    await expect(readPdf(bytes, {})).rejects.toMatchObject({ code })
  })
})

describe('a long document', () => {
  it('of 3,000 pages is read page by page', async () => {
    const page = { content: tableAt(CELLS, 100, 200) }
    let told = 0
    const { pages } = await readPdf(makePdf(Array.from({ length: 3000 }, () => page)), {
      onPage: (done, total) => {
        told = done / total
      },
    })
    expect(pages).toHaveLength(3000)
    expect(told).toBe(1)
  })
})

/** The same changes on every run, spread over the file. */
function mutate(bytes: Uint8Array, seed: number): Uint8Array {
  const changed = bytes.slice(0, seed % 4 === 0 ? Math.floor((bytes.length * ((seed * 37) % 100)) / 100) : bytes.length)
  let state = seed * 2654435761
  for (let count = 0; count < 40; count += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    if (changed.length > 0) changed[state % changed.length] = (state >>> 16) & 255
  }
  return changed
}

describe.runIf(hasCorpus)('real documents', () => {
  it('damaged at random are read in part or refused by name', async () => {
    const names = ['beijing-budget-01.pdf', 'shanghai-budget-07.pdf', 'guangzhou-budget-01.pdf']
    for (const name of names) {
      const bytes = await readFile(corpusFile(name))
      for (let seed = 1; seed <= 12; seed += 1) {
        const result = await readPdf(mutate(bytes, seed), { ocr: false }).catch((error: unknown) => error)
        const isRefused = result instanceof Problem
        expect(isRefused || 'pages' in (result as object), `${name} ${seed}: ${String(result)}`).toBe(true)
      }
    }
  })

  it('without text say that they need recognition', async () => {
    const { pages, problems } = await readPdf(await readFile(corpusFile('changsha-scan-01.pdf')), { ocr: false })
    expect(pages.every((page) => page.ocr === 'needed')).toBe(true)
    expect(problems).toMatchObject([{ code: 'pdf-needs-ocr', page: 1, detail: '第 1–7 页' }])
  })

  it('keep merged heads and continued tables together', async () => {
    const { pages } = await readPdf(await readFile(corpusFile('shanghai-budget-06.pdf')), {})
    const income = gridsOf(pages).find((grid) =>
      grid.cells.some((cell) => cell.text === '财政拨款收入' && cell.row === 1),
    )
    expect(income).toMatchObject({ rows: 27, columns: 9 })
    expect(income?.cells.filter((cell) => cell.row === 0).map((cell) => [cell.text, cell.columnSpan])).toEqual([
      ['项目', 4],
      ['收入预算', 5],
    ])
    expect(new Set(income?.cells.map((cell) => ('page' in cell.at ? cell.at.page : 0)))).toEqual(new Set([8, 9]))
  })

  it('have every position of every grid in exactly one cell', async () => {
    for (const file of corpusFiles('guangzhou-').filter((name) => name.endsWith('.pdf'))) {
      for (const grid of gridsOf((await readPdf(await readFile(file), {})).pages)) {
        const covered = grid.cells.reduce((sum, cell) => sum + cell.rowSpan * cell.columnSpan, 0)
        expect(covered, file).toBe(grid.rows * grid.columns)
      }
    }
  })
})
