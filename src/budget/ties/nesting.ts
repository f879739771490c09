import { normalize } from '../../kernel/index.ts'
import { ordinalStyleOf } from '../facts/ordinals.ts'
import type { RowSense } from '../facts/statement.ts'
import { isSlipOf } from './slips.ts'

/** Rows of names whose level is not printed. Codes, ordinals and known words need no guess. */
const isFree = (row: RowSense): boolean =>
  (row.fact === null || row.fact.project !== undefined || row.fact.organisation !== undefined) &&
  ordinalStyleOf(row.row.name) === null

/** A code that several rows share groups them (the 科目 that pays for purchases) and names none of them. */
function namesRows(rows: readonly RowSense[]): boolean {
  const codes = rows.flatMap((row) => row.row.code ?? [])
  return codes.length > 0 && new Set(codes).size * 10 >= codes.length * 9
}

/** A list of projects, purchases or names that nothing classifies. A list of units with their codes is no such list. */
export function isFreeList(rows: readonly RowSense[]): boolean {
  const items = rows.filter((row) => row.kind === 'item')
  const mayBeFree = !namesRows(items)
  const isNamed = items.some(
    (row) => (mayBeFree || row.row.code === null) && (row.fact === null || row.fact.project !== undefined),
  )
  return isNamed && items.every(isFree) && items.every((row) => normalize(row.row.name) !== '')
}

/**
 * In hundredths of the last place of a figure with two decimals. The search below tries thousands of sums: it counts in
 * whole numbers that are exact as they are, and leaves alone what is too large for that.
 */
function valueIn(row: RowSense, column: number): number {
  const number = row.row.cells[column]?.number
  if (number === undefined) return 0
  const { units, decimals } = number
  return decimals <= 4 ? Number(units) * 10 ** (4 - decimals) : Number(units / 10n ** BigInt(decimals - 4))
}

export type Parents = ReadonlyMap<number, number | null>

const MOST_STEPS = 20_000
const MOST_STEPS_FOR_ALL_SLIPS = 400_000
const ROUNDING = 50
/** No sum that is tried leaves twice what the rows and their total make up together. */
const LARGEST = Number.MAX_SAFE_INTEGER / 2

/** What is known of the row that a slip is supposed in, while the rows around it are taken. */
type Open = 'nothing' | 'leaf' | 'head'

const TOTAL = -1

/**
 * Finds how rows nest so that every head equals what stands below it and the top rows add up to the total. Lists of
 * projects print unit, category and project one below the other in one column; their figures alone show the levels.
 * One figure, a row or the total, may be supposed a slip: then it takes the value that the others leave for it.
 */
class Nesting {
  readonly heads: (number | null)[] = []
  steps = 0
  private readonly values: readonly number[]
  private readonly slip: number | null
  /** rest[n]: all values from the n-th on together. */
  private readonly rest: readonly number[]
  private readonly slack: number

  constructor(values: readonly number[], slip: number | null = null) {
    this.values = values
    this.slip = slip
    const rest = [0]
    for (const value of values.toReversed()) rest.push((rest.at(-1) ?? 0) + value)
    this.rest = rest.reverse()
    this.slack = ROUNDING * (values.length + 1)
  }

  explains(total: number): boolean {
    if (this.values.reduce((sum, value) => sum + Math.abs(value), Math.abs(total)) > LARGEST) return false
    const isWhole = (end: number): boolean => end === this.values.length
    if (this.slip === TOTAL) {
      return this.fill(0, 0, null, 'head', (end, left) => isWhole(end) && isSlipOf(total, -left, this.slack))
    }
    return this.fill(0, total, null, 'nothing', isWhole)
  }

  /**
   * Takes rows from `at` on until they add up to `need`, then goes on; each row is a leaf or a head of the next. Where
   * a leaf or the head itself is open, the rows may end wherever what is left is what a slip made another figure of.
   */
  private fill(
    at: number,
    need: number,
    head: number | null,
    open: Open,
    then: (end: number, left: number) => boolean,
  ): boolean {
    this.steps += 1
    if (this.steps > MOST_STEPS) return false
    if (this.mayEnd(need, head, open) && then(at, need)) return true
    const value = this.values[at]
    if (value === undefined || this.isHopeless(at, value, need, open)) return false
    this.heads[at] = head
    if (at === this.slip) return this.fillSlip(at, need, head, open, then)
    if (this.fill(at + 1, need - value, head, open, then)) return true
    return value > this.slack && this.fillHead(at, value, need, head, open, then)
  }

  /** Apart from `fill`, whose every call would else make room for what goes on behind a head. */
  private fillHead(
    at: number,
    value: number,
    need: number,
    head: number | null,
    open: Open,
    then: (end: number, left: number) => boolean,
  ): boolean {
    const below = this.values[at + 1]
    if (below === undefined || this.isHopeless(at + 1, below, value, 'nothing')) {
      // What `fill` would find: it counts as a step.
      this.steps += 1
      return false
    }
    const goesOn = (end: number): boolean => end > at + 1 && this.fill(end, need - value, head, open, then)
    return this.fill(at + 1, value, at, 'nothing', goesOn)
  }

  private fillSlip(
    at: number,
    need: number,
    head: number | null,
    open: Open,
    then: (end: number, left: number) => boolean,
  ): boolean {
    const isHead = (end: number, left: number): boolean => end > at + 1 && this.fill(end, need + left, head, open, then)
    return this.fill(at + 1, 0, at, 'head', isHead) || this.fill(at + 1, need, head, 'leaf', then)
  }

  private mayEnd(need: number, head: number | null, open: Open): boolean {
    const printed = this.values[(open === 'head' ? head : this.slip) ?? -1]
    if (open === 'leaf') return printed !== undefined && isSlipOf(printed, need, this.slack)
    if (open === 'head') return printed === undefined || isSlipOf(printed, -need, this.slack)
    return need <= this.slack && need >= -this.slack
  }

  private isHopeless(at: number, value: number, need: number, open: Open): boolean {
    if (open === 'head') return false
    const isSlipAhead = this.slip !== null && this.slip >= at
    if (at !== this.slip && value > need + this.slack) return true
    return open === 'nothing' && !isSlipAhead && (this.rest[at] ?? 0) < need - this.slack
  }
}

/** The nesting that one slip explains; of several the one in which most heads are borne out by their rows. */
function nestAroundSlip(values: readonly number[], total: number): Nesting | null {
  let best: { readonly nesting: Nesting; readonly heads: number } | null = null
  let steps = 0
  for (let slip = TOTAL; slip < values.length && steps < MOST_STEPS_FOR_ALL_SLIPS; slip += 1) {
    const nesting = new Nesting(values, slip)
    const isExplained = nesting.explains(total)
    steps += nesting.steps
    const heads = new Set(nesting.heads.filter((head) => head !== null)).size
    if (isExplained && (best === null || heads > best.heads)) best = { nesting, heads }
  }
  return best?.nesting ?? null
}

/** How many sums of a nesting do not come out in a column. */
function brokenSums({ heads }: Nesting, total: RowSense, rows: readonly RowSense[], column: number): number {
  const rests = new Map<number | null, number>([[null, valueIn(total, column)]])
  rows.forEach((row, at) => {
    const head = heads[at] ?? null
    const whole = rests.get(head) ?? valueIn(rows[head ?? 0] ?? total, column)
    rests.set(head, whole - valueIn(row, column))
  })
  const slack = ROUNDING * (rows.length + 1)
  return [...rests.values()].filter((rest) => rest > slack || rest < -slack).length
}

/**
 * The columns that show most: of those with a total the ones in which most rows have a figure that is not 0. Those that
 * tell rows apart come first: amounts do, a quantity of 1 beside each does not.
 */
function tellingColumns(total: RowSense, rows: readonly RowSense[]): readonly number[] {
  const columns = total.row.cells.flatMap((_, column) => {
    if (valueIn(total, column) === 0) return []
    const values = rows.map((row) => valueIn(row, column))
    return [{ column, filled: values.filter((value) => value !== 0).length, kinds: new Set(values).size }]
  })
  const most = Math.max(...columns.map(({ filled }) => filled))
  return columns
    .filter(({ filled }) => filled === most)
    .toSorted((a, b) => b.kinds - a.kinds)
    .map(({ column }) => column)
}

/** What holds in one column holds in the others, but for a slip in each. */
function plainNesting(total: RowSense, rows: readonly RowSense[]): Nesting | null {
  const columns = tellingColumns(total, rows)
  for (const column of columns) {
    const nesting = new Nesting(rows.map((row) => valueIn(row, column)))
    if (!nesting.explains(valueIn(total, column))) continue
    if (columns.every((other) => other === column || brokenSums(nesting, total, rows, other) <= 1)) return nesting
  }
  return null
}

function parentsBy(nesting: Nesting, rows: readonly RowSense[]): Parents {
  return new Map(rows.map((row, at) => [row.index, rows[nesting.heads[at] ?? -1]?.index ?? null]))
}

/** The heads of a free list by row index; null where the figures show no nesting. */
export function nestExactly(total: RowSense, rows: readonly RowSense[]): Parents | null {
  const nesting = plainNesting(total, rows)
  return nesting === null ? null : parentsBy(nesting, rows)
}

/** For rows of which `nestExactly` finds no nesting: one slip is supposed. */
export function nestByValue(total: RowSense, rows: readonly RowSense[]): Parents | null {
  const [column] = tellingColumns(total, rows)
  if (column === undefined) return null
  const nesting = nestAroundSlip(
    rows.map((row) => valueIn(row, column)),
    valueIn(total, column),
  )
  return nesting === null ? null : parentsBy(nesting, rows)
}

/** True when the rows add up to their whole in the column that shows most, up to rounding. */
export function equalsSum(whole: RowSense, parts: readonly RowSense[]): boolean {
  const column = tellingColumns(whole, parts)[0] ?? whole.row.cells.findIndex((cell) => cell !== null)
  if (column < 0) return true
  const gap = parts.reduce((rest, row) => rest - valueIn(row, column), valueIn(whole, column))
  const slack = ROUNDING * (parts.length + 1)
  return gap <= slack && gap >= -slack
}

/** True when one slip, in the whole or in one of its parts, explains why they do not add up. */
export function isSlippedSum(whole: RowSense, parts: readonly RowSense[]): boolean {
  const [column] = tellingColumns(whole, parts)
  if (column === undefined) return false
  const printed = valueIn(whole, column)
  const sum = parts.reduce((all, row) => all + valueIn(row, column), 0)
  const slack = ROUNDING * (parts.length + 1)
  const isSlipIn = (part: number): boolean => isSlipOf(part, part + printed - sum, slack)
  return isSlipOf(printed, sum, slack) || parts.some((row) => isSlipIn(valueIn(row, column)))
}
