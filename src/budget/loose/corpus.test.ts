import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { corpusText, hasCorpus, oracleFile } from '../../../test/corpus.ts'
import { readDocument } from '../../documents/index.ts'
import { bareName, formatNumber, withoutOrdinal } from '../../kernel/index.ts'
import { readLayout } from '../layout/layout.ts'
import type { Table } from '../model.ts'
import { readTables } from '../tables/reader.ts'
import { readLooseTable } from './reader.ts'

interface SheetRow {
  readonly code?: string
  readonly name: string
  readonly values: Readonly<Record<string, number | string | null>>
}

interface SheetTable {
  readonly id: string
  readonly title: string
  readonly rows?: readonly SheetRow[]
}

const COUNTS = /^(?:行次|栏次)$/

const key = (code: string | null, name: string, values: readonly (number | null)[]): string =>
  JSON.stringify([code ?? bareName(withoutOrdinal(name)), values.filter((value) => value !== null)])

async function readText(name: string): Promise<Table[]> {
  const source = await readDocument(readFileSync(corpusText(name)))
  return readTables(readLayout(source).regions, readLooseTable)
}

/** The rows of the sheet with figures; rows of a table of words have none. */
function rowsOf(sheet: SheetTable): string[] {
  return (sheet.rows ?? []).flatMap((row) => {
    const values = Object.entries(row.values).filter(([column]) => !COUNTS.test(column))
    const figures = values.map(([, value]) => (typeof value === 'number' ? value : null))
    const isFilled = figures.some((figure) => figure !== null) && !values.some(([, value]) => typeof value === 'string')
    return isFilled ? [key(row.code ?? null, row.name, figures)] : []
  })
}

const printedRows = (tables: readonly Table[], title: string): string[] =>
  tables
    .filter((table) => bareName(title).includes(bareName(table.caption.title)))
    .flatMap((table) =>
      table.rows.map((row) =>
        key(
          row.code,
          row.name,
          row.cells.map((cell) => (cell === null ? null : Number(formatNumber(cell.number)))),
        ),
      ),
    )

describe.runIf(hasCorpus)('published texts without grids', () => {
  it.each(['jiangan-final-2024', 'qiaokou-budget-2021'])('give every row of %s', async (name) => {
    const tables = await readText(name)
    const sheets: SheetTable[] = JSON.parse(readFileSync(oracleFile(`${name}.tables`), 'utf8')).tables
    const missed = sheets.flatMap((sheet) => {
      const printed = new Set(printedRows(tables, sheet.title))
      return rowsOf(sheet).filter((row) => !printed.has(row))
    })
    expect(missed).toEqual([])
  })

  it('leave no number of a table behind', async () => {
    const tables = await readText('jiangan-final-2024')
    expect(tables.flatMap((table) => table.leftovers)).toEqual([])
  })
})
