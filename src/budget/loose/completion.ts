import type { Place } from '../../documents/index.ts'
import { bareName } from '../../kernel/index.ts'
import type { Caption, Column } from '../model.ts'
import type { Cut } from './body.ts'
import type { Head, Side } from './columns.ts'
import { TABLE_LAYOUTS, type TableLayout } from './layouts.ts'
import { isKnownCode } from './names.ts'
import { isTotalHead } from './phrases.ts'
import type { Token } from './tokens.ts'

const widthOf = (layout: TableLayout): number => layout.sides.reduce((sum, side) => sum + side.columns.length, 0)

/** No table is wider; what stands beyond is left over. */
const MOST_COLUMNS = 60

/** The most numbers that stand one after another on a line; digits before its first word are codes. */
function longestRun(body: readonly (readonly Token[])[]): number {
  let longest = 0
  for (const tokens of body) {
    const firstWord = tokens.findIndex((token) => token.kind === 'word')
    const startsWithCode = firstWord < 0 && tokens.length > 1 && isKnownCode(tokens[0]?.text ?? '')
    let run = 0
    for (const token of tokens.slice(startsWithCode ? 1 : Math.max(0, firstWord))) {
      run = token.kind === 'word' ? 0 : run + 1
      longest = Math.max(longest, run)
    }
  }
  return Math.min(longest, MOST_COLUMNS)
}

/** How many letters of the columns' heads the printed head lacks or has more of. */
function unlikeness(layout: TableLayout, printed: string): number {
  const wanted = layout.sides
    .flatMap((side) => side.columns.map((column) => bareName(column.split('/').at(-1) ?? '')))
    .join('')
  const counts = new Map<string, number>()
  for (const letter of printed) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  let missing = 0
  for (const letter of wanted) {
    const count = counts.get(letter) ?? 0
    if (count === 0) missing += 1
    else counts.set(letter, count - 1)
  }
  return missing
}

/** The standard table of this title and number of columns whose head is most like the printed one. */
function findLayout(title: string, printed: string, isFitting: (layout: TableLayout) => boolean): TableLayout | null {
  const bare = bareName(title)
  const fitting = TABLE_LAYOUTS.filter(
    (layout) => layout.titles.some((alias) => bare.includes(alias)) && isFitting(layout),
  )
  return fitting.reduce<TableLayout | null>(
    (best, layout) => (best === null || unlikeness(layout, printed) < unlikeness(best, printed) ? layout : best),
    null,
  )
}

const isRowTotal = (column: Column): boolean =>
  column.path.length === 1 &&
  isTotalHead(bareName(column.path[0] ?? '')) &&
  !/^(?:预算|决算)/.test(column.path[0] ?? '')

/** Letters by which the heads of one standard table differ from region to region: 运行费, 运行维护费. */
const MOST_UNLIKE = 4

/**
 * The total of a row stands first. Where its head was printed after others, because they reach higher, the order of the
 * head says nothing: then that of the standard table counts, and failing one only the total moves to its place.
 */
function inOrder(side: Side, title: string): Side {
  const total = side.columns.findIndex(isRowTotal)
  if (total <= 0) return side
  const printed = side.columns.map((column) => bareName(column.path.at(-1) ?? '')).join('')
  const standard = findLayout(title, printed, (layout) =>
    layout.sides.some(({ columns }) => layout.sides.length === 1 && columns.length === side.columns.length),
  )
  const at = side.columns[0]?.at
  if (standard !== null && at !== undefined && unlikeness(standard, printed) <= MOST_UNLIKE)
    return { ...side, columns: sidesOf(standard, at)[0]?.columns ?? side.columns }
  const others = side.columns.filter((_, index) => index !== total)
  return { ...side, columns: [...side.columns.slice(total, total + 1), ...others] }
}

const sidesOf = (layout: TableLayout, at: Place): Side[] =>
  layout.sides.map(({ name, columns }) => ({
    name,
    keys: [],
    columns: columns.map((column) => ({ path: column.split('/'), at })),
  }))

/** Columns of which only the number is known. */
const nameless = (count: number, at: Place): Column[] =>
  Array.from({ length: count }, (_, index) => ({ path: [`第${index + 1}栏`], at }))

function amountColumn(title: string, at: Place): Column {
  const stage = /决算/.test(title) ? '决算数' : /预算/.test(title) ? '预算数' : '金额'
  return { path: [stage], at }
}

const FUND_TOTAL = /^(?:本年)?财政拨款(?:收入)?$/
const FUND = /^(?:一般公共预算|政府性基金|国有资本经营)/

/** A head cell more than there are columns: 财政拨款收入 stands over the funds printed after it. */
function nestFunds(columns: readonly Column[]): readonly Column[] {
  const leaf = (column: Column): string => bareName(column.path.at(-1) ?? '')
  const group = columns.find((column) => FUND_TOTAL.test(leaf(column)))
  if (group === undefined || columns.filter((column) => FUND.test(leaf(column))).length < 2) return columns
  return columns.flatMap((column) => {
    if (column === group) return []
    return FUND.test(leaf(column)) ? [{ ...column, path: [...group.path, ...column.path] }] : [column]
  })
}

function completeSide(side: Side, count: number, title: string, at: Place): Side {
  if (side.columns.length === count) return side
  if (count === 1) return { ...side, columns: [side.columns[0] ?? amountColumn(title, at)] }
  if (side.columns.length > count) {
    const nested = side.columns.length === count + 1 ? nestFunds(side.columns) : side.columns
    return { ...side, columns: nested.slice(0, count) }
  }
  return { ...side, columns: [...side.columns, ...nameless(count, at).slice(side.columns.length)] }
}

/**
 * Makes the columns agree with what the table prints: as many as its numbering row counts, at least as many as a row has
 * numbers. Where the words of the head do not give them, a standard table of that title does.
 */
export function completeHead(printedHead: Head, cut: Cut, caption: Caption | null): Head {
  const at = cut.head[0]?.[0]?.at ?? caption?.at ?? cut.body[0]?.[0]?.at ?? { line: 1 }
  const title = caption?.title ?? ''
  const head = { ...printedHead, sides: printedHead.sides.map((side) => inOrder(side, title)) }
  const found = head.sides.map((side) => side.columns.length)
  const total = found.reduce((sum, count) => sum + count, 0)
  const printed = bareName(cut.head.flatMap((tokens) => tokens.map((token) => token.text)).join(''))
  const counted = cut.counts === null ? null : cut.counts.reduce((sum, count) => sum + count, 0)
  const least = head.hasLineNumbers ? 1 : longestRun(cut.body)
  const isEnough =
    counted === null ? found.every((count) => count > 0) && Math.max(...found) >= least : total === counted
  if (isEnough) return head
  const layout = findLayout(title, printed, (candidate) =>
    counted === null
      ? candidate.sides.length === head.sides.length &&
        Math.max(...candidate.sides.map((side) => side.columns.length)) >= least
      : widthOf(candidate) === counted,
  )
  if (layout !== null) return { ...head, sides: sidesOf(layout, at) }
  const perSide = cut.counts?.length === head.sides.length ? cut.counts : null
  const sides = head.sides.map((side, index) =>
    completeSide(
      side,
      perSide?.[index] ?? Math.max(side.columns.length, head.sides.length === 1 ? (counted ?? least) : 1, 1),
      title,
      at,
    ),
  )
  return { ...head, sides }
}
