import type { Block, Grid, Line } from '../../documents/index.ts'
import type { Caption, Heading, Paragraph, Region, TableRegion } from '../model.ts'
import { type Announced, announcedBy, readBodyHeading } from './body-heading.ts'
import { readCaptionLine } from './caption-line.ts'
import { countCaptionLines, hasBody, makeCaption, mergeCaptions, readInnerCaption } from './captions.ts'
import { pushHeading } from './headings.ts'
import { beginsNumberedTable, captionOfNumbered, readLooseCaption } from './loose-caption.ts'
import { withoutPageNumbers } from './page-numbers.ts'
import { joinParagraphs } from './paragraphs.ts'
import { BARE_PAGE_NUMBER, bare, EMPTY_NOTE, FORM_SECTION, FORM_TITLE, NOTE_GOES_ON, NOTE_START } from './wording.ts'

interface OpenTable {
  caption: Caption | null
  readonly grids: Grid[]
  readonly lines: Line[]
  readonly notes: Line[]
  readonly under: readonly Heading[]
}

interface Progress {
  readonly regions: Region[]
  readonly headings: Heading[]
  above: Heading[]
  /** Lines since the last grid or heading whose place is not yet decided. */
  trail: Line[]
  /** The table that further grids and notes may still belong to. */
  table: OpenTable | null
  /** True while the lines that follow are the body of a table without a grid. */
  isLoose: boolean
  headingLine: Line | null
  /** A caption taken for that of a table without a grid, until the grid came. */
  pending: Caption | null
}

const titleKey = (caption: Caption | null): string => bare(caption?.title ?? '')

const makeNotes = (lines: readonly Line[]): Paragraph[] => joinParagraphs(lines)

function closeTable(progress: Progress): void {
  const { table } = progress
  if (table !== null) {
    const { caption, grids, lines, notes, under } = table
    progress.regions.push({ kind: 'table', caption, grids, lines, notes: makeNotes(notes), under })
  }
  progress.table = null
  progress.isLoose = false
}

function closeProse(progress: Progress, lines: readonly Line[]): void {
  const paragraphs = joinParagraphs(lines)
  if (paragraphs.length === 0) return
  closeTable(progress)
  const last = progress.regions.at(-1)
  if (last?.kind === 'prose' && last.under === progress.above) {
    progress.regions[progress.regions.length - 1] = { ...last, paragraphs: [...last.paragraphs, ...paragraphs] }
  } else {
    progress.regions.push({ kind: 'prose', paragraphs, under: progress.above })
  }
}

const isNote = (line: Line): boolean => NOTE_START.test(line.text.trim()) || EMPTY_NOTE.test(bare(line.text))

/** The lines directly below a table that explain it; the rest of the trail is handed back. */
function takeNotes(progress: Progress, lines: readonly Line[]): readonly Line[] {
  const { table } = progress
  const start = lines[0]
  if (
    table === null ||
    start === undefined ||
    !(isNote(start) || (table.notes.length > 0 && NOTE_GOES_ON.test(start.text.trim())))
  )
    return lines
  let count = 1
  while (count < lines.length) {
    const line = lines[count]
    if (line === undefined) break
    const goesOn = line.continues || isNote(line) || NOTE_GOES_ON.test(line.text.trim())
    if (!goesOn) break
    count += 1
  }
  table.notes.push(...lines.slice(0, count))
  return lines.slice(count)
}

function settleTrail(progress: Progress): void {
  closeProse(progress, takeNotes(progress, progress.trail))
  progress.trail = []
}

/** A heading that names the table below it stands in for a caption: 一、收入支出决算总表. */
function captionFromHeading({ above, headingLine }: Progress): Caption | null {
  const heading = above.at(-1)
  if (heading === undefined || headingLine === null || !/表(?:[（(].*[）)])?$/.test(heading.title)) return null
  const parts = readCaptionLine(heading.title)
  if (parts?.title == null) return null
  const { title, number, year, organisation, unit } = parts
  return { title, number, year, organisation, unit, at: heading.at, lines: [headingLine] }
}

/** Below its own heading 二、收入决算表 a table is called so, whatever year its printed title adds. */
function namedByHeading(caption: Caption, { above }: Progress): Caption {
  if (bare(above.at(-1)?.title ?? '') !== bare(caption.title)) return caption
  const { printed: _, ...plain } = caption
  return plain
}

const firstTexts = (grid: Grid): string =>
  grid.cells
    .filter((cell) => cell.row === 0)
    .map((cell) => bare(cell.text))
    .join('\t')

/** The title printed again over the next page of one table, its head repeated; two forms of one title differ at once. */
function repeats(table: OpenTable, caption: Caption, grid: Grid): boolean {
  const head = table.grids[0]
  if (head === undefined || titleKey(caption) !== titleKey(table.caption)) return false
  if (caption.title === '') return table.caption?.title === ''
  return head.columns === grid.columns && firstTexts(head) === firstTexts(grid)
}

/** A caption without a title directly below a table is that table's: the right part of a wide sheet has the unit alone. */
function shareCaption(table: OpenTable, caption: Caption): Caption {
  const shared = mergeCaptions(table.caption, caption) ?? caption
  if (table.caption !== null) {
    const { organisation, unit } = shared
    table.caption = { ...table.caption, organisation, unit }
  }
  return { ...shared, at: caption.at }
}

/** 年度绩效目标表 within an application form: a part of the form printed apart, no table of its own. */
const isFormSection = ({ title, number, organisation, unit, year }: Caption): boolean =>
  (number ?? organisation ?? unit ?? year) === null && FORM_SECTION.test(title)

function openTable(progress: Progress, caption: Caption | null, grid: Grid): void {
  const own =
    caption !== null && caption.title !== ''
      ? namedByHeading(caption, progress)
      : mergeCaptions(captionFromHeading(progress), caption)
  closeTable(progress)
  progress.headingLine = null
  progress.table = { caption: own, grids: [grid], lines: [], notes: [], under: progress.above }
}

/** A word of a form whose cell was cut by the page break: 年度绩 / 效指标. */
const LONGEST_STRAY_WORD = 6
const MOST_STRAY_WORDS = 12

function keepStrayWords({ table, trail }: Progress): void {
  const isStray = trail.length <= MOST_STRAY_WORDS && trail.every(({ text }) => bare(text).length <= LONGEST_STRAY_WORD)
  if (table !== null && table.grids.length > 0 && isStray) table.lines.push(...trail.splice(0))
}

function takePending(progress: Progress): Caption | null {
  const { pending } = progress
  if (pending === null) return null
  progress.pending = null
  const caption = { ...pending, lines: progress.trail }
  progress.trail = []
  return caption
}

function addGrid(progress: Progress, grid: Grid): void {
  const count = countCaptionLines(progress.trail)
  const outer = count === 0 ? null : makeCaption(progress.trail.slice(progress.trail.length - count))
  progress.trail = progress.trail.slice(0, progress.trail.length - count)
  if (progress.isLoose) endLoose(progress, outer)
  const pending = takePending(progress)
  if (outer === null && pending === null) keepStrayWords(progress)
  settleTrail(progress)
  const inner = readInnerCaption(grid)
  const caption = mergeCaptions(pending ?? outer, hasBody(grid, inner) ? makeCaption(inner.lines) : null)
  const { table } = progress
  if (table !== null && outer !== null && isFormSection(outer)) {
    table.lines.push(...outer.lines)
    table.grids.push(grid)
    return
  }
  if (table !== null && caption?.title === '') {
    openTable(progress, shareCaption(table, caption), grid)
    return
  }
  const goesOn = table !== null && (caption === null ? progress.headingLine === null : repeats(table, caption, grid))
  if (goesOn) table.grids.push(grid)
  else openTable(progress, caption, grid)
}

/** So few lines between a caption and a grid are more of the caption, which could not be read as such. */
const MOST_STRAY_LINES = 3

function endLoose(progress: Progress, outer: Caption | null): void {
  const { table } = progress
  if (table === null || outer !== null || table.lines.length > MOST_STRAY_LINES || table.notes.length > 0) {
    closeTable(progress)
    return
  }
  progress.trail = [...(table.caption?.lines ?? []), ...table.lines]
  progress.table = null
  progress.isLoose = false
  progress.pending = table.caption
}

function addHeading(progress: Progress, heading: Heading, line: Line): void {
  settleTrail(progress)
  closeTable(progress)
  progress.above = pushHeading(progress.above, heading)
  progress.headings.push(heading)
  progress.headingLine = line
}

/** Cuts the body of a document into tables with their captions and notes, and prose below its headings. */
export function readRegions(
  blocks: readonly Block[],
  contents: readonly Heading[],
): { regions: Region[]; headings: Heading[] } {
  const announced = announcedBy(contents)
  const progress: Progress = {
    regions: [],
    headings: [],
    above: [],
    trail: [],
    table: null,
    isLoose: false,
    headingLine: null,
    pending: null,
  }
  for (let index = 0; index < blocks.length; index += 1) {
    const block = blocks[index]
    if (block === undefined) continue
    if (block.kind === 'grid') {
      addGrid(progress, block)
      continue
    }
    index += addLine(progress, blocks, index, block, announced)
  }
  settleTrail(progress)
  closeTable(progress)
  return { regions: withoutPageNumbers(progress.regions), headings: progress.headings }
}

/** The title printed again over a further page whose rows stand in the grid already. */
const isRepeated = (table: OpenTable | null, caption: Caption): boolean =>
  table !== null && table.grids.length > 0 && caption.title !== '' && titleKey(table.caption) === titleKey(caption)

/** The title printed again over the next page of a table without a grid; each form has the title of all forms. */
function goesOnLoose({ table, isLoose }: Progress, caption: Caption): boolean {
  const open = table?.caption
  if (!isLoose || open == null || table?.notes.length !== 0 || FORM_TITLE.test(caption.title)) return false
  const isSame = titleKey(open) === titleKey(caption) && open.unit === caption.unit
  return isSame && open.number === caption.number && open.organisation === caption.organisation
}

function openLoose(progress: Progress, caption: Caption): void {
  settleTrail(progress)
  closeTable(progress)
  progress.table = { caption, grids: [], lines: [], notes: [], under: progress.above }
  progress.isLoose = true
  progress.headingLine = null
}

/** Places one line; returns how many further lines it took with it. */
function addLine(
  progress: Progress,
  blocks: readonly Block[],
  index: number,
  line: Line,
  announced: Announced,
): number {
  const isPageNumber = !progress.isLoose && BARE_PAGE_NUMBER.test(line.text.trim())
  if (line.text.trim() === '' || isPageNumber) return 0
  const found = readBodyHeading(line, blocks[index + 1], announced, progress.isLoose)
  if (found !== null) {
    addHeading(progress, found.heading, line)
    return found.further
  }
  const loose = readLooseCaption(blocks, index)
  if (loose?.caption === null) {
    progress.trail.push(...loose.lines)
    return loose.lines.length - 1
  }
  const isSamePage =
    loose !== null && (isRepeated(progress.table, loose.caption) || goesOnLoose(progress, loose.caption))
  if (isSamePage) return loose.lines.length - 1
  if (loose !== null && !(progress.table !== null && isFormSection(loose.caption))) {
    openLoose(progress, loose.caption)
    return loose.lines.length - 1
  }
  if (!progress.isLoose && beginsNumberedTable(blocks, index)) {
    const caption = captionOfNumbered(progress.above, progress.trail.length === 0)
    if (caption !== null) openLoose(progress, caption)
  }
  addPlainLine(progress, line)
  return 0
}

function addPlainLine(progress: Progress, line: Line): void {
  const { table } = progress
  if (!progress.isLoose || table === null) {
    progress.trail.push(line)
    return
  }
  const inNotes = table.notes.length > 0 && (line.continues || NOTE_GOES_ON.test(line.text.trim()))
  if (isNote(line) || inNotes) table.notes.push(line)
  else table.lines.push(line)
}

export const isTableRegion = (region: Region): region is TableRegion => region.kind === 'table'
