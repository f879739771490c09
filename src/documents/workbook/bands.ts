import type { SheetCell } from './sheet.ts'

/** A printed row of a sheet. */
export interface SheetRow {
  readonly row: number
  readonly cells: readonly SheetCell[]
  /** A merge that begins further up reaches into the row: it belongs to the table above. */
  readonly isReached: boolean
}

/** What stands in a sheet from top to bottom: captions and notes as lines, tables as rows. */
export interface Band {
  readonly kind: 'lines' | 'table'
  readonly rows: readonly SheetRow[]
}

const LABEL =
  /[：:]|^(?:部门|单位)?(?:公开|预算|附)?表?\s*\d{1,2}(?:[-－]\d+)?\s*表?$|^附[件表]|^(?:金额)?单位|^[(（]?\s*\d{4}\s*年?度?\s*[)）]?$|^第?\s*\d+\s*页/
const NOTE =
  /^(?:注|备注|说明|附注|填表说明|填报说明|※|\*|[①-⑨])|^(?:填[表报]|编制|审核|制表|复核|单位负责|负责|联系|日期).{0,12}[：:]/
const PROSE = /[，；。].*[。；]|^.{25,}[。；]?$/
const TITLE = /(?:表|书|附件\s*\d*|情况|明细)\s*(?:[(（].*[)）])?$|\d{4}\s*年/
const TABLE_TITLE =
  /^(?:(?:部门|单位)?(?:公开|预算|决算|附)?\s*表\s*[\d一二三四五六七八九十]{1,3}(?!\d)|(?:公开|预算|决算)\s*\d{1,2}(?:[-－]\d+)?\s*表|附件\s*\d)|^\S{3,50}[^代发本附填]表\s*(?:[(（][^)）]*[)）])?$/
const HEADING =
  /^第[一二三四五六七八九十]{1,3}(?:部分|章)|^[一二三四五六七八九十]{1,3}、.{2,40}(?:情况|说明|表)(?:[(（].*[)）])?$/
/** Titles of the parts of one form. */
const FORM_PART =
  /^(?:长期|年度|中期|项目)?(?:绩效)?(?:总|年度)?目标表$|^(?:项目)?(?:支出)?明细(?:测算)?表?$|^(?:年度|长期)?绩效指标表?$|^项目采购表?$/
const MOST_LABELS = 5

/** A total without figures is the row of an empty table. */
const TOTAL = /^[合总小]\s*计$/

const isSingle = (row: SheetRow): boolean => row.cells.length === 1

const isLabels = (row: SheetRow): boolean =>
  row.cells.length <= MOST_LABELS && row.cells.every((cell) => LABEL.test(cell.text))

/** Rows above a table: its title, number, unit and who issues it. */
function isCaption(row: SheetRow, width: number, isFirst: boolean): boolean {
  if (row.isReached || row.cells.some((cell) => cell.rowSpan > 1 && cell.columnSpan * 2 < width)) return false
  const [cell] = row.cells
  if (cell !== undefined && isSingle(row)) {
    if (TOTAL.test(cell.text)) return false
    return isFirst || cell.columnSpan * 2 > width || TITLE.test(cell.text) || LABEL.test(cell.text)
  }
  return isLabels(row)
}

/** Rows below a table: notes, who filled it in, remarks in sentences. */
function isNote(row: SheetRow): boolean {
  if (row.isReached) return false
  const [cell] = row.cells
  if (cell !== undefined && isSingle(row)) return NOTE.test(cell.text) || (cell.columnSpan > 1 && PROSE.test(cell.text))
  return row.cells.every((one) => NOTE.test(one.text))
}

const widthOf = (rows: readonly SheetRow[]): number =>
  rows.reduce((most, row) => Math.max(most, ...row.cells.map((cell) => cell.column + cell.columnSpan)), 0) -
  rows.reduce((least, row) => Math.min(least, ...row.cells.map((cell) => cell.column)), Number.POSITIVE_INFINITY)

/** What no row of a table says: the title of the next table, a part of the document, a heading of its prose. */
function partsTables(row: SheetRow): boolean {
  const text = row.cells[0]?.text ?? ''
  return !row.isReached && isSingle(row) && !FORM_PART.test(text) && (TABLE_TITLE.test(text) || HEADING.test(text))
}

/** A row that may stand between two tables: a line of text by its words or its width. */
function isAside(row: SheetRow, width: number): boolean {
  const [cell] = row.cells
  if (row.isReached || cell === undefined || TOTAL.test(cell.text)) return false
  if (!isSingle(row)) return isLabels(row)
  const isLine = [LABEL, NOTE, PROSE].some((pattern) => pattern.test(cell.text)) || cell.columnSpan * 2 > width
  return isLine || partsTables(row)
}

/** Where the lines that begin at a row end; nothing less than a title or a heading among them parts two tables. */
function endOfAside(rows: readonly SheetRow[], start: number, width: number): number {
  let end = start
  let parts = false
  for (let row = rows[end]; row !== undefined && isAside(row, width); row = rows[end]) {
    parts ||= partsTables(row)
    end += 1
  }
  return parts ? end : start
}

/** Rows that follow one another, with the lines that open them. */
interface Run {
  readonly rows: SheetRow[]
  readonly lines: number
}

/** Parts rows without a blank one among them where lines with the title of another table stand between. */
function partRun(rows: readonly SheetRow[]): Run[] {
  const width = widthOf(rows)
  const runs: Run[] = [{ rows: [], lines: 0 }]
  let hasTable = false
  for (let index = 0; index < rows.length; ) {
    const end: number = hasTable ? endOfAside(rows, index, width) : index
    const taken = rows.slice(index, Math.max(end, index + 1))
    if (end > index) runs.push({ rows: taken, lines: taken.length })
    else runs.at(-1)?.rows.push(...taken)
    hasTable = end === index && (hasTable || taken.some((row) => !isAside(row, width)))
    index += taken.length
  }
  return runs
}

/** Rows that follow one another without a blank one or the title of another table. */
function splitRuns(rows: readonly SheetRow[]): Run[] {
  const runs: SheetRow[][] = []
  for (const row of rows) {
    const run = runs.at(-1)
    if (run !== undefined && (run.at(-1)?.row ?? -2) + 1 === row.row) run.push(row)
    else runs.push([row])
  }
  return runs.flatMap(partRun)
}

function splitRun({ rows, lines }: Run, isFirst: boolean): Band[] {
  const width = widthOf(rows.slice(lines))
  const firstOther = rows.findIndex((row, index) => index >= lines && !isCaption(row, width, isFirst))
  const start = firstOther === -1 ? rows.length : firstOther
  let end = rows.length
  while (end > start) {
    const row = rows[end - 1]
    if (row === undefined || !isNote(row)) break
    end -= 1
  }
  return [
    { kind: 'lines', rows: rows.slice(0, start) },
    { kind: 'table', rows: rows.slice(start, end) },
    { kind: 'lines', rows: rows.slice(end) },
  ]
}

/** A blank row inside a table does not end it: bands of one kind that meet are one. */
function joinBands(bands: readonly Band[]): Band[] {
  const joined: { kind: Band['kind']; rows: SheetRow[] }[] = []
  for (const band of bands) {
    const last = joined.at(-1)
    if (band.rows.length === 0) continue
    if (last?.kind === band.kind) last.rows.push(...band.rows)
    else joined.push({ kind: band.kind, rows: [...band.rows] })
  }
  return joined
}

/** Splits the printed rows of a sheet into captions, tables and notes. */
export function splitBands(rows: readonly SheetRow[]): Band[] {
  const runs = splitRuns(rows)
  let hasTable = false
  return joinBands(
    runs.flatMap((run) => {
      const bands = splitRun(run, !hasTable)
      hasTable ||= bands.some((band) => band.kind === 'table' && band.rows.length > 0)
      return bands
    }),
  )
}
