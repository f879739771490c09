import type { ProblemReport } from '../../kernel/index.ts'
import type { ReadOptions, Source } from '../model.ts'
import { assemblePages, type PageReading } from './assembly.ts'
import { keepVisible } from './clip.ts'
import { openFrame } from './frame.ts'
import { findQuarters, type Glyphs, readGlyphs } from './glyphs.ts'
import { PDF_LIMITS } from './limits.ts'
import { draftPage } from './page-draft.ts'
import { discardPdfium, loadPdfium, type Pdfium } from './pdfium.ts'
import { pdfProblem, reportPage } from './problems.ts'
import { findRuns } from './runs.ts'
import { readDrawing } from './strokes.ts'

const SCRATCH_BYTES = 1024
const PASSWORD_NEEDED = 4

/**
 * Reads a PDF: pages with tables and lines as printed, each with page and box. Throws a Problem when nothing can be
 * read; what is wrong with single pages is reported beside the others.
 */
export async function readPdf(bytes: Uint8Array, options: ReadOptions): Promise<Pick<Source, 'pages' | 'problems'>> {
  if (bytes.length === 0) throw pdfProblem('pdf-empty')
  if (bytes.length > PDF_LIMITS.bytes) throw pdfProblem('pdf-too-large', `${Math.round(bytes.length / 1048576)} MB`)
  const pdfium = await loadPdfium()
  const { calls } = pdfium
  const held = calls.malloc(bytes.length)
  pdfium.bytes().set(bytes, held)
  try {
    const document = calls.FPDF_LoadMemDocument(held, bytes.length, 0)
    if (document === 0) {
      throw pdfProblem(calls.FPDF_GetLastError() === PASSWORD_NEEDED ? 'pdf-encrypted' : 'pdf-damaged')
    }
    try {
      return readPages(pdfium, document, options)
    } finally {
      calls.FPDF_CloseDocument(document)
    }
  } finally {
    calls.free(held)
    if (pdfium.bytes().length > PDF_LIMITS.heapBytes) discardPdfium()
  }
}

function readPages(pdfium: Pdfium, document: number, options: ReadOptions): Pick<Source, 'pages' | 'problems'> {
  const total = pdfium.calls.FPDF_GetPageCount(document)
  if (total > PDF_LIMITS.pages) throw pdfProblem('pdf-too-many-pages', `${total} 页`)
  const scratch = pdfium.calls.malloc(SCRATCH_BYTES)
  const readings: PageReading[] = []
  const problems: ProblemReport[] = []
  for (let index = 0; index < total; index += 1) {
    const reading = readPage(pdfium, document, index, scratch, problems)
    if (reading !== null) readings.push(reading)
    options.onPage?.(index + 1, total)
  }
  pdfium.calls.free(scratch)
  return { pages: assemblePages(readings), problems }
}

function readPage(
  pdfium: Pdfium,
  document: number,
  index: number,
  scratch: number,
  problems: ProblemReport[],
): PageReading | null {
  const { calls } = pdfium
  const number = index + 1
  const page = calls.FPDF_LoadPage(document, index)
  if (page === 0) {
    problems.push(reportPage('pdf-page-unreadable', number))
    return null
  }
  const text = calls.FPDFText_LoadPage(page)
  const quarters = findQuarters(pdfium, text, calls.FPDFPage_GetRotation(page))
  const frame = openFrame(pdfium, page, scratch, quarters)
  const glyphs = readGlyphs(pdfium, text, frame, scratch)
  const drawing = readDrawing(pdfium, page, frame, scratch)
  const found = findRuns(glyphs)
  const runs = drawing.hasMovedForm ? found : keepVisible(pdfium, text, found, glyphs, frame.matrix, scratch)
  calls.FPDFText_ClosePage(text)
  calls.FPDF_ClosePage(page)
  reportGlyphs(glyphs, number, problems)
  return { number, frame, draft: draftPage(runs, glyphs, drawing) }
}

function reportGlyphs(glyphs: Glyphs, page: number, problems: ProblemReport[]): void {
  for (const [font, count] of glyphs.unmapped) {
    problems.push(reportPage('pdf-unmapped-characters', page, `字体 ${font}，${count} 个字符`))
  }
  if (glyphs.isCut) problems.push(reportPage('pdf-page-too-dense', page))
}
