import type { Line, Place } from '../../documents/index.ts'
import type { Caption, Cell, Column, Paragraph, Row, Table, TableRegion } from '../model.ts'
import { cutBody } from './body.ts'
import { type Side, readHead } from './columns.ts'
import { completeHead } from './completion.ts'
import { isClassifiedCode, isKnownCode } from './names.ts'
import { splitLine, type ValueToken } from './parts.ts'
import { type Candidate, candidatesFor, columnSumsOf } from './placements.ts'
import { gatherRows, type LooseRow, nameOf } from './rows.ts'
import { SideState } from './sides.ts'
import { settle } from './solver.ts'
import { type Token, tokenizeLines } from './tokens.ts'
import { type RowTree, treeOf } from './tree.ts'

interface Leftover {
  readonly text: string
  readonly at: Place
  readonly why: string
}

const NO_ROW = '不属于任何一行的文字或数字'
const TOO_MANY = '本行数字多于栏数'
const UNSETTLED = '空白单元格未留痕迹，勾稽关系不足以确定数字所在栏，暂按从左到右放置'

const hasPoint = (token: Token): boolean => token.kind === 'number' && token.number.decimals > 0

/** Rows are known by codes where several lines begin with a classified code and a name. */
function printsCodes(body: readonly (readonly Token[])[]): boolean {
  const coded = body.filter(([first, second]) => {
    if (first === undefined || !isClassifiedCode(first.text)) return false
    return second?.kind === 'word' || (second === undefined && isKnownCode(first.text))
  })
  return coded.length > 0
}

/** Amounts are printed with decimals: more of them than of bare numbers other than nought. */
function printsDecimals(body: readonly (readonly Token[])[]): boolean {
  const tokens = body.flat()
  const bare = tokens.filter((token) => token.kind === 'number' && token.isBare && token.text !== '0')
  const codes = bare.filter((token) => isClassifiedCode(token.text))
  return tokens.filter(hasPoint).length > bare.length - codes.length
}

const cellOf = (token: ValueToken): Cell | null =>
  token.kind === 'dash' ? null : { text: token.text, number: token.number, isPercent: token.isPercent, at: token.at }

function spanOf(lines: readonly Line[], [first, last]: readonly [number, number]): Place {
  const at = lines[first]?.at
  const end = lines[last]?.at
  if (at === undefined || end === undefined || first === last || !('line' in at) || !('line' in end))
    return at ?? { line: 1 }
  return { line: at.line, lastLine: end.line }
}

interface SideReading {
  readonly rows: readonly LooseRow[]
  readonly tree: RowTree
  readonly candidates: readonly (readonly Candidate[])[]
  readonly chosen: readonly number[]
  readonly unsettled: ReadonlySet<number>
}

function readSide(rows: readonly LooseRow[], side: Side): SideReading {
  const tree = treeOf(rows)
  const sums = columnSumsOf(side.columns)
  const candidates = rows.map((row) => candidatesFor(row.values, side.columns, sums))
  return { rows, tree, candidates, ...settle(tree, candidates) }
}

/** Columns that a department fills as a rule: when only they are filled, there is nothing to doubt. */
const USUAL = /合计|小计|总计|基本支出|项目支出|财政拨款|一般公共预算|人员经费|公用经费|预算数|决算数|金额/

function isDoubtful(reading: SideReading, index: number, side: Side): boolean {
  if (!reading.unsettled.has(index)) return false
  const placement = reading.candidates[index]?.[reading.chosen[index] ?? 0]?.placement ?? []
  return placement.some((order, column) => order !== null && !USUAL.test(side.columns[column]?.path.join('/') ?? ''))
}

function leftoversOf(reading: SideReading, side: Side): Leftover[] {
  return reading.rows.flatMap((row, index) => {
    const extra = row.values.slice(side.columns.length).map((token) => ({ text: token.text, at: token.at, why: TOO_MANY }))
    if (!isDoubtful(reading, index, side)) return extra
    const [first] = row.values
    const text = row.values.map((token) => token.text).join(' ')
    return first === undefined ? extra : [{ text, at: first.at, why: UNSETTLED }, ...extra]
  })
}

/** The columns of all sides; those of one head in several sides are one. `columnOf[side][column]` is its place. */
interface ColumnPlan {
  readonly columns: readonly Column[]
  readonly columnOf: readonly (readonly number[])[]
}

function planColumns(sides: readonly Side[]): ColumnPlan {
  const columns: Column[] = []
  const keys: string[] = []
  const columnOf = sides.map((side) => {
    const taken = new Set<number>()
    return side.columns.map((column) => {
      const key = column.path.join('/')
      const known = keys.findIndex((other, index) => other === key && !taken.has(index))
      const place = known >= 0 ? known : columns.length
      if (known < 0) {
        columns.push(column)
        keys.push(key)
      }
      taken.add(place)
      return place
    })
  })
  return { columns, columnOf }
}

function rowsOf(reading: SideReading, side: Side, plan: ColumnPlan, places: readonly number[], lines: readonly Line[]): Row[] {
  return reading.rows.map((row, index): Row => {
    const placement = reading.candidates[index]?.[reading.chosen[index] ?? 0]?.placement ?? []
    const cells: (Cell | null)[] = plan.columns.map(() => null)
    placement.forEach((order, column) => {
      const token = order === null ? undefined : row.values[order]
      const place = places[column]
      if (token !== undefined && place !== undefined) cells[place] = cellOf(token)
    })
    return {
      code: row.code?.text ?? null,
      name: nameOf(row),
      depth: reading.tree.depths[index] ?? 0,
      side: side.name,
      index: row.index,
      at: spanOf(lines, row.lines),
      cells,
      words: {},
    }
  })
}

const NO_CAPTION: Omit<Caption, 'at'> = { title: '', number: null, year: null, organisation: null, unit: null, lines: [] }

const EMPTY_REMARK = /(?:无|没有|未).{0,30}(?:收入|支出|预算|拨款|数据|安排|经费|预算数)/

/** 合计 本单位无政府性基金…: a remark that stands in the cells of an empty table. */
function remarksOf(rows: readonly LooseRow[]): { rows: LooseRow[]; remarks: Paragraph[] } {
  const isRemark = (row: LooseRow): boolean => row.values.length === 0 && EMPTY_REMARK.test(nameOf(row))
  const remarks = rows.filter(isRemark).flatMap((row): Paragraph[] => {
    const [first] = row.words
    const text = row.words.map((word) => word.text).join('')
    return first === undefined ? [] : [{ text, at: first.at, lines: [{ start: 0, at: first.at }] }]
  })
  return { rows: rows.filter((row) => !isRemark(row)), remarks }
}

const byPrintedRow = (a: Row, b: Row): number => a.index - b.index

/**
 * Reads a table that has lost its grid: lines of words and numbers in which blank cells left no trace. Columns are known
 * from the head and from the layouts of the field; sums of rows and columns settle which number stands in which. What
 * found no place, or only by order, stands in `leftovers`.
 */
export function readLooseTable(region: TableRegion): Omit<Table, 'id'>[] {
  const lines = tokenizeLines(region.lines)
  const cut = cutBody(lines)
  if (cut.body.length === 0 && cut.head.length === 0) return []
  const hasCodes = printsCodes(cut.body)
  const hasDecimals = printsDecimals(cut.body)
  const head = completeHead(readHead(cut.head), cut, region.caption)
  const sides = head.sides.map((side) => new SideState(side.name))
  const parts = cut.body.map((line) => splitLine(line, { sides: sides.length, hasCodes, hasDecimals }))
  const columns = Math.max(...head.sides.map((side) => side.columns.length))
  const gathered = gatherRows(parts, { sides, hasLineNumbers: head.hasLineNumbers, columns })
  const { rows, remarks } = remarksOf(gathered.rows)
  const at = region.caption?.at ?? region.lines[0]?.at ?? { line: 1 }
  const caption = region.caption ?? { ...NO_CAPTION, at }
  const leftovers: Leftover[] = gathered.leftovers.map(({ text, at }) => ({ text, at, why: NO_ROW }))
  const plan = planColumns(head.sides)
  const read: Row[] = []
  head.sides.forEach((side, index) => {
    const own = rows.filter((row) => row.side === index)
    const reading = readSide(own, side)
    read.push(...rowsOf(reading, side, plan, plan.columnOf[index] ?? [], region.lines))
    leftovers.push(...leftoversOf(reading, side))
  })
  return [
    {
      form: null,
      caption,
      unit: caption.unit,
      columns: plan.columns,
      rows: read.sort(byPrintedRow),
      notes: [...region.notes, ...remarks],
      under: region.under,
      leftovers,
    },
  ]
}
