import type { Block, Line, Page, Source } from '../../documents/index.ts'
import type { DocumentIdentity, Heading, Region } from '../model.ts'
import { readCaptionLine } from './caption-line.ts'
import { readContents } from './contents.ts'
import { readHeading } from './headings.ts'
import { identify } from './identity.ts'
import { readRegions } from './regions.ts'
import { BARE_PAGE_NUMBER, bare, PAGE_NUMBER } from './wording.ts'

export interface Layout {
  readonly document: DocumentIdentity
  readonly regions: readonly Region[]
  readonly contents: readonly Heading[]
  readonly headings: readonly Heading[]
}

const LONGEST_RUNNING_LINE = 50
/** A line at the edge of at least this many pages, and of most of them, is a running head or foot. */
const RUNNING_PAGES = 4

const edges = (blocks: readonly Block[]): Line[] =>
  [blocks[0], blocks.at(-1)].filter((block): block is Line => block?.kind === 'line')

/** The texts that stand at the top or foot of most pages. */
function findRunningLines(source: Source): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const page of source.pages) {
    for (const text of new Set(edges(page.blocks).map((line) => bare(line.text)))) {
      if (text.length <= LONGEST_RUNNING_LINE) counts.set(text, (counts.get(text) ?? 0) + 1)
    }
  }
  const enough = Math.max(RUNNING_PAGES, source.pages.length / 2)
  return new Set([...counts].filter(([, count]) => count >= enough).map(([text]) => text))
}

/** The blocks of all pages in reading order, without page numbers and running heads. */
function withoutFurniture(source: Source): Block[] {
  const running = findRunningLines(source)
  // In a text the cells of a table may stand one below the other: 201 alone on a line is a code there, or 0 an amount.
  const mayBeCell = (text: string): boolean => source.format === 'text' && BARE_PAGE_NUMBER.test(text)
  const isPageNumber = (text: string): boolean => PAGE_NUMBER.test(text) && !mayBeCell(text)
  const isFurniture = (block: Block): boolean =>
    block.kind === 'line' &&
    ((running.has(bare(block.text)) && readCaptionLine(block.text) === null) || isPageNumber(block.text.trim()))
  return source.pages.flatMap((page) => [...titleOfSheet(page), ...page.blocks.filter((block) => !isFurniture(block))])
}

/** How many texts at the top of a sheet may hold the title of its table. */
const TOP_TEXTS = 12

/** A sheet called 部门支出总表 whose table has no title of its own: its name is the title. */
function titleOfSheet({ name, blocks }: Page): Line[] {
  const [first] = blocks
  if (name === undefined || first === undefined || readCaptionLine(name)?.isNamed !== true) return []
  const texts = blocks.slice(0, TOP_TEXTS).flatMap((block): string[] => {
    return block.kind === 'line' ? [block.text] : block.cells.slice(0, TOP_TEXTS).map((cell) => cell.text)
  })
  const isTitled = texts.slice(0, TOP_TEXTS).some((text) => readCaptionLine(text)?.isNamed === true)
  return isTitled ? [] : [{ kind: 'line', text: name, at: { sheet: name, cell: 'A1' }, continues: false }]
}

const isLine = (block: Block): block is Line => block.kind === 'line'

/** The lines before the contents, or before the first heading, caption or table. */
function frontOf(blocks: readonly Block[], contentsAt: number): Line[] {
  if (contentsAt > 0) return blocks.slice(0, contentsAt).filter(isLine)
  const end = blocks.findIndex((block) => block.kind === 'grid' || readHeading(block.text) !== null)
  return blocks.slice(0, end < 0 ? undefined : end).filter(isLine)
}

/** The document laid out: what it is, its tables with captions and notes, its prose below its headings. */
export function readLayout(source: Source): Layout {
  const blocks = withoutFurniture(source)
  const contents = readContents(blocks)
  const body = [...blocks.slice(0, contents.from), ...blocks.slice(contents.to)]
  const { regions, headings } = readRegions(body, contents.entries)
  const front = frontOf(blocks, contents.from)
  return {
    document: identify(front, regions, contents.entries, headings),
    regions,
    contents: contents.entries,
    headings,
  }
}
