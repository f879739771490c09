import type { Column, Row, Table } from '../../budget/index.ts'
import type { PerformanceForm, PerformanceSubject } from '../model.ts'
import { letters } from '../sheet/words.ts'

/** A project as a budget table lists it. */
export interface ListedProject {
  readonly table: Table
  readonly row: Row
  /** The first value column whose head says total; null where the table has none. */
  readonly column: Column | null
}

const isProjectTable = (table: Table): boolean =>
  /项目支出/.test(table.caption.title) && !/绩效|决算|基本支出/.test(table.caption.title) && table.columns.length > 0

const totalColumn = (table: Table): Column | null =>
  table.columns.find((column) => /^(合计|总计|金额|预算数)$/.test(letters(column.path.at(-1) ?? ''))) ??
  table.columns[0] ??
  null

/** The rows of the project tables of the document. */
export const listedProjects = ({ reading }: PerformanceSubject): ListedProject[] =>
  reading.tables
    .filter(isProjectTable)
    .flatMap((table) => table.rows.map((row) => ({ table, row, column: totalColumn(table) })))

const LONG_CODE = 15

const isNamed = (name: string, other: string | undefined): boolean =>
  other !== undefined && letters(other) === letters(name)

/**
 * The listed project of a form: by its code, else by its name where one project alone is called so. A category of
 * projects (日常运行) bears one name in many units.
 */
export function findListed(
  form: PerformanceForm,
  listed: readonly ListedProject[],
  forms: readonly PerformanceForm[],
): ListedProject | null {
  const code = form.fields.code?.text.replace(/\s+/g, '')
  if (code !== undefined && code.length >= LONG_CODE) {
    const byCode = listed.find(({ row }) => row.code === code)
    if (byCode !== undefined) return byCode
  }
  const name = form.fields.project?.text
  if (name === undefined || forms.filter(({ fields }) => isNamed(name, fields.project?.text)).length > 1) return null
  const byName = listed.filter(({ row }) => isNamed(name, row.name))
  return byName.length === 1 ? (byName[0] ?? null) : null
}

const UNIT_CODE = /^\d{3,6}$/
const UNIT_NAME =
  /(局|委员会|委|办|办公室|中心|院|校|学校|学院|站|所|会|厅|处|室|队|馆|本级|机关|政府|部|公司|医院|园)$/

/** The unit that a project is booked under: the column 项目单位, else the row of a unit above it. */
export function unitOfListed({ table, row }: ListedProject): { text: string; at: Row['at'] } | null {
  const word = Object.entries(row.words).find(([head]) => /单位/.test(head))?.[1]
  if (word !== undefined) return word
  const above = table.rows.slice(0, table.rows.indexOf(row))
  const unit = above.findLast(
    ({ code, name }) => code !== null && UNIT_CODE.test(code) && UNIT_NAME.test(letters(name)),
  )
  return unit === undefined ? null : { text: unit.name, at: unit.at }
}
