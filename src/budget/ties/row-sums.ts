import { quoted } from '../../kernel/index.ts'
import { isUnit } from '../facts/rows.ts'
import type { Entry, RowSense, Statement } from '../facts/statement.ts'
import type { Bilingual } from '../finding.ts'
import { equalsSum, isFreeList, nestByValue, nestExactly, type Parents } from './nesting.ts'
import type { Tie } from './tie.ts'
import { nestPartByPart, nestUnitByUnit } from './unit-lists.ts'

type Cells = (row: RowSense) => Entry | null

const isBlankRow = (row: RowSense): boolean => row.row.cells.every((cell) => cell === null)

const nameOf = (row: RowSense): string => row.row.name.replace(/[\s\u3000]+/g, '') || '合计'

const says = (whole: string, parts: string, wholeEn: string, partsEn: string): Bilingual => ({
  zh: `${whole}应等于${parts}之和`,
  en: `${wholeEn} must equal the sum of ${partsEn}`,
})

const saysOf = (row: RowSense, parts: string): Bilingual =>
  says(`${quoted(nameOf(row))}`, parts, `${quoted(nameOf(row))}`, 'its rows')

/** One list of rows: one side of a table. */
interface List {
  readonly rows: readonly RowSense[]
  readonly childrenOf: (index: number | null) => readonly RowSense[]
}

/** Names that nothing explains may stand below the row before: projects below the 项 that pays them. */
const hasUntoldNames = (rows: readonly RowSense[]): boolean =>
  rows.some((row) => row.kind === 'item' && row.fact === null && row.row.code === null)

/** Rows by their printed hierarchy, or by their figures where the hierarchy of mere names is not printed. */
function placed(rows: readonly RowSense[]): readonly RowSense[] | null {
  const isFree = isFreeList(rows)
  const mayNest = isFree || rows.some((row) => isUnit(row.fact)) || hasUntoldNames(rows)
  if (!mayNest || (!isFree && addsUp(listOf(rows)))) return rows
  const total = rows.find((row) => row.kind === 'total')
  const items = rows.filter((row) => row.kind === 'item')
  const parents = total === undefined ? null : parentsOf(total, items)
  if (parents === null) return isFree ? null : rows
  return rows.flatMap((row) => {
    if (row.kind !== 'item') return [row]
    const parent = parents.get(row.index)
    return parent === undefined ? [] : [{ ...row, parent }]
  })
}

const parentsOf = (total: RowSense, items: readonly RowSense[]): Parents | null =>
  nestExactly(total, items) ??
  nestUnitByUnit(total, items) ??
  nestPartByPart(total, items, parentsOf) ??
  nestByValue(total, items)

/** True when total and top rows already agree in the first column as placed. */
function addsUp(list: List): boolean {
  const total = list.rows.find((row) => row.kind === 'total')
  if (total === undefined) return true
  const pairs = [
    [total, withoutOwnRow(total, list.childrenOf(null))] as const,
    ...list.rows.map((row) => [row, list.childrenOf(row.index)] as const),
  ]
  return pairs.every(([whole, parts]) => parts.length === 0 || equalsSum(whole, parts))
}

function listOf(rows: readonly RowSense[]): List {
  const below = new Map<number | null, RowSense[]>()
  for (const row of rows) {
    if (row.kind !== 'item') continue
    const siblings = below.get(row.parent)
    if (siblings === undefined) below.set(row.parent, [row])
    else siblings.push(row)
  }
  const childrenOf = (index: number | null): readonly RowSense[] =>
    (below.get(index) ?? []).flatMap((row) => hoisted(row, childrenOf))
  return { rows, childrenOf }
}

/** Without its counts, shares and numbers of lines: levels show in money alone. */
function withMoneyOnly(row: RowSense, { entries }: Statement): RowSense {
  const cells = row.row.cells.map((cell, column) => (entries[row.index]?.[column] == null ? null : cell))
  return { ...row, row: { ...row.row, cells } }
}

function listsOf(statement: Statement): List[] {
  const sides = [...new Set(statement.rows.map((row) => row.row.side))]
  const money = statement.rows.map((row) => withMoneyOnly(row, statement))
  return sides.flatMap((side) => {
    const rows = placed(money.filter((row) => row.row.side === side))
    return rows === null ? [] : [listOf(rows)]
  })
}

/** A row without any figure over rows with figures is a heading: its children stand in its place. */
function hoisted(row: RowSense, childrenOf: (index: number) => readonly RowSense[]): readonly RowSense[] {
  const children = isBlankRow(row) ? childrenOf(row.index) : []
  return children.some((child) => !isBlankRow(child)) ? children : [row]
}

/** What must hold in every column: a row and those that make it up, or that it is a part of. */
interface RowSum {
  readonly kind: 'rows' | 'within'
  readonly whole: RowSense
  readonly parts: readonly RowSense[]
  readonly says: Bilingual
}

function tieOf({ kind, whole, parts, says }: RowSum, cells: Cells): Tie[] {
  const left = cells(whole)
  if (left === null || (kind === 'within' && left.amount === null)) return []
  const right = parts.map(cells).filter((entry) => entry !== null)
  return right.length === 0 ? [] : [{ kind, left: [left], right, says }]
}

const sumOf = (whole: RowSense, parts: readonly RowSense[], what: string): RowSum[] =>
  parts.length === 0 ? [] : [{ kind: 'rows', whole, parts, says: saysOf(whole, what) }]

function parentSums(list: List): RowSum[] {
  return list.rows
    .filter((row) => (row.kind === 'item' || row.kind === 'balance') && !isBlankRow(row))
    .flatMap((row) => {
      const children = list.childrenOf(row.index)
      const isSplit = row.kind === 'item' || children.length > 1
      return isSplit ? sumOf(row, children, '其下各行') : []
    })
}

const PERSONNEL = /^30[13]/

/** 人员经费合计 holds 301 and 303, 公用经费合计 the rest. */
function isOfNature(row: RowSense, nature: string): boolean {
  const code = row.fact?.economy
  return code !== undefined && PERSONNEL.test(code) === (nature === 'personnel')
}

/** The department's own row above its units, where neither code nor indentation shows it: it equals the total. */
function withoutOwnRow(total: RowSense, top: readonly RowSense[]): readonly RowSense[] {
  const [first, ...rest] = top
  if (first === undefined || !isUnit(first.fact) || rest.length === 0) return top
  if (rest.some((row) => !isUnit(row.fact))) return top
  const isSame = first.row.cells.every((cell, column) => cell?.text === total.row.cells[column]?.text)
  return isSame && (rest.length > 1 || equalsSum(total, rest)) ? rest : top
}

function totalSums(list: List): RowSum[] {
  const top = list.childrenOf(null)
  return list.rows
    .filter((row) => row.kind === 'total')
    .flatMap((row) => {
      const nature = row.fact?.nature
      const isPartial = nature !== undefined && top.some((item) => item.fact?.economy !== undefined)
      if (isPartial) return []
      return sumOf(row, withoutOwnRow(row, top), '各行')
    })
}

/** 人员经费合计 and 公用经费合计 stand on any side of a detailed table of basic expenditure. */
function natureSums(statement: Statement): RowSum[] {
  const top = statement.rows.filter((row) => row.kind === 'item' && row.parent === null)
  return statement.rows
    .filter((row) => row.kind === 'total' && row.fact?.nature !== undefined)
    .flatMap((row) => {
      const parts = top.filter((item) => isOfNature(item, row.fact?.nature ?? ''))
      const names = parts.map((part) => part.row.code ?? nameOf(part)).join('、')
      return sumOf(row, parts, names)
    })
}

/** 收入总计 = 本年收入合计 + 上年结转 + 使用结余. */
function grandSums(list: List): RowSum[] {
  const totals = list.rows.filter((row) => row.kind === 'total')
  const balances = list.rows.filter((row) => row.kind === 'balance' && row.parent === null)
  const parts = [...(totals.length > 0 ? totals.slice(-1) : list.childrenOf(null)), ...balances]
  const names = balances.length === 0 ? '本年合计' : '本年合计与结转结余各行'
  return list.rows.filter((row) => row.kind === 'grand').flatMap((row) => sumOf(row, parts, names))
}

/** 其中：… can be at most what it is a part of. */
function partsOfWholes(list: List): RowSum[] {
  return list.rows
    .filter((row) => row.kind === 'of-which')
    .flatMap((row): RowSum[] => {
      const whole = list.rows.find((other) => other.index === row.parent)
      if (whole === undefined) return []
      const says = {
        zh: `${quoted(nameOf(row))}不应大于其所属的行`,
        en: `${quoted(nameOf(row))} cannot exceed the row that it is a part of`,
      }
      return [{ kind: 'within', whole: row, parts: [whole], says }]
    })
}

/** Every total over rows that the hierarchy of a table shows, column by column. */
export function rowSums(statement: Statement): readonly Tie[] {
  const inLists = listsOf(statement).flatMap((list) => [
    ...parentSums(list),
    ...totalSums(list),
    ...grandSums(list),
    ...partsOfWholes(list),
  ])
  const sums = [...inLists, ...natureSums(statement)]
  return statement.columns.flatMap((column) => {
    const cells: Cells = (row) => statement.entries[row.index]?.[column.index] ?? null
    return sums.flatMap((sum) => tieOf(sum, cells))
  })
}
