import type { Place } from '../../documents/index.ts'
import { bare } from '../layout/wording.ts'
import type { Cell, Row, Table } from '../model.ts'

type Draft = Omit<Table, 'id'>

/** How far apart, in points, one row may stand on the two pages that a wide table was cut into. */
const DRIFT = 3

const topOf = (at: Place): { page: number; top: number } | null =>
  'box' in at ? { page: at.page, top: at.box[1] } : null

const isNameless = (row: Row): boolean => row.name === '' && row.code === null

/** A table of columns alone, below the title of the table before it: the right part of a sheet too wide for its page. */
function mayContinue(left: Draft, right: Draft): boolean {
  if (left.caption.title === '' || bare(left.caption.title) !== bare(right.caption.title)) return false
  const hasNames = left.rows.length > 0 && !left.rows.every(isNameless)
  return hasNames && right.rows.every(isNameless)
}

/** The row of the left part at the height of a row of the right part, pages apart as the two parts are. */
function findRow(left: Draft, row: Row, pages: number): number {
  const place = topOf(row.at)
  if (place === null) return -1
  return left.rows.findIndex((each) => {
    const other = topOf(each.at)
    return other !== null && other.page + pages === place.page && Math.abs(other.top - place.top) <= DRIFT
  })
}

function pagesBetween(left: Draft, right: Draft): number | null {
  const [from, to] = [left.columns[0], right.columns[0]].map((column) =>
    column === undefined ? null : topOf(column.at),
  )
  return from == null || to == null || from.page === to.page ? null : to.page - from.page
}

function join(left: Draft, right: Draft, rows: readonly number[]): Draft {
  const blank: readonly (Cell | null)[] = right.columns.map(() => null)
  return {
    ...left,
    unit: left.unit ?? right.unit,
    columns: [...left.columns, ...right.columns],
    rows: left.rows.map((row, index) => {
      const further = rows.indexOf(index)
      return { ...row, cells: [...row.cells, ...(right.rows[further]?.cells ?? blank)] }
    }),
    notes: [...left.notes, ...right.notes],
    leftovers: [...left.leftovers, ...right.leftovers],
  }
}

/** Joins the parts of tables that were printed too wide for one page, row by row at the same height. */
export function joinFurtherColumns(tables: readonly Draft[]): Draft[] {
  const joined: Draft[] = []
  for (const table of tables) {
    const left = joined.at(-1)
    const pages = left !== undefined && mayContinue(left, table) ? pagesBetween(left, table) : null
    const rows = left === undefined || pages === null ? [] : table.rows.map((row) => findRow(left, row, pages))
    const fits = pages !== null && rows.every((row, index) => row >= 0 && rows.indexOf(row) === index)
    if (left !== undefined && fits) joined[joined.length - 1] = join(left, table, rows)
    else joined.push(table)
  }
  return joined
}
