import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium'
import type { FindingView, Severity } from './contract.ts'
import { serverProblem } from './problems.ts'

type Language = 'zh' | 'en'
type Box = readonly [number, number, number, number]

interface Mark {
  readonly page: number
  readonly box: Box
  readonly severity: Severity
  /** The place that is wrong comes first in a finding; the others only prove it. */
  readonly isWrong: boolean
  readonly note: string
}

const SQUARE = 5
const STROKE = 0
const PRINTED = 4
/** Device space is counted in hundredths of a point, for integers are asked for. */
const FINE = 100
const MARGIN_POINTS = 1
const INK: Readonly<Record<Severity, readonly [number, number, number]>> = {
  error: [200, 50, 31],
  warning: [183, 121, 31],
  hint: [102, 112, 133],
}
const PROOF_INK = [31, 78, 140] as const

const noteOf = (finding: FindingView, ordinal: number, language: Language): string =>
  [`${ordinal}. ${finding.title[language]}`, finding.message[language], finding.remedy[language]].join('\n')

const marksOf = (findings: readonly FindingView[], language: Language): Mark[] =>
  findings.flatMap((finding, index) =>
    finding.where.flatMap(({ at, document }, order) =>
      'page' in at && document === undefined
        ? [
            {
              page: at.page,
              box: at.box,
              severity: finding.severity,
              isWrong: order === 0,
              note: noteOf(finding, index + 1, language),
            },
          ]
        : [],
    ),
  )

async function loadPdfium(): Promise<WrappedPdfiumModule> {
  const file = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm')
  const bytes = await readFile(file)
  const pdfium = await init({
    wasmBinary: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer,
  })
  pdfium.PDFiumExt_Init()
  return pdfium
}

/** Asked for anew each time: the memory moves when it grows. */
const memoryOf = (pdfium: WrappedPdfiumModule): Uint8Array =>
  (pdfium.pdfium as unknown as { readonly HEAPU8: Uint8Array }).HEAPU8

/** Runs with a piece of PDFium's memory that is given back afterwards. */
function borrow<Result>(pdfium: WrappedPdfiumModule, bytes: number, use: (pointer: number) => Result): Result {
  const pointer = pdfium.pdfium.wasmExports.malloc(bytes)
  try {
    return use(pointer)
  } finally {
    pdfium.pdfium.wasmExports.free(pointer)
  }
}

const writeText = (pdfium: WrappedPdfiumModule, annotation: number, key: string, text: string): void =>
  borrow(pdfium, text.length * 2 + 2, (pointer) => {
    pdfium.pdfium.stringToUTF16(text, pointer, text.length * 2 + 2)
    pdfium.FPDFAnnot_SetStringValue(annotation, key, pointer)
  })

/** A box as displayed (points from the top left) in the page's own space, which may be turned and cropped. */
function toPageSpace(pdfium: WrappedPdfiumModule, page: number, box: Box): Box {
  const width = Math.round(pdfium.FPDF_GetPageWidthF(page) * FINE)
  const height = Math.round(pdfium.FPDF_GetPageHeightF(page) * FINE)
  const corner = (x: number, y: number): readonly [number, number] =>
    borrow(pdfium, 16, (pointer) => {
      const place = [Math.round(x * FINE), Math.round(y * FINE)] as const
      pdfium.FPDF_DeviceToPage(page, 0, 0, width, height, 0, ...place, pointer, pointer + 8)
      return [pdfium.pdfium.getValue(pointer, 'double'), pdfium.pdfium.getValue(pointer + 8, 'double')]
    })
  const [x1, y1] = corner(box[0] - MARGIN_POINTS, box[1] - MARGIN_POINTS)
  const [x2, y2] = corner(box[2] + MARGIN_POINTS, box[3] + MARGIN_POINTS)
  return [Math.min(x1, x2), Math.max(y1, y2), Math.max(x1, x2), Math.min(y1, y2)]
}

function drawMark(pdfium: WrappedPdfiumModule, page: number, mark: Mark): void {
  const annotation = pdfium.FPDFPage_CreateAnnot(page, SQUARE)
  const box = toPageSpace(pdfium, page, mark.box)
  borrow(pdfium, 16, (pointer) => {
    // FS_RECTF: left, top, right, bottom.
    for (const [index, value] of box.entries()) pdfium.pdfium.setValue(pointer + index * 4, value, 'float')
    pdfium.FPDFAnnot_SetRect(annotation, pointer)
  })
  const [red, green, blue] = mark.isWrong ? INK[mark.severity] : PROOF_INK
  pdfium.EPDFAnnot_SetColor(annotation, STROKE, red, green, blue)
  pdfium.EPDFAnnot_SetBorderStyle(annotation, 1, mark.isWrong ? 1.5 : 0.75)
  pdfium.FPDFAnnot_SetFlags(annotation, PRINTED)
  writeText(pdfium, annotation, 'Contents', mark.note)
  writeText(pdfium, annotation, 'T', '勾稽 Gouji')
  pdfium.EPDFAnnot_GenerateAppearance(annotation)
  pdfium.FPDFPage_CloseAnnot(annotation)
}

function saveDocument(pdfium: WrappedPdfiumModule, document: number): Uint8Array {
  const writer = pdfium.PDFiumExt_OpenFileWriter()
  pdfium.PDFiumExt_SaveAsCopy(document, writer)
  const size = pdfium.PDFiumExt_GetFileWriterSize(writer)
  const bytes = borrow(pdfium, size, (pointer) => {
    pdfium.PDFiumExt_GetFileWriterData(writer, pointer, size)
    return memoryOf(pdfium).slice(pointer, pointer + size)
  })
  pdfium.PDFiumExt_CloseFileWriter(writer)
  return bytes
}

function copyPages(pdfium: WrappedPdfiumModule, source: number, pages: readonly number[]): number {
  const copy = pdfium.FPDF_CreateNewDocument()
  borrow(pdfium, pages.length * 4, (pointer) => {
    for (const [index, page] of pages.entries()) pdfium.pdfium.setValue(pointer + index * 4, page - 1, 'i32')
    pdfium.FPDF_ImportPagesByIndex(copy, source, pointer, pages.length, 0)
  })
  return copy
}

/**
 * The pages of a PDF on which findings stand, each place framed and carrying its finding as a comment. The original is
 * not changed. Throws the problem nothing-to-annotate when no finding has a place on a page.
 */
export async function annotatePages(
  original: Uint8Array,
  findings: readonly FindingView[],
  language: Language,
): Promise<Uint8Array> {
  const marks = marksOf(findings, language)
  const pages = [...new Set(marks.map((mark) => mark.page))].sort((a, b) => a - b)
  if (pages.length === 0) throw serverProblem('nothing-to-annotate')
  const pdfium = await loadPdfium()
  return borrow(pdfium, original.length, (pointer) => {
    memoryOf(pdfium).set(original, pointer)
    const source = pdfium.FPDF_LoadMemDocument(pointer, original.length, '')
    const copy = copyPages(pdfium, source, pages)
    for (const [index, number] of pages.entries()) {
      const page = pdfium.FPDF_LoadPage(copy, index)
      for (const mark of marks) if (mark.page === number) drawMark(pdfium, page, mark)
      pdfium.FPDF_ClosePage(page)
    }
    const bytes = saveDocument(pdfium, copy)
    pdfium.FPDF_CloseDocument(copy)
    pdfium.FPDF_CloseDocument(source)
    return bytes
  })
}
