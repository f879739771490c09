import { bareName, normalize } from '../../kernel/index.ts'
import type { Caption, Paragraph, Region, Row, Table, TableRegion } from '../model.ts'
import { readTable } from '../tables/reader.ts'
import { type Cut, cutBody, splitNotes, withoutPageNumbers, withoutSequence } from './body.ts'
import { readHead } from './columns.ts'
import { completeHead } from './completion.ts'
import { collectElsewhere, type Elsewhere, NOTHING_ELSEWHERE } from './elsewhere.ts'
import { readFormBlock } from './form-block.ts'
import { isClassifiedCode, isCode, isKnownCode } from './names.ts'
import { joinCodeLines, splitLine } from './parts.ts'
import { gatherRows, type LooseRow, nameOf } from './rows.ts'
import { type Leftover, leftoversOf, planColumns, readSide, rowsOf, type TableContext } from './settled-side.ts'
import { SideState } from './sides.ts'
import { type Token, tokenizeLines } from './tokens.ts'
import { isWordTable, readWordTable } from './word-table.ts'

const NO_ROW = '不属于任何一行的文字或数字'

const CAPTION_LINE = /^(?:部门\/单位|(?:预算|公开|附)\d+表|附?表\d+|金额单位|单位[:：]|(?:编制)?(?:部门|单位)[:：])/

/** Lines of the caption that stand among the head. */
function withoutCaption(head: Cut['head'], title: string): Cut['head'] {
  const bare = bareName(title)
  return head.filter((tokens) => {
    const text = normalize(tokens.map((token) => token.text).join(''))
    return !CAPTION_LINE.test(text) && !(bare !== '' && bareName(text).includes(bare))
  })
}

const hasPoint = (token: Token): boolean => token.kind === 'number' && token.number.decimals > 0

/** Rows are known by codes where the head says so, and where lines begin with a classified code and a name. */
function printsCodes({ head, body }: Cut): boolean {
  const announces = head.some((tokens) => tokens.some((token) => /编码|代码/.test(token.text)))
  return body.some(([first, second]) => {
    if (first === undefined) return false
    if (announces && isCode(first.text)) return true
    return (
      isClassifiedCode(first.text) && (second?.kind === 'word' || (second === undefined && isKnownCode(first.text)))
    )
  })
}

/** Amounts are printed with decimals: more of them than of bare numbers other than nought. */
function printsDecimals(body: readonly (readonly Token[])[]): boolean {
  const tokens = body.flat()
  const bare = tokens.filter((token) => token.kind === 'number' && token.isBare && token.text !== '0')
  const codes = bare.filter((token) => isClassifiedCode(token.text))
  return tokens.filter(hasPoint).length > bare.length - codes.length
}

/** Cells that only a form of goals, of an application or of a self-evaluation has. */
const FORM_WORDS =
  /^(?:[一二三]级指标|绩效指标|年度绩效指标|年度绩效目标.*|长期绩效目标.*|整体绩效(?:总)?目标|项目绩效总?目标|指标名称|指标值|指标内容|项目立项依据|项目实施方案)$/
const FORM_TITLE = /绩效|自评|申报表/
const FORM_CELLS = 3

/** A form is no table of values, though one may stand in it. */
function isForm(region: TableRegion, lines: readonly (readonly Token[])[]): boolean {
  const cells = lines.flat().filter((token) => FORM_WORDS.test(bareName(token.text))).length
  return cells >= (FORM_TITLE.test(region.caption?.title ?? '') ? 1 : FORM_CELLS)
}

const NO_CAPTION: Omit<Caption, 'at'> = {
  title: '',
  number: null,
  year: null,
  organisation: null,
  unit: null,
  lines: [],
}

const EMPTY_REMARK = /(?:无|没有|未).{0,30}(?:收入|支出|预算|拨款|数据|安排|经费|预算数)/

function toNote(tokens: readonly Token[]): Paragraph[] {
  const [first] = tokens
  const text = tokens.map((token) => token.text).join('')
  return first === undefined ? [] : [{ text, at: first.at, lines: [{ start: 0, at: first.at }] }]
}

/** 合计 本单位无政府性基金…: a remark that stands in the cells of an empty table. */
function remarksOf(rows: readonly LooseRow[]): { rows: LooseRow[]; remarks: Paragraph[] } {
  const isRemark = (row: LooseRow): boolean => row.values.length === 0 && EMPTY_REMARK.test(nameOf(row))
  const remarks = rows.filter(isRemark).flatMap((row) => toNote(row.words))
  return { rows: rows.filter((row) => !isRemark(row)), remarks }
}

/** 5,818,437. and the rest of it in another line: numbers that a narrow cell broke. */
const BROKEN_NUMBER = /^[\d.,，]*\d[.,，]\d*$/
const NO_WHOLE_NUMBER = '数字被折成几行，不能确定'

/** Where numbers are broken over lines nothing that the table prints is certain. */
function brokenNumbers(rows: readonly Row[]): Leftover[] {
  if (!rows.some(({ name }) => BROKEN_NUMBER.test(name.trim()))) return []
  return rows.flatMap(({ cells }) =>
    cells.flatMap((cell) => (cell === null ? [] : [{ text: cell.text, at: cell.at, why: NO_WHOLE_NUMBER }])),
  )
}

const byPrintedRow = (a: Row, b: Row): number => a.index - b.index

/**
 * Reads a table that has lost its grid: lines of words and numbers in which blank cells left no trace. Columns are known
 * from the head and from the layouts of the field; sums of rows and columns settle which number stands in which. What
 * found no place, or only by order, stands in `leftovers`.
 */
export function readLooseTable(region: TableRegion, elsewhere: Elsewhere = NOTHING_ELSEWHERE): Omit<Table, 'id'>[] {
  const lines = tokenizeLines(region.lines)
  return readLines(region, lines, elsewhere).map((table) => ({ ...table, isGridless: true }))
}

function readLines(
  region: TableRegion,
  lines: readonly (readonly Token[])[],
  elsewhere: Elsewhere,
): Omit<Table, 'id'>[] {
  if (isForm(region, lines)) return readFormBlock(region, lines)
  return isWordTable(lines) ? readWordTable(region, lines) : readWhole(region, lines, elsewhere)
}

function readWhole(
  region: TableRegion,
  lines: readonly (readonly Token[])[],
  elsewhere: Elsewhere,
): Omit<Table, 'id'>[] {
  const whole = withoutSequence(cutBody(lines))
  const below = splitNotes(whole.body)
  const cut = { ...whole, body: below.body }
  if (cut.body.length === 0 && cut.head.length === 0) return []
  const hasCodes = printsCodes(cut)
  const hasDecimals = printsDecimals(cut.body)
  const printed = withoutCaption(cut.head, region.caption?.title ?? '')
  const head = completeHead(readHead(printed), cut, region.caption)
  const sides = head.sides.map((side) => new SideState(side.name))
  const rowLines = hasDecimals && !head.hasLineNumbers ? withoutPageNumbers(cut.body) : cut.body
  const body = hasCodes ? joinCodeLines(rowLines) : rowLines
  const parts = body.map((line) => splitLine(line, { sides: sides.length, hasCodes, hasDecimals }))
  const columns = Math.max(...head.sides.map((side) => side.columns.length))
  const gathered = gatherRows(parts, { sides, hasLineNumbers: head.hasLineNumbers, columns })
  const { rows, remarks } = remarksOf(gathered.rows)
  const at = region.caption?.at ?? region.lines[0]?.at ?? { line: 1 }
  const caption = region.caption ?? { ...NO_CAPTION, at }
  const leftovers: Leftover[] = gathered.leftovers.map(({ text, at }) => ({ text, at, why: NO_ROW }))
  const plan = planColumns(head.sides)
  const about: TableContext = { title: caption.title, unit: caption.unit ?? '万元', elsewhere }
  const read: Row[] = []
  head.sides.forEach((side, index) => {
    const own = rows.filter((row) => row.side === index)
    const reading = readSide(own, side, about)
    read.push(...rowsOf(reading, side, plan, plan.columnOf[index] ?? [], region.lines))
    leftovers.push(...leftoversOf(reading, side, about))
  })
  leftovers.push(...brokenNumbers(read))
  return [
    {
      form: null,
      caption,
      unit: caption.unit,
      columns: plan.columns,
      rows: read.sort(byPrintedRow),
      notes: [...region.notes, ...remarks, ...below.notes.flatMap(toNote)],
      under: region.under,
      leftovers,
    },
  ]
}

/**
 * A reader for the loose tables of one document that knows what its other tables print, with a grid or without, so that
 * 0.60 beside 公务接待费 in one table tells the column of 0.60 in another.
 */
export function openLooseReader(regions: readonly Region[]): (region: TableRegion) => Omit<Table, 'id'>[] {
  const tables = regions.filter((region) => region.kind === 'table')
  const isLoose = (region: TableRegion): boolean => region.grids.length === 0
  if (!tables.some(isLoose)) return (region) => readLooseTable(region)
  const elsewhere = collectElsewhere(
    tables.flatMap((region) => (isLoose(region) ? readLooseTable(region) : readTable(region))),
  )
  return (region) => readLooseTable(region, elsewhere)
}
