import { utils, type WorkSheet, write } from '@e965/xlsx'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { docxTable, htmlTable, type MadeCell, type MadeTable, makeDocx, paragraph } from '../../test/made-documents.ts'
import { readDocument } from '../documents/index.ts'
import { understand } from './reading.ts'

/** A table of a made budget: its caption lines, and rows of cells with '<' for a cell merged into the one before. */
interface BudgetTable {
  readonly captions: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

interface MadeBudget {
  readonly title: string
  readonly prose: readonly string[]
  readonly tables: readonly BudgetTable[]
}

function toTable({ rows }: BudgetTable, captions: readonly string[] = []): MadeTable {
  const columns = rows[0]?.length ?? 0
  const titles = captions.map((text, row): MadeCell => ({ text, row, column: 0, rowSpan: 1, columnSpan: columns }))
  const cells = rows.flatMap((row, index) =>
    row.flatMap((text, column): MadeCell[] => {
      if (text === '<') return []
      let columnSpan = 1
      while (row[column + columnSpan] === '<') columnSpan += 1
      return [{ text, row: captions.length + index, column, rowSpan: 1, columnSpan }]
    }),
  )
  return { rows: captions.length + rows.length, columns, cells: [...titles, ...cells] }
}

function toSheet(tables: readonly MadeTable[]): WorkSheet {
  const sheet = utils.aoa_to_sheet([[]])
  const merges: NonNullable<WorkSheet['!merges']> = []
  let top = 0
  for (const table of tables) {
    for (const { text, row, column, columnSpan } of table.cells) {
      utils.sheet_add_aoa(sheet, [[text === '' ? null : text]], { origin: { r: top + row, c: column } })
      const end = { r: top + row, c: column + columnSpan - 1 }
      if (columnSpan > 1) merges.push({ s: { r: top + row, c: column }, e: end })
    }
    top += table.rows
  }
  sheet['!merges'] = merges
  return sheet
}

function toWorkbook(sheets: readonly (readonly MadeTable[])[]): Uint8Array {
  const book = utils.book_new()
  for (const [index, tables] of sheets.entries()) utils.book_append_sheet(book, toSheet(tables), `Sheet${index + 1}`)
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }))
}

const asRows = (lines: readonly string[]): MadeTable =>
  toTable({ captions: [], rows: lines.map((line) => [line, '<', '<', '<']) })

const toHtml = (body: string): Uint8Array =>
  new TextEncoder().encode(`<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>${body}</body></html>`)

const withCaptions = (table: BudgetTable): MadeTable => toTable(table, table.captions)

const inWord = ({ title, prose, tables }: MadeBudget): Uint8Array =>
  makeDocx(
    [
      ...[title, ...prose].map((text) => paragraph(text)),
      ...tables.map((table) => table.captions.map((text) => paragraph(text)).join('') + docxTable(toTable(table))),
    ].join(''),
  )

/** The same budget as writers publish it, by the name of the manner. */
const manners: Readonly<Record<string, (budget: MadeBudget) => Uint8Array>> = {
  'Word, captions in the first rows': ({ title, prose, tables }) =>
    makeDocx(
      [
        ...[title, ...prose].map((text) => paragraph(text)),
        ...tables.map((table) => docxTable(withCaptions(table)) + paragraph('')),
      ].join(''),
    ),
  'a workbook, one sheet for each table': ({ title, prose, tables }) =>
    toWorkbook([[asRows([title, ...prose])], ...tables.map((table) => [withCaptions(table)])]),
  'a workbook, all on one sheet': ({ title, prose, tables }) =>
    toWorkbook([[asRows([title, ...prose]), ...tables.map(withCaptions)]]),
  'a page, captions as paragraphs': ({ title, prose, tables }) =>
    toHtml(
      [
        ...[title, ...prose].map((text) => `<p>${text}</p>`),
        ...tables.map((table) => table.captions.map((text) => `<p>${text}</p>`).join('') + htmlTable(toTable(table))),
      ].join(''),
    ),
  'a page, paragraphs within the cells': ({ title, prose, tables }) =>
    toHtml(
      [
        ...[title, ...prose].map((text) => `<p>${text}</p>`),
        ...tables.map((table) => htmlTable(withCaptions(table)).replace(/(<td[^>]*>)([^<]*)/g, '$1<p>$2</p>')),
      ].join(''),
    ),
}

async function understanding(bytes: Uint8Array): Promise<unknown> {
  const { document, tables } = understand(await readDocument(bytes))
  return {
    document,
    tables: tables.map(({ caption, unit, columns, rows, leftovers }) => ({
      title: caption.title,
      number: caption.number,
      organisation: caption.organisation,
      unit,
      columns: columns.map(({ path }) => path),
      rows: rows.map(({ code, name, side, cells }) => [code, name, side, ...cells.map((cell) => cell?.text ?? null)]),
      leftovers: leftovers.length,
    })),
  }
}

const amounts = fc.integer({ min: 1, max: 99_999_999 }).map((cents) => (cents / 100).toFixed(2))

const captionsOf = (number: number, title: string): string[] => [
  `表${number} ${title}`,
  '部门：某区大数据中心 单位：万元',
]

const budgets: fc.Arbitrary<MadeBudget> = fc.array(amounts, { minLength: 8, maxLength: 8 }).map((values) => {
  const [a, b, c, d, e, f, g, h] = values
  const at = (value: string | undefined): string => value ?? ''
  return {
    title: '某区大数据中心2024年部门预算',
    prose: [
      '第一部分 部门概况',
      '某区大数据中心负责全区政务数据的归集、共享和开放，承担政务网络的运行维护。',
      '第二部分 部门预算表',
    ],
    tables: [
      {
        captions: captionsOf(1, '部门收支总表'),
        rows: [
          ['收入', '<', '支出', '<'],
          ['项目', '预算数', '项目', '预算数'],
          ['一、一般公共预算拨款收入', at(a), '一、一般公共服务支出', at(b)],
          ['二、政府性基金预算拨款收入', '', '二、科学技术支出', at(c)],
          ['收入总计', at(a), '支出总计', at(d)],
        ],
      },
      {
        captions: captionsOf(2, '部门支出总表'),
        rows: [
          ['科目编码', '科目名称', '合计', '基本支出', '项目支出'],
          ['201', '一般公共服务支出', at(e), at(f), ''],
          ['20137', '网信事务', at(e), at(f), at(g)],
          ['合计', '<', at(e), at(f), at(g)],
        ],
      },
      {
        captions: captionsOf(3, '一般公共预算基本支出表'),
        rows: [
          ['人员经费', '<', '<', '公用经费', '<', '<', '<', '<', '<'],
          ['科目编码', '科目名称', '预算数', '科目编码', '科目名称', '预算数', '科目编码', '科目名称', '预算数'],
          ['301', '工资福利支出', at(a), '302', '商品和服务支出', at(b), '310', '资本性支出', at(c)],
          ['30101', '基本工资', at(a), '30201', '办公费', at(b), '31002', '办公设备购置', at(c)],
          ['人员经费合计', '<', at(d), '公用经费合计', '<', '<', '<', '<', at(h)],
        ],
      },
      {
        captions: captionsOf(4, '政府性基金预算支出表'),
        rows: [
          ['科目名称', '预算数'],
          ['城乡社区支出', at(g)],
          ['合计', at(h)],
        ],
      },
    ],
  }
})

describe('the same budget', () => {
  for (const [manner, make] of Object.entries(manners)) {
    it(`is understood alike as ${manner}`, async () => {
      await fc.assert(
        fc.asyncProperty(budgets, async (budget) => {
          const expected = await understanding(inWord(budget))
          expect(await understanding(make(budget))).toEqual(expected)
        }),
        { numRuns: 15 },
      )
    })
  }

  it('has four tables, and one row for a total whose label is merged over two sides', async () => {
    await fc.assert(
      fc.asyncProperty(budgets, async (budget) => {
        const { tables } = understand(await readDocument(inWord(budget)))
        expect(tables.map((table) => table.caption.title)).toHaveLength(4)
        const totals = tables[2]?.rows.filter((row) => row.name === '公用经费合计') ?? []
        expect(totals.map((row) => row.cells.map((cell) => cell?.text ?? null))).toEqual([
          [budget.tables[2]?.rows.at(-1)?.at(-1)],
        ])
      }),
      { numRuns: 15 },
    )
  })
})
