import type { Place } from '../../documents/index.ts'
import type { Where } from '../finding.ts'
import type { Heading, Paragraph, Reading, Region } from '../model.ts'
import { type Plain, printedSpan, type Span, toPlain } from './printed.ts'

/** What a part of the document is there for, as the headings above it say. */
export type Purpose = 'explanation' | 'glossary' | 'duties' | 'key-work' | 'tables' | 'performance'

/** A stretch of words with its place: everything printed that is not a number in a table. */
export interface Passage {
  readonly kind: 'paragraph' | 'heading' | 'caption' | 'note' | 'cell'
  readonly plain: Plain
  readonly at: Place
  readonly lines: readonly { readonly start: number; readonly at: Place }[]
  /** The headings above, outermost first; a heading stands below those above it. */
  readonly under: readonly Heading[]
  readonly purpose: Purpose
  /** Title of the table that a caption, note or cell belongs to. */
  readonly table: string | null
}

const PURPOSES: readonly (readonly [RegExp, Purpose])[] = [
  [/名词解释|名词说明|术语/, 'glossary'],
  [/重点工作|工作完成情况/, 'key-work'],
  [/概况|基本情况|职责|职能|机构设置|单位构成|人员构成|机构编制/, 'duties'],
  [/绩效(?:目标)?(?:申报)?表|自评表|自评结果$|附件/, 'performance'],
  [/(?:预算|决算)(?:公开)?(?:报)?表$|表格/, 'tables'],
]

/** The innermost heading that says what its part is for decides. */
function purposeOf(under: readonly Heading[]): Purpose {
  for (let depth = under.length - 1; depth >= 0; depth -= 1) {
    const title = under[depth]?.title ?? ''
    const found = PURPOSES.find(([pattern]) => pattern.test(title))
    if (found !== undefined) return found[1]
  }
  return 'explanation'
}

/** Where passages stand together. */
type Standing = Pick<Passage, 'under' | 'purpose' | 'table'>

const standing = (under: readonly Heading[], table: string | null): Standing => ({
  under,
  purpose: purposeOf(under),
  table,
})

const ofParagraph = (
  kind: Passage['kind'],
  { text, at, lines }: Paragraph,
  { under, purpose, table }: Standing,
): Passage => ({ kind, plain: toPlain(text), at, lines, under, purpose, table })

const single = (kind: Passage['kind'], text: string, at: Place, where: Standing): Passage =>
  ofParagraph(kind, { text, at, lines: [{ start: 0, at }] }, where)

const HAS_WORDS = /[\u4e00-\u9fff]/

function ofTable(region: Extract<Region, { kind: 'table' }>): Passage[] {
  const { caption, under } = region
  const where = standing(under, caption?.title ?? null)
  const captions = (caption?.lines ?? []).map((line) => single('caption', line.text, line.at, where))
  const cells = region.grids.flatMap((grid) =>
    grid.cells.filter((cell) => HAS_WORDS.test(cell.text)).map((cell) => single('cell', cell.text, cell.at, where)),
  )
  const lines = region.lines
    .filter((line) => HAS_WORDS.test(line.text))
    .map((line) => single('cell', line.text, line.at, where))
  return [...captions, ...cells, ...lines, ...region.notes.map((note) => ofParagraph('note', note, where))]
}

const headingText = (heading: Heading): string =>
  heading.title.startsWith(heading.ordinal) ? heading.title : `${heading.ordinal}${heading.title}`

/** A printed line of at least this share of the longest was ended by the margin, not by its writer. */
const FULL_LINE = 0.8
/** A paragraph that ends without a mark goes on even where its last line is somewhat shorter. */
const UNFINISHED_LINE = 0.6
const ITEM_LEVEL = 4
const SHORTEST_WRAPPED = 24
const BEGINS_ANEW =
  /^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、]|\d{1,2}[.．](?!\d)|第[一二三四五六七八九十]|[图表注]\s*\d|注[:：])/
const FINISHED = /[。！？；：:;!?][”"’）)]*\s*$/

/** How wide a line is printed: a Chinese character is twice as wide as a digit. Spaces do not count. */
function widthOf(text: string): number {
  let width = 0
  for (const sign of text) if (sign.trim() !== '') width += sign.charCodeAt(0) > 255 ? 2 : 1
  return width
}

const lineTexts = ({ text, lines }: Paragraph): string[] =>
  lines.map(({ start }, index) => text.slice(start, lines[index + 1]?.start ?? text.length))

const longestLine = (paragraphs: readonly Paragraph[]): number =>
  Math.max(0, ...paragraphs.flatMap(lineTexts).map(widthOf))

function join(first: Paragraph, second: Paragraph): Paragraph {
  const shifted = second.lines.map(({ start, at }) => ({ start: start + first.text.length, at }))
  return { text: first.text + second.text, at: first.at, lines: [...first.lines, ...shifted] }
}

/** Joins what a page break or an uneven margin has torn: …支出决算为 0.52 | 万元，完成…. */
function joinTorn(paragraphs: readonly Paragraph[]): Paragraph[] {
  const longest = longestLine(paragraphs)
  const joined: Paragraph[] = []
  for (const paragraph of paragraphs) {
    const last = joined.at(-1)
    const isTorn =
      last !== undefined &&
      !FINISHED.test(last.text) &&
      !BEGINS_ANEW.test(paragraph.text) &&
      widthOf(lineTexts(last).at(-1) ?? '') >= longest * UNFINISHED_LINE
    if (isTorn) joined[joined.length - 1] = join(last, paragraph)
    else joined.push(paragraph)
  }
  return joined
}

/** The first printed line of a numbered item looks like a heading where the item goes on behind the margin. */
function isFirstLineOf(heading: Heading, paragraphs: readonly Paragraph[]): boolean {
  const [first] = paragraphs
  if (first === undefined || heading.level < ITEM_LEVEL || BEGINS_ANEW.test(first.text)) return false
  if (/^[)）(（]?[类款项][)）]/.test(first.text.trim())) return true
  const width = widthOf(headingText(heading))
  return width >= SHORTEST_WRAPPED && width >= longestLine(paragraphs) * FULL_LINE
}

function ofProse(region: Extract<Region, { kind: 'prose' }>, heading: Heading | null): Passage[] {
  const { paragraphs, under } = region
  if (heading === null) {
    const where = standing(under, null)
    return joinTorn(paragraphs).map((each) => ofParagraph('paragraph', each, where))
  }
  const line = { text: headingText(heading), at: heading.at, lines: [{ start: 0, at: heading.at }] }
  const [first, ...rest] = paragraphs
  const whole = first === undefined ? [line] : [join(line, first), ...rest]
  const where = standing(under.slice(0, -1), null)
  return joinTorn(whole).map((each) => ofParagraph('paragraph', each, where))
}

/** Everything that is said in words, in printed order; each heading once, before what stands below it. */
export function readPassages(reading: Reading): Passage[] {
  const seen = new Set<Heading>()
  const passages: Passage[] = []
  const addHeadings = (headings: readonly Heading[]): void => {
    for (const [depth, heading] of headings.entries()) {
      if (seen.has(heading)) continue
      seen.add(heading)
      passages.push(single('heading', headingText(heading), heading.at, standing(headings.slice(0, depth), null)))
    }
  }
  for (const region of reading.regions) {
    const last = region.under.at(-1)
    const isItem =
      region.kind === 'prose' && last !== undefined && !seen.has(last) && isFirstLineOf(last, region.paragraphs)
    addHeadings(isItem ? region.under.slice(0, -1) : region.under)
    passages.push(...(region.kind === 'table' ? ofTable(region) : ofProse(region, isItem ? last : null)))
    if (isItem) seen.add(last)
  }
  addHeadings(reading.headings.filter((heading) => !seen.has(heading)))
  return passages
}

const SHORTEST_QUOTE = 4
const LONGEST_QUOTE = 60

/** Where a span of a passage is printed, quoted as printed. */
export function whereIn(passage: Passage, span: Span): Where {
  const { start, end } = printedSpan(passage.plain, span)
  const line = passage.lines.findLast((each) => each.start <= start)
  const { printed } = passage.plain
  const from = end - start < SHORTEST_QUOTE ? Math.max(0, end - SHORTEST_QUOTE * 2) : start
  const quote = printed.slice(from, Math.min(end, from + LONGEST_QUOTE)).trim()
  return {
    at: line?.at ?? passage.at,
    ...(passage.table === null ? {} : { table: passage.table }),
    quote: quote === '' ? printed.trim().slice(0, LONGEST_QUOTE) : quote,
  }
}

export interface Sentence extends Span {
  readonly text: string
}

const ENDS = /[。！？!?]/

/** The sentences of a passage. A full stop inside brackets or quotation marks ends none. */
export function sentencesOf(passage: Passage): Sentence[] {
  const { text } = passage.plain
  const sentences: Sentence[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if ('([《'.includes(sign)) depth += 1
    if (')]》'.includes(sign)) depth = Math.max(0, depth - 1)
    if (depth === 0 && ENDS.test(sign)) {
      sentences.push({ start, end: at + 1, text: text.slice(start, at + 1) })
      start = at + 1
    }
  }
  if (start < text.length) sentences.push({ start, end: text.length, text: text.slice(start) })
  return sentences
}
