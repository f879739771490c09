import { bare } from '../layout/wording.ts'
import { isCode, isMoneyText, isNumberText, isTotalName } from './cells.ts'
import { type Matrix, printedIn, type Spot } from './matrix.ts'

/** The words of rows that number the columns: 栏次 1 2 3, 类 款 项. */
const NUMBERING_LABEL = /^(?:栏次?|次|行次?|类|款|项|类款项?|款项|代码|编码|项目|科目|[*＊※xX—-]+)$/
const FORMULA = /^\d{1,2}(?:\s*[=＝].*)?$|^[A-Z]$|^[A-Z]?\s*[=＝]\s*[\dA-Z(（].*$|^[①-⑳]$|^[（(]\d{1,2}[)）]$/
const ORDINAL = /^(?:[一二三四五六七八九十廿]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）])/
const YEAR = /^(?:19|20)\d\d$/
const HIGHEST_HEAD = 8

const wholeNumber = (text: string): number => Number(/^[（(]?(\d{1,2})/.exec(text)?.[1] ?? Number.NaN)

/** A row of column numbers: 栏次 1 2 3 4=5+6. Its figures are no values. */
export function isNumberingRow(matrix: Matrix, row: number): boolean {
  const printed = printedIn(matrix, row)
  if (printed.length < 2) return false
  if (printed.every((spot) => /^[*＊※]+$/.test(spot.text))) return true
  const figures = printed.filter((spot) => FORMULA.test(bare(spot.text)))
  if (figures.length === 0) return false
  const labels = printed.filter((spot) => NUMBERING_LABEL.test(bare(spot.text)))
  const rest = printed.filter((spot) => !labels.includes(spot) && !figures.includes(spot))
  const numbers = figures.map((spot) => wholeNumber(bare(spot.text))).filter(Number.isFinite)
  const ascending = numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0))
  const says = labels.some((spot) => /栏|次|[*＊※]/.test(spot.text))
  if (says) return rest.length <= 1 && ascending
  return rest.length === 0 && ascending && numbers.length >= 2 && numbers[0] === 1
}

/** A row of values or of a named item: the body has begun. */
function isBodyRow(matrix: Matrix, row: number): boolean {
  if (isNumberingRow(matrix, row)) return false
  const printed = printedIn(matrix, row)
  if (printed.some((spot) => isMoneyText(spot.text) || isCode(spot.text) || ORDINAL.test(spot.text))) return true
  return (
    isNumberedName(printed) ||
    isNumberedWords(printed) ||
    isTotalRow(matrix, row, printed) ||
    isNameBelowHead(matrix, row, printed)
  )
}

/** 公务接待费 3 5: a name and whole numbers; 2023 2024 beside 项目 are years in a head. */
function isNumberedName([name, ...values]: readonly Spot[]): boolean {
  const numbers = values.filter((spot) => isNumberText(spot.text))
  if (name === undefined || isNumberText(name.text) || numbers.length === 0) return false
  const years = numbers.filter((spot) => YEAR.test(spot.text))
  return years.length < 2 && (numbers.length === values.length || (name.text.length > 2 && name.row > 0))
}

/** 1 加强政府网站建设 … 完成: a running number and words. */
const isNumberedWords = ([number, ...words]: readonly Spot[]): boolean =>
  number?.text === '1' && number.column === 0 && words.length > 0 && words.every((spot) => !isNumberText(spot.text))

const isTotalRow = (matrix: Matrix, row: number, printed: readonly Spot[]): boolean =>
  printed.length > 0 &&
  printed.length <= 2 &&
  printed.every((spot) => isTotalName(spot.text) && spot.columnSpan < matrix.width) &&
  printed.some((spot) => spot.column <= 2) &&
  !continuesBelow(matrix, row)

/** One word at the left, below a head in which every column has its word already. */
function isNameBelowHead(matrix: Matrix, row: number, printed: readonly Spot[]): boolean {
  const [name] = printed
  if (row === 0 || printed.length !== 1 || name === undefined || name.column > 1 || name.columnSpan > 2) return false
  for (let column = 0; column < matrix.width; column += 1) if (textAt(matrix, row - 1, column) === null) return false
  return true
}

/** 合计 in a head has the columns that it sums up below or beside it. */
function continuesBelow(matrix: Matrix, row: number): boolean {
  const next = printedIn(matrix, row + 1)
  return next.length > 2 && !isNumberingRow(matrix, row + 1) && !next.some((spot) => isMoneyText(spot.text))
}

/** How many rows at the top are head. A cell that reaches down from the head takes its rows with it. */
export function countHeadRows(matrix: Matrix): number {
  const most = Math.min(matrix.rows.length, HIGHEST_HEAD)
  let count = 0
  while (count < most && !isBodyRow(matrix, count)) count += 1
  if (count === most && most === matrix.rows.length) return countWordRows(matrix)
  for (let row = 0; row < count; row += 1) {
    for (const spot of matrix.rows[row] ?? []) {
      if (spot !== undefined && spot.text !== '' && spot.columnSpan < matrix.width)
        count = Math.max(count, Math.min(spot.row + spot.rowSpan, most))
    }
  }
  return count
}

/** Without a single value the rows of several words are head, and what follows them is empty body. */
function countWordRows(matrix: Matrix): number {
  let last = 0
  for (let row = 0; row < matrix.rows.length; row += 1) {
    if (printedIn(matrix, row).length >= 2 || isNumberingRow(matrix, row)) last = row + 1
  }
  return Math.max(last, Math.min(1, matrix.rows.length))
}

const textAt = (matrix: Matrix, row: number, column: number): Spot | null => {
  const spot = matrix.rows[row]?.[column]
  return spot !== undefined && spot.text !== '' ? spot : null
}

/** A word without words below it in its own column heads that column alone. */
const isLeaf = (matrix: Matrix, rows: readonly number[], index: number, spot: Spot): boolean =>
  !rows.slice(index + 1).some((below) => textAt(matrix, below, spot.column) !== null)

/** The word over each column in one row of the head, where merging is not printed. */
type HeadLine = readonly (Spot | null)[]

/** A blank beside a group's word belongs to the group when words stand below it and the same word above both. */
function spreadRow(matrix: Matrix, rows: readonly number[], index: number, above: HeadLine | undefined): HeadLine {
  const line: (Spot | null)[] = []
  for (let column = 0; column < matrix.width; column += 1) {
    const own = textAt(matrix, rows[index] ?? 0, column)
    const left = line[column - 1] ?? null
    const hasBelow = rows.slice(index + 1).some((below) => textAt(matrix, below, column) !== null)
    const isWithin =
      above === undefined ||
      (above[column] === above[column - 1] && left !== null && !isLeaf(matrix, rows, index, left))
    line.push(own ?? (hasBelow && isWithin ? left : null))
  }
  return line
}

function spreadHead(matrix: Matrix, rows: readonly number[]): HeadLine[] {
  const lines: HeadLine[] = []
  for (let index = 0; index < rows.length; index += 1) lines.push(spreadRow(matrix, rows, index, lines[index - 1]))
  return lines
}

/**
 * Heads narrow downwards. A cell that is wider than the heads above it, 合计 below 科目编码 and 科目名称, names a row
 * whose other cells a careless form uses for heads.
 */
function namesRow(matrix: Matrix, spot: Spot): boolean {
  const above = new Set<Spot | undefined>()
  for (let column = spot.column; column < spot.column + spot.columnSpan; column += 1)
    above.add(matrix.rows[spot.row - 1]?.[column])
  return isTotalName(spot.text) && spot.row > 0 && above.size > 1
}

export interface HeadColumn {
  /** Header words from the top, a level repeated by merging once. */
  readonly path: readonly string[]
  readonly spot: Spot | null
}

/** The header words over each column. */
export function readHead(matrix: Matrix, headRows: number): HeadColumn[] {
  const rows: number[] = []
  for (let row = 0; row < headRows; row += 1) if (!isNumberingRow(matrix, row)) rows.push(row)
  const spread = matrix.evidence === 'ruled' ? null : spreadHead(matrix, rows)
  return Array.from({ length: matrix.width }, (_, column) => {
    const spots: Spot[] = []
    rows.forEach((row, index) => {
      const spot = spread === null ? textAt(matrix, row, column) : (spread[index]?.[column] ?? null)
      if (spot !== null && spots.at(-1) !== spot && !namesRow(matrix, spot)) spots.push(spot)
    })
    const path = spots.map((spot) => bare(spot.text)).filter((text, index, all) => text !== all[index - 1])
    return { path, spot: spots.at(-1) ?? null }
  })
}

/** Words that stand over columns; a first row without any of them is body that goes on from the page before. */
const HEAD_WORD = /编码|代码|名称|项目|科目|合计|总计|小计|金额|预算|决算|收入|支出|资金|行次|栏次|序号|备注|经费/

export function hasHeadWords(matrix: Matrix, headRows: number): boolean {
  const words: Spot[] = []
  for (let row = 0; row < headRows; row += 1) words.push(...printedIn(matrix, row))
  return (
    words.length > 1 && words.filter((spot) => HEAD_WORD.test(bare(spot.text))).length >= Math.max(2, words.length / 2)
  )
}
