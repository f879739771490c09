import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { init } from '@embedpdf/pdfium'
import { examine } from '../src/app/examination.ts'
import { conclude, corpusPdfs, load, median } from './support/bench.ts'

/** Read + check, warm, against the time that PDFium itself needs to give the plain text of the same pages. */
const HOLD = 1.5
const ROUNDS = 5

const wasm = readFileSync(createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm'))
const pdfium = await init({ wasmBinary: new Uint8Array(wasm).buffer })
pdfium.PDFiumExt_Init()

function plainText(bytes: Uint8Array): number {
  const memory = pdfium.pdfium
  const pointer = memory.wasmExports.malloc(bytes.length)
  const { HEAPU8 } = memory as unknown as { readonly HEAPU8: Uint8Array }
  HEAPU8.set(bytes, pointer)
  const document = pdfium.FPDF_LoadMemDocument(pointer, bytes.length, '')
  const pages = pdfium.FPDF_GetPageCount(document)
  for (let index = 0; index < pages; index += 1) {
    const page = pdfium.FPDF_LoadPage(document, index)
    const text = pdfium.FPDFText_LoadPage(page)
    const length = pdfium.FPDFText_CountChars(text)
    const buffer = memory.wasmExports.malloc(2 * length + 2)
    pdfium.FPDFText_GetText(text, 0, length, buffer)
    memory.UTF16ToString(buffer)
    memory.wasmExports.free(buffer)
    pdfium.FPDFText_ClosePage(text)
    pdfium.FPDF_ClosePage(page)
  }
  pdfium.FPDF_CloseDocument(document)
  memory.wasmExports.free(pointer)
  return pages
}

const files = (process.argv[2] === undefined ? corpusPdfs() : process.argv.slice(2)).filter(
  (file) => !/scan|negative/.test(file),
)
const documents = files.map(load)
let pages = 0
const ratios: number[] = []
const ours: number[] = []
const theirs: number[] = []
for (let round = 0; round <= ROUNDS; round += 1) {
  let started = performance.now()
  pages = documents.reduce((count, bytes) => count + plainText(bytes), 0)
  const text = performance.now() - started
  started = performance.now()
  for (const bytes of documents) await examine(bytes, { ocr: false })
  const whole = performance.now() - started
  if (round === 0) continue
  ratios.push(whole / text)
  ours.push(whole / pages)
  theirs.push(text / pages)
}
const ratio = median(ratios)
const figure = `${ratio.toFixed(2)} × plain text; ${median(ours).toFixed(2)} ms a page against ${median(theirs).toFixed(2)} ms, ${pages} pages, median of ${ROUNDS}`
conclude('read', figure, `${HOLD} ×`, ratio <= HOLD)
