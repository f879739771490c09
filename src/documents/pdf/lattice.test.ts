import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findLattices, type LatticeCell } from './lattice.ts'
import type { Stroke } from './strokes.ts'

const LEFT = 40
const TOP = 60

/** Cuts a table at random into rectangles of cells: the way merged heads and merged rows look. */
const spans = (rows: number, columns: number): fc.Arbitrary<LatticeCell[]> =>
  fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(2), fc.nat(2)), { maxLength: 6 }).map((wishes) => {
    const taken = new Set<string>()
    const cells: LatticeCell[] = []
    const tryCell = (cell: LatticeCell): void => {
      const keys: string[] = []
      for (let r = cell.row; r < cell.toRow; r += 1)
        for (let c = cell.column; c < cell.toColumn; c += 1) keys.push(`${r} ${c}`)
      if (keys.some((key) => taken.has(key))) return
      for (const key of keys) taken.add(key)
      cells.push(cell)
    }
    for (const [r, c, high, wide] of wishes) {
      const row = r % rows
      const column = c % columns
      tryCell({ row, column, toRow: Math.min(rows, row + 1 + high), toColumn: Math.min(columns, column + 1 + wide) })
    }
    for (let row = 0; row < rows; row += 1)
      for (let column = 0; column < columns; column += 1) tryCell({ row, column, toRow: row + 1, toColumn: column + 1 })
    return cells.sort((a, b) => a.row - b.row || a.column - b.column)
  })

const table = fc
  .tuple(
    fc.array(fc.integer({ min: 14, max: 60 }), { minLength: 1, maxLength: 7 }),
    fc.array(fc.integer({ min: 20, max: 120 }), { minLength: 2, maxLength: 7 }),
  )
  .chain(([heights, widths]) =>
    fc.record({
      heights: fc.constant(heights),
      widths: fc.constant(widths),
      cells: spans(heights.length, widths.length),
    }),
  )

function edges(start: number, sizes: readonly number[]): number[] {
  const all = [start]
  for (const size of sizes) all.push((all.at(-1) ?? start) + size)
  return all
}

/** Draws each cell's four sides by itself, as spreadsheets do, each a little off. */
function drawCells(cells: readonly LatticeCell[], xs: readonly number[], ys: readonly number[], jitter: number) {
  const horizontal: Stroke[] = []
  const vertical: Stroke[] = []
  cells.forEach((cell, index) => {
    const off = jitter * ((index % 3) - 1)
    const [left = 0, right = 0] = [xs[cell.column], xs[cell.toColumn]]
    const [top = 0, bottom = 0] = [ys[cell.row], ys[cell.toRow]]
    horizontal.push({ position: top + off, from: left, to: right }, { position: bottom + off, from: left, to: right })
    vertical.push({ position: left + off, from: top, to: bottom }, { position: right + off, from: top, to: bottom })
  })
  return { horizontal, vertical }
}

/** Edges that no cell ends at are not drawn, and cannot be seen. */
const isSeen = (cells: readonly LatticeCell[], rows: number, columns: number): boolean => {
  const drawnRows = new Set(cells.flatMap((cell) => [cell.row, cell.toRow]))
  const drawnColumns = new Set(cells.flatMap((cell) => [cell.column, cell.toColumn]))
  return drawnRows.size === rows + 1 && drawnColumns.size === columns + 1
}

describe('a table drawn in lines', () => {
  it('is read back, whatever its spans, in pieces that do not quite meet', () => {
    fc.assert(
      fc.property(table, fc.constantFrom(0, 0.3, 0.8), ({ heights, widths, cells }, jitter) => {
        fc.pre(cells.length > 1 && isSeen(cells, heights.length, widths.length))
        const { horizontal, vertical } = drawCells(cells, edges(LEFT, widths), edges(TOP, heights), jitter)
        const [lattice, ...others] = findLattices(horizontal, vertical)
        expect(others).toEqual([])
        expect(lattice?.cells).toEqual(cells)
      }),
    )
  })

  it('is found beside another one that it does not touch', () => {
    const xs = [40, 100, 160]
    const ys = [60, 80, 100]
    const whole = [0, 1].flatMap((row) =>
      [0, 1].map((column) => ({ row, column, toRow: row + 1, toColumn: column + 1 })),
    )
    const upper = drawCells(whole, xs, ys, 0)
    const lower = drawCells(
      whole,
      xs,
      ys.map((y) => y + 200),
      0,
    )
    expect(
      findLattices([...upper.horizontal, ...lower.horizontal], [...upper.vertical, ...lower.vertical]),
    ).toHaveLength(2)
  })

  it('with open sides reaches as far as its lines, where something is printed', () => {
    const horizontal = [60, 80, 100].map((position) => ({ position, from: 40, to: 300 }))
    const vertical = [120, 200].map((position) => ({ position, from: 60, to: 100 }))
    const printed = [
      { x: 70, y: 70 },
      { x: 250, y: 90 },
    ]
    expect(findLattices(horizontal, vertical, printed)[0]?.xs).toEqual([40, 120, 200, 300])
    expect(findLattices(horizontal, vertical, [])[0]?.xs).toEqual([120, 200])
  })

  it('dashed or double is one table', () => {
    const dashes = (position: number): Stroke[] =>
      Array.from({ length: 40 }, (_, index) => ({ position, from: 40 + index * 5, to: 43 + index * 5 }))
    const horizontal = [60, 61.5, 80, 100].flatMap(dashes)
    const vertical = [40, 140, 238].map((position) => ({ position, from: 60, to: 100 }))
    const [lattice] = findLattices(horizontal, vertical)
    expect(lattice?.cells).toHaveLength(4)
  })

  it('is not seen in a frame or in lines that cross nothing', () => {
    const frame = drawCells([{ row: 0, column: 0, toRow: 1, toColumn: 1 }], [40, 500], [60, 700], 0)
    expect(findLattices(frame.horizontal, frame.vertical)).toEqual([])
    expect(findLattices([{ position: 100, from: 50, to: 400 }], [])).toEqual([])
  })
})
