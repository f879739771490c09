import type { FindingView, PlaceView, TableView } from '../../src/app/server/index.ts'

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

/** A place of a finding: where it is, and what the finding calls it. */
export type NamedPlace = Pick<FindingView['where'][number], 'at' | 'table' | 'row' | 'column'>

/** Where each cell stands in the original, and back. */
export interface CellIndex {
  /** The cell at a place. Names tell cells apart that share a line, and a blank cell from its row. */
  readonly find: (place: NamedPlace) => CellKey | null
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

/** How much of itself a figure shares with a cell: it is a small box within its cell, or the cell itself. */
const share = (cell: Box, box: Box): number => overlap(cell, box) / Math.max(1, Math.min(area(cell), area(box)))

interface Candidate {
  readonly key: CellKey
  readonly share: number
}

const HALF = 0.5
/** A name outweighs a place: two sides of a table share their lines. */
const NAME = 4
const CELL = 1

type Tables = ReadonlyMap<string, TableView>

const columnName = (table: TableView | undefined, column: number): string =>
  table?.columns[column]?.path.join('/') ?? ''

function score(tables: Tables, { key, share }: Candidate, place: NamedPlace): number {
  const table = tables.get(key.table)
  const isRow = place.row !== undefined && table?.rows[key.row]?.name === place.row
  const isColumn = key.column !== null && columnName(table, key.column) === place.column
  // A blank stands beside figures of the same line: where its column is known, they are not meant.
  const isOther = !isColumn && table?.columns.some((_, column) => columnName(table, column) === place.column) === true
  const isTable = place.table !== undefined && table !== undefined && place.table.includes(table.title)
  return (
    share +
    (key.column === null ? 0 : isOther ? -CELL : CELL) +
    NAME * (Number(isRow) + Number(isColumn) + Number(isTable))
  )
}

/** A blank has no place of its own: the finding gives that of its row, and the name of the column. */
function inColumn(tables: Tables, key: CellKey, column: string | undefined): CellKey {
  const table = tables.get(key.table)
  const named = table?.columns.findIndex((_, index) => columnName(table, index) === column) ?? -1
  return key.column === null && named >= 0 ? { ...key, column: named } : key
}

function best(tables: Tables, candidates: readonly Candidate[], place: NamedPlace): CellKey | null {
  const scored = candidates.map((candidate) => ({ key: candidate.key, score: score(tables, candidate, place) }))
  const [first] = scored.sort((a, b) => b.score - a.score)
  return first === undefined ? null : inColumn(tables, first.key, place.column)
}

export function indexCells(list: readonly TableView[]): CellIndex {
  const tables: Tables = new Map(list.map((table) => [table.id, table]))
  const pages = new Map<number, Boxed[]>()
  const names = new Map<string, Candidate[]>()
  for (const { at, key } of list.flatMap(placesOf)) {
    if ('page' in at)
      pages
        .set(at.page, pages.get(at.page) ?? [])
        .get(at.page)
        ?.push({ box: at.box, key })
    else
      names
        .set(nameOfPlace(at), names.get(nameOfPlace(at)) ?? [])
        .get(nameOfPlace(at))
        ?.push({ key, share: 1 })
  }
  const candidatesAt = (at: PlaceView): readonly Candidate[] => {
    if (!('page' in at)) return names.get(nameOfPlace(at)) ?? []
    const boxed = (pages.get(at.page) ?? []).map(({ box, key }) => ({ key, share: share(box, at.box) }))
    return boxed.filter((candidate) => candidate.share > HALF)
  }
  return {
    find: (place) => best(tables, candidatesAt(place.at), place),
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
