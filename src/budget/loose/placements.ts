import { bareName, type Interval, type MoneyUnit, meets, sum, toAmount } from '../../kernel/index.ts'
import type { Column } from '../model.ts'
import type { ValueToken } from './parts.ts'
import { isTotalHead } from './phrases.ts'
import type { NumberToken } from './tokens.ts'

/** For each column the value that stands in it, by its order in the row, or null for a blank. */
export type Placement = readonly (number | null)[]

/** A column that is the sum of others. */
export interface ColumnSum {
  readonly total: number
  readonly parts: readonly number[]
}

/** A way to place the values of a row, with what speaks against it. */
export interface Candidate {
  readonly placement: Placement
  /** What each column then holds; null where it is blank. */
  readonly amounts: readonly (Interval | null)[]
  /** Sums across the row that do not hold. */
  readonly broken: number
  /** How unusual the columns are that it fills: 0 for those that most often are filled. */
  readonly rank: number
}

const MOST_CANDIDATES = 24
const MOST_STEPS = 6_000
const NOTHING: Interval = { low: 0n, high: 0n }

const intervalOf = (token: NumberToken, unit: MoneyUnit): Interval => toAmount(token.number, unit)

const pathKey = (path: readonly string[]): string => path.map(bareName).join('/')

interface Group {
  total: number | null
  readonly parts: number[]
}

/** Which columns sum up which others, as far as their heads say: 合计 over its neighbours, 小计 within its group. */
function columnSumsOf(columns: readonly Column[]): ColumnSum[] {
  const groups = new Map<string, Group>()
  const groupOf = (path: readonly string[]): Group => {
    const key = pathKey(path)
    const group = groups.get(key) ?? { total: null, parts: [] }
    groups.set(key, group)
    return group
  }
  const hasTotal = (path: readonly string[]): boolean =>
    columns.some(
      (column) => pathKey(column.path.slice(0, -1)) === pathKey(path) && isTotalHead(column.path.at(-1) ?? ''),
    )
  columns.forEach((column, index) => {
    const above = column.path.slice(0, -1)
    const own = groupOf(above)
    const isTotal = isTotalHead(bareName(column.path.at(-1) ?? '')) && own.total === null
    if (isTotal) own.total = index
    else own.parts.push(index)
    const speaksForGroup = isTotal || !hasTotal(above)
    if (above.length > 0 && speaksForGroup) groupOf(above.slice(0, -1)).parts.push(index)
  })
  return [...groups.values()].flatMap(({ total, parts }) =>
    total === null || parts.length === 0 ? [] : [{ total, parts }],
  )
}

/** How seldom a department fills a column; what the list does not know stands in the middle. */
const SELDOM: readonly (readonly [RegExp, number])[] = [
  [/^(?:合计|小计|总计|金额|预算数|决算数)$|^本年(?:收入|支出)合计$/, 0],
  [/^(?:基本支出|人员(?:经费|支出|经费支出)|一般公共预算.*|公共预算.*|财政拨款.*|公务接待费?|本年收入)$/, 0],
  [/^(?:项目支出|(?:日常)?公用(?:经费|支出|经费支出)|专项业务经费支出|公务用车运行(?:维护)?费?|运行(?:维护)?费?)$/, 1],
  [/^(?:政府性基金.*|事业收入|其他收入|单位资金|其他资金|年初.*|上年.*)$/, 2],
  [/^(?:因公出国.*|(?:公务用车)?购置费?|国有资本.*|财政专户.*|教育收费|事业单位经营.*|经营.*|上级补助.*)$/, 4],
  [/^(?:附属单位.*|上缴上级.*|对附属.*|年末.*)$/, 5],
]
const MIDDLING = 3
/** Among equals the column further left. */
const STEP = 0.01

/** Government funds and state capital pay for projects; nearly nothing of them is basic expenditure. */
const PROJECT_FUNDS = /政府性基金|国有资本/
const UNLIKELY = 2

function rankOf(column: Column, index: number, title: string): number {
  const leaf = bareName(column.path.at(-1) ?? '')
  if (leaf === '基本支出' && PROJECT_FUNDS.test(title)) return UNLIKELY + index * STEP
  return (SELDOM.find(([words]) => words.test(leaf))?.[1] ?? MIDDLING) + index * STEP
}

const isBrokenSum = (amounts: readonly (Interval | null)[], { total, parts }: ColumnSum): boolean => {
  const printed = parts.map((part) => amounts[part] ?? NOTHING)
  return !meets(sum(printed), amounts[total] ?? NOTHING)
}

/** A column sum can be judged once all its columns are decided: at the last of them. */
const lastColumn = ({ total, parts }: ColumnSum): number => Math.max(total, ...parts)

interface Search {
  readonly values: readonly (Interval | null)[]
  readonly width: number
  readonly sums: readonly ColumnSum[]
  readonly allowed: readonly boolean[]
  readonly totalFirst: boolean
  readonly isStrict: boolean
}

/** Ways to choose a column for each value in their order, the leftmost first; strict ways keep all sums of the row. */
function* choose(search: Search): Generator<readonly (number | null)[]> {
  const { values, width, sums, allowed, totalFirst, isStrict } = search
  const room = allowed.map((_, from) => allowed.slice(from).filter(Boolean).length)
  const placed: (number | null)[] = Array.from({ length: width }, () => null)
  let steps = 0
  const amountAt = (column: number): Interval | null => {
    const order = placed[column]
    return order === null || order === undefined ? null : (values[order] ?? null)
  }
  const holds = (column: number): boolean =>
    !isStrict ||
    sums.every(
      (sum) =>
        lastColumn(sum) !== column ||
        !isBrokenSum(
          placed.map((_, index) => amountAt(index)),
          sum,
        ),
    )
  function* decide(column: number, next: number): Generator<readonly (number | null)[]> {
    steps += 1
    if (steps > MOST_STEPS || (room[column] ?? 0) < values.length - next) return
    if (column === width) {
      if (next === values.length) yield [...placed]
      return
    }
    const mustFill = totalFirst && column === 0
    if (allowed[column] === true && next < values.length) {
      placed[column] = next
      if (holds(column)) yield* decide(column + 1, next + 1)
      placed[column] = null
    }
    if (!(mustFill && values.length > 0) && holds(column)) yield* decide(column + 1, next)
  }
  yield* decide(0, 0)
}

function toCandidate(placement: Placement, values: readonly (Interval | null)[], context: PlacementContext): Candidate {
  const amounts = placement.map((order) => (order === null ? null : (values[order] ?? null)))
  const broken = context.sums.filter((sum) => isBrokenSum(amounts, sum)).length
  const rank = amounts.reduce<number>((total, amount, column) => {
    if (amount === null) return total
    return total + (context.isKnown(column, amount) ? KNOWN : (context.ranks[column] ?? column))
  }, 0)
  return { placement, amounts, broken, rank }
}

/** An amount that another table prints under the name of the column outweighs how seldom the column is filled. */
const KNOWN = -10

/** What placing needs to know of the columns of one side. */
export interface PlacementContext {
  readonly width: number
  readonly unit: MoneyUnit
  readonly sums: readonly ColumnSum[]
  readonly ranks: readonly number[]
  /** True where the amount is known to stand under the head of the column. */
  isKnown(column: number, amount: Interval): boolean
}

export const contextOf = (
  columns: readonly Column[],
  title: string,
  unit: MoneyUnit,
  isKnown: PlacementContext['isKnown'],
): PlacementContext => ({
  width: columns.length,
  unit,
  sums: columnSumsOf(columns),
  ranks: columns.map((column, index) => rankOf(column, index, title)),
  isKnown,
})

/**
 * Ways to place the values of a row into the allowed columns in their order, the best first: those that keep all sums of
 * the row, and only where there are none those that break some. Where the first column is the total of the row its first
 * number is the total.
 */
export function candidatesFor(
  tokens: readonly ValueToken[],
  context: PlacementContext,
  allowed: readonly boolean[],
): Candidate[] {
  const values = tokens
    .slice(0, context.width)
    .map((token) => (token.kind === 'dash' ? null : intervalOf(token, context.unit)))
  const totalFirst = context.sums.some((sum) => sum.total === 0)
  const search = { values, width: context.width, sums: context.sums, allowed, totalFirst }
  const found: Candidate[] = []
  for (const isStrict of [true, false]) {
    for (const placement of choose({ ...search, isStrict })) {
      found.push(toCandidate(placement, values, context))
      if (found.length >= MOST_CANDIDATES * 4) break
    }
    if (found.length > 0) break
  }
  return found.sort((a, b) => a.broken - b.broken || a.rank - b.rank).slice(0, MOST_CANDIDATES)
}
