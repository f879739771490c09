import type { PrintedLine } from './printed-line.ts'

/**
 * Text taken from a PDF is broken where the page was full. A line goes on with the one before it when the next word
 * would not have fitted there. Widths are in half characters: a Chinese character is 2, a digit 1, a space less.
 */
const INDENT = 4
const SLACK = 3
const SHORTEST_FULL = 36
/** Text whose paragraphs are one line each has lines of every width, and some far wider than a page. */
const WIDEST_FULL = 140

const ORDINAL =
  /^(?:第[一二三四五六七八九十百零\d]+[部章节条篇]|[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|廿[一二三四五六七八九]?[、.．]|\d{1,2}[、.．)）](?!\d)|[①-⑳]|[图表]\s*\d|附[件表录]\s*[\d一二三四五六七八九十：:]?|注\s*\d?[：:]|备注[：:]|[-•●◆■□▪·*])/
const LABEL =
  /^(?:部门|单位|编制单位|填报单位|单位名称|金额单位|填报日期|申报日期|公开)[^，。；]{0,30}[：:]|^公开\s*\d+\s*表/
const SENTENCE_MARK = /[，。；：、？！,;]/
const TERMINAL = /[。！？!?；;：:.…][”"’）)]?$/
const SENTENCE_END = /[。！？!?][”"’）)]?$/
const NUMBER = /^[-−]?[\d,]*\d(?:\.\d+)?%?$/
const FIRST_WORD = /^[（(“《〈[]*(?:[A-Za-z0-9.,%]+|.)[，。；：、？！）)”》〉%\]]*/u

const widthOfCharacter = (code: number): number => {
  if (code === 0x20) return 0.5
  return code > 0x2e7f || (code >= 0x2010 && code <= 0x2027) || (code >= 0x2190 && code < 0x2700) ? 2 : 1
}

/** Width of a text in half characters. */
export function widthOf(text: string): number {
  let width = 0
  for (let index = 0; index < text.length; index += 1) width += widthOfCharacter(text.charCodeAt(index))
  return width
}

export const startsItem = (text: string): boolean => ORDINAL.test(text)

/** A row of a table printed without tabs: numbers in a row at its end, and nothing of a sentence. */
function isTabular(text: string): boolean {
  const words = text.split(/\s+/)
  const numbers = words.filter((word) => NUMBER.test(word)).length
  if (numbers >= 2 && numbers * 2 >= words.length) return true
  return !SENTENCE_MARK.test(text) && words.length > 1 && NUMBER.test(words.at(-1) ?? '')
}

interface MeasuredLine extends PrintedLine {
  readonly width: number
  readonly isTabular: boolean
}

const measure = (line: PrintedLine): MeasuredLine => ({
  ...line,
  width: widthOf(line.text),
  isTabular: isTabular(line.text),
})

/** The width at which most long lines break, or null when lines are not broken by width at all. */
function findFullWidth(lines: readonly MeasuredLine[]): number | null {
  const widths = lines
    .filter((line) => !line.isTabular && line.width >= SHORTEST_FULL)
    .map((line) => Math.round(line.width))
    .sort((a, b) => a - b)
  const within = (low: number, high: number): number => widths.filter((width) => width >= low && width <= high).length
  let best: { full: number; support: number } | null = null
  for (const full of new Set(widths)) {
    const support = within(full - INDENT - SLACK, full)
    if (full <= WIDEST_FULL && (best === null || support > best.support)) best = { full, support }
  }
  if (best === null || best.support < 3) return null
  const beyond = within(best.full + INDENT + SLACK, Number.POSITIVE_INFINITY)
  return best.support * 2 >= widths.length && beyond * 5 <= widths.length ? best.full : null
}

/** True when the first word of the next line would not have fitted at the end of this one. */
function isFull(line: MeasuredLine, next: MeasuredLine, full: number, isFirst: boolean): boolean {
  const word = widthOf(FIRST_WORD.exec(next.text)?.[0] ?? '')
  return line.width + (isFirst ? INDENT : 0) + word + SLACK > full
}

const mayJoin = (line: MeasuredLine, next: MeasuredLine): boolean =>
  !line.isTabular &&
  !next.isTabular &&
  !startsItem(next.text) &&
  !LABEL.test(next.text) &&
  !LABEL.test(line.text) &&
  (SENTENCE_MARK.test(line.text) || SENTENCE_MARK.test(next.text))

/** After a full line that ends its sentence only a line without indentation surely belongs to the same paragraph. */
const isIndented = (next: MeasuredLine, full: number): boolean => next.width <= full - INDENT + 1

/** Text with a line per paragraph is broken only by the end of a page, within a sentence. */
const isCutSentence = (line: MeasuredLine, next: MeasuredLine): boolean =>
  mayJoin(line, next) &&
  line.width >= SHORTEST_FULL &&
  SENTENCE_MARK.test(line.text) &&
  !TERMINAL.test(line.text) &&
  SENTENCE_END.test(next.text)

function joinsFull(line: MeasuredLine, next: MeasuredLine, full: number, isFirst: boolean): boolean {
  if (!mayJoin(line, next) || !isFull(line, next, full, isFirst)) return false
  return !SENTENCE_END.test(line.text) || !isIndented(next, full)
}

/** For each line whether it goes on with the paragraph of the line before it. `breaks` are lines after a table. */
export function joinLines(lines: readonly PrintedLine[], breaks: ReadonlySet<PrintedLine>): boolean[] {
  const measured = lines.map(measure)
  const full = findFullWidth(measured)
  const joins: boolean[] = []
  measured.forEach((next, index) => {
    const line = measured[index - 1]
    const source = lines[index]
    if (line === undefined || source === undefined || breaks.has(source)) joins.push(false)
    else if (full === null) joins.push(isCutSentence(line, next))
    else joins.push(joinsFull(line, next, full, joins[index - 1] !== true))
  })
  return joins
}
