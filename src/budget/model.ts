import type { Grid, Line, Place, Source } from '../documents/index.ts'
import type { Amount, MoneyUnit, PrintedNumber } from '../kernel/index.ts'

// ---------------------------------------------------------------- what the document is

export type DocumentKind =
  | 'budget'
  | 'final-account'
  | 'performance-goals'
  | 'self-evaluation'
  /** No budget, accounts or performance document: nothing is checked. */
  | 'other'

export interface DocumentIdentity {
  readonly title: string
  readonly organisation: string
  /** The year that the document is about, not that of its signing. */
  readonly year: number | null
  readonly kind: DocumentKind
  /** The unit in which most tables are printed. */
  readonly unit: MoneyUnit | null
}

// ---------------------------------------------------------------- the document laid out

/** Prose, wrapped lines joined. */
export interface Paragraph {
  readonly text: string
  readonly at: Place
  /** Where each printed line begins in `text`, ordered: the place of any span of the text. */
  readonly lines: readonly { readonly start: number; readonly at: Place }[]
}

/** What is printed over a table: 表3 部门支出总表 … 公开03表 … 部门：… 单位：万元. */
export interface Caption {
  /** Without number and year; as printed otherwise. */
  readonly title: string
  /** The title with its year, as the document prints it; absent where that is the title itself. */
  readonly printed?: string
  /** As printed: 表1, 公开01表, 预算01表, 5-1; null where none is. */
  readonly number: string | null
  /** The year in the title, where one is. */
  readonly year: number | null
  readonly organisation: string | null
  readonly unit: MoneyUnit | null
  readonly at: Place
  /** The printed lines that make up the caption. */
  readonly lines: readonly Line[]
}

/** A heading of the body or an entry of the contents. Level 1 is 第一部分, 2 is 一、, 3 is （一）, 4 is 1. */
export interface Heading {
  readonly level: number
  /** As printed: 第一部分, 一、, (三), 2. */
  readonly ordinal: string
  readonly title: string
  readonly at: Place
}

/** A stretch of the document in reading order: a table with its caption and notes, or prose below a heading. */
export type Region =
  | {
      readonly kind: 'table'
      readonly caption: Caption | null
      /** The grids of the table; empty for a table of a plain text that has lost its grid. */
      readonly grids: readonly Grid[]
      /** The lines of the body where there is no grid (plain text); else titles of parts printed between the grids. */
      readonly lines: readonly Line[]
      /** 注：… 说明：… 本表为空… printed below or in the table. */
      readonly notes: readonly Paragraph[]
      /** The headings above, outermost first. */
      readonly under: readonly Heading[]
    }
  | { readonly kind: 'prose'; readonly paragraphs: readonly Paragraph[]; readonly under: readonly Heading[] }

export type TableRegion = Extract<Region, { kind: 'table' }>

// ---------------------------------------------------------------- tables as read

/** A printed number in its place. */
export interface Cell {
  /** As printed, repairs of a reading included (`raw` then keeps what was printed). */
  readonly text: string
  readonly number: PrintedNumber
  /** True for 41.16%. */
  readonly isPercent: boolean
  readonly at: Place
  /** What was printed where a reading was repaired: `11, 27`. */
  readonly raw?: string
}

export interface Column {
  /** Header levels from the top: ['本年收入', '一般公共预算']. A level repeated by merging stands once. */
  readonly path: readonly string[]
  readonly at: Place
}

export interface Row {
  readonly code: string | null
  /** As printed, ordinal included. */
  readonly name: string
  /** Nesting where the printed code or ordinal shows it; 0 for totals. */
  readonly depth: number
  /** For tables of several sides: which one (收入, 支出, 人员经费 …), as its header says. */
  readonly side: string | null
  /** Where it stands in the table as printed, from 0; the rows of two sides of one line share it. */
  readonly index: number
  readonly at: Place
  /** One per column of the table; null is a blank, and a column of another side. */
  readonly cells: readonly (Cell | null)[]
  /** Columns that hold words: 项目单位 → 黄陂区大数据中心本级. By header path joined with '/'. */
  readonly words: Readonly<Record<string, { readonly text: string; readonly at: Place }>>
}

export interface Table {
  /** Unique in the document: t1, t2 … in printed order. */
  readonly id: string
  /** The form that was recognised, by id; null where the table was read by its words alone. */
  readonly form: string | null
  readonly caption: Caption
  readonly unit: MoneyUnit | null
  /** Value columns only. */
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  readonly notes: readonly Paragraph[]
  readonly under: readonly Heading[]
  /** Words or numbers of the body that found no place, with the reason. Not empty → not certified. */
  readonly leftovers: readonly { readonly text: string; readonly at: Place; readonly why: string }[]
  /** Read from lines of text in which blank cells left no trace: what stands in which column was worked out. */
  readonly isGridless?: true
}

// ---------------------------------------------------------------- facts

export type Stage = 'budget' | 'adjusted' | 'final'
export type Flow =
  | 'income'
  | 'expenditure'
  /** Carried over from the year before; unspent funds at its beginning. */
  | 'opening'
  /** Carried over to the next year; unspent funds at its end. */
  | 'closing'
  /** 使用非财政拨款结余 */
  | 'surplus-used'
  /** 结余分配 */
  | 'surplus-distributed'
  /** 收入总计: income and everything that fills it up. */
  | 'income-total'
  /** 支出总计 */
  | 'expenditure-total'

/**
 * What a printed number claims. An absent dimension means "all of it". `organisation` is the unit by name where the
 * table breaks the department down, else absent: the publishing organisation itself.
 */
export interface Fact {
  readonly year: number
  readonly stage: Stage
  readonly flow: Flow
  readonly organisation?: string
  /** fiscal > general | government-fund | state-capital; special-account; own > business | operating | … */
  readonly fund?: string
  /** Functional classification code: 201, 20137, 2013750. */
  readonly function?: string
  /** Economic classification code: 301, 30101. */
  readonly economy?: string
  /** basic > personnel | operating; project; … */
  readonly nature?: string
  readonly project?: string
  /** 三公 and other cross-cutting items: three-public, abroad, vehicles, vehicle-purchase, vehicle-running, reception … */
  readonly item?: string
  /** current: of this year's money; carried: of earlier years' money. */
  readonly vintage?: 'current' | 'carried'
}

/** One printed number and the fact that it claims. */
export interface Figure {
  readonly fact: Fact
  /** null: the cell is blank. */
  readonly amount: Amount | null
  readonly text: string
  readonly at: Place
  /** From a table without a grid, and no sum or twin confirms that it stands in its row and column. */
  readonly isUnsettled?: true
  /** Where the reader of a finding looks: table, row and column, or the sentence. */
  readonly table?: Table
  readonly row?: Row
  readonly column?: Column
  readonly sentence?: string
}

// ---------------------------------------------------------------- a document as read

export interface Reading {
  readonly source: Source
  readonly document: DocumentIdentity
  readonly regions: readonly Region[]
  /** The contents page, in order; empty where the document has none. */
  readonly contents: readonly Heading[]
  /** The headings of the body, in order. */
  readonly headings: readonly Heading[]
  readonly tables: readonly Table[]
}
