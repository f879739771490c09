import type { Box } from '../model.ts'
import { joinStrokes, snapPositions } from './rulings.ts'
import type { Stroke } from './strokes.ts'

/** A cell of a lattice: rows and columns it covers, `toRow` and `toColumn` exclusive. */
export interface LatticeCell {
  readonly row: number
  readonly column: number
  readonly toRow: number
  readonly toColumn: number
}

/** What ruling lines alone say: where columns and rows end, and which positions are one cell. */
export interface Lattice {
  /** Column edges, left to right; one more than columns. */
  readonly xs: readonly number[]
  /** Row edges, top to bottom. */
  readonly ys: readonly number[]
  /** Ordered by row, then column. Every position belongs to exactly one. */
  readonly cells: readonly LatticeCell[]
}

/** How far a line may stop short of the line it is meant to meet. */
const REACH = 3.5
/** A line that runs on past the last crossing by more than this leaves an open side. */
const OVERHANG = 6
/** The part of a cell's side that must be drawn for the side to close. */
const DRAWN = 0.6

export const latticeBox = ({ xs, ys }: Lattice): Box => [xs[0] ?? 0, ys[0] ?? 0, xs.at(-1) ?? 0, ys.at(-1) ?? 0]

interface Group {
  readonly horizontal: Stroke[]
  readonly vertical: Stroke[]
}

const crosses = (h: Stroke, v: Stroke): boolean =>
  v.position >= h.from - REACH &&
  v.position <= h.to + REACH &&
  h.position >= v.from - REACH &&
  h.position <= v.to + REACH

/** Lines that cross, directly or through others, belong to one table. Lines that cross nothing belong to none. */
function groupLines(horizontal: readonly Stroke[], vertical: readonly Stroke[]): Group[] {
  const parent = Array.from({ length: horizontal.length + vertical.length }, (_, index) => index)
  const find = (index: number): number => {
    let root = index
    while (parent[root] !== root) root = parent[root] ?? root
    parent[index] = root
    return root
  }
  const hasCrossing = new Uint8Array(parent.length)
  vertical.forEach((v, j) => {
    horizontal.forEach((h, i) => {
      if (!crosses(h, v)) return
      parent[find(i)] = find(horizontal.length + j)
      hasCrossing[i] = 1
      hasCrossing[horizontal.length + j] = 1
    })
  })
  const groups = new Map<number, Group>()
  const groupOf = (index: number): Group => {
    const root = find(index)
    const group = groups.get(root) ?? { horizontal: [], vertical: [] }
    groups.set(root, group)
    return group
  }
  horizontal.forEach((h, i) => {
    if (hasCrossing[i] === 1) groupOf(i).horizontal.push(h)
  })
  vertical.forEach((v, j) => {
    if (hasCrossing[horizontal.length + j] === 1) groupOf(horizontal.length + j).vertical.push(v)
  })
  return [...groups.values()]
}

/** Something printed, as far as it matters here: the point in its middle. */
export interface Mark {
  readonly x: number
  readonly y: number
}

/**
 * The edges across `lines`. Where several `across` lines run on past the outermost edge, and something is printed
 * there (`isUsed`), the side is open: the table goes on to the end of those lines.
 */
function edgesOf(
  lines: readonly Stroke[],
  across: readonly Stroke[],
  isUsed: (from: number, to: number) => boolean,
): number[] {
  const edges = snapPositions(lines.map((line) => line.position))
  const first = edges[0] ?? 0
  const last = edges.at(-1) ?? 0
  const start = sharedEnd(across.map((line) => line.from).filter((from) => from < first - OVERHANG))[0]
  const end = sharedEnd(across.map((line) => line.to).filter((to) => to > last + OVERHANG)).at(-1)
  if (start !== undefined && isUsed(start, first)) edges.unshift(start)
  if (end !== undefined && isUsed(last, end)) edges.push(end)
  return edges
}

/** Where at least two lines end together. */
const sharedEnd = (ends: readonly number[]): number[] =>
  snapPositions(ends, REACH).filter((edge) => ends.filter((end) => Math.abs(end - edge) <= REACH).length >= 2)

/** For each edge and each interval between crossing edges: is the line drawn there? */
function drawnSides(lines: readonly Stroke[], edges: readonly number[], across: readonly number[]): Uint8Array[] {
  const sides = edges.map(() => new Float64Array(across.length - 1))
  for (const line of lines) {
    const drawn = sides[nearest(edges, line.position)]
    if (drawn === undefined) continue
    for (let index = 0; index < across.length - 1; index += 1) {
      const from = Math.max(line.from, across[index] ?? 0)
      const to = Math.min(line.to, across[index + 1] ?? 0)
      if (to > from) drawn[index] = (drawn[index] ?? 0) + to - from
    }
  }
  return sides.map((drawn) => closedSides(drawn, across))
}

function closedSides(drawn: Float64Array, across: readonly number[]): Uint8Array {
  const closed = new Uint8Array(drawn.length)
  for (let index = 0; index < drawn.length; index += 1) {
    const length = (across[index + 1] ?? 0) - (across[index] ?? 0)
    if ((drawn[index] ?? 0) >= DRAWN * length) closed[index] = 1
  }
  return closed
}

function nearest(edges: readonly number[], position: number): number {
  let best = 0
  for (let index = 1; index < edges.length; index += 1) {
    if (Math.abs((edges[index] ?? 0) - position) < Math.abs((edges[best] ?? 0) - position)) best = index
  }
  return best
}

/** Joins positions without a line between them, and cuts what is not a rectangle into rectangles, top to bottom. */
function mergeCells(rows: number, columns: number, below: Uint8Array[], right: Uint8Array[]): LatticeCell[] {
  const owner = new Int32Array(rows * columns).fill(-1)
  const cells: LatticeCell[] = []
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      if (owner[row * columns + column] !== -1) continue
      const toColumn = reachRight(row, column, columns, right, owner)
      const toRow = reachDown(row, column, toColumn, rows, columns, below, right, owner)
      for (let r = row; r < toRow; r += 1) owner.fill(cells.length, r * columns + column, r * columns + toColumn)
      cells.push({ row, column, toRow, toColumn })
    }
  }
  return cells
}

function reachRight(row: number, column: number, columns: number, right: Uint8Array[], owner: Int32Array): number {
  let to = column + 1
  while (to < columns && right[to]?.[row] === 0 && owner[row * columns + to] === -1) to += 1
  return to
}

function reachDown(
  row: number,
  column: number,
  toColumn: number,
  rows: number,
  columns: number,
  below: Uint8Array[],
  right: Uint8Array[],
  owner: Int32Array,
): number {
  let to = row + 1
  while (to < rows && goesDown(to, column, toColumn, columns, below, right, owner)) to += 1
  return to
}

/** The row `to` belongs to the cell above it when nothing is drawn between them or inside it. */
function goesDown(
  to: number,
  column: number,
  toColumn: number,
  columns: number,
  below: Uint8Array[],
  right: Uint8Array[],
  owner: Int32Array,
): boolean {
  for (let c = column; c < toColumn; c += 1) {
    if (below[to]?.[c] === 1 || owner[to * columns + c] !== -1) return false
    if (c > column && right[c]?.[to] === 1) return false
  }
  const opensLeft = column > 0 && right[column]?.[to] === 0
  const opensRight = toColumn < columns && right[toColumn]?.[to] === 0
  return !opensLeft && !opensRight
}

function buildLattice({ horizontal, vertical }: Group, marks: readonly Mark[]): Lattice | null {
  const top = Math.min(...horizontal.map((line) => line.position))
  const bottom = Math.max(...horizontal.map((line) => line.position))
  const xs = edgesOf(vertical, horizontal, (from, to) =>
    marks.some(({ x, y }) => x > from && x < to && y > top && y < bottom),
  )
  const [left = 0, farRight = 0] = [xs[0], xs.at(-1)]
  const ys = edgesOf(horizontal, vertical, (from, to) =>
    marks.some(({ x, y }) => y > from && y < to && x > left && x < farRight),
  )
  if (xs.length < 2 || ys.length < 2) return null
  const below = drawnSides(horizontal, ys, xs)
  const right = drawnSides(vertical, xs, ys)
  return { xs, ys, cells: mergeCells(ys.length - 1, xs.length - 1, below, right) }
}

/** All tables that ruling lines draw on a page, from top to bottom. A single box is a frame, not a table. */
export function findLattices(
  horizontal: readonly Stroke[],
  vertical: readonly Stroke[],
  marks: readonly Mark[] = [],
): Lattice[] {
  return groupLines(joinStrokes(horizontal), joinStrokes(vertical))
    .map((group) => buildLattice(group, marks))
    .filter((lattice) => lattice !== null)
    .filter((lattice) => lattice.cells.length > 1)
    .sort((a, b) => (a.ys[0] ?? 0) - (b.ys[0] ?? 0))
}
