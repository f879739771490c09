import type { Box, Grid, GridCell, Line } from '../../documents/index.ts'
import type { Caption } from '../model.ts'
import { type CaptionParts, readCaptionLine } from './caption-line.ts'
import { readHeading } from './headings.ts'
import { bare, squeeze } from './wording.ts'

interface Part {
  readonly line: Line
  readonly parts: CaptionParts
}

const LONGEST_CAPTION = 9
/** The head of a table has more cells than a line of a caption. */
const MOST_CAPTION_CELLS = 6
/** A title that wrapped leaves a tail such as 算表 on a line of its own. */
const SHORTEST_TITLE = 5

export const isOpen = (text: string): boolean =>
  (text.match(/[（(【]/g)?.length ?? 0) > (text.match(/[）)】]/g)?.length ?? 0)

/** The rest of a title whose bracket was opened on the line before. */
export const isTitleTail = (text: string): boolean => /^[^（(【]{1,30}[）)】]$/.test(text.trim())

interface JoinedTitle {
  readonly title: string
  readonly printed: string
  readonly year: number | null
}

/** Puts a title together that was printed on two lines; brackets left open show it, or a tail too short to be a title. */
function joinTitles(titles: readonly Part[]): JoinedTitle | null {
  const last = titles.at(-1)?.parts
  if (last?.title == null) return null
  const before = titles.at(-2)?.parts
  const subtitle = /^[（(【]/.test(last.title) || isTitleTail(last.title)
  const belongs =
    before?.title != null &&
    (!before.isNamed || subtitle || isOpen(before.title) || bare(last.title).length < SHORTEST_TITLE)
  if (!belongs || before?.title == null)
    return { title: last.title, printed: last.printed ?? last.title, year: last.year ?? before?.year ?? null }
  return {
    title: before.title + last.title,
    printed: `${before.printed}${last.printed}`,
    year: before.year ?? last.year,
  }
}

/** A title beside its number stands before a subtitle: 表8 三公经费支出表 / （分单位）. */
function startingAt(titles: readonly Part[], start: Part | undefined): readonly Part[] {
  const index = start === undefined ? -1 : titles.indexOf(start)
  const next = titles[index + 1]
  const hasSubtitle =
    next?.parts.title != null && (/^[（(【]/.test(next.parts.title) || isOpen(start?.parts.title ?? ''))
  return titles.slice(index, index + (hasSubtitle ? 2 : 1))
}

const first = <T>(values: readonly (T | null)[]): T | null => values.find((value) => value !== null) ?? null

/** Makes the caption of the lines above a table. Null when they hold no word of one. */
export function makeCaption(lines: readonly Line[]): Caption | null {
  const read = lines.flatMap((line) => {
    const parts = readCaptionLine(line.text, true)
    return parts === null ? [] : [{ line, parts }]
  })
  const start = read[0]
  if (start === undefined) return null
  const titles = read.filter(({ parts }) => parts.title !== null)
  const beginsAt = titles.findIndex(({ parts }) => parts.isNamed) - 1
  const named = titles.filter(
    ({ parts }, index) =>
      index === beginsAt || parts.isNamed || /^[（(【]/.test(parts.title ?? '') || isTitleTail(parts.title ?? ''),
  )
  const numbered = named.filter(({ parts }) => parts.number !== null && parts.isNamed)
  const joined = joinTitles(numbered.length > 0 ? startingAt(named, numbered[0]) : named.length > 0 ? named : titles)
  return {
    title: joined?.title ?? '',
    ...(joined === null || joined.printed === joined.title ? {} : { printed: joined.printed }),
    number: first(read.map(({ parts }) => parts.number)),
    year: joined?.year ?? first(read.map(({ parts }) => parts.year)),
    organisation: first(read.map(({ parts }) => parts.organisation)),
    unit: first(read.map(({ parts }) => parts.unit)),
    at: start.line.at,
    lines: read.map(({ line }) => line),
  }
}

const boxOf = (line: Line | undefined): Box | null => (line !== undefined && 'box' in line.at ? line.at.box : null)

/** How far apart, in line heights, and how far off centre, in points, two lines of one title stand. */
const TITLE_LEADING = 1.2
const OFF_CENTRE = 24

/** A long title goes on in the next line: both centred, close together, the first the longer. */
function wrapsInto(line: Line | undefined, next: Line | undefined): boolean {
  const [above, below] = [boxOf(line), boxOf(next)]
  if (above === null || below === null || line === undefined || readHeading(line.text) !== null) return false
  const gap = below[1] - above[3]
  const offCentre = Math.abs(above[0] + above[2] - below[0] - below[2]) / 2
  const isLonger = above[2] - above[0] >= below[2] - below[0] || /^[（(]/.test(next?.text ?? '')
  return isLonger && offCentre < OFF_CENTRE && gap > -2 && gap < (above[3] - above[1]) * TITLE_LEADING
}

/** How many lines at the end of the trail are the caption of what follows. */
export function countCaptionLines(trail: readonly Line[]): number {
  let count = 0
  let hasTitle = false
  let hasNumber = false
  let isClosed = false
  for (let index = trail.length - 1; index >= 0 && count < LONGEST_CAPTION; index -= 1) {
    const text = trail[index]?.text ?? ''
    const wraps: boolean = hasTitle && !isClosed && wrapsInto(trail[index], trail[index + 1])
    const mayBeUntold: boolean = (count > 0 && !hasTitle) || (!hasTitle && isTitleTail(text)) || wraps
    const parts = readCaptionLine(text, mayBeUntold)
    if (parts === null || (hasNumber && parts.number !== null)) break
    if (parts.title !== null && (isClosed || (hasTitle && !parts.isNamed && !wraps))) break
    isClosed ||= wraps
    // A title beside its own number needs no further title: what stands above it is a list of tables or a heading.
    isClosed ||= parts.title !== null && parts.number !== null && !/^[（(]/.test(parts.title)
    hasNumber ||= parts.number !== null
    hasTitle ||= parts.isNamed || (parts.title !== null && mayBeUntold)
    count += 1
  }
  return count
}

export interface InnerCaption {
  /** Rows at the top of the grid that are caption, not table. */
  readonly rows: number
  readonly lines: readonly Line[]
}

const asLine = (cell: GridCell): Line => ({ kind: 'line', text: cell.text, at: cell.at, continues: false })

/** 单位：万元 and 公开01表 can only be caption; 预算数（单位：万元） heads a column. */
const UNIT_OF_COLUMN = /[^（(\s]\s*[（(]\s*(?:单位|金额|[亿万千百]*元)/

function isPureCaption(text: string, parts: CaptionParts | null): boolean {
  if (parts === null || parts.title !== null || UNIT_OF_COLUMN.test(text)) return false
  return (parts.unit ?? parts.organisation ?? parts.number) !== null
}

/** A row belongs to the caption when a text in it can be nothing else: 公开01表, 单位：万元, 部门：…. */
function isCaptionRow(cells: readonly GridCell[], columns: number): boolean {
  const [sole] = cells
  if (sole === undefined) return true
  const read = cells.map((cell) => readCaptionLine(cell.text))
  const says = read.some((parts, index) => isPureCaption(cells[index]?.text ?? '', parts))
  if (cells.length > 1) return says && cells.length < MOST_CAPTION_CELLS
  const parts = read[0]
  if (parts == null) return false
  const isTitle = columns > 2 || (parts.isNamed && sole.columnSpan === columns && columns > 1)
  return parts.unit !== null || parts.organisation !== null || parts.title === null || isTitle
}

/** 2025年机关运行经费 over 部门：… 单位：万元: a title that does not call itself 表, between lines of a caption. */
function isUntoldTitleRow(cells: readonly GridCell[], below: readonly GridCell[], columns: number): boolean {
  const [sole] = cells
  if (sole === undefined || cells.length > 1 || below.length === 0) return false
  return readCaptionLine(sole.text, true)?.title != null && isCaptionRow(below, columns)
}

/** Titles, numbers and units printed in the first rows of the grid itself, as workbooks do. */
export function readInnerCaption(grid: Grid): InnerCaption {
  const rows: GridCell[][] = []
  for (const cell of grid.cells) {
    if (cell.row >= LONGEST_CAPTION) break
    if (squeeze(cell.text) === '') continue
    const row = rows[cell.row] ?? []
    row.push(cell)
    rows[cell.row] = row
  }
  const lines: Line[] = []
  let count = 0
  for (let row = 0; row < Math.min(grid.rows, LONGEST_CAPTION); row += 1) {
    const cells = rows[row] ?? []
    if (!isCaptionRow(cells, grid.columns) && !isUntoldTitleRow(cells, rows[row + 1] ?? [], grid.columns)) break
    if (cells.length > 0) count = row + 1
    lines.push(...cells.map(asLine))
  }
  return { rows: count, lines }
}

/** Below the first row, no row could be told from a caption: then nothing of the grid is one. */
export const hasBody = (grid: Grid, inner: InnerCaption): boolean => inner.rows < grid.rows

const printedOf = ({ title, printed }: Caption): Pick<Caption, 'title' | 'printed'> =>
  printed === undefined ? { title } : { title, printed }

export function mergeCaptions(outer: Caption | null, inner: Caption | null): Caption | null {
  if (outer === null || inner === null) return outer ?? inner
  const isBetter = inner.title !== '' && (outer.title === '' || readCaptionLine(inner.title)?.isNamed === true)
  return {
    ...printedOf(isBetter ? inner : outer),
    number: inner.number ?? outer.number,
    year: isBetter ? (inner.year ?? outer.year) : outer.year,
    organisation: inner.organisation ?? outer.organisation,
    unit: inner.unit ?? outer.unit,
    at: outer.at,
    lines: [...outer.lines, ...inner.lines],
  }
}
