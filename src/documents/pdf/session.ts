import { PDF_LIMITS } from './limits.ts'
import { discardPdfium, loadPdfium, type Pdfium } from './pdfium.ts'
import { pdfProblem } from './problems.ts'

/** A document open in PDFium. */
export interface Session {
  readonly pdfium: Pdfium
  readonly document: number
  readonly pages: number
  /** Where calls put what they answer, in PDFium's memory. */
  readonly scratch: number
  /** The file itself, in PDFium's memory. */
  readonly held: number
}

const SCRATCH_BYTES = 1024
const PASSWORD_NEEDED = 4

/** A trap leaves the instance unusable; running out of stack inside it does too. */
export const isTrap = (error: unknown): boolean =>
  error instanceof WebAssembly.RuntimeError || error instanceof RangeError

/** Opens a document; throws a Problem when PDFium cannot. */
export async function openSession(bytes: Uint8Array): Promise<Session> {
  try {
    return open(await loadPdfium(), bytes)
  } catch (error) {
    if (!isTrap(error)) throw error
    discardPdfium()
    throw pdfProblem('pdf-damaged')
  }
}

function open(pdfium: Pdfium, bytes: Uint8Array): Session {
  const { calls } = pdfium
  const held = calls.malloc(bytes.length)
  if (held === 0) throw pdfProblem('pdf-too-large')
  pdfium.bytes().set(bytes, held)
  const document = calls.FPDF_LoadMemDocument(held, bytes.length, 0)
  if (document === 0) {
    calls.free(held)
    throw pdfProblem(calls.FPDF_GetLastError() === PASSWORD_NEEDED ? 'pdf-encrypted' : 'pdf-damaged')
  }
  return { pdfium, document, held, pages: calls.FPDF_GetPageCount(document), scratch: calls.malloc(SCRATCH_BYTES) }
}

/** Has the document taken more of PDFium's memory than one may? Memory only shrinks with a fresh instance. */
export const isSwollen = ({ pdfium }: Session): boolean => pdfium.bytes().length > PDF_LIMITS.heapBytes

export function closeSession(session: Session): void {
  const { calls } = session.pdfium
  calls.FPDF_CloseDocument(session.document)
  calls.free(session.scratch)
  calls.free(session.held)
  if (isSwollen(session)) discardPdfium()
}

/** Goes on with a fresh instance after a trap, or when memory has grown; the old one is left to be collected. */
export function reopenSession(bytes: Uint8Array): Promise<Session> {
  discardPdfium()
  return openSession(bytes)
}
