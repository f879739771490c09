import type { Place } from '../../documents/index.ts'
import { type MoneyUnit, toAmount } from '../../kernel/index.ts'
import { formOf } from '../forms/forms.ts'
import type { DocumentIdentity, Fact, Figure, Table } from '../model.ts'
import { mergeFacts } from '../vocabulary/merging.ts'
import type { PartialFact } from '../vocabulary/terms.ts'
import { meaningOfTitle, type TitleMeaning } from '../vocabulary/title.ts'
import { columnSenses, isChangeColumn } from './columns.ts'
import { composeFact, mergeHeads } from './compose.ts'
import { placeRows } from './hierarchy.ts'
import { nameRows } from './rows.ts'
import { settleScopes } from './scopes.ts'
import type { ColumnSense, Entry, RowSense, Statement } from './statement.ts'
import { meantUnits } from './units.ts'

const NO_MONEY: readonly string[] = ['derived', 'count', 'line-number', 'code', 'words']

function flowOfSide(side: string | null): PartialFact {
  if (side === null) return {}
  const isIncome = /收入|来源/.test(side)
  const isExpenditure = /支出|运用|经费/.test(side)
  if (isIncome === isExpenditure) return {}
  return { flow: isIncome ? 'income' : 'expenditure' }
}

function rowsOf(table: Table, title: TitleMeaning): readonly RowSense[] {
  const sides = [...new Set(table.rows.map((row) => row.side))]
  return sides.flatMap((side) => placeRows(nameRows(table, side, title))).sort((a, b) => a.index - b.index)
}

interface Understanding {
  readonly table: Table
  readonly title: PartialFact
  /** False where the title has words that are not understood: its figures then claim nothing. */
  readonly isCertain: boolean
  /** The title names several items: a figure is of one only when its head or row says which. */
  readonly needsItem: boolean
  readonly unit: MoneyUnit
  readonly document: DocumentIdentity
  /** Where amounts stand whose column is not certain: they claim nothing, and neither do the blanks beside them. */
  readonly doubtful: ReadonlySet<Place>
}

const isDoubtful = ({ row }: RowSense, { doubtful }: Understanding): boolean =>
  doubtful.size > 0 && row.cells.some((cell) => cell !== null && doubtful.has(cell.at))

/** What is the same in every row of a column. */
interface ColumnEntries {
  readonly column: ColumnSense
  readonly holdsMoney: boolean
  /** Its figures state no fact: their head is not understood, or they are differences. */
  readonly isMute: boolean
  readonly heads: PartialFact | null
}

function columnEntries(column: ColumnSense, title: PartialFact): ColumnEntries {
  const isChange = isChangeColumn(column)
  return {
    column,
    holdsMoney: isChange || !NO_MONEY.includes(column.role),
    isMute: isChange || column.fact === null,
    heads: mergeHeads(title, column.fact ?? {}),
  }
}

/** Gives the entries of one row, column by column. */
function entriesIn(row: RowSense, of: Understanding): (column: ColumnEntries) => Entry | null {
  const side = flowOfSide(row.row.side)
  const isKnown = of.isCertain && row.fact !== null && !isDoubtful(row, of)
  return ({ column, holdsMoney, isMute, heads }) => {
    const cell = row.row.cells[column.index] ?? null
    if (!holdsMoney || row.kind === 'heading' || cell?.isPercent === true) return null
    const layers = { title: of.title, side, column: column.fact ?? {}, row: row.fact ?? {} }
    const composed = isKnown && !isMute ? composeFact(layers, heads, of.document) : null
    return {
      table: of.table,
      row,
      column,
      amount: cell === null ? null : toAmount(cell.number, of.unit),
      unit: of.unit,
      text: cell?.text ?? '',
      fact: of.needsItem && composed?.item === undefined ? null : asTotal(composed, row),
    }
  }
}

function asTotal(fact: Fact | null, row: RowSense): Fact | null {
  const grand = row.kind === 'grand' && fact !== null ? GRAND[fact.flow] : undefined
  return grand === undefined || fact === null ? fact : { ...fact, flow: grand }
}

/** 总计 on the side of income is 收入总计. */
const GRAND: Readonly<Partial<Record<string, 'income-total' | 'expenditure-total'>>> = {
  income: 'income-total',
  expenditure: 'expenditure-total',
}

/** A column belongs to a side when one of the side's rows has a figure in it, or when the table has one side only. */
function columnsOfSides(table: Table): (side: string | null, column: number) => boolean {
  const sides = new Set(table.rows.map((row) => row.side))
  if (sides.size < 2) return () => true
  const used = new Set<string>()
  for (const row of table.rows) {
    for (const [column, cell] of row.cells.entries()) if (cell !== null) used.add(`${row.side}|${column}`)
  }
  return (side, column) => used.has(`${side}|${column}`)
}

/** One strange character may be a slip of reading or of typing; two are a word. The publisher's name is no word. */
const isCertain = (table: Table, title: TitleMeaning, document: DocumentIdentity): boolean =>
  table.caption.title.trim() !== '' &&
  [...title.unknown].filter((sign) => !document.organisation.includes(sign)).length < 2

const PROJECT_MONEY = /^(?:项目)?(?:支出)?(?:预算)?(?:金额|总额|预算数)(?:[（(]万?元[）)])?$/

/** 项目支出绩效表 with a column 金额 lists projects with their money beside their goals. */
const listsProjects = (table: Table, title: TitleMeaning): boolean =>
  title.fact.nature === 'project' &&
  table.columns.length === 1 &&
  table.columns.every(({ path }) => PROJECT_MONEY.test((path.at(-1) ?? '').replace(/\s+/g, '')))

/** The words of the title, and what the form of that title means beyond them. */
function titleOf(table: Table): TitleMeaning {
  const title = meaningOfTitle(table.caption.title)
  const form = formOf(table.caption.title)
  if (form === null) return title
  const fact = mergeFacts(title.fact, form.facts ?? {}) ?? title.fact
  return { ...title, fact, unknown: '', isMixed: title.isMixed && fact.item === undefined }
}

/**
 * Understands a table: null where its numbers are targets or scores, where it has no unit, or where it holds nothing.
 */
export function statementOf(table: Table, document: DocumentIdentity, meant?: MoneyUnit): Statement | null {
  const title = titleOf(table)
  const unit = meant ?? table.unit ?? document.unit
  if (unit === null || table.rows.length === 0 || (title.isPerformance && !listsProjects(table, title))) return null
  const columns = columnSenses(table, title.fact, document)
  const rows = rowsOf(table, title)
  const isOf = columnsOfSides(table)
  const of: Understanding = {
    table,
    title: title.fact,
    isCertain: isCertain(table, title, document),
    needsItem: title.isMixed,
    unit,
    document,
    doubtful: new Set(table.leftovers.map(({ at }) => at)),
  }
  const inColumns = columns.map((column) => columnEntries(column, title.fact))
  const entries = rows.map((row) => {
    const entryIn = entriesIn(row, of)
    return inColumns.map((each) => (isOf(row.row.side, each.column.index) ? entryIn(each) : null))
  })
  return { table, book: 0, title: title.fact, isCertain: of.isCertain, columns, rows, entries }
}

/** Reads a table whose head has a wrong unit in the one that its figures are printed in, and notes it. */
function inMeantUnits(statements: readonly Statement[], document: DocumentIdentity): readonly Statement[] {
  const meant = new Map(meantUnits(statements).map(({ statement, unit }) => [statement, unit]))
  return statements.map((statement) => {
    const unit = meant.get(statement)
    const again = unit === undefined ? null : statementOf(statement.table, document, unit)
    return unit === undefined || again === null ? statement : { ...again, meantUnit: unit }
  })
}

/** A form that comes again begins the books of the next unit. */
function withBooks(statements: readonly Statement[]): readonly Statement[] {
  let book = 0
  let seen = new Set<string>()
  return statements.map((statement) => {
    const id = formOf(statement.table.caption.title)?.id
    if (id !== undefined && seen.has(id)) {
      book += 1
      seen = new Set()
    }
    if (id !== undefined) seen.add(id)
    return { ...statement, book }
  })
}

const known = new WeakMap<readonly Table[], readonly Statement[]>()

/** All tables understood, each with the scope that the others bear out. Worked out once for one list of tables. */
export function statementsOf(tables: readonly Table[], document: DocumentIdentity): readonly Statement[] {
  const earlier = known.get(tables)
  if (earlier !== undefined) return earlier
  const plain = tables.map((table) => statementOf(table, document)).filter((each) => each !== null)
  const understood = withBooks(inMeantUnits(plain, document))
  const books = new Set(understood.map(({ book }) => book))
  const statements = [...books].flatMap((book) => settleScopes(understood.filter((each) => each.book === book)))
  known.set(tables, statements)
  return statements
}

function figureOf(entry: Entry): Figure[] {
  if (entry.fact === null) return []
  const cell = entry.row.row.cells[entry.column.index]
  return [
    {
      fact: entry.fact,
      amount: entry.amount,
      text: entry.text,
      at: cell?.at ?? entry.row.row.at,
      table: entry.table,
      row: entry.row.row,
      column: entry.column.column,
    },
  ]
}

/** Every cell whose words say what it is, blanks included, in printed order. */
export const factsOf = (tables: readonly Table[], document: DocumentIdentity): readonly Figure[] =>
  statementsOf(tables, document).flatMap((statement) =>
    statement.entries.flatMap((row) => row.flatMap((entry) => (entry === null ? [] : figureOf(entry)))),
  )
