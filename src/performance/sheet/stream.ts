import type { Block, Grid, Place, Source } from '../../documents/index.ts'
import { clean } from './words.ts'

/** A printed cell of a row, with the columns that it covers. */
export interface SheetCell {
  readonly text: string
  readonly column: number
  readonly columnSpan: number
  readonly at: Place
}

/** What forms are printed in, in reading order: rows of grids, and lines between them. */
export type Piece =
  | { readonly kind: 'line'; readonly text: string; readonly at: Place; readonly block: Block }
  | {
      readonly kind: 'row'
      /** The cells with text that begin in this row. */
      readonly cells: readonly SheetCell[]
      readonly at: Place
      readonly block: Grid
    }

export type RowPiece = Extract<Piece, { kind: 'row' }>

function rowsOf(grid: Grid): RowPiece[] {
  const rows = new Map<number, SheetCell[]>()
  for (const { text, row, column, columnSpan, at } of grid.cells) {
    const plain = clean(text)
    if (plain === '') continue
    const cells = rows.get(row) ?? []
    cells.push({ text: plain, column, columnSpan, at })
    rows.set(row, cells)
  }
  return [...rows.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, cells]) => ({ kind: 'row', cells, at: cells[0]?.at ?? grid.at, block: grid }))
}

/** All that is printed, as rows and lines in reading order. Empty rows and lines are left out. */
export function streamOf(source: Source): Piece[] {
  return source.pages
    .flatMap((page) => page.blocks)
    .flatMap((block): Piece[] => {
      if (block.kind === 'grid') return rowsOf(block)
      const text = clean(block.text)
      return text === '' ? [] : [{ kind: 'line', text, at: block.at, block }]
    })
}
