import type { Glyphs } from './glyphs.ts'

/** Text printed in one go on one line: neighbours without a wide gap. In reading coordinates. */
export interface Run {
  readonly text: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  /** Its glyphs: from `start` up to `end`. */
  readonly start: number
  readonly end: number
}

/** Gaps and shifts in parts of the line height. */
const WIDEST_GAP = 0.9
const NUMBER_GAP = 0.45
const WIDEST_OVERLAP = 0.5
const SHIFT = 0.35
/** A visible gap inside a line of text; digits of one number are set wider by some producers. */
const WORD_GAP = 0.28
const DIGIT_GAP = 0.4
/** Distance, in parts of its size, of a character printed twice to look bold. */
const REPRINT = 0.25

const isNumeric = (code: number): boolean => (code >= 0x30 && code <= 0x39) || code === 0x2e || code === 0x2c

/** Chinese punctuation keeps its own white space, and is set narrower at will. */
const isPunctuation = (code: number): boolean =>
  (code >= 0x3001 && code <= 0x3011) ||
  (code >= 0xff01 && code <= 0xff0c) ||
  code === 0xff1a ||
  code === 0xff1b ||
  code === 0xff1f ||
  (code >= 0x2018 && code <= 0x201d)

const at = (glyphs: Glyphs, index: number, side: number): number => glyphs.boxes[index * 4 + side] ?? 0

const heightOf = (glyphs: Glyphs, index: number): number => Math.max(at(glyphs, index, 3) - at(glyphs, index, 1), 0.1)

function follows(glyphs: Glyphs, previous: number, next: number): boolean {
  const height = Math.min(heightOf(glyphs, previous), heightOf(glyphs, next))
  const shift = at(glyphs, previous, 1) + at(glyphs, previous, 3) - at(glyphs, next, 1) - at(glyphs, next, 3)
  if (Math.abs(shift) / 2 > SHIFT * Math.max(heightOf(glyphs, previous), heightOf(glyphs, next))) return false
  const gap = at(glyphs, next, 0) - at(glyphs, previous, 2)
  const isBesideNumber = isNumeric(glyphs.codes[previous] ?? 0) || isNumeric(glyphs.codes[next] ?? 0)
  return gap < (isBesideNumber ? NUMBER_GAP : WIDEST_GAP) * height && gap > -WIDEST_OVERLAP * height
}

/** The same character printed again on the spot, to look bold. */
function repeats(glyphs: Glyphs, previous: number, next: number): boolean {
  if (glyphs.codes[previous] !== glyphs.codes[next]) return false
  const width = at(glyphs, next, 2) - at(glyphs, next, 0)
  return (
    Math.abs(at(glyphs, previous, 0) - at(glyphs, next, 0)) < REPRINT * width &&
    Math.abs(at(glyphs, previous, 1) - at(glyphs, next, 1)) < REPRINT * heightOf(glyphs, next)
  )
}

function textOf(glyphs: Glyphs, start: number, end: number): string {
  let text = ''
  for (let index = start; index < end; index += 1) {
    const code = glyphs.codes[index] ?? 0
    if (index > start) {
      if (repeats(glyphs, index - 1, index)) continue
      const isNumber = isNumeric(code) && isNumeric(glyphs.codes[index - 1] ?? 0)
      const gap = at(glyphs, index, 0) - at(glyphs, index - 1, 2)
      const isBesidePunctuation = isPunctuation(code) || isPunctuation(glyphs.codes[index - 1] ?? 0)
      if (!isBesidePunctuation && gap > (isNumber ? DIGIT_GAP : WORD_GAP) * heightOf(glyphs, index)) text += ' '
    }
    text += String.fromCodePoint(code)
  }
  return text
}

/** The run of glyphs from `start` up to `end`, which must lie on one line. */
export function runOf(glyphs: Glyphs, start: number, end: number): Run {
  let left = Number.POSITIVE_INFINITY
  let top = Number.POSITIVE_INFINITY
  let right = Number.NEGATIVE_INFINITY
  let bottom = Number.NEGATIVE_INFINITY
  for (let index = start; index < end; index += 1) {
    left = Math.min(left, at(glyphs, index, 0))
    top = Math.min(top, at(glyphs, index, 1))
    right = Math.max(right, at(glyphs, index, 2))
    bottom = Math.max(bottom, at(glyphs, index, 3))
  }
  return { text: textOf(glyphs, start, end), left, top, right, bottom, start, end }
}

/** Cuts the glyphs of a page into runs, in the order of the content. */
export function findRuns(glyphs: Glyphs): Run[] {
  const runs: Run[] = []
  let start = 0
  for (let index = 1; index <= glyphs.count; index += 1) {
    if (index < glyphs.count && follows(glyphs, index - 1, index)) continue
    runs.push(runOf(glyphs, start, index))
    start = index
  }
  return runs
}

function isReprint(a: Run, b: Run): boolean {
  const reach = REPRINT * (b.bottom - b.top)
  return Math.abs(a.left - b.left) < reach && Math.abs(a.top - b.top) < reach && Math.abs(a.right - b.right) < reach
}

/** Some producers print a head several times on the spot, a hair apart, to look bold: a reader sees it once. */
export function dropReprints(runs: readonly Run[]): Run[] {
  const kept: Run[] = []
  // By the number of their characters and the first: numbers are found much faster than texts.
  const seen = new Map<number, Run[]>()
  for (const run of runs) {
    const key = run.text.length * 0x10000 + run.text.charCodeAt(0)
    const akin = seen.get(key)
    if (akin?.some((other) => isReprint(other, run) && other.text === run.text)) continue
    if (akin === undefined) seen.set(key, [run])
    else akin.push(run)
    kept.push(run)
  }
  return kept
}

/** A step between neighbours that is off by more than this part of the line height: something else begins. */
const UNEVEN = 0.1
/** Parts of the line height within which a text that overflows its cell may end beside the line. */
const REACH = 1

/**
 * Where a line at x parts a run: the index of the glyph that begins the next cell, or -1 when one text runs on over
 * the line. Texts of two cells never stand as evenly as the characters of one, except that numbers may touch.
 */
export function findGap(glyphs: Glyphs, run: Run, x: number, slack: number): number {
  const height = run.bottom - run.top
  let best = -1
  let nearest = REACH * height
  for (let index = run.start + 1; index < run.end; index += 1) {
    const right = at(glyphs, index - 1, 2)
    const left = at(glyphs, index, 0)
    const isBetween = right - slack <= x && left + slack >= x
    const isUneven = Math.abs(left - right) > UNEVEN * height
    const isNumber = isNumeric(glyphs.codes[index - 1] ?? 0) || isNumeric(glyphs.codes[index] ?? 0)
    const distance = Math.abs((left + right) / 2 - x)
    if (distance > nearest || !(isUneven || (isBetween && isNumber))) continue
    nearest = distance
    best = index
  }
  return best
}

/** The digits of one number are set evenly: a step this wide, in parts of the line height, and twice any other parts two. */
const PARTING = 0.2

/** Where a line at x parts two numbers that stand side by side: the index of the glyph that begins the next, or -1. */
export function findNumberGap(glyphs: Glyphs, run: Run, x: number, slack: number): number {
  const gapBefore = (index: number): number => at(glyphs, index, 0) - at(glyphs, index - 1, 2)
  const indices = Array.from({ length: run.end - run.start - 1 }, (_, step) => run.start + step + 1)
  const [widest, next] = indices.toSorted((a, b) => gapBefore(b) - gapBefore(a))
  if (widest === undefined) return -1
  const gap = gapBefore(widest)
  const isBetween = at(glyphs, widest - 1, 2) - slack <= x && at(glyphs, widest, 0) + slack >= x
  const isEven = gap < PARTING * (run.bottom - run.top) || (next !== undefined && gapBefore(next) * 2 > gap)
  return isBetween && !isEven ? widest : -1
}
