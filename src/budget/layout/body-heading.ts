import type { Block, Line } from '../../documents/index.ts'
import type { Heading } from '../model.ts'
import { readCaptionLine } from './caption-line.ts'
import { isOpen, isTitleTail } from './captions.ts'
import { type HeadingText, readHeading } from './headings.ts'
import { BULLET, bare, SENTENCE } from './wording.ts'

/** The titles that the contents announce, for telling headings of the body from items and rows. */
export type Announced = ReadonlySet<string>

export const announcedBy = (contents: readonly Heading[]): Announced =>
  new Set(contents.map((entry) => bare(entry.title)))

/** （详见表5） behind a heading, which the contents do not print. */
const POINTER = /[（(](?:详见|见|附)[^）)]*[）)]?$/
/** The words that headings of these documents end in; a line that was cut by the margin ends in any word. */
const HEADING_END =
  /(?:情况|说明|概况|职责|职能|设置|构成|安排|解释|任务|[一总]?表|变化|事项|原因|附件)(?:[（(][^）)]*[）)]?)?[。.]?$/
const LONGEST_PLAIN_HEADING = 22

const isAnnounced = ({ title }: HeadingText, announced: Announced): boolean =>
  announced.has(bare(title)) || announced.has(bare(title.replace(POINTER, '')))

/** Only what the contents announce, or a part of the document, ends the body of a table without a grid. */
const endsLoose = (heading: HeadingText, announced: Announced): boolean =>
  heading.level === 1 || isAnnounced(heading, announced)

/** A line that its writer did not end is the beginning of a sentence, not a heading; a part may wrap. */
function headingIn(line: Line, next: Block | undefined, announced: Announced, isLoose: boolean): Heading | null {
  const heading = readHeading(line.text)
  if (heading === null) return null
  const found = { ...heading, at: line.at }
  if (endsLoose(heading, announced)) return found
  if (isLoose) return null
  if (HEADING_END.test(heading.title)) return found
  const wraps = next?.kind === 'line' && next.continues
  return wraps || heading.title.length > LONGEST_PLAIN_HEADING ? null : found
}

const LONGEST_HEADING_TAIL = 14
const LONG_HEADING = 15

/** The rest of a heading that wrapped: 第三部分 …2024 年部门预算情 / 况说明. */
function wrappedTail(heading: Heading, next: Block | undefined, announced: Announced): Line | null {
  if (next === undefined || next.kind === 'grid') return null
  const tail = next.text.trim()
  if (readCaptionLine(tail)?.number != null) return null
  if (next.continues && isTitleTail(tail) && isOpen(heading.title)) return next
  if (heading.level > 2) return null
  if (tail === '' || tail.length > LONGEST_HEADING_TAIL || SENTENCE.test(tail) || /[:：，、]/.test(tail)) return null
  if (announced.has(bare(heading.title + tail))) return next
  if (announced.has(bare(heading.title)) || readHeading(tail) !== null || BULLET.test(next.text)) return null
  if (HEADING_END.test(heading.title)) return null
  const isCut = heading.title.length >= LONG_HEADING || /\d{4}年?度?$/.test(heading.title)
  return isCut && heading.level === 1 ? next : null
}

export interface BodyHeading {
  readonly heading: Heading
  /** How many lines after its own the heading takes up. */
  readonly further: number
}

/**
 * Reads a heading of the body, put together where it wrapped. `isLoose` is true within a table that lost its grid,
 * where rows look like headings: there only what the contents announce counts.
 */
export function readBodyHeading(
  line: Line,
  next: Block | undefined,
  announced: Announced,
  isLoose: boolean,
): BodyHeading | null {
  const heading = headingIn(line, next, announced, isLoose)
  if (heading === null) return null
  const tail = wrappedTail(heading, next, announced)
  return tail === null
    ? { heading, further: 0 }
    : { heading: { ...heading, title: heading.title + bare(tail.text) }, further: 1 }
}
