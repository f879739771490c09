import { isUnit } from '../facts/rows.ts'
import type { RowSense } from '../facts/statement.ts'
import { equalsSum, nestByValue, nestExactly, type Parents } from './nesting.ts'

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
