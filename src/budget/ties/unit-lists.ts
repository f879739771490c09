import { isUnit } from '../facts/rows.ts'
import type { RowSense } from '../facts/statement.ts'
import { equalsSum, isSlippedSum, nestByValue, nestExactly, type Parents } from './nesting.ts'

/** A unit and the projects printed below it. */
interface Segment {
  readonly unit: RowSense
  /** The unit that it belongs to: its department. */
  readonly parent: number | null
  readonly rows: readonly RowSense[]
}

/** 251014 某某林场 between 251013 and 251015 is one of the units, whatever its name says. */
function siblingByCode(row: RowSense, units: readonly RowSense[]): RowSense | undefined {
  const code = row.row.code
  if (code === null) return undefined
  return units.find((unit) => {
    const known = unit.row.code
    const above = units.find((other) => other.index === unit.parent)?.row.code ?? null
    return above !== null && known?.length === code.length && code !== known && code.startsWith(above)
  })
}

function segmentsOf(items: readonly RowSense[]): Segment[] {
  const units = items.filter((row) => isUnit(row.fact))
  const heads = items.flatMap((row, at) => {
    const like = isUnit(row.fact) ? row : siblingByCode(row, units)
    return like === undefined ? [] : [{ unit: row, parent: like.parent, at }]
  })
  return heads.map(({ unit, parent, at }, index) => ({
    unit,
    parent,
    rows: items.slice(at + 1, heads[index + 1]?.at ?? items.length),
  }))
}

function doUnitsAddUp(total: RowSense, segments: readonly Segment[]): boolean {
  const isSum = (whole: RowSense, above: number | null): boolean => {
    const parts = segments.filter(({ parent }) => parent === above).map(({ unit }) => unit)
    return parts.length === 0 || equalsSum(whole, parts)
  }
  return isSum(total, null) && segments.every(({ unit }) => isSum(unit, unit.index))
}

/**
 * A list of the projects of many units is taken unit by unit: each list is short enough for its levels to show in its
 * figures, and a slip in one of them hides nothing of the others. Rows of a unit whose levels stay hidden are left out;
 * where the units do not add up either, all levels must show.
 */
export function nestUnitByUnit(total: RowSense, items: readonly RowSense[]): Parents | null {
  const segments = segmentsOf(items)
  if (segments.length < 2 || !isUnit(items[0]?.fact ?? null)) return null
  const projects = segments.filter(({ rows }) => rows.length > 0)
  const exact = projects.map(({ unit, rows }) => nestExactly(unit, rows))
  const doAddUp = doUnitsAddUp(total, segments)
  const hidden = exact.filter((parents) => parents === null).length
  if (!doAddUp && (projects.length < 2 || hidden > 1)) return null
  const nested = projects.map(({ unit, rows }, at) => exact[at] ?? nestByValue(unit, rows))
  if (!doAddUp && nested.includes(null)) return null
  const below = projects.flatMap(({ unit }, at) =>
    [...(nested[at] ?? [])].map(([row, parent]): [number, number | null] => [row, parent ?? unit.index]),
  )
  return new Map([...segments.map(({ unit, parent }): [number, number | null] => [unit.index, parent]), ...below])
}

/** Which rows of a list open its parts: the first is one of them. */
type Marks = (row: RowSense, above: RowSense | undefined, first: RowSense) => boolean

/** How a unit is kept by its treasury; project and purchase lists of some cities print it over the units. */
const KEPT = /^(?:全额|差额|自收自支|定额|定项)(?:拨款|补助|补贴)?$/

/** 201 13 01 is printed beside every row that it pays for; 1 全额 and 2 差额 stand over units with codes of six digits. */
const MARKS: readonly Marks[] = [
  ({ row }) => KEPT.test(row.name.trim()),
  ({ row }, above) => row.code !== null && row.code !== above?.row.code,
  ({ row }, _above, first) => row.code !== null && row.code.length === first.row.code?.length,
]

function markedSegments(items: readonly RowSense[], marks: Marks): Segment[] {
  const [first] = items
  if (first === undefined || !marks(first, undefined, first)) return []
  const heads = items.flatMap((unit, at) => (marks(unit, items[at - 1], first) ? [{ unit, at }] : []))
  return heads.map(({ unit, at }, index) => ({
    unit,
    parent: null,
    rows: items.slice(at + 1, heads[index + 1]?.at ?? items.length),
  }))
}

const headsOf = (segments: readonly Segment[]): readonly RowSense[] => segments.map(({ unit }) => unit)

/** One opening or the total was slipped in; then every part but that one shows its levels. */
function isSlipAbove(total: RowSense, segments: readonly Segment[]): boolean {
  const parts = segments.filter(({ rows }) => rows.length > 0)
  const hidden = parts.filter(({ unit, rows }) => nestExactly(unit, rows) === null).length
  return parts.length > 1 && hidden < 2 && isSlippedSum(total, headsOf(segments))
}

type Nest = (head: RowSense, rows: readonly RowSense[]) => Parents | null

/**
 * A list in parts, each opened by a row with a mark: the openings add up to the total, and each part is a list of its
 * own. Rows of a part whose levels stay hidden are left out.
 */
export function nestPartByPart(total: RowSense, items: readonly RowSense[], nest: Nest): Parents | null {
  const ways = MARKS.map((marks) => markedSegments(items, marks)).filter(
    (segments) => segments.length > 1 && segments.length < items.length,
  )
  const segments =
    ways.find((way) => equalsSum(total, headsOf(way))) ?? ways.find((way) => isSlipAbove(total, way)) ?? null
  if (segments === null) return null
  const below = segments.flatMap(({ unit, rows }) =>
    [...(rows.length === 0 ? [] : (nest(unit, rows) ?? []))].map(([row, parent]): [number, number | null] => [
      row,
      parent ?? unit.index,
    ]),
  )
  return new Map([...segments.map(({ unit }): [number, null] => [unit.index, null]), ...below])
}
