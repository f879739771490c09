import type { Heading } from '../model.ts'
import { BULLET, PART, SENTENCE, squeeze } from './wording.ts'

const LEVELS: readonly (readonly [level: number, pattern: RegExp])[] = [
  [1, PART],
  [2, /^([一二三四五六七八九十廿]{1,3})\s*[、.．]\s*/],
  [3, /^[（(]\s*([一二三四五六七八九十]{1,3})\s*[)）]\s*[、.．]?\s*/],
  [4, /^(\d{1,2})\s*[.．、]\s*(?!\d)/],
  [5, /^[（(]\s*(\d{1,2})\s*[)）]\s*/],
]
const LONGEST = 60

export interface HeadingText {
  readonly level: number
  readonly ordinal: string
  readonly title: string
}

/** Reads the ordinal of a heading or of an item; the title may still be a whole sentence. */
export function splitOrdinal(text: string): HeadingText | null {
  const plain = text.replace(BULLET, '').trim()
  for (const [level, pattern] of LEVELS) {
    const match = pattern.exec(plain)
    if (match !== null) {
      return { level, ordinal: match[0].trim(), title: squeeze(plain.slice(match[0].length)) }
    }
  }
  return null
}

/** A heading is an ordinal and a title without a sentence or an amount in it. */
export function readHeading(text: string): HeadingText | null {
  if (text.length > LONGEST + 20) return null
  const heading = splitOrdinal(text)
  if (heading === null || heading.title.length > LONGEST) return null
  if (heading.level === 1) return SENTENCE.test(heading.title) ? null : heading
  if (heading.title.length < 2 || SENTENCE.test(heading.title)) return null
  return /[:：，]|\d\s*(?:万元|亿元|元|%)|\d\.\d+$/.test(heading.title) ? null : heading
}

/** The headings above a place, outermost first, after a further heading was met. */
export const pushHeading = (above: readonly Heading[], heading: Heading): Heading[] => [
  ...above.filter((each) => each.level < heading.level),
  heading,
]
