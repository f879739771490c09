import type { Column } from '../model.ts'
import type { TableColumn } from './columns.ts'
import type { HeadColumn } from './head.ts'
import type { Spot } from './matrix.ts'

/** The columns of one side: where its rows have their code, name, words and values. */
export interface Side {
  /** 收入, 支出, 人员经费; null where the table has one side only. */
  readonly label: string | null
  readonly codes: readonly number[]
  readonly names: readonly number[]
  readonly words: readonly TableColumn[]
  readonly values: readonly { readonly index: number; readonly column: number }[]
}

export interface ColumnPlan {
  readonly sides: readonly Side[]
  /** The value columns of all sides in printed order; columns of one head in several sides are one. */
  readonly columns: readonly Column[]
  /** Columns of running numbers, which say nothing. */
  readonly sequences: readonly number[]
}

const isLabel = ({ role }: TableColumn): boolean => role === 'code' || role === 'name'

/** Whether the labels that begin here have a name among them: a code alone names no side. */
function beginsNames(columns: readonly TableColumn[], index: number): boolean {
  for (const column of columns.slice(index)) {
    if (column.role === 'name') return true
    if (column.role !== 'code' && column.role !== 'sequence') return false
  }
  return false
}

/** A further side begins where names come again after values, with values of their own behind them. */
function splitSides(columns: readonly TableColumn[]): TableColumn[][] {
  const sides: TableColumn[][] = [[]]
  columns.forEach((column, index) => {
    const side = sides.at(-1) ?? []
    const isComplete = side.some((each) => each.role === 'value') && side.some(isLabel)
    const hasOwnValues = columns.slice(index).some((each) => each.role === 'value')
    if (isComplete && hasOwnValues && beginsNames(columns, index)) sides.push([column])
    else side.push(column)
  })
  return sides
}

/** The word over the columns of a side, not that over each of them; without one, the word over its names. */
function labelOf(side: readonly TableColumn[]): string | null {
  const groups = side.flatMap((column) => (column.path.length > 1 ? (column.path[0] ?? []) : []))
  const isCommon = (word: string): boolean => groups.filter((each) => each === word).length > 1
  return groups.find(isCommon) ?? groups[0] ?? specificName(side)
}

/** The word over the names, unless it says no more than that they are names. */
function specificName(side: readonly TableColumn[]): string | null {
  const leaf = side.find((column) => column.role === 'name')?.path.at(-1) ?? null
  return leaf === null || /^(?:项目|科目|名称|科目名称)$/.test(leaf) ? null : leaf
}

/** 支出 by function and 支出 by economy are told apart by what stands over their names. */
function distinguish(parts: readonly (readonly TableColumn[])[]): (string | null)[] {
  if (parts.length < 2) return [null]
  const labels = parts.map(labelOf)
  return parts.map((part, order) => {
    const label = labels[order] ?? null
    const isShared = labels.filter((each) => each === label).length > 1
    return isShared ? (specificName(part) ?? label) : label
  })
}

/** 项目名称 names a row better than 单位名称 before it. */
function rankName(column: TableColumn): number {
  const leaf = column.path.at(-1) ?? ''
  if (/项目名称|科目名称|支出项目|收入项目/.test(leaf)) return 3
  return /名称|项目|科目/.test(leaf) ? 2 : 1
}

/** The column of names, or, where none is called so, those of words before the values, the last of them first. */
function chooseNames(side: readonly TableColumn[]): TableColumn[] {
  const firstValue = side.findIndex((column) => column.role === 'value')
  const before = side.slice(0, firstValue < 0 ? undefined : firstValue)
  const best = before
    .filter((column) => column.role === 'name')
    .reduce<TableColumn | null>(
      (known, each) => (known === null || rankName(each) > rankName(known) ? each : known),
      null,
    )
  return best === null ? before.filter((column) => column.role === 'words').reverse() : [best]
}

/** 201 | 37 | 50 below 类 | 款 | 项 */
const CODE_LEVEL = /^[类款项]$/

const leafOf = (column: HeadColumn): string => column.path.at(-1) ?? ''

/** The code columns that stand together: one, or 类 款 项 apart. */
function chooseCodes(side: readonly TableColumn[]): readonly TableColumn[] {
  const codes = side.filter((column) => column.role === 'code')
  const [first] = codes
  if (first === undefined) return []
  const isOneCode = (column: TableColumn, index: number): boolean =>
    index === 0 ||
    (column.index === first.index + index && (CODE_LEVEL.test(leafOf(column)) || leafOf(column) === leafOf(first)))
  return codes.filter(isOneCode)
}

/** A level that only says which side it is stands in `side`, not in the path. */
const withoutLabel = (path: readonly string[], label: string | null): readonly string[] =>
  path.length > 1 && path[0] === label ? path.slice(1) : path

/** Sides of one value column each, alike in their last word, share that column: 预算数 of 收入 and of 支出. */
function sharedLeaf(parts: readonly (readonly TableColumn[])[]): string | null {
  const values = parts.map((part) => part.filter((column) => column.role === 'value'))
  const leaf = values[0]?.[0]?.path.at(-1)
  const isShared = values.every((each) => each.length === 1 && each[0]?.path.at(-1) === leaf)
  return parts.length > 1 && isShared ? (leaf ?? null) : null
}

/** The value columns of all sides, one for each path; within a side every column stands for itself. */
class ColumnUnion {
  readonly columns: Column[] = []
  private readonly known = new Map<string, number>()

  add(path: readonly string[], at: Column['at'], taken: ReadonlySet<number>): number {
    const key = path.join('/')
    const known = this.known.get(key)
    if (known !== undefined && !taken.has(known)) return known
    const index = this.columns.push({ path, at }) - 1
    if (known === undefined) this.known.set(key, index)
    return index
  }
}

interface SideHead {
  readonly label: string | null
  /** The only word over the values, where all sides share it. */
  readonly shared: string | null
}

function planValues(part: readonly TableColumn[], head: SideHead, union: ColumnUnion, fallback: Spot): Side['values'] {
  const taken = new Set<number>()
  return part
    .filter((column) => column.role === 'value')
    .map(({ index, path, spot }) => {
      const own = head.shared === null ? withoutLabel(path, head.label) : [head.shared]
      const column = union.add(own, (spot ?? fallback).at, taken)
      taken.add(column)
      return { index, column }
    })
}

/** The columns of words that name no row: 项目单位, 备注, and codes and names beside the first. */
function planWords(
  part: readonly TableColumn[],
  names: readonly TableColumn[],
  codes: readonly TableColumn[],
): TableColumn[] {
  const isName = (column: TableColumn): boolean => names.length === 1 && names.includes(column)
  return part.filter(
    (column) => column.role !== 'value' && column.role !== 'sequence' && !isName(column) && !codes.includes(column),
  )
}

export function planColumns(columns: readonly TableColumn[], fallback: Spot): ColumnPlan {
  const parts = splitSides(columns.filter((column) => column.role !== 'empty'))
  const shared = sharedLeaf(parts)
  const labels = distinguish(parts)
  const union = new ColumnUnion()
  const sides = parts.map((part, order): Side => {
    const names = chooseNames(part)
    const codes = chooseCodes(part)
    const group = parts.length > 1 ? labelOf(part) : null
    return {
      label: labels[order] ?? null,
      codes: codes.map((column) => column.index),
      names: names.map((column) => column.index),
      words: planWords(part, names, codes),
      values: planValues(part, { label: group, shared }, union, fallback),
    }
  })
  const sequences = columns.filter((column) => column.role === 'sequence').map((column) => column.index)
  return { sides, columns: union.columns, sequences }
}
