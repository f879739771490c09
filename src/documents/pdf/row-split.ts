import { joinLines, type TextLine } from './cell-text.ts'
import type { DraftCell, GridDraft } from './grid-draft.ts'
import { isAmount } from './numerals.ts'

/** Lines nearer than this part of their height are at one height. */
const LEVEL = 0.6
/** A line that keeps this part of the usual distance to the rows around it is a row, not a wrapped name. */
const OWN_ROW = 0.8

const middle = (line: TextLine): number => (line.top + line.bottom) / 2

/** Lines with whole amounts, unless they are one number that wraps. */
function amountLines(cell: DraftCell): TextLine[] {
  if (cell.lines.length < 2 || isAmount(cell.text)) return []
  const amounts = cell.lines.filter((line) => isAmount(line.text))
  return amounts.length < 2 ? [] : amounts
}

/** Heights at which amounts stand in this row of the lattice, from top to bottom; fewer than two when it is one row. */
function findLevels(cells: readonly DraftCell[]): number[] {
  const columns = cells.map(amountLines).filter((lines) => lines.length > 0)
  const lines = columns.flat().toSorted((a, b) => middle(a) - middle(b))
  if (columns.length < 2 && lines.length < 3) return []
  return groupLevels(lines)
}

function groupLevels(lines: readonly TextLine[]): number[] {
  const levels: number[] = []
  for (const line of lines) {
    const last = levels.at(-1)
    if (last === undefined || middle(line) - last > LEVEL * (line.bottom - line.top)) levels.push(middle(line))
  }
  return levels
}

/** Rows printed without amounts, as titles of groups are, and the head over the first one. */
function addTextLevels(levels: readonly number[], cells: readonly DraftCell[]): number[] {
  const pitch = medianGap(levels)
  const others = cells.flatMap((cell) => cell.lines).toSorted((a, b) => middle(a) - middle(b))
  const all = [...levels]
  const first = levels[0] ?? 0
  const head = others.filter((line) => middle(line) < first - OWN_ROW * Math.min(pitch, line.bottom - line.top))
  const headLevel = head.at(-1)
  if (headLevel !== undefined) all.push(middle(headLevel))
  for (const line of others) {
    if (middle(line) < first) continue
    const nearest = Math.min(...all.map((level) => Math.abs(level - middle(line))))
    if (nearest >= OWN_ROW * pitch) all.push(middle(line))
  }
  return all.toSorted((a, b) => a - b)
}

function medianGap(levels: readonly number[]): number {
  const gaps = levels.slice(1).map((level, index) => level - (levels[index] ?? 0))
  return gaps.toSorted((a, b) => a - b)[gaps.length >> 1] ?? 0
}

const nearestLevel = (levels: readonly number[], y: number): number => {
  let best = 0
  levels.forEach((level, index) => {
    if (Math.abs(level - y) < Math.abs((levels[best] ?? 0) - y)) best = index
  })
  return best
}

function splitCell(cell: DraftCell, levels: readonly number[], edges: readonly number[], row: number): DraftCell[] {
  const held: TextLine[][] = levels.map(() => [])
  for (const line of cell.lines) held[nearestLevel(levels, middle(line))]?.push(line)
  return held.map((lines, index) => ({
    ...cell,
    row: row + index,
    toRow: row + index + 1,
    lines,
    text: joinLines(lines, cell.box[2] - cell.box[0]),
    box: [cell.box[0], edges[index] ?? 0, cell.box[2], edges[index + 1] ?? 0],
  }))
}

/** The cells of each row that reach into no other. */
function singleRows({ cells, ys }: GridDraft): DraftCell[][] {
  const rows: DraftCell[][] = ys.slice(1).map(() => [])
  for (const cell of cells) if (cell.toRow === cell.row + 1) rows[cell.row]?.push(cell)
  return rows
}

/**
 * Some tables rule their columns but not every row. Where several columns hold amounts one under the other in what the
 * lines make one row, that row is cut into as many as there are heights with amounts.
 */
export function splitRows(draft: GridDraft): GridDraft {
  const ys: number[] = []
  const starts: number[] = []
  const levelsOf: number[][] = []
  const ownOf = singleRows(draft)
  for (let row = 0; row < draft.ys.length - 1; row += 1) {
    const own = ownOf[row] ?? []
    const amounts = findLevels(own)
    const levels = amounts.length < 2 ? [] : addTextLevels(amounts, own)
    starts.push(ys.length)
    levelsOf.push(levels)
    ys.push(draft.ys[row] ?? 0)
    for (let index = 1; index < levels.length; index += 1)
      ys.push(((levels[index - 1] ?? 0) + (levels[index] ?? 0)) / 2)
  }
  starts.push(ys.length)
  ys.push(draft.ys.at(-1) ?? 0)
  if (ys.length === draft.ys.length) return draft
  const cells = draft.cells.flatMap((cell) => {
    const row = starts[cell.row] ?? 0
    const toRow = starts[cell.toRow] ?? 0
    const levels = levelsOf[cell.row] ?? []
    if (cell.toRow > cell.row + 1 || levels.length < 2) return [{ ...cell, row, toRow }]
    return splitCell(cell, levels, ys.slice(row, toRow + 1), row)
  })
  return { ...draft, ys, cells: cells.sort((a, b) => a.row - b.row || a.column - b.column) }
}
