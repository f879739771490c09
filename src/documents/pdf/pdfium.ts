import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { init } from '@embedpdf/pdfium'

/** The calls of PDFium's C interface that the reader uses. Pointers and handles are numbers; 0 is null. */
export interface PdfiumCalls {
  malloc(size: number): number
  free(pointer: number): void
  FPDF_LoadMemDocument(bytes: number, size: number, password: number): number
  FPDF_GetLastError(): number
  FPDF_CloseDocument(document: number): void
  FPDF_GetPageCount(document: number): number
  FPDF_LoadPage(document: number, index: number): number
  FPDF_ClosePage(page: number): void
  FPDFPage_GetAnnotCount(page: number): number
  FPDFPage_GetAnnot(page: number, index: number): number
  FPDFPage_CloseAnnot(annotation: number): void
  FPDFAnnot_GetSubtype(annotation: number): number
  FPDFPage_Flatten(page: number, usage: number): number
  FPDF_GetPageBoundingBox(page: number, rectangle: number): number
  FPDFPage_GetRotation(page: number): number
  FPDFPage_CountObjects(page: number): number
  FPDFPage_GetObject(page: number, index: number): number
  FPDFFormObj_CountObjects(form: number): number
  FPDFFormObj_GetObject(form: number, index: number): number
  FPDFPageObj_GetType(object: number): number
  FPDFPageObj_GetMatrix(object: number, matrix: number): number
  FPDFPageObj_GetBounds(object: number, left: number, bottom: number, right: number, top: number): number
  FPDFPageObj_GetClipPath(object: number): number
  FPDFClipPath_CountPaths(clip: number): number
  FPDFClipPath_CountPathSegments(clip: number, path: number): number
  FPDFClipPath_GetPathSegment(clip: number, path: number, segment: number): number
  FPDFPageObj_GetFillColor(object: number, red: number, green: number, blue: number, alpha: number): number
  FPDFPageObj_GetStrokeColor(object: number, red: number, green: number, blue: number, alpha: number): number
  FPDFPath_GetDrawMode(path: number, fill: number, stroke: number): number
  FPDFPath_CountSegments(path: number): number
  FPDFPath_GetPathSegment(path: number, index: number): number
  FPDFPathSegment_GetType(segment: number): number
  FPDFPathSegment_GetPoint(segment: number, x: number, y: number): number
  FPDFPathSegment_GetClose(segment: number): number
  FPDFText_LoadPage(page: number): number
  FPDFText_ClosePage(text: number): void
  FPDFText_CountChars(text: number): number
  FPDFText_GetUnicode(text: number, index: number): number
  FPDFText_GetLooseCharBox(text: number, index: number, rectangle: number): number
  FPDFText_GetCharBox(text: number, index: number, left: number, right: number, bottom: number, top: number): number
  FPDFText_GetCharOrigin(text: number, index: number, x: number, y: number): number
  FPDFText_GetMatrix(text: number, index: number, matrix: number): number
  FPDFText_GetFontSize(text: number, index: number): number
  FPDFText_GetTextObject(text: number, index: number): number
  FPDFText_GetCharAngle(text: number, index: number): number
  FPDFText_HasUnicodeMapError(text: number, index: number): number
  FPDFText_GetFontInfo(text: number, index: number, buffer: number, size: number, flags: number): number
  FPDFBitmap_Create(width: number, height: number, alpha: number): number
  FPDFBitmap_Destroy(bitmap: number): void
  FPDFBitmap_FillRect(bitmap: number, left: number, top: number, width: number, height: number, color: number): number
  FPDFBitmap_GetBuffer(bitmap: number): number
  FPDFBitmap_GetStride(bitmap: number): number
  FPDF_RenderPageBitmap(
    bitmap: number,
    page: number,
    left: number,
    top: number,
    width: number,
    height: number,
    rotation: number,
    flags: number,
  ): void
}

/** One WebAssembly instance. Its views are replaced when its memory grows: read them afresh after every call. */
export interface Pdfium {
  readonly calls: PdfiumCalls
  bytes(): Uint8Array
  floats(): Float32Array
  integers(): Int32Array
}

const wasmPath = (): string => createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm')

/** What the package's own types leave out. */
interface RawModule {
  readonly wasmExports: PdfiumCalls
  readonly HEAPU8: Uint8Array
  readonly HEAPF32: Float32Array
  readonly HEAP32: Int32Array
}

const silent = (): void => undefined

async function start(): Promise<Pdfium> {
  const wasmBinary = await readFile(wasmPath())
  const module = await init({ wasmBinary, print: silent, printErr: silent })
  module.PDFiumExt_Init()
  const raw = module.pdfium as unknown as RawModule
  return {
    calls: raw.wasmExports,
    bytes: () => raw.HEAPU8,
    floats: () => raw.HEAPF32,
    integers: () => raw.HEAP32,
  }
}

let shared: Promise<Pdfium> | undefined

/** The instance of this thread, started on first use. */
export function loadPdfium(): Promise<Pdfium> {
  shared ??= start()
  return shared
}

/** Gives the instance up, after a trap or when its memory has grown: the next document starts a fresh one. */
export function discardPdfium(): void {
  shared = undefined
}
