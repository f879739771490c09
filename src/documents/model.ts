import type { ProblemReport } from '../kernel/index.ts'

/** A rectangle on a displayed page, in points (1/72 inch) from its top left corner: left, top, right, bottom. */
export type Box = readonly [left: number, top: number, right: number, bottom: number]

/**
 * Where something is printed. Pages and lines count from 1. A workbook gives the cell in A1 style. A document without
 * fixed pages (.docx, HTML, text) gives the line: for text the line of the file, else the ordinal of the paragraph or
 * table row as the document shows them.
 */
export type Place =
  | { readonly page: number; readonly box: Box }
  | { readonly sheet: string; readonly cell: string }
  | { readonly line: number; readonly lastLine?: number }

export interface GridCell {
  /** Printed lines joined as they are read: Chinese without a space, words and numbers as printed. May be ''. */
  readonly text: string
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  readonly at: Place
}

/**
 * How the columns of a grid are known: `ruled` by lines or markup, `delimited` by tabs, `aligned` by where the text
 * stands. An aligned grid may have put a word of a wrapped cell into a row of its own.
 */
export type GridEvidence = 'ruled' | 'delimited' | 'aligned'

/** A table as printed. One grid may go on over several pages; repeated heads are dropped. Every position has one cell. */
export interface Grid {
  readonly kind: 'grid'
  readonly evidence: GridEvidence
  readonly rows: number
  readonly columns: number
  /** Ordered by row, then column; a merged cell stands once, at its top left. */
  readonly cells: readonly GridCell[]
  readonly at: Place
}

/** One printed line outside a grid. */
export interface Line {
  readonly kind: 'line'
  readonly text: string
  readonly at: Place
  /** The line goes on with the paragraph of the line before it. */
  readonly continues: boolean
}

export type Block = Grid | Line

/** A page, a sheet of a workbook, or the whole of a document without pages. */
export interface Page {
  /** From 1. */
  readonly number: number
  /** The name of a sheet; absent elsewhere. */
  readonly name?: string
  /** Size as displayed, in points; absent where there are no fixed pages. */
  readonly width?: number
  readonly height?: number
  /** In reading order. */
  readonly blocks: readonly Block[]
  /** An image without text: `needed` when no OCR is installed, `done` when the blocks come from OCR. */
  readonly ocr?: 'needed' | 'done'
}

export type SourceFormat = 'pdf' | 'docx' | 'xlsx' | 'xls' | 'html' | 'text'

/** A document as printed, before anything is understood. */
export interface Source {
  readonly format: SourceFormat
  readonly sha256: string
  readonly pages: readonly Page[]
  /** What could not be read; the rest was. */
  readonly problems: readonly ProblemReport[]
}

export interface ReadOptions {
  /** Called after each page; for progress only. */
  readonly onPage?: (done: number, total: number) => void
  /** False leaves scans unread even when OCR is installed. */
  readonly ocr?: boolean
}
