import type { TextLine } from './cell-text.ts'

const heightOf = (line: TextLine): number => line.bottom - line.top

/** The right margin that running text reaches: where several lines end, or the furthest end. */
function rightMargin(lines: readonly TextLine[]): number {
  const ends = lines.map((line) => line.right).toSorted((a, b) => b - a)
  return ends.find((end, index) => (ends[index + 2] ?? Number.NEGATIVE_INFINITY) > end - 12) ?? ends[0] ?? 0
}

/** A heading or an item of a list begins a paragraph of its own even without an indent. */
const ITEM =
  /^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.、．](?!\d)|第[一二三四五六七八九十]+[部章节条]|[①-⑳])/

/** Lines that go on with the paragraph of the line before: that one was full, and this one is not set in. */
export function findContinuing(lines: readonly TextLine[]): ReadonlySet<TextLine> {
  const continuing = new Set<TextLine>()
  const margin = rightMargin(lines)
  for (let index = 1; index < lines.length; index += 1) {
    const before = lines[index - 1]
    const line = lines[index]
    if (before !== undefined && line !== undefined && goesOn(before, line, margin)) continuing.add(line)
  }
  return continuing
}

function goesOn(before: TextLine, line: TextLine, margin: number): boolean {
  const height = Math.min(heightOf(before), heightOf(line))
  const isNear = line.top - before.bottom < 1.6 * height && line.top > before.top
  return isNear && isSameParagraph(before, line, margin)
}

function isSameParagraph(before: TextLine, line: TextLine, margin: number): boolean {
  const height = Math.min(heightOf(before), heightOf(line))
  const isSameSize = Math.abs(heightOf(before) - heightOf(line)) < 0.2 * height
  const isFull = before.right > margin - 2.2 * height
  const isSetIn = line.left > before.left + 1.2 * height
  return isSameSize && isFull && !isSetIn && !ITEM.test(line.text)
}

/** Does the first line of a page go on with the last paragraph of the page before, whose lines are given? */
export function goesOnOverPage(before: readonly TextLine[], line: TextLine): boolean {
  const last = before.at(-1)
  const isAlone = before.length < 3
  return last !== undefined && !isAlone && isSameParagraph(last, line, rightMargin(before))
}
