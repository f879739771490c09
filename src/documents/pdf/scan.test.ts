import { describe, expect, it } from 'vitest'
import { type Bitmap, findRules, findSkew, findThreshold, levelBitmap } from './bitmap.ts'
import { openFrame } from './frame.ts'
import { findLattices } from './lattice.ts'
import { makePdf, tableAt } from './made-pdf.ts'
import { hasOcr } from './ocr.ts'
import { draftPage } from './page-draft.ts'
import { findRuns } from './runs.ts'
import { readScan, renderPage } from './scan.ts'
import { closeSession, openSession } from './session.ts'
import type { Stroke } from './strokes.ts'

const SCALE = 250 / 72
const CELLS = [
  ['Total', '1,261.69'],
  ['Basic', '300.00'],
  ['Project', '961.69'],
]

/** A page rendered as a scanner would see it. */
async function scanPage(content: string) {
  const session = await openSession(makePdf([{ content }]))
  const page = session.pdfium.calls.FPDF_LoadPage(session.document, 0)
  const frame = openFrame(session.pdfium, page, session.scratch, 0)
  const bitmap = renderPage(session.pdfium, page, frame.shown, SCALE)
  session.pdfium.calls.FPDF_ClosePage(page)
  closeSession(session)
  return { bitmap, frame }
}

const rulesOf = (bitmap: Bitmap) => findRules(bitmap, findThreshold(bitmap), 36 * SCALE, 22 * SCALE)

/** The tables that the rules of a bitmap draw, in points. */
function latticesOf(bitmap: Bitmap) {
  const { horizontal, vertical } = rulesOf(bitmap)
  const toPoints = ({ position, from, to }: Stroke) => ({
    position: position / SCALE,
    from: from / SCALE,
    to: to / SCALE,
  })
  return findLattices(horizontal.map(toPoints), vertical.map(toPoints))
}

describe('a scanned table', () => {
  it('shows its lines, and is without them once they are erased', async () => {
    const { bitmap } = await scanPage(`1.5 w ${tableAt(CELLS, 100, 150)}`)
    expect(latticesOf(bitmap)[0]?.cells).toHaveLength(6)
    const again = rulesOf(rulesOf(bitmap).cleaned)
    expect([...again.horizontal, ...again.vertical]).toEqual([])
  })

  it.each([-0.02, -0.007, 0.012, 0.03])('lying askew by %f is levelled', async (skew) => {
    const { bitmap } = await scanPage(`2 w ${tableAt(CELLS, 100, 150)}`)
    const askew = levelBitmap(bitmap, -skew)
    const threshold = findThreshold(askew)
    const found = findSkew(askew, threshold)
    expect(Math.abs(found - skew)).toBeLessThan(0.0025)
    expect(latticesOf(levelBitmap(askew, found))[0]?.cells).toHaveLength(6)
  })
})

describe.runIf(await hasOcr())('recognition', () => {
  it('puts numbers into their cells', async () => {
    const { bitmap, frame } = await scanPage(`0.8 w ${tableAt(CELLS, 100, 150)}`)
    const scan = await readScan(bitmap, SCALE, frame)
    const draft = scan === null ? null : draftPage(findRuns(scan.glyphs), scan.glyphs, scan.drawing)
    const texts = draft?.grids[0]?.cells.map((cell) => cell.text.replaceAll(' ', ''))
    expect(texts?.filter((_, index) => index % 2 === 1)).toEqual(['1,261.69', '300.00', '961.69'])
  })
})
