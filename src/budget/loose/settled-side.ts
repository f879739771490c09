import type { Line, Place } from '../../documents/index.ts'
import { bareName, type Interval, type MoneyUnit, meets, sum } from '../../kernel/index.ts'
import type { Cell, Column, Row } from '../model.ts'
import type { Side } from './columns.ts'
import { type Elsewhere, isPrintedElsewhere } from './elsewhere.ts'
import type { ValueToken } from './parts.ts'
import { isTotalHead } from './phrases.ts'
import { type Candidate, candidatesFor, contextOf } from './placements.ts'
import { type LooseRow, nameOf } from './rows.ts'
import { settle } from './solver.ts'
import { type RowTree, treeOf } from './tree.ts'

export interface Leftover {
  readonly text: string
  readonly at: Place
  readonly why: string
}

const TOO_MANY = '本行数字多于栏数'
/** Why a row is doubtful whose columns nothing but their order decides. */
const UNSETTLED = '空白单元格未留痕迹，勾稽关系不足以确定数字所在栏，暂按从左到右放置'

/** Why the rows of a table are doubtful in which sums mostly fail. */
const BROKEN_SUMS = '本表多处合计与明细不符，不能确定各行是否读对'

const NAMELESS = '本行没有项目名称，不能确定属于哪一行'

/** Doubts about amounts that do have a place in the table. */
export const DOUBTS: ReadonlySet<string> = new Set([UNSETTLED, BROKEN_SUMS, NAMELESS])

const cellOf = (token: ValueToken): Cell | null =>
  token.kind === 'dash' ? null : { text: token.text, number: token.number, isPercent: token.isPercent, at: token.at }

function spanOf(lines: readonly Line[], [first, last]: readonly [number, number]): Place {
  const at = lines[first]?.at
  const end = lines[last]?.at
  if (at === undefined || end === undefined || first === last || !('line' in at) || !('line' in end))
    return at ?? { line: 1 }
  return { line: at.line, lastLine: end.line }
}

export interface SideReading {
  readonly rows: readonly LooseRow[]
  readonly tree: RowTree
  /** The placement of each row. */
  readonly chosen: readonly Candidate[]
  readonly unsettled: ReadonlySet<number>
}

/** What is known of a table beside its lines. */
export interface TableContext {
  readonly title: string
  /** 万元 where none is printed. */
  readonly unit: MoneyUnit
  readonly elsewhere: Elsewhere
}

/** The total of a row is no news; below a head of its own the head names the amount. */
function isKnown(side: Side, column: number, amount: Interval, { elsewhere }: TableContext): boolean {
  const name = side.columns[column]?.path.at(-1) ?? ''
  return !isTotalHead(bareName(name)) && isPrintedElsewhere(elsewhere, name, amount)
}

/** Finds the column of every number of one side. */
export function readSide(rows: readonly LooseRow[], side: Side, about: TableContext): SideReading {
  const tree = treeOf(rows)
  const context = contextOf(side.columns, about.title, about.unit, (column, amount) =>
    isKnown(side, column, amount, about),
  )
  const known = new Map<string, readonly Candidate[]>()
  const candidatesOf = (row: number, allowed: readonly boolean[]): readonly Candidate[] => {
    const key = `${row}:${allowed.map(Number).join('')}`
    const candidates = known.get(key) ?? candidatesFor(rows[row]?.values ?? [], context, allowed)
    known.set(key, candidates)
    return candidates
  }
  return { rows, tree, ...settle(tree, context.width, candidatesOf) }
}

/** Below this share and number broken sums are slips of the writer; beyond, the lines of the rows were not told apart. */
const FEWEST_BROKEN = 3
const MOST_BROKEN_SHARE = 1 / 3

/** Sums along the rows that fail too often for a published table: its rows were not read as they are meant. */
function brokenSums({ rows, tree, chosen }: SideReading): Leftover[] {
  const totals = rows.flatMap((_, index) => {
    const own = chosen[index]?.amounts[0] ?? null
    const parts = (tree.children[index] ?? []).flatMap((child) => chosen[child]?.amounts[0] ?? [])
    return own === null || parts.length === 0 ? [] : [{ index, holds: meets(own, sum(parts)) }]
  })
  const broken = totals.filter(({ holds }) => !holds)
  if (broken.length < FEWEST_BROKEN || broken.length < totals.length * MOST_BROKEN_SHARE) return []
  return broken.flatMap(({ index }) => {
    const [first] = rows[index]?.values ?? []
    return first === undefined ? [] : [{ text: first.text, at: first.at, why: BROKEN_SUMS }]
  })
}

/** Amounts without a name between rows that have one: the lines of the rows were not told apart. */
function namelessOf(rows: readonly LooseRow[]): Leftover[] {
  return rows.slice(1, -1).flatMap((row) => {
    const [first] = row.values
    const text = row.values.map((token) => token.text).join(' ')
    return first === undefined || row.words.length > 0 || row.code !== null
      ? []
      : [{ text, at: first.at, why: NAMELESS }]
  })
}

/** Columns that a department fills as a rule: when only they are filled, there is nothing to doubt. */
const USUAL = /合计|小计|总计|基本支出|项目支出|财政拨款|一般公共预算|人员经费|公用经费|预算数|决算数|金额/

function isDoubtful(reading: SideReading, index: number, side: Side, about: TableContext): boolean {
  if (!reading.unsettled.has(index)) return false
  const amounts = reading.chosen[index]?.amounts ?? []
  const isSure = (amount: Interval, column: number): boolean =>
    USUAL.test(side.columns[column]?.path.at(-1) ?? '') || isKnown(side, column, amount, about)
  return amounts.some((amount, column) => amount !== null && !isSure(amount, column))
}

/** Numbers beyond the last column, and rows whose columns nothing but their order decides. */
export function leftoversOf(reading: SideReading, side: Side, about: TableContext): Leftover[] {
  const doubtful = reading.rows.flatMap((row, index) => {
    const extra = row.values
      .slice(side.columns.length)
      .map((token) => ({ text: token.text, at: token.at, why: TOO_MANY }))
    if (!isDoubtful(reading, index, side, about)) return extra
    const [first] = row.values
    const text = row.values.map((token) => token.text).join(' ')
    return first === undefined ? extra : [{ text, at: first.at, why: UNSETTLED }, ...extra]
  })
  return [...doubtful, ...brokenSums(reading), ...namelessOf(reading.rows)]
}

/** The columns of all sides; those of one head in several sides are one. `columnOf[side][column]` is its place. */
export interface ColumnPlan {
  readonly columns: readonly Column[]
  readonly columnOf: readonly (readonly number[])[]
}

export function planColumns(sides: readonly Side[]): ColumnPlan {
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

const REMARK = '备注'

/** 项目名称 names a row better than 单位名称 beside it. */
const rankOfKey = (key: string): number => (/^(?:项目|科目)名称$/.test(key) ? 1 : 0)

interface Labels {
  readonly name: string
  readonly words: Row['words']
}

/** The name of a row and its other words: each under its head where there is one word for each head. */
function labelsOf(row: LooseRow, keys: readonly string[]): Labels {
  const words: Record<string, { text: string; at: Place }> = {}
  const [remark] = row.remarks
  if (remark !== undefined) words[REMARK] = { text: row.remarks.map((token) => token.text).join(''), at: remark.at }
  if (keys.length < 2 || row.words.length !== keys.length) return { name: nameOf(row), words }
  const best = keys.reduce((found, key, index) => (rankOfKey(key) > rankOfKey(keys[found] ?? '') ? index : found), 0)
  row.words.forEach((word, index) => {
    if (index !== best) words[keys[index] ?? REMARK] = { text: word.text, at: word.at }
  })
  return { name: row.words[best]?.text ?? '', words }
}

export function rowsOf(
  reading: SideReading,
  side: Side,
  plan: ColumnPlan,
  places: readonly number[],
  lines: readonly Line[],
): Row[] {
  return reading.rows.map((row, index): Row => {
    const placement = reading.chosen[index]?.placement ?? []
    const cells: (Cell | null)[] = plan.columns.map(() => null)
    placement.forEach((order, column) => {
      const token = order === null ? undefined : row.values[order]
      const place = places[column]
      if (token !== undefined && place !== undefined) cells[place] = cellOf(token)
    })
    return {
      code: row.code?.text ?? null,
      ...labelsOf(row, side.keys),
      depth: reading.tree.depths[index] ?? 0,
      side: side.name,
      index: row.index,
      at: spanOf(lines, row.lines),
      cells,
    }
  })
}
