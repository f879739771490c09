import { startsItem } from '../printed.ts'
import type { PrintedLine } from './printed-line.ts'

/**
 * Text taken from a PDF is broken where the page was full. A line goes on with the one before it when the next word
 * would not have fitted there. Widths are in half characters: a Chinese character is 2, a digit 1, a space less.
 */
const INDENT = 4
const SLACK = 3
const SHORTEST_FULL = 36
/** A note of one or two lines has no lines of its width around it. */
const SHORTEST_NOTE = 60
const WIDEST_FULL = 140
const FEWEST_FULL = 3
/** Long lines that are looked at together, with as many before and after. */
const STEP = 12

const LABEL =
  /^(?:部门|单位|编制单位|填报单位|单位名称|金额单位|填报日期|申报日期|公开)[^，。；]{0,30}[：:]|^公开\s*\d+\s*表/
const PROSE_MARK = /[，。；]/
const SENTENCE_MARK = /[，。；：、？！,;]/
const TERMINAL = /[。！？!?；;：:.…][”"’）)]?$/
const SENTENCE_END = /[。！？!?][”"’）)]?$/
const NUMBER = /^[-−]?[\d,]*\d(?:\.\d+)?%?$/
/** A line that begins with the unit of a number ends the phrase whose number closed the line before. */
const UNIT = /^(?:[百千万亿]*元|[年月日个人辆台套次项户]|平方米|%)[^\s]*[，。；、]/
const HEADING_END =
  /(?:情况|说明|概况|表|解释|职[责能]|构成|设置|范围|结果|工作|事项|明细|措施|问题|目标)(?:[(（][^()（）]*[)）])?$/
const PART = /^第[一二三四五六七八九十]+(?:部分|章|编)\s*\S/
const LONGEST_TITLE_END = 24
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

/** A row of a table printed without tabs: numbers in a row at its end, and nothing of a sentence. */
function isTabular(text: string): boolean {
  if (PROSE_MARK.test(text)) return false
  const words = text.split(/\s+/)
  const numbers = words.filter((word) => NUMBER.test(word)).length
  return words.length > 1 && (NUMBER.test(words.at(-1) ?? '') || numbers * 2 >= words.length)
}

/** The title of a part, set too large for one line, goes on in the next up to the word that ends such titles. */
const isSplitTitle = (line: PrintedLine, next: PrintedLine): boolean =>
  PART.test(line.text) &&
  !HEADING_END.test(line.text) &&
  HEADING_END.test(next.text) &&
  next.text.length <= LONGEST_TITLE_END &&
  !PROSE_MARK.test(line.text + next.text) &&
  !startsItem(next.text)

interface MeasuredLine extends PrintedLine {
  readonly width: number
  readonly isTabular: boolean
}

const measure = (line: PrintedLine): MeasuredLine => ({
  ...line,
  width: widthOf(line.text),
  isTabular: isTabular(line.text),
})

const isProse = (line: MeasuredLine): boolean => !line.isTabular && line.width >= SHORTEST_FULL

/** The width at which most of some long lines break, or null when they are not broken by width. */
function findFullWidth(lines: readonly MeasuredLine[]): number | null {
  const widths = lines.map((line) => Math.round(line.width)).sort((a, b) => a - b)
  const within = (low: number, high: number): number => widths.filter((width) => width >= low && width <= high).length
  let best: { full: number; support: number } | null = null
  for (const full of new Set(widths)) {
    const support = within(full - INDENT - SLACK, full)
    if (best === null || support > best.support) best = { full, support }
  }
  if (best === null || best.support < FEWEST_FULL || best.support * 2 < widths.length) return null
  const beyond = within(best.full + INDENT + SLACK, Number.POSITIVE_INFINITY)
  return beyond * 5 <= widths.length ? best.full : null
}

/** Parts of a document are set in columns of different widths, so the width is asked of the long lines around. */
function findFullWidths(lines: readonly MeasuredLine[]): (number | null)[] {
  const prose = lines.filter(isProse)
  const byStep = new Map<number, number | null>()
  let passed = 0
  return lines.map((line) => {
    const step = Math.floor(passed / STEP)
    if (isProse(line)) passed += 1
    const known = byStep.get(step)
    if (known !== undefined) return known
    const full = findFullWidth(prose.slice(Math.max(0, (step - 1) * STEP), (step + 2) * STEP))
    byStep.set(step, full)
    return full
  })
}

/** Text whose paragraphs are one line each holds much of its prose in lines wider than a page. */
function isUnwrapped(lines: readonly MeasuredLine[]): boolean {
  const total = (some: readonly MeasuredLine[]): number => some.reduce((sum, line) => sum + line.width, 0)
  const prose = lines.filter(isProse)
  return total(prose.filter((line) => line.width > WIDEST_FULL)) * 5 > total(prose)
}

/** True when the first word of the next line would not have fitted at the end of this one. */
function isFull(line: MeasuredLine, next: MeasuredLine, full: number, isFirst: boolean): boolean {
  const word = widthOf(FIRST_WORD.exec(next.text)?.[0] ?? '')
  if (Math.max(line.width, next.width) > full + INDENT + SLACK) return false
  return line.width + (isFirst ? INDENT : 0) + word + SLACK > full
}

const isHeading = (text: string): boolean => startsItem(text) && !/[，。；：]/.test(text) && HEADING_END.test(text)

const mayJoin = (line: MeasuredLine, next: MeasuredLine): boolean =>
  ((!line.isTabular && !next.isTabular) || UNIT.test(next.text)) &&
  !startsItem(next.text) &&
  !isHeading(line.text) &&
  !LABEL.test(next.text) &&
  !LABEL.test(line.text) &&
  (SENTENCE_MARK.test(line.text) || SENTENCE_MARK.test(next.text))

/** After a full line that ends its sentence only a line without indentation surely belongs to the same paragraph. */
const isIndented = (next: MeasuredLine, full: number): boolean => next.width <= full - INDENT + 1

/** Text with a line per paragraph, and a single note below a wide table, are cut only within a sentence. */
const isCutSentence = (line: MeasuredLine, next: MeasuredLine, shortest: number): boolean =>
  mayJoin(line, next) &&
  line.width >= shortest &&
  SENTENCE_MARK.test(line.text) &&
  !TERMINAL.test(line.text) &&
  SENTENCE_END.test(next.text)

function joinsFull(line: MeasuredLine, next: MeasuredLine, full: number | null, isFirst: boolean): boolean {
  if (full === null || line.width > full + INDENT + SLACK) return isCutSentence(line, next, SHORTEST_NOTE)
  if (!mayJoin(line, next) || !isFull(line, next, full, isFirst)) return false
  return !SENTENCE_END.test(line.text) || !isIndented(next, full)
}

/** （类） （款） （项） stand between the words of one name. */
const BEGINS_WITH_LEVEL = /^[（(][类款项][）)]/
const ENDS_WITH_LEVEL = /\p{Script=Han}\s*[（(][类款项][）)]$|^[（(][类款项][）)]$/u
/** 支出 420.07 goes on with 万元. */
const WORDS_AND_NUMBER = /^\p{Script=Han}+\s*[\d.,]+$/u
const ENDS_WITH_COMMA = /，$/
const ENDS_WITH_NUMBER = /\p{Script=Han}[^，。；]*\d$/u

/** Lines that belong together however short they are: text of a justified page comes out in pieces. */
function isTornSentence(line: MeasuredLine, next: MeasuredLine): boolean {
  if (TERMINAL.test(line.text) || startsItem(next.text) || LABEL.test(line.text) || LABEL.test(next.text)) return false
  if (BEGINS_WITH_LEVEL.test(next.text)) return true
  if (UNIT.test(next.text)) return ENDS_WITH_NUMBER.test(line.text)
  if (ENDS_WITH_LEVEL.test(line.text)) return !next.isTabular || WORDS_AND_NUMBER.test(next.text)
  return !next.isTabular && ENDS_WITH_COMMA.test(line.text)
}

/** Where wrapped lines follow each other directly, a blank line ends the paragraph unless its sentence goes on. */
function withoutBlankBreaks(joins: readonly boolean[], lines: readonly PrintedLine[]): boolean[] {
  const gaps = lines.filter((_, index) => joins[index] === true).map((line) => line.gap)
  const direct = gaps.filter((gap) => gap === 0).length
  if (direct <= (gaps.length - direct) * 3) return [...joins]
  return joins.map((join, index) => {
    const isBlank = (lines[index]?.gap ?? 0) > 0 && TERMINAL.test(lines[index - 1]?.text ?? '')
    return join && !isBlank
  })
}

/** For each line whether it goes on with the paragraph of the line before it. `breaks` are lines after a table. */
export function joinLines(lines: readonly PrintedLine[], breaks: ReadonlySet<PrintedLine>): boolean[] {
  const measured = lines.map(measure)
  const widths = isUnwrapped(measured) ? null : findFullWidths(measured)
  const joins: boolean[] = []
  for (const [index, next] of measured.entries()) {
    const line = measured[index - 1]
    const source = lines[index]
    if (line === undefined || source === undefined || breaks.has(source)) joins.push(false)
    else if (isSplitTitle(line, next) || isTornSentence(line, next)) joins.push(true)
    else if (widths === null) joins.push(isCutSentence(line, next, SHORTEST_FULL))
    else joins.push(joinsFull(line, next, widths[index - 1] ?? null, joins[index - 1] !== true))
  }
  return withoutBlankBreaks(joins, lines)
}
