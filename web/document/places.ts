import type { PlaceView, TableView } from '../../src/app/server/index.ts'

/** A cell of the tables as read; `column` is null for the row as a whole. */
export interface CellKey {
  readonly table: string
  readonly row: number
  readonly column: number | null
}

export type Box = readonly [number, number, number, number]

interface Boxed {
  readonly box: Box
  readonly key: CellKey
}

/** Where each cell stands in the original, and back. */
export interface CellIndex {
  readonly find: (at: PlaceView) => CellKey | null
  readonly under: (page: number, x: number, y: number) => { readonly key: CellKey; readonly box: Box } | null
}

const area = ([left, top, right, bottom]: Box): number => Math.max(0, right - left) * Math.max(0, bottom - top)

const overlap = (a: Box, b: Box): number =>
  area([Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])])

const holds = ([left, top, right, bottom]: Box, x: number, y: number): boolean =>
  left <= x && x <= right && top <= y && y <= bottom

/** What the text of a place without pages is called: a line, or a cell of a sheet. */
export const nameOfPlace = (at: PlaceView): string =>
  'page' in at ? '' : 'sheet' in at ? `${at.sheet}!${at.cell}` : `${at.line}`

function placesOf(table: TableView): { readonly at: PlaceView; readonly key: CellKey }[] {
  return table.rows.flatMap((row, index) => [
    ...row.cells.flatMap((cell, column) =>
      cell === null ? [] : [{ at: cell.at, key: { table: table.id, row: index, column } }],
    ),
    { at: row.at, key: { table: table.id, row: index, column: null } },
  ])
}

/** A figure is a small box within its cell, or the cell itself: whichever cell it shares most of itself with. */
function bestBox(boxes: readonly Boxed[], box: Box): CellKey | null {
  let best: { readonly key: CellKey; readonly score: number } | null = null
  for (const candidate of boxes) {
    const shared = overlap(candidate.box, box) / Math.max(1, Math.min(area(candidate.box), area(box)))
    const score = shared + (candidate.key.column === null ? 0 : 1)
    if (shared > 0.5 && (best === null || score > best.score)) best = { key: candidate.key, score }
  }
  return best?.key ?? null
}

export function indexCells(tables: readonly TableView[]): CellIndex {
  const pages = new Map<number, Boxed[]>()
  const names = new Map<string, CellKey>()
  for (const { at, key } of tables.flatMap(placesOf)) {
    if ('page' in at)
      pages
        .set(at.page, pages.get(at.page) ?? [])
        .get(at.page)
        ?.push({ box: at.box, key })
    else if (!names.has(nameOfPlace(at))) names.set(nameOfPlace(at), key)
  }
  return {
    find: (at) => ('page' in at ? bestBox(pages.get(at.page) ?? [], at.box) : (names.get(nameOfPlace(at)) ?? null)),
    under: (page, x, y) => {
      const held = (pages.get(page) ?? []).filter(({ box }) => holds(box, x, y))
      return held.find(({ key }) => key.column !== null) ?? held[0] ?? null
    },
  }
}

/** Where a cell stands: its own place, or that of its row where it is blank. */
export function placeOfCell(tables: readonly TableView[], key: CellKey): PlaceView | null {
  const row = tables.find(({ id }) => id === key.table)?.rows[key.row]
  if (row === undefined) return null
  return (key.column === null ? null : row.cells[key.column]?.at) ?? row.at
}

export const isSamePlace = (a: PlaceView, b: PlaceView): boolean => {
  if ('page' in a && 'page' in b)
    return a.page === b.page && overlap(a.box, b.box) > 0.5 * Math.min(area(a.box), area(b.box))
  return !('page' in a) && !('page' in b) && nameOfPlace(a) === nameOfPlace(b)
}
