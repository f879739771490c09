import type { Block, Line } from '../../documents/index.ts'
import { parseOrdinal } from '../../kernel/index.ts'
import type { Heading } from '../model.ts'
import { readCaptionLine } from './caption-line.ts'
import { readHeading } from './headings.ts'
import { BARE_PAGE_NUMBER, BULLET, bare, PART, SENTENCE, squeeze } from './wording.ts'

/** Dot leaders and the page number at the end of an entry: 一、收支总表 ……… 12, …(12), ....12. */
const LEADERS = /[\s.．·…⋯—_-]*[（(]?\s*\d{1,3}\s*[)）]?\s*$/
const HAS_LEADERS = /(?:\.{3,}|…|⋯|·{3,}|．{3,})[\s.．·…⋯—-]*[（(]?\s*\d{1,3}\s*[)）]?\s*$/
const CONTENTS_TITLE = /^[-—\s]*目\s*[录錄次]\s*[-—]*$/
const LONGEST_TAIL = 24

export interface Contents {
  readonly entries: readonly Heading[]
  /** Indices of the blocks that the contents take up: from (the title 目录) up to, not including, `to`. */
  readonly from: number
  readonly to: number
}

const NONE: Contents = { entries: [], from: 0, to: 0 }

interface Entry {
  level: number
  ordinal: string
  title: string
  readonly at: Line['at']
  isComplete: boolean
}

function readEntry(line: Line): Entry | null {
  const text = line.text.replace(BULLET, '').trim()
  const isComplete = HAS_LEADERS.test(text)
  const plain = isComplete ? text.replace(LEADERS, '') : text
  const heading = readHeading(plain)
  if (heading !== null) return { ...heading, at: line.at, isComplete }
  const caption = readCaptionLine(plain)
  if (caption?.title != null && caption.isNamed) {
    return { level: 2, ordinal: caption.number ?? '', title: caption.title, at: line.at, isComplete }
  }
  return isComplete ? { level: 2, ordinal: '', title: squeeze(plain), at: line.at, isComplete } : null
}

/** The body has begun when a part of the document is counted anew: 第一部分 again, or the first entry again. */
function restarts(entries: readonly Entry[], entry: Entry): boolean {
  const first = entries[0]
  if (first === undefined) return false
  if (bare(first.title + first.ordinal) === bare(entry.title + entry.ordinal)) return true
  if (entry.level !== 1) return first.level === entry.level && countsAnew(entries, entry)
  const parts = entries.filter((each) => each.level === 1)
  return parts.length > 0 && partNumber(entry) <= Math.max(...parts.map(partNumber))
}

const partNumber = (entry: Entry): number => parseOrdinal(PART.exec(entry.ordinal)?.[1] ?? '') ?? 0

function countsAnew(entries: readonly Entry[], entry: Entry): boolean {
  if (entry.level !== 2 || entries.some((each) => each.level === 1)) return false
  const count = (each: Entry): number => parseOrdinal(each.ordinal.replace(/[、.．]/g, '')) ?? 0
  return count(entry) > 0 && count(entry) <= Math.max(...entries.filter((each) => each.level === 2).map(count))
}

/** A wrapped entry: a short line that is no sentence, behind an entry that has not had its page number. */
function extend(last: Entry | undefined, line: Line): boolean {
  const text = line.text.trim()
  if (last === undefined || last.isComplete || text.length > LONGEST_TAIL || SENTENCE.test(text)) return false
  last.isComplete = HAS_LEADERS.test(text)
  last.title += squeeze(last.isComplete ? text.replace(LEADERS, '') : text)
  return true
}

/** Reads the contents page of a document, told apart from the body by where the counting begins again. */
export function readContents(blocks: readonly Block[]): Contents {
  const from = blocks.findIndex((block) => block.kind === 'line' && CONTENTS_TITLE.test(block.text))
  if (from < 0) return NONE
  const entries: Entry[] = []
  let to = from + 1
  for (; to < blocks.length; to += 1) {
    const line = blocks[to]
    if (line === undefined || line.kind === 'grid') break
    if (line.text.trim() === '' || BARE_PAGE_NUMBER.test(line.text.trim())) continue
    const entry = readEntry(line)
    if (entry === null ? entries.length > 0 && !extend(entries.at(-1), line) : restarts(entries, entry)) break
    if (entry !== null) entries.push(entry)
  }
  const headings = entries.map(({ level, ordinal, title, at }) => ({ level, ordinal, title, at }))
  return headings.length < 2 ? NONE : { entries: headings, from, to }
}
