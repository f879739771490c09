import { findAligned } from './aligned.ts'
import type { TextLine } from './cell-text.ts'
import { findLines } from './cell-text.ts'
import { splitColumns } from './column-split.ts'
import type { Glyphs } from './glyphs.ts'
import { fillLattice, type GridDraft } from './grid-draft.ts'
import { findLattices } from './lattice.ts'
import { splitRows } from './row-split.ts'
import type { Run } from './runs.ts'
import type { Drawing } from './strokes.ts'

/** What one page shows: its tables and the lines between them. */
export interface PageDraft {
  readonly grids: readonly GridDraft[]
  readonly lines: readonly TextLine[]
}

const hasText = (grid: GridDraft): boolean => grid.cells.some((cell) => cell.text !== '')

/** Smaller tables first: what stands in a table inside a frame belongs to the inner one. */
const area = ({ xs, ys }: { xs: readonly number[]; ys: readonly number[] }): number =>
  ((xs.at(-1) ?? 0) - (xs[0] ?? 0)) * ((ys.at(-1) ?? 0) - (ys[0] ?? 0))

/** Reads tables and lines from the glyphs and the drawing of a page. */
export function draftPage(runs: readonly Run[], glyphs: Glyphs, drawing: Drawing): PageDraft {
  let rest: Run[] = [...runs]
  const grids: GridDraft[] = []
  const isRuled = drawing.horizontal.length > 0 && drawing.vertical.length > 0
  const marks = !isRuled ? [] : runs.map((run) => ({ x: (run.left + run.right) / 2, y: (run.top + run.bottom) / 2 }))
  for (const lattice of findLattices(drawing.horizontal, drawing.vertical, marks).sort((a, b) => area(a) - area(b))) {
    const filled = fillLattice(lattice, rest, glyphs)
    if (!hasText(filled.draft)) continue
    grids.push(splitColumns(splitRows(filled.draft)))
    rest = filled.rest
  }
  const aligned = findAligned(findLines(rest), drawing.horizontal)
  grids.push(...aligned.grids)
  return { grids: grids.sort((a, b) => a.box[1] - b.box[1]), lines: aligned.rest }
}
