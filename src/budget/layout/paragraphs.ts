import type { Line } from '../../documents/index.ts'
import type { Paragraph } from '../model.ts'

const LETTER = /[A-Za-z]$/

const needsSpace = (before: string, after: string): boolean => LETTER.test(before) && /^[A-Za-z]/.test(after)

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

/** （项）。主要用于… and ，支出决算…: no paragraph begins so. 年初预算为 and a comma end none. */
const GOES_ON = /^(?:[，。；、）)》”]|[（(][类款项][)）])/
const IS_OPEN = /[，、为是及和与]$/

/** A line that its document sets as a paragraph, though it was cut out of the middle of one. */
const isTorn = (before: Line | undefined, line: Line): boolean =>
  before !== undefined &&
  (GOES_ON.test(line.text.trim()) || (IS_OPEN.test(before.text.trim()) && /^\d/.test(line.text.trim())))

/** Joins wrapped lines to paragraphs; each keeps the place of every printed line. */
export function joinParagraphs(lines: readonly Line[]): Paragraph[] {
  const groups: Line[][] = []
  for (const line of lines) {
    const group = groups.at(-1)
    if (group !== undefined && (line.continues || isTorn(group.at(-1), line))) group.push(line)
    else if (line.text.trim() !== '') groups.push([line])
  }
  return groups.flatMap((group) => (group[0] === undefined ? [] : [joinLines(group, group[0])]))
}
