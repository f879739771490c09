import { readFileSync } from 'node:fs'
import type { Cell, DocumentIdentity, Row, Table } from '../src/budget/index.ts'
import { formatAmount, type MoneyUnit, parseNumber } from '../src/kernel/index.ts'
import { oracleFile } from './corpus.ts'

interface OracleRow {
  readonly line?: number
  readonly line_from?: number
  readonly side?: string
  readonly code?: string | null
  readonly name?: string | null
  readonly depth?: number
  readonly values?: Readonly<Record<string, number | null>>
}

interface OracleTable {
  readonly id: string
  readonly title: string
  readonly unit?: MoneyUnit
  readonly columns?: readonly string[]
  readonly rows?: readonly OracleRow[]
  readonly line_from?: number
  readonly fields?: unknown
}

interface OracleSheet {
  readonly doc: {
    readonly title: string
    readonly organisation: string
    readonly year: number
    readonly kind: string
    readonly unit: MoneyUnit
  }
  readonly tables: readonly OracleTable[]
}

const COUNTERS: readonly string[] = ['行次', '栏次']

/** The sheets hold plain numbers: a figure in 万元 is printed with two decimals. */
function cellOf(value: number | null | undefined, line: number): Cell | null {
  if (typeof value !== 'number') return null
  const text = formatAmount(BigInt(Math.round(value * 100)) * 100n, '元')
  const number = parseNumber(text)
  return number === null ? null : { text, number, isPercent: false, at: { line } }
}

function rowOf(row: OracleRow, index: number, columns: readonly string[]): Row {
  const line = row.line ?? row.line_from ?? 0
  return {
    code: row.code ?? null,
    name: row.name ?? '',
    depth: row.depth ?? 0,
    side: row.side ?? null,
    index,
    at: { line },
    cells: columns.map((column) => cellOf(row.values?.[column], line)),
    words: {},
  }
}

function tableOf(table: OracleTable, id: string, unit: MoneyUnit): Table {
  const rows = table.rows ?? []
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row.values ?? {})))].filter(
    (name) => !COUNTERS.includes(name),
  )
  const at = { line: table.line_from ?? 0 }
  return {
    id,
    form: null,
    caption: {
      title: table.title,
      number: null,
      year: null,
      organisation: null,
      unit: table.unit ?? unit,
      at,
      lines: [],
    },
    unit: table.unit ?? unit,
    columns: columns.map((column) => ({ path: column.split('/'), at })),
    rows: rows.map((row, index) => rowOf(row, index, columns)),
    notes: [],
    under: [],
    leftovers: [],
  }
}

/** The budget tables of an answer sheet as the reader should deliver them. */
export function oracleTables(name: string): { readonly document: DocumentIdentity; readonly tables: readonly Table[] } {
  const sheet: OracleSheet = JSON.parse(readFileSync(oracleFile(`${name}.tables`), 'utf8'))
  const { title, organisation, year, kind, unit } = sheet.doc
  const document: DocumentIdentity = {
    title,
    organisation,
    year,
    unit,
    kind: kind.includes('final') ? 'final-account' : 'budget',
  }
  const tables = sheet.tables.filter(
    (table) => table.fields === undefined && (table.rows ?? []).some((row) => row.values !== undefined),
  )
  return { document, tables: tables.map((table, index) => tableOf(table, `t${index + 1}`, unit)) }
}
