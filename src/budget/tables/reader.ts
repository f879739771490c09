import type { Grid, GridCell } from '../../documents/index.ts'
import type { MoneyUnit } from '../../kernel/index.ts'
import { readInnerCaption } from '../layout/captions.ts'
import { bare, FORM_TITLE, NOTE_START } from '../layout/wording.ts'
import type { Caption, Paragraph, Region, Table, TableRegion } from '../model.ts'
import { assignRoles } from './columns.ts'
import { joinFurtherColumns } from './further-columns.ts'
import { countHeadRows, hasHeadWords, readHead } from './head.ts'
import {
  append,
  countRepeatedRows,
  fitWidth,
  type Matrix,
  printedIn,
  toMatrix,
  trim,
  withoutMargins,
} from './matrix.ts'
import { repairRows } from './repair.ts'
import { readRows } from './rows.ts'
import { planColumns } from './sides.ts'
import { joinWrappedNames } from './wrapped-names.ts'

const UNIT_IN_HEAD = /[（(](?:单位[:：])?(亿元|百万元|万元|千元|元)[)）]/
/** The exact cells that only a performance form has. */
const FORM_CELL =
  /^(?:一级指标|二级指标|三级指标|指标值|年度指标值|指标名称|指标性质|指标权重(?:[（(]%[)）])?|绩效指标|联系电话|项目负责人|项目执行单位|项目属性|起始年度|填报人|年度资金总额|年度总体目标|总体目标|年度绩效目标|长期绩效目标|项目绩效目标)$/

const NO_CAPTION = (grid: Grid): Caption => ({
  title: '',
  number: null,
  year: null,
  organisation: null,
  unit: null,
  at: grid.at,
  lines: [],
})

const hasFormCells = (grid: Grid): boolean => grid.cells.filter((cell) => FORM_CELL.test(bare(cell.text))).length >= 2

/** The grids of a region that are tables of values: none of a form, and only those before a form that follows. */
function valueGrids(region: TableRegion): readonly Grid[] {
  const form = region.grids.findIndex(hasFormCells)
  if (form < 0) return region.grids
  return FORM_TITLE.test(region.caption?.title ?? '') ? [] : region.grids.slice(0, form)
}

const isNoteCell = (cell: GridCell, grid: Grid): boolean =>
  NOTE_START.test(cell.text) && (cell.columnSpan > grid.columns / 2 || cell.column <= 1)

/** Notes printed in the last rows of the grid itself. */
function readInnerNotes(grid: Grid): { rows: number; notes: Paragraph[] } {
  const notes: Paragraph[] = []
  let rows = grid.rows
  for (let row = grid.rows - 1; row > 0; row -= 1) {
    const printed = grid.cells.filter((cell) => cell.row === row && cell.text.trim() !== '')
    const [note] = printed
    if (note === undefined || printed.length > 1 || !isNoteCell(note, grid)) break
    notes.unshift({ text: note.text, at: note.at, lines: [{ start: 0, at: note.at }] })
    rows = row
  }
  return { rows, notes }
}

interface Body {
  readonly matrix: Matrix
  readonly headRows: number
  readonly notes: readonly Paragraph[]
}

function openGrid(grid: Grid): { matrix: Matrix; notes: readonly Paragraph[] } {
  const inner = readInnerCaption(grid)
  const { rows, notes } = readInnerNotes(grid)
  const matrix = toMatrix(grid, inner.rows < rows ? inner.rows : 0)
  return { matrix: trim({ ...matrix, rows: matrix.rows.slice(0, rows - (grid.rows - matrix.rows.length)) }), notes }
}

/** Joins the grids of a region into tables: one goes on in the next where the columns are the same. */
function joinGrids(grids: readonly Grid[]): Body[] {
  const bodies: Body[] = []
  for (const grid of grids) {
    const { matrix, notes } = openGrid(grid)
    if (matrix.rows.length === 0) continue
    const last = bodies.at(-1)
    const fitted = last === undefined ? null : fitWidth(matrix, last.matrix.width)
    if (last !== undefined && fitted !== null && continues(last, fitted)) {
      const skip = countRepeatedRows(last.matrix, fitted, last.headRows)
      bodies[bodies.length - 1] = {
        ...last,
        matrix: append(last.matrix, fitted, skip),
        notes: [...last.notes, ...notes],
      }
    } else {
      const own = withoutMargins(matrix)
      bodies.push({ matrix: own, headRows: countHeadRows(own), notes })
    }
  }
  return bodies
}

/** The next grid prints the same head again, or no head at all. */
function continues(last: Body, matrix: Matrix): boolean {
  if (countRepeatedRows(last.matrix, matrix, last.headRows) > 0) return true
  const headRows = countHeadRows(matrix)
  return headRows === 0 || !hasHeadWords(matrix, headRows)
}

function unitInHead({ matrix, headRows }: Body): MoneyUnit | null {
  for (let row = 0; row < headRows; row += 1) {
    for (const spot of printedIn(matrix, row)) {
      const unit = UNIT_IN_HEAD.exec(spot.text)?.[1]
      if (unit !== undefined) return unit as MoneyUnit
    }
  }
  return null
}

function readBody(body: Body, region: TableRegion, caption: Caption): Omit<Table, 'id'> | null {
  const { matrix, headRows } = body
  const rows = Array.from({ length: matrix.rows.length - headRows }, (_, index) => headRows + index)
  const fallback = printedIn(matrix, 0)[0]
  if (fallback === undefined) return null
  const plan = planColumns(assignRoles(matrix, readHead(matrix, headRows), rows), fallback)
  if (plan.columns.length === 0) return null
  const drafts = readRows(matrix, rows, plan)
  const isList = caption.title === '' && !drafts.rows.some((row) => row.cells.some((cell) => cell !== null))
  if (isList) return null
  const read = repairRows(plan.columns, drafts)
  const named = matrix.evidence === 'aligned' ? joinWrappedNames(read.rows) : read.rows
  return {
    form: null,
    caption,
    unit: caption.unit ?? unitInHead(body),
    columns: plan.columns,
    rows: named,
    notes: [...region.notes, ...body.notes],
    under: region.under,
    leftovers: read.leftovers,
  }
}

/** Reads one region with grids: mostly one table, several where one caption stands over several. */
export function readTable(region: TableRegion): Omit<Table, 'id'>[] {
  const grids = valueGrids(region)
  const [grid] = grids
  if (grid === undefined) return []
  const caption = region.caption ?? NO_CAPTION(grid)
  return joinGrids(grids).flatMap((body) => readBody(body, region, caption) ?? [])
}

/** The unit of a document whose captions all print the same one; a table without its own is printed in it too. */
function commonUnit(regions: readonly Region[]): MoneyUnit | null {
  const units = new Set(regions.flatMap((region) => (region.kind === 'table' ? (region.caption?.unit ?? []) : [])))
  const [unit] = units
  return units.size === 1 ? (unit ?? null) : null
}

/** Reads all tables of a document in printed order. `readLoose` reads those that have lost their grid. */
export function readTables(
  regions: readonly Region[],
  readLoose: (region: TableRegion) => readonly Omit<Table, 'id'>[] = () => [],
): Table[] {
  const unit = commonUnit(regions)
  const tables = regions.flatMap((region) => {
    if (region.kind !== 'table') return []
    return region.grids.length > 0 ? readTable(region) : readLoose(region)
  })
  return joinFurtherColumns(tables).map((table, index) => ({ ...table, id: `t${index + 1}`, unit: table.unit ?? unit }))
}
