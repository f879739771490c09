import type { Stroke } from './strokes.ts'

/** Lines nearer than this are one line drawn in pieces, dashes, or double. */
const NEAR = 2.5
/** A gap inside one line: dashes, or cell borders that do not quite meet. */
const DASH_GAP = 4
/** Shorter than this, after joining, is no ruling. */
const SHORTEST = 3

/** Joins pieces, dashes and double lines: strokes along one axis become whole rulings, ordered by position. */
export function joinStrokes(strokes: readonly Stroke[]): Stroke[] {
  const sorted = strokes.toSorted((a, b) => a.position - b.position)
  const joined: Stroke[] = []
  let start = 0
  for (let index = 1; index <= sorted.length; index += 1) {
    const first = sorted[start]
    const next = sorted[index]
    if (first !== undefined && next !== undefined && next.position - first.position <= NEAR) continue
    joinBand(sorted.slice(start, index), joined)
    start = index
  }
  return joined.toSorted((a, b) => a.position - b.position)
}

/** The strokes of one narrow band: those that touch end to end are one ruling. */
function joinBand(band: Stroke[], into: Stroke[]): void {
  if (band.length > 1) band.sort((a, b) => a.from - b.from)
  let current: { from: number; to: number; weighted: number; weight: number } | undefined
  const finish = (): void => {
    if (current === undefined || current.to - current.from < SHORTEST) return
    into.push({ position: current.weighted / current.weight, from: current.from, to: current.to })
  }
  for (const stroke of band) {
    const length = Math.max(stroke.to - stroke.from, 0.01)
    if (current !== undefined && stroke.from - current.to <= DASH_GAP) {
      current.to = Math.max(current.to, stroke.to)
      current.weighted += stroke.position * length
      current.weight += length
    } else {
      finish()
      current = { from: stroke.from, to: stroke.to, weighted: stroke.position * length, weight: length }
    }
  }
  finish()
}

/** Groups ascending positions: those within `near` of a group's first become one edge, their mean. */
export function snapPositions(positions: readonly number[], near = NEAR): number[] {
  const sorted = positions.toSorted((a, b) => a - b)
  const edges: number[] = []
  let group: number[] = []
  for (const position of sorted) {
    const first = group[0]
    if (first !== undefined && position - first > near) {
      edges.push(group.reduce((a, b) => a + b, 0) / group.length)
      group = []
    }
    group.push(position)
  }
  if (group.length > 0) edges.push(group.reduce((a, b) => a + b, 0) / group.length)
  return edges
}
