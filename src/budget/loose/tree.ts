import { inferCode, isTotalName } from './names.ts'
import { type LooseRow, nameOf, ordinalOfRow } from './rows.ts'

/** The rows of one side as a forest: which rows a row is the sum of. */
export interface RowTree {
  /** Depth of each row, 0 for totals. */
  readonly depths: readonly number[]
  /** For each row the rows that it sums up, by index. */
  readonly children: readonly (readonly number[])[]
  /** Rows that are nobody's child. */
  readonly roots: readonly number[]
}

const OF_WHICH = /^其中/

const isTotal = (row: LooseRow): boolean => row.code === null && isTotalName(nameOf(row))

/** Codes as printed; where a side prints none, as the names of the classifications tell. */
function codesOf(rows: readonly LooseRow[]): (string | null)[] {
  if (rows.some((row) => row.code !== null || ordinalOfRow(row) !== null))
    return rows.map((row) => row.code?.text ?? null)
  let before = ''
  return rows.map((row) => {
    const code = isTotal(row) ? null : inferCode(nameOf(row), before)
    before = code ?? before
    return code
  })
}

/** Depth below the totals: by the length of the codes above, or by the styles of ordinals above. */
function depthsOf(rows: readonly LooseRow[], codes: readonly (string | null)[]): number[] {
  const open: string[] = []
  return rows.map((row, index) => {
    if (isTotal(row)) {
      open.length = 0
      return 0
    }
    const code = codes[index] ?? null
    if (code !== null) {
      while (open.length > 0 && !(code.startsWith(open.at(-1) ?? '') && code !== open.at(-1))) open.pop()
      open.push(code)
      return open.length
    }
    const style = ordinalOfRow(row)?.style
    if (style === undefined) return open.length + (OF_WHICH.test(nameOf(row)) ? 1 : 0)
    const level = open.indexOf(style)
    if (level >= 0) open.length = level
    open.push(style)
    return open.length - 1
  })
}

/** A total at the head sums up what follows, one at the foot what stands above it since the last. */
function childrenOfTotals(
  rows: readonly LooseRow[],
  depths: readonly number[],
  codes: readonly (string | null)[],
): Map<number, number[]> {
  const children = new Map<number, number[]>()
  const tops = rows.map((_, index) => index).filter((index) => isTop(rows, depths, codes, index))
  const [first] = tops
  if (first === undefined) return children
  const firstRow = rows[first]
  if (firstRow !== undefined && isTotal(firstRow)) {
    children.set(first, tops.slice(1))
    return children
  }
  let group: number[] = []
  for (const index of tops) {
    const row = rows[index]
    if (row !== undefined && isTotal(row)) {
      children.set(index, group)
      group = [index]
    } else group.push(index)
  }
  return children
}

function isTop(
  rows: readonly LooseRow[],
  depths: readonly number[],
  codes: readonly (string | null)[],
  index: number,
): boolean {
  const row = rows[index]
  if (row === undefined || OF_WHICH.test(nameOf(row))) return false
  if (isTotal(row)) return true
  return depths[index] === (codes[index] === null ? 0 : 1)
}

/** The nearest row above of a lesser depth, totals left aside; -1 where there is none. */
function rowAbove(rows: readonly LooseRow[], depths: readonly number[], index: number): number {
  for (let above = index - 1; above >= 0; above -= 1) {
    const candidate = rows[above]
    if (candidate === undefined || isTotal(candidate)) return -1
    if ((depths[above] ?? 0) < (depths[index] ?? 0)) return above
  }
  return -1
}

/** Which rows sum up which: by codes and ordinals, and by the totals at head or foot. */
export function treeOf(rows: readonly LooseRow[]): RowTree {
  const codes = codesOf(rows)
  const depths = depthsOf(rows, codes)
  const children: number[][] = rows.map(() => [])
  const hasParent = new Set<number>()
  const adopt = (parent: number, child: number): void => {
    children[parent]?.push(child)
    hasParent.add(child)
  }
  const totals = childrenOfTotals(rows, depths, codes)
  for (const [parent, group] of totals) for (const child of group) adopt(parent, child)
  rows.forEach((row, index) => {
    const above = hasParent.has(index) || isTotal(row) ? -1 : rowAbove(rows, depths, index)
    if (above >= 0 && !OF_WHICH.test(nameOf(row))) adopt(above, index)
  })
  const roots = rows.map((_, index) => index).filter((index) => !hasParent.has(index))
  return { depths, children, roots }
}
