import type { PageReading } from './assembly.ts'
import { keepVisible } from './clip.ts'
import { type Frame, NO_FRAME, openFrame, type PageSize } from './frame.ts'
import { findQuarters, type Glyphs, readGlyphs } from './glyphs.ts'
import { hasOcr } from './ocr.ts'
import { draftPage, type PageDraft } from './page-draft.ts'
import type { PdfProblemCode } from './problems.ts'
import { dropReprints, findRuns, type Run } from './runs.ts'
import { isScan, readScan, renderPage, scaleOf } from './scan.ts'
import type { Session } from './session.ts'
import { type Drawing, readDrawing } from './strokes.ts'

/** What is wrong with a page: the kind, and what exactly (a font). */
export interface PageTrouble {
  readonly code: PdfProblemCode
  readonly subject: string
}

/** A page as read, and what could not be. */
export interface PageResult {
  readonly reading: PageReading
  readonly troubles: readonly PageTrouble[]
}

interface Content {
  readonly frame: Frame & { readonly shown: PageSize }
  readonly glyphs: Glyphs
  readonly drawing: Drawing
  readonly runs: readonly Run[]
}

/** A page that PDFium cannot open keeps its number and shows nothing. */
export const unreadablePage = (number: number): PageResult => ({
  reading: { number, frame: NO_FRAME, draft: { grids: [], lines: [] } },
  troubles: [{ code: 'pdf-page-unreadable', subject: '' }],
})

/** Reads one page, counted from 0. With `mayRecognize`, scans are recognised where that is installed. */
export async function readPage(session: Session, index: number, mayRecognize: boolean): Promise<PageResult> {
  const { calls } = session.pdfium
  const page = openPage(session, index)
  if (page === 0) return unreadablePage(index + 1)
  const content = readContent(session, page)
  if (!isScan(content.glyphs, content.drawing)) {
    calls.FPDF_ClosePage(page)
    return { reading: draft(index + 1, content), troubles: troublesOf(content) }
  }
  return recognizePage(session, page, index + 1, content, mayRecognize)
}

/** Annotations that print text of their own: free text, stamps, and fields that somebody has filled in. */
const PRINTED_ANNOTATIONS: ReadonlySet<number> = new Set([3, 13, 20])
const FOR_DISPLAY = 0

/** Opens a page, with what annotations print on it made part of its content. */
function openPage({ pdfium: { calls }, document }: Session, index: number): number {
  const page = calls.FPDF_LoadPage(document, index)
  const count = page === 0 ? 0 : calls.FPDFPage_GetAnnotCount(page)
  let isPrinted = false
  for (let order = 0; order < count && !isPrinted; order += 1) {
    const annotation = calls.FPDFPage_GetAnnot(page, order)
    if (annotation === 0) continue
    isPrinted = PRINTED_ANNOTATIONS.has(calls.FPDFAnnot_GetSubtype(annotation))
    calls.FPDFPage_CloseAnnot(annotation)
  }
  if (!isPrinted) return page
  calls.FPDFPage_Flatten(page, FOR_DISPLAY)
  calls.FPDF_ClosePage(page)
  return calls.FPDF_LoadPage(document, index)
}

function readContent({ pdfium, scratch }: Session, page: number): Content {
  const { calls } = pdfium
  const text = calls.FPDFText_LoadPage(page)
  const quarters = findQuarters(pdfium, text, calls.FPDFPage_GetRotation(page))
  const frame = openFrame(pdfium, page, scratch, quarters)
  const glyphs = readGlyphs(pdfium, text, frame, scratch)
  const drawing = readDrawing(pdfium, page, frame, scratch)
  const found = dropReprints(findRuns(glyphs))
  const runs = drawing.hasMovedForm ? found : keepVisible(pdfium, text, found, glyphs, frame.matrix, scratch)
  calls.FPDFText_ClosePage(text)
  return { frame, glyphs, drawing, runs }
}

const draft = (number: number, { frame, glyphs, drawing, runs }: Content): PageReading => ({
  number,
  frame,
  draft: draftPage(runs, glyphs, drawing),
})

function troublesOf({ glyphs, drawing }: Content): PageTrouble[] {
  const troubles: PageTrouble[] = [...glyphs.unmapped.keys()].map((font) => ({
    code: 'pdf-unmapped-characters',
    subject: `字体 ${font}`,
  }))
  if (glyphs.isCut || drawing.isCut) troubles.push({ code: 'pdf-page-too-dense', subject: '' })
  return troubles
}

/** Recognition puts spaces beside Chinese characters, and after the separators of a number, that were not printed. */
const tidy = <Text extends { readonly text: string }>(printed: Text): Text => ({
  ...printed,
  text: printed.text
    .replace(/(?<=[\u3000-\u9fff\uff00-\uffef]) | (?=[\u3000-\u9fff\uff00-\uffef])/g, '')
    .replace(
      /^(\d{1,3})((?:, ?\d{3})+(?:\.\d+)?)$/,
      (_, first: string, groups: string) => first + groups.replaceAll(' ', ''),
    ),
})

const tidyDraft = ({ grids, lines }: PageDraft): PageDraft => ({
  grids: grids.map((grid) => ({ ...grid, cells: grid.cells.map(tidy) })),
  lines: lines.map(tidy),
})

async function recognizePage(
  { pdfium }: Session,
  page: number,
  number: number,
  content: Content,
  mayRecognize: boolean,
): Promise<PageResult> {
  const isReady = mayRecognize && (await hasOcr())
  const scale = scaleOf(content.frame.shown)
  const bitmap = isReady ? renderPage(pdfium, page, content.frame.shown, scale) : null
  pdfium.calls.FPDF_ClosePage(page)
  const scan = bitmap === null ? null : await readScan(bitmap, scale, content.frame)
  if (scan !== null) {
    const reading = draft(number, { ...scan, runs: findRuns(scan.glyphs) })
    return { reading: { ...reading, draft: tidyDraft(reading.draft), ocr: 'done' }, troubles: [] }
  }
  const code = isReady ? 'pdf-ocr-failed' : 'pdf-needs-ocr'
  return { reading: { ...draft(number, content), ocr: 'needed' }, troubles: [{ code, subject: '' }] }
}
