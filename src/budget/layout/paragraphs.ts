import type { Line } from '../../documents/index.ts'
import type { Paragraph } from '../model.ts'
import { splitOrdinal } from './headings.ts'
import { ENDS_SENTENCE } from './wording.ts'

/** A line shorter than this share of the longest one was ended by its writer, not by the margin. */
const FULL_LINE = 0.8
const LETTER = /[A-Za-z]$/

const needsSpace = (before: string, after: string): boolean => LETTER.test(before) && /^[A-Za-z]/.test(after)

function goesOn(before: Line, line: Line, longest: number): boolean {
  if (line.continues) return true
  if (ENDS_SENTENCE.test(before.text.trim()) || splitOrdinal(line.text) !== null) return false
  return before.text.trim().length >= longest * FULL_LINE
}

function joinLines(lines: readonly Line[], first: Line): Paragraph {
  let text = ''
  const starts: { start: number; at: Line['at'] }[] = []
  for (const line of lines) {
    const part = line.text.trim()
    if (needsSpace(text, part)) text += ' '
    starts.push({ start: text.length, at: line.at })
    text += part
  }
  return { text, at: first.at, lines: starts }
}

/** Joins wrapped lines to paragraphs; each keeps the place of every printed line. */
export function joinParagraphs(lines: readonly Line[]): Paragraph[] {
  const longest = lines.reduce((length, line) => Math.max(length, line.text.trim().length), 0)
  const groups: Line[][] = []
  for (const line of lines) {
    const group = groups.at(-1)
    const before = group?.at(-1)
    if (group !== undefined && before !== undefined && goesOn(before, line, longest)) group.push(line)
    else if (line.text.trim() !== '') groups.push([line])
  }
  return groups.flatMap((group) => (group[0] === undefined ? [] : [joinLines(group, group[0])]))
}
