import { bareName, withoutOrdinal } from '../../kernel/index.ts'
import { economicOfDepartments, functional } from '../classification/classification.ts'
import type { Cell, Row, Table } from '../model.ts'
import { type Meaning, meaningOf } from '../vocabulary/meaning.ts'
import type { PartialFact } from '../vocabulary/terms.ts'
import type { TitleMeaning } from '../vocabulary/title.ts'
import { ordinalStyleOf } from './ordinals.ts'
import {
  codeByName,
  codedScheme,
  codeOf,
  factOfCode,
  factOfWords,
  namedScheme,
  type RowScheme,
  wholeCode,
} from './row-codes.ts'
import type { RowKind } from './statement.ts'

/** A row by itself, before its place in the hierarchy is known. */
export interface NamedRow {
  readonly row: Row
  readonly index: number
  readonly kind: RowKind
  readonly fact: PartialFact | null
  readonly code: string | null
  readonly isOrganisation: boolean
}

const ORGANISATION =
  /(?:局|委|委员会|中心|院|所|校|学校|站|部|队|办|办公室|室|处|会|馆|单位|本级|机关|政府|社|园|台|厅|集团|公司|基地|库|段)(?:[（(].*[)）])?$/
const BALANCE: readonly string[] = ['opening', 'closing', 'surplus-used', 'surplus-distributed']
const OF_WHICH = /^[\s\u3000]*其中/

const isBlank = (cells: readonly (Cell | null)[]): boolean => cells.every((cell) => cell === null)

const saysOnlyFlow = (fact: PartialFact): boolean => Object.keys(fact).every((key) => key === 'flow')

/** 本年支出 without anything else is the total of its list even where 合计 is not printed. */
function kindOf(name: string, meaning: Meaning | null): RowKind {
  if (meaning === null) return OF_WHICH.test(name) ? 'of-which' : 'item'
  const { fact, role } = meaning
  if (role === 'of-which') return fact.item === undefined ? 'of-which' : 'item'
  if (fact.flow === 'income-total' || fact.flow === 'expenditure-total' || role === 'grand-total') return 'grand'
  if (BALANCE.includes(fact.flow ?? '')) return 'balance'
  if (role === 'total') return 'total'
  return fact.flow !== undefined && saysOnlyFlow(fact) ? 'total' : 'item'
}

function schemeOf(rows: readonly Row[], side: string | null, title: TitleMeaning): RowScheme {
  if (side !== null && /经济/.test(side)) return side.includes('政府') ? 'government-economy' : 'economy'
  if (side !== null && /功能/.test(side)) return 'function'
  if (side !== null && /收入|来源/.test(side) && !/支出/.test(side)) return 'list'
  const coded = codedScheme(rows) ?? title.among
  return coded ?? (title.fact.nature === 'project' ? 'list' : namedScheme(rows))
}

/** Names without codes find their codes below the names above them. */
class NameChain {
  readonly scheme: RowScheme
  private codes: readonly string[] = []

  constructor(scheme: RowScheme) {
    this.scheme = scheme
  }

  factOf(name: string, isNumbered: boolean): PartialFact | null {
    const classification =
      this.scheme === 'function' ? functional : this.scheme === 'economy' ? economicOfDepartments : null
    if (classification === null) return null
    const code = codeByName(name, isNumbered ? [] : this.codes, classification)
    if (code === null) return null
    this.codes = [...this.codes.filter((above) => code.startsWith(above) && above !== code), code]
    return this.scheme === 'function' ? { flow: 'expenditure', function: code } : { flow: 'expenditure', economy: code }
  }
}

/** A list of projects without codes: its rows are projects whatever their names remind of. */
const isProjectList = (title: TitleMeaning, scheme: RowScheme): boolean =>
  title.fact.nature === 'project' && scheme === 'list'

const UNIT_CODE = /^\d{2,9}$/
const UNIT_HEAD = /单位名称|项目单位|预算单位|实施单位|执行单位/

/** A project, and the unit that runs it where a column of words says so; or the unit above its projects. */
function projectFact(row: Row, code: string | null): PartialFact {
  const name = row.name.trim()
  if (code !== null && UNIT_CODE.test(code) && ORGANISATION.test(name)) return { organisation: name }
  const unit = Object.entries(row.words)
    .find(([head]) => UNIT_HEAD.test(head))?.[1]
    .text.trim()
  return { project: bareName(name), ...(unit === undefined || unit === '' ? {} : { organisation: unit }) }
}

/** 530000210000000018027, 42010224T000000000123: the number of a project, not of anything that sums up. */
const PROJECT_CODE = /^(?=.*\d{6})[\dA-Z]{15,}$/

function itemFact(row: Row, code: string | null, meaning: Meaning | null, context: Context): PartialFact | null {
  const isPurchase = code !== null && context.scheme === 'list' && context.title.fact.item === 'procurement'
  const isProject = code !== null && PROJECT_CODE.test(code)
  if (isProject || isProjectList(context.title, context.scheme) || isPurchase) return projectFact(row, code)
  if (meaning !== null) return Object.keys(meaning.fact).length === 0 ? null : meaning.fact
  return ORGANISATION.test(row.name.trim()) ? { organisation: row.name.trim() } : null
}

export const isUnit = (fact: PartialFact | null): boolean =>
  fact?.organisation !== undefined && fact.project === undefined

interface Context {
  readonly scheme: RowScheme
  readonly title: TitleMeaning
  readonly chain: NameChain
  readonly hasTotal: boolean
}

function classifiedRow(row: Row, index: number, context: Context): NamedRow | null {
  const { code: printed, name } = codeOf(row)
  const code = printed === null ? null : wholeCode(printed, name, context.scheme)
  const words = factOfWords(row)
  const byWords = words.function !== undefined || words.economy !== undefined ? words : null
  const byCode = code === null ? null : factOfCode(code, context.scheme)
  if (byCode === null && byWords === null) return null
  const fact: PartialFact = { flow: 'expenditure', ...byWords, ...byCode }
  return {
    row,
    index,
    kind: 'item',
    fact,
    code: byCode === null ? null : code,
    isOrganisation: false,
  }
}

function nameRow(row: Row, index: number, context: Context): NamedRow {
  const plain = { row, index, code: codeOf(row).code, isOrganisation: false }
  if (isBlank(row.cells) && row.name.trim() === '') return { ...plain, kind: 'heading', fact: null }
  const classified = classifiedRow(row, index, context)
  if (classified !== null) return classified
  if (row.name.trim() === '' && row.code === null)
    return { ...plain, kind: context.hasTotal ? 'item' : 'total', fact: context.hasTotal ? null : {} }
  const meaning = meaningOf(
    row.name,
    context.scheme === 'list' ? {} : { among: context.scheme === 'function' ? 'function' : 'economy' },
  )
  const kind = kindOf(row.name, meaning)
  if (kind !== 'item') return { ...plain, kind, fact: meaning?.fact ?? null }
  const isNumbered = ordinalStyleOf(row.name) !== null
  const chained = PROJECT_CODE.test(plain.code ?? '')
    ? null
    : context.chain.factOf(withoutOrdinal(codeOf(row).name.replace(OF_WHICH, '')), isNumbered)
  const fact = chained ?? (context.scheme === 'government-economy' ? null : itemFact(row, plain.code, meaning, context))
  return {
    ...plain,
    kind,
    fact,
    isOrganisation: isUnit(fact) || (fact === null && plain.code !== null),
  }
}

/** Understands each row of one side by its code, name and words. */
export function nameRows(table: Table, side: string | null, title: TitleMeaning): readonly NamedRow[] {
  const placed = table.rows.map((row, index) => ({ row, index })).filter(({ row }) => row.side === side)
  const rows = placed.map(({ row }) => row)
  const scheme = schemeOf(rows, side, title)
  const hasTotal = rows.some((row) => ['total', 'grand-total'].includes(meaningOf(row.name)?.role ?? ''))
  const context: Context = { scheme, title, chain: new NameChain(scheme), hasTotal }
  return withOrganisations(placed.map(({ row, index }) => nameRow(row, index, context)))
}

/** Among units a name that nothing else explains is a unit too: 广东省广州花都监狱. */
function withOrganisations(rows: readonly NamedRow[]): readonly NamedRow[] {
  const units = rows.filter((row) => isUnit(row.fact)).length
  const unexplained = rows.filter((row) => row.kind === 'item' && row.fact === null).length
  if (units <= unexplained) return rows
  return rows.map((row) => {
    const isNameless = row.row.name.trim() === '' || ordinalStyleOf(row.row.name) !== null
    if (row.kind !== 'item' || row.fact !== null || isNameless) return row
    return { ...row, fact: { organisation: row.row.name.trim() }, isOrganisation: true }
  })
}
