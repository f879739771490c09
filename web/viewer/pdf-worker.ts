import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium'
import wasmAddress from '@embedpdf/pdfium/pdfium.wasm?url'
import type { Answer, Ask, PageSize } from './messages.ts'
import { addMissingType } from './missing-type.ts'

/** Holds one PDF in PDFium and draws its pages, the latest wanted first, away from the page's own thread. */

interface Opened {
  readonly pdfium: WrappedPdfiumModule
  readonly document: number
}

const BGRA = 4
const DRAW_ANNOTATIONS = 0x01
const REVERSE_BYTE_ORDER = 0x10
const WHITE = 0xffffffff
/** A page drawn larger than this would cost more memory than it shows. */
const MOST_PIXELS = 16_000_000

let opened: Promise<Opened | null> | null = null
let waiting: { readonly page: number; readonly scale: number }[] = []
let isDrawing = false

const answer = (message: Answer, transfer: Transferable[] = []): void => self.postMessage(message, { transfer })

const memoryOf = ({ pdfium }: WrappedPdfiumModule): Uint8Array =>
  (pdfium as unknown as { readonly HEAPU8: Uint8Array }).HEAPU8

async function open(bytes: ArrayBuffer): Promise<Opened | null> {
  const response = await fetch(wasmAddress)
  const pdfium = await init({ wasmBinary: await response.arrayBuffer() })
  pdfium.PDFiumExt_Init()
  // PDFium reads from this memory as long as the document is open.
  const pointer = pdfium.pdfium.wasmExports.malloc(bytes.byteLength)
  memoryOf(pdfium).set(new Uint8Array(bytes), pointer)
  const document = pdfium.FPDF_LoadMemDocument(pointer, bytes.byteLength, '')
  return document === 0 ? null : { pdfium, document }
}

function sizesOf({ pdfium, document }: Opened): PageSize[] {
  const pointer = pdfium.pdfium.wasmExports.malloc(8)
  const count = pdfium.FPDF_GetPageCount(document)
  const sizes = Array.from({ length: count }, (_, page) => {
    pdfium.FPDF_GetPageSizeByIndexF(document, page, pointer)
    return { width: pdfium.pdfium.getValue(pointer, 'float'), height: pdfium.pdfium.getValue(pointer + 4, 'float') }
  })
  pdfium.pdfium.wasmExports.free(pointer)
  return sizes
}

function draw({ pdfium, document }: Opened, number: number, scale: number): void {
  const page = pdfium.FPDF_LoadPage(document, number - 1)
  const [pageWidth, pageHeight] = [pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)]
  const fitting = Math.min(scale, Math.sqrt(MOST_PIXELS / (pageWidth * pageHeight)))
  const width = Math.max(1, Math.round(pageWidth * fitting))
  const height = Math.max(1, Math.round(pageHeight * fitting))
  const pointer = pdfium.pdfium.wasmExports.malloc(width * height * 4)
  const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, BGRA, pointer, width * 4)
  pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE)
  pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, DRAW_ANNOTATIONS | REVERSE_BYTE_ORDER)
  const plain = new Uint8ClampedArray(
    memoryOf(pdfium).slice(pointer, pointer + width * height * 4).buffer as ArrayBuffer,
  )
  const pixels = addMissingType({ pdfium, page, width, height }, plain).buffer
  pdfium.FPDFBitmap_Destroy(bitmap)
  pdfium.pdfium.wasmExports.free(pointer)
  pdfium.FPDF_ClosePage(page)
  answer({ answer: 'rendered', page: number, scale, width, height, pixels }, [pixels])
}

/** One page at a time, so that a page no longer wanted can be dropped in between. */
async function drawWaiting(): Promise<void> {
  const holding = await opened
  if (isDrawing || holding === null) return
  isDrawing = true
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    draw(holding, next.page, next.scale)
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  isDrawing = false
}

self.addEventListener('message', ({ data }: MessageEvent<Ask>) => {
  if (data.ask === 'open') {
    opened = open(data.bytes)
    opened
      .then((holding) =>
        answer(holding === null ? { answer: 'refused' } : { answer: 'opened', sizes: sizesOf(holding) }),
      )
      // A rejection in a worker is not heard outside unless it is reported as an error.
      .catch(reportError)
  } else if (data.ask === 'want') waiting = waiting.filter(({ page }) => data.pages.includes(page))
  else {
    waiting = [...waiting.filter(({ page }) => page !== data.page), { page: data.page, scale: data.scale }]
    void drawWaiting()
  }
})
