import type { Place } from '../../documents/index.ts'
import { bare } from '../layout/wording.ts'
import type { Cell, Row, Table } from '../model.ts'
import { isBlank, isCode, isTotalName, makeCell } from './cells.ts'
import { proposeReading } from './doubtful.ts'
import { isNumberingRow } from './head.ts'
import { isOrigin, type Matrix, printedIn, type Spot } from './matrix.ts'
import type { ColumnPlan, Side } from './sides.ts'

/** The position of a cell in the rows of one table. */
export interface Position {
  readonly row: number
  readonly column: number
}

export type Leftover = Table['leftovers'][number]

/** A text in an amount column that is no number as it stands. */
export interface Pending {
  readonly position: Position
  readonly leftover: Leftover
}

export interface RowDraft extends Omit<Row, 'cells'> {
  readonly cells: (Cell | null)[]
}

const NO_AMOUNT = 'no amount, in a column of amounts'
const UNPLACED = 'belongs to no row'

/** [20805]行政事业单位养老支出, 2013750 事业运行, 301-工资福利支出 */
const CODE_AND_NAME = /^[[【(（〔]?(\d{3,})[\]】)）〕]?\s*[-—–_:：.．、]?\s*(\D.*)$/
const WORD = /[\u4e00-\u9fff]/
/** 类 款 项, printed once more beside 合计. */
const CODE_LEVEL = /^[类款项]{1,3}$/
const YEAR = /^(?:19|20)\d\d$/
const NOT_CODE_AFTER = /^(?:年|个|万|元|月|人|项|台|辆|次|号|亿|平)/
const ORDINAL_DEPTHS: readonly (readonly [depth: number, pattern: RegExp])[] = [
  [1, /^[一二三四五六七八九十廿]{1,3}\s*[、.．]/],
  [2, /^[（(][一二三四五六七八九十]{1,3}[)）]/],
  [3, /^\d{1,2}\s*[.．、](?!\d)/],
  [4, /^[（(]\d{1,2}[)）]/],
]
const TOTAL =
  /^(?:[\d一二三四五六七八九十]*[、.]?)?(?:本年|上年)?(?:收入|支出|收支)?(?:合计|总计|共计)$|^.{0,8}(?:合计|总计)$/

/** The texts of a row at given columns; a cell merged over several rows or columns counts where it covers. */
function textsAt(matrix: Matrix, row: number, columns: readonly number[]): Spot[] {
  const spots: Spot[] = []
  for (const column of columns) {
    const spot = matrix.rows[row]?.[column]
    if (spot !== undefined && !spots.includes(spot) && !isBlank(spot.text)) spots.push(spot)
  }
  return spots
}

interface Label {
  readonly code: string | null
  readonly name: string
  readonly at: Place | null
  /** The cells that the label was read from. */
  readonly spots: readonly Spot[]
}

const NO_LABEL: Label = { code: null, name: '', at: null, spots: [] }

function splitCodeAndName(text: string): { code: string | null; name: string } {
  const match = CODE_AND_NAME.exec(text)
  const [, code, name] = match ?? []
  if (code === undefined || name === undefined || NOT_CODE_AFTER.test(name) || YEAR.test(code))
    return { code: null, name: text }
  return { code, name: name.trim() }
}

/** 公用经费合计, merged over the values of one side up to the names of the next, says what stands behind it there. */
function labelsFurtherSide(spot: Spot, side: Side, sides: readonly Side[]): boolean {
  if (sides.length < 2) return false
  const end = spot.column + spot.columnSpan
  const isUnder = (index: number): boolean => spot.column <= index && index < end
  const hidesValues = side.values.every(({ index }) => isUnder(index))
  const isFurther = (other: Side): boolean =>
    other !== side && [...other.codes, ...other.names].some(isUnder) && other.values.some(({ index }) => index >= end)
  return hidesValues && sides.some(isFurther)
}

/** 208 | 5 | 1 below 类 | 款 | 项: a spreadsheet that takes codes for numbers drops their noughts. */
const joinCode = ([first = '', ...levels]: readonly string[]): string =>
  first + (/^\d{3}$/.test(first) ? levels.map((level) => level.replace(/^\d$/, '0$&')) : levels).join('')

/** The code and the name of a row, wherever the table puts them: apart, in one cell, 合计 across both. */
function readLabel(matrix: Matrix, row: number, side: Side, sides: readonly Side[]): Label {
  const isOwn = (spot: Spot): boolean => !labelsFurtherSide(spot, side, sides)
  const codeSpots = textsAt(matrix, row, side.codes).filter(isOwn)
  const nameSpots = textsAt(matrix, row, side.names).filter((spot) => isOwn(spot) && !codeSpots.includes(spot))
  const at = (codeSpots[0] ?? nameSpots[0])?.at ?? null
  const digits = codeSpots.filter((spot) => /^[\dA-Z]/.test(bare(spot.text)) && !WORD.test(spot.text))
  const levels = codeSpots.filter((spot) => CODE_LEVEL.test(bare(spot.text)))
  const stray = codeSpots.filter((spot) => WORD.test(spot.text) && !levels.includes(spot))
  const named = nameSpots.length > 0 ? nameSpots.slice(0, 1) : stray
  const name = named.map((spot) => spot.text).join('')
  const spots = [...digits, ...levels, ...named]
  const code = joinCode(digits.map((spot) => bare(spot.text))) || null
  return code === null ? { ...splitCodeAndName(name), at, spots } : { code, name, at, spots }
}

const hasValue = (matrix: Matrix, row: number, side: Side): boolean =>
  side.values.some(({ index }) => {
    const spot = matrix.rows[row]?.[index]
    return isOrigin(spot, row, index) && !isBlank(spot.text)
  })

/**
 * 公用经费合计 stands over the values of its side and the names of the next, where merging is not printed: it names the
 * figure behind them.
 */
function readLabels(matrix: Matrix, row: number, sides: readonly Side[]): Label[] {
  const labels = sides.map((side) => readLabel(matrix, row, side, sides))
  sides.forEach((side, order) => {
    const [before, own] = [labels[order - 1], labels[order]]
    const last = sides[order - 1]
    if (before === undefined || last === undefined || own === undefined || own.name !== '' || own.code !== null) return
    const isTotal = before.code === null && TOTAL.test(bare(before.name))
    if (isTotal && hasValue(matrix, row, side) && !hasValue(matrix, row, last)) {
      labels[order] = before
      labels[order - 1] = NO_LABEL
    }
  })
  return labels
}

const codeDepth = (code: string, known: ReadonlySet<string>): number => {
  if (/^[1-9]\d{2}(?:\d{2}){0,2}$/.test(code)) return (code.length - 1) / 2
  let depth = 1
  for (let length = 2; length < code.length; length += 1) if (known.has(code.slice(0, length))) depth += 1
  return depth
}

function depthOf({ code, name }: Label, known: ReadonlySet<string>): number {
  if (isTotalName(name) || TOTAL.test(bare(name))) return 0
  if (code !== null) return codeDepth(code, known)
  return ORDINAL_DEPTHS.find(([, pattern]) => pattern.test(name))?.[0] ?? (name === '' ? 0 : 1)
}

interface Values {
  readonly cells: (Cell | null)[]
  readonly spots: readonly Spot[]
  /** Texts that are no number, with their column. */
  readonly unread: readonly { readonly column: number; readonly leftover: Leftover }[]
}

/** A number as printed or in its one possible reading; null for everything else. */
function readValue({ text, at }: Spot): Cell | null {
  const cell = makeCell(text, at)
  if (cell !== null) return cell
  const proposal = proposeReading(text)
  const repaired = proposal === null ? null : makeCell(proposal, at)
  return repaired === null ? null : { ...repaired, raw: text }
}

function readValues(matrix: Matrix, row: number, side: Side, width: number): Values {
  const cells = new Array<Cell | null>(width).fill(null)
  const unread: { column: number; leftover: Leftover }[] = []
  const spots: Spot[] = []
  for (const { index, column } of side.values) {
    const spot = matrix.rows[row]?.[index]
    if (!isOrigin(spot, row, index) || isBlank(spot.text)) continue
    spots.push(spot)
    cells[column] = readValue(spot)
    if (cells[column] === null) unread.push({ column, leftover: { text: spot.text, at: spot.at, why: NO_AMOUNT } })
  }
  return { cells, unread, spots }
}

const wordSpots = (matrix: Matrix, row: number, side: Side): { path: readonly string[]; spot: Spot }[] =>
  side.words.flatMap(({ index, path }) => {
    const spot = matrix.rows[row]?.[index]
    return spot === undefined || spot.text === '' ? [] : [{ path, spot }]
  })

function firstPlace(matrix: Matrix, row: number): Place | null {
  return matrix.rows[row]?.find((spot) => spot !== undefined && spot.text !== '')?.at ?? null
}

export interface Rows {
  readonly rows: RowDraft[]
  readonly leftovers: readonly Leftover[]
  readonly pending: readonly Pending[]
}

const isNoise = ({ code, name }: Label): boolean => code === null && name !== '' && !WORD.test(name)

/** What is printed in the body and stands in no row, so that nothing is lost in silence. */
function findUnplaced(
  matrix: Matrix,
  body: readonly number[],
  plan: ColumnPlan,
  placed: ReadonlySet<Spot>,
): Leftover[] {
  return body.flatMap((row) => {
    const unplaced = printedIn(matrix, row).filter(
      (spot) => !placed.has(spot) && !plan.sequences.includes(spot.column) && !isBlank(spot.text),
    )
    if (unplaced.length === 0 || isNumberingRow(matrix, row)) return []
    return unplaced.map(({ text, at }) => ({ text, at, why: UNPLACED }))
  })
}

/** Reads the rows of the body, one for each side of a printed line that says something. */
export function readRows(matrix: Matrix, body: readonly number[], plan: ColumnPlan): Rows {
  const rows: RowDraft[] = []
  const leftovers: Leftover[] = []
  const pending: Pending[] = []
  const placed = new Set<Spot>()
  const labels = body.map((row) => readLabels(matrix, row, plan.sides))
  const known = new Set(labels.flat().flatMap(({ code }) => (code !== null && isCode(code) ? [code] : [])))
  const readSide = (row: number, index: number, side: Side, label: Label, fallback: Place): void => {
    const { cells, unread, spots } = readValues(matrix, row, side, plan.columns.length)
    const isEmpty = spots.length === 0 && label.code === null
    if (isEmpty && (label.name === '' || isNoise(label))) return
    const words = wordSpots(matrix, row, side)
    for (const spot of [...label.spots, ...spots, ...words.map((word) => word.spot)]) placed.add(spot)
    leftovers.push(...unread.map(({ leftover }) => leftover))
    pending.push(...unread.map(({ column, leftover }) => ({ position: { row: rows.length, column }, leftover })))
    rows.push({
      code: label.code,
      name: label.name,
      depth: depthOf(label, known),
      side: side.label,
      index,
      at: label.at ?? spots[0]?.at ?? fallback,
      cells,
      words: Object.fromEntries(words.map(({ path, spot }) => [path.join('/'), { text: spot.text, at: spot.at }])),
    })
  }
  body.forEach((row, index) => {
    const fallback = firstPlace(matrix, row)
    if (fallback === null || isNumberingRow(matrix, row)) return
    plan.sides.forEach((side, order) => {
      readSide(row, index, side, labels[index]?.[order] ?? NO_LABEL, fallback)
    })
  })
  return { rows, leftovers: [...leftovers, ...findUnplaced(matrix, body, plan, placed)], pending }
}
