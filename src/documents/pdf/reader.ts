import type { ProblemReport } from '../../kernel/index.ts'
import type { ReadOptions, Source } from '../model.ts'
import { assemblePages, type PageReading } from './assembly.ts'
import { PDF_LIMITS } from './limits.ts'
import { type PageResult, type PageTrouble, readPage, unreadablePage } from './page-reading.ts'
import { pdfProblem, reportPages } from './problems.ts'
import { closeSession, isSwollen, isTrap, openSession, reopenSession, type Session } from './session.ts'

/**
 * Reads a PDF: pages with tables and lines as printed, each with page and box. Throws a Problem when nothing can be
 * read; what is wrong with single pages is reported beside the others. Pages are read one at a time.
 */
export async function readPdf(bytes: Uint8Array, options: ReadOptions): Promise<Pick<Source, 'pages' | 'problems'>> {
  if (bytes.length === 0) throw pdfProblem('pdf-empty')
  if (bytes.length > PDF_LIMITS.bytes) throw pdfProblem('pdf-too-large', `${Math.ceil(bytes.length / 2 ** 20)} MB`)
  let session = await openSession(bytes)
  const total = session.pages
  if (total === 0 || total > PDF_LIMITS.pages) {
    closeSession(session)
    throw total === 0 ? pdfProblem('pdf-damaged') : pdfProblem('pdf-too-many-pages', `${total} 页`)
  }
  const readings: PageReading[] = []
  const troubles = new Map<string, { trouble: PageTrouble; pages: number[] }>()
  let restarts = 0
  for (let index = 0; index < total; index += 1) {
    const result = restarts > PDF_LIMITS.restarts ? unreadablePage(index + 1) : await tryPage(session, index, options)
    if (result === null || (isSwollen(session) && index + 1 < total)) session = await reopenSession(bytes)
    if (result === null) restarts += 1
    const { reading, troubles: found } = result ?? unreadablePage(index + 1)
    readings.push(reading)
    for (const trouble of found) collect(troubles, trouble, index + 1)
    options.onPage?.(index + 1, total)
  }
  closeSession(session)
  return { pages: assemblePages(readings), problems: [...troubles.values()].map(toReport) }
}

/** Reads a page; null when PDFium trapped on it and must be started again. */
async function tryPage(session: Session, index: number, options: ReadOptions): Promise<PageResult | null> {
  try {
    return await readPage(session, index, options.ocr !== false)
  } catch (error) {
    if (isTrap(error)) return null
    throw error
  }
}

/** The same trouble of many pages is told once. */
function collect(
  troubles: Map<string, { trouble: PageTrouble; pages: number[] }>,
  trouble: PageTrouble,
  page: number,
): void {
  const key = `${trouble.code} ${trouble.subject}`
  const known = troubles.get(key)
  if (known === undefined) troubles.set(key, { trouble, pages: [page] })
  else known.pages.push(page)
}

const toReport = ({ trouble, pages }: { trouble: PageTrouble; pages: readonly number[] }): ProblemReport =>
  reportPages(trouble.code, pages, trouble.subject)
