import type { DocumentView, FindingView } from './contract.ts'

export const EXPORTS = ['findings.xlsx', 'annotated.pdf'] as const
export type ExportName = (typeof EXPORTS)[number]

/** What is to be written, with everything that it is written from. Plain data: it crosses threads. */
export interface ExportOrder {
  readonly name: ExportName
  readonly language: 'zh' | 'en'
  readonly document: DocumentView
  readonly findings: readonly FindingView[]
  /** The bytes of the document, where pages of it are handed on. */
  readonly original: Uint8Array | null
}

export type WriteExport = (order: ExportOrder) => Promise<Uint8Array>

/** Writes an export in this thread. Throws `nothing-to-annotate`. */
export async function writeExport({ name, language, document, findings, original }: ExportOrder): Promise<Uint8Array> {
  if (name === 'findings.xlsx') {
    const { writeFindings } = await import('./findings-workbook.ts')
    return writeFindings(document, findings, language)
  }
  const { annotatePages } = await import('./annotated-pages.ts')
  return annotatePages(original ?? new Uint8Array(), findings, language)
}
