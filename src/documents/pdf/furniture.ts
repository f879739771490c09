import type { TextLine } from './cell-text.ts'

/** A page as far as its margins matter: size, the lines outside its tables, and whether it has tables. */
export interface LinedPage {
  readonly height: number
  readonly lines: readonly TextLine[]
  readonly hasTables: boolean
}

/** Margins, in parts of the page height, where page numbers and running heads stand. */
const MARGIN = 0.12
/** How far apart, in points, the same running head may stand on two pages. */
const DRIFT = 3
/** A running head stands on so many pages and on this part of all. */
const REPEATS = 3
const SHARE = 0.5

const PAGE_NUMBER =
  /^[-—–－―─·•~～\s]*(?:第\s*)?(?:\d{1,4}|[IVXivx]{1,6})(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–－―─·•~～\s]*$/

const isMarginal = ({ top, bottom }: TextLine, height: number): boolean =>
  bottom < height * MARGIN || top > height * (1 - MARGIN)

/** Running heads keep their words while their numbers count. */
const pattern = (line: TextLine): string => line.text.replace(/\s/g, '').replace(/\d+/g, '#')

const bandOf = (line: TextLine, height: number): number =>
  Math.round((line.top > height / 2 ? line.top - height : line.top) / DRIFT)

/**
 * Page numbers, and what is printed at the same place of page after page: also over pages of prose, for a title that
 * is repeated over tables only is the title of those tables.
 */
export function findFurniture(pages: readonly LinedPage[]): ReadonlySet<TextLine> {
  const furniture = new Set<TextLine>()
  const repeated = new Map<string, { lines: TextLine[]; prose: number }>()
  for (const { height, lines, hasTables } of pages) {
    for (const line of lines) {
      if (!isMarginal(line, height)) continue
      if (PAGE_NUMBER.test(line.text)) furniture.add(line)
      const key = `${bandOf(line, height)} ${pattern(line)}`
      const same = repeated.get(key) ?? { lines: [], prose: 0 }
      repeated.set(key, same)
      same.lines.push(line)
      if (!hasTables) same.prose += 1
    }
  }
  for (const { lines, prose } of repeated.values()) {
    if (lines.length < Math.max(REPEATS, SHARE * pages.length) || prose === 0) continue
    for (const line of lines) furniture.add(line)
  }
  return furniture
}
