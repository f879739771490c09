import { readFileSync } from 'node:fs'
import { utils, type WorkSheet, write } from '@e965/xlsx'
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { corpusFile, hasCorpus } from '../../../test/corpus.ts'
import { madeTables, makeWorkbook, zip } from '../../../test/made-documents.ts'
import { type Block, type Grid, readDocument, type Source } from '../index.ts'

type Row = (string | number | null)[]

function workbook(sheets: Record<string, WorkSheet>, type: 'xlsx' | 'biff8' | 'xlsb' = 'xlsx', hidden = 0): Uint8Array {
  const book = utils.book_new()
  for (const [name, sheet] of Object.entries(sheets)) utils.book_append_sheet(book, sheet, name)
  book.Workbook = { Sheets: book.SheetNames.map((_, index) => ({ Hidden: index < hidden ? 1 : 0 })) }
  return new Uint8Array(write(book, { type: 'array', bookType: type }))
}

const sheet = (rows: Row[], merges: string[] = []): WorkSheet => {
  const made = utils.aoa_to_sheet(rows)
  made['!merges'] = merges.map((merge) => utils.decode_range(merge))
  return made
}

const blocksOf = (source: Source): Block[] => source.pages.flatMap((page) => page.blocks)
const outline = (source: Source): string[] =>
  blocksOf(source).map((block) => (block.kind === 'line' ? block.text : `${block.rows}×${block.columns}`))
const texts = (block: Block | undefined): string[] =>
  block?.kind === 'grid' ? block.cells.map((cell) => cell.text) : []
const withoutPlaces = (grid: Grid) => ({
  rows: grid.rows,
  columns: grid.columns,
  cells: grid.cells.map(({ at: _, ...cell }) => cell),
})

const head: Row = ['科目编码', '科目名称', '合计']
const body: Row[] = [head, ['201', '一般公共服务支出', 1185.09], ['208', '社会保障和就业支出', 27.73]]

describe('workbooks', () => {
  it.each(['xlsx', 'biff8'] as const)('read any table with merged cells back from %s', async (type) => {
    // Captions and notes are told from the table by how they are filled, so the first and last rows are full here.
    const framed = madeTables.map((table) => {
      const full = (row: number, word: string) =>
        Array.from({ length: table.columns }, (_, column) => ({
          text: `${word}${column}`,
          row,
          column,
          rowSpan: 1,
          columnSpan: 1,
        }))
      const inner = table.cells.map((cell) => ({ ...cell, row: cell.row + 1 }))
      const cells = [...full(0, '栏'), ...inner, ...full(table.rows + 1, '合')]
      return { rows: table.rows + 2, columns: table.columns, cells }
    })
    await fc.assert(
      fc.asyncProperty(framed, async (table) => {
        const [grid] = blocksOf(await readDocument(makeWorkbook(table, type)))
        expect(grid?.kind === 'grid' && withoutPlaces(grid)).toEqual(table)
      }),
      { numRuns: 60 },
    )
  })

  it('give each sheet as a page with its name and each cell its address', async () => {
    const source = await readDocument(workbook({ 表1: sheet(body), 表2: sheet(body) }))
    expect(source.pages.map((page) => [page.number, page.name])).toEqual([
      [1, '表1'],
      [2, '表2'],
    ])
    const [grid] = blocksOf(source)
    expect(grid?.kind === 'grid' && grid.cells.at(-1)).toMatchObject({
      text: '27.73',
      at: { sheet: '表1', cell: 'C3' },
    })
  })

  it('tell captions and notes from the table', async () => {
    const rows: Row[] = [
      ['表3'],
      ['部门支出总表'],
      ['部门：某区某中心', null, '单位：万元'],
      ...body,
      ['注：本表不含教育收费。'],
    ]
    const source = await readDocument(workbook({ 支出: sheet(rows, ['A2:C2', 'A7:C7']) }))
    expect(outline(source)).toEqual([
      '表3',
      '部门支出总表',
      '部门：某区某中心',
      '单位：万元',
      '3×3',
      '注：本表不含教育收费。',
    ])
  })

  it('keep a blank row and section heads inside the table', async () => {
    const rows: Row[] = [
      ['部门收支总表'],
      ...body,
      [null],
      ['210', '卫生健康支出', 19.43],
      ['项目信息'],
      ['221', '住房保障支出', 29.44],
    ]
    const source = await readDocument(workbook({ 收支: sheet(rows, ['A1:C1', 'A7:C7']) }))
    expect(outline(source)).toEqual(['部门收支总表', '6×3'])
  })

  it('split two tables under their own titles', async () => {
    const rows: Row[] = [['表1 收入总表'], ...body, [null], ['表2 支出总表'], ...body]
    const source = await readDocument(workbook({ 两表: sheet(rows, ['A1:C1', 'A6:C6']) }))
    expect(outline(source)).toEqual(['表1 收入总表', '3×3', '表2 支出总表', '3×3'])
  })

  it('split two tables that only a title parts', async () => {
    const rows: Row[] = [
      ['表1 收入总表'],
      ...body,
      ['注：不含教育收费。'],
      ['2024年部门支出总表'],
      ['单位：万元'],
      ...body,
    ]
    const source = await readDocument(workbook({ 两表: sheet(rows) }))
    expect(outline(source)).toEqual([
      '表1 收入总表',
      '3×3',
      '注：不含教育收费。',
      '2024年部门支出总表',
      '单位：万元',
      '3×3',
    ])
  })

  it('split tables that follow their numbers 部门公开表01, 部门公开表02', async () => {
    const rows: Row[] = [
      ['部门公开表01', null, null],
      ['支出总表', null, null],
      ...body,
      [],
      ['部门公开表02', null, null],
      ['支出预算表', null, null],
      ...body,
    ]
    const source = await readDocument(workbook({ 表: sheet(rows, ['A2:C2', 'A8:C8']) }))
    expect(outline(source)).toEqual(['部门公开表01', '支出总表', '3×3', '部门公开表02', '支出预算表', '3×3'])
  })

  it('print numbers as the sheet displays them', async () => {
    const made = sheet([
      head,
      ['1', '2', 0],
      ['3', '4', 0],
      ['5', '6', 0],
      ['7', '8', 0],
      ['9', '10', 0],
      ['11', '12', 0],
    ])
    const formats: [string, number, string][] = [
      ['C2', 1261.69, '#,##0.00'],
      ['C3', 0.4116, '0.00%'],
      ['C4', -3.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '],
      ['C5', 1261.6899999999998, 'General'],
      ['C6', 420116240320001, 'General'],
      ['C7', 45302, 'm/d/yy'],
    ]
    for (const [cell, value, format] of formats) made[cell] = { t: 'n', v: value, z: format }
    const [grid] = blocksOf(await readDocument(workbook({ 数: made })))
    expect(texts(grid).filter((_, index) => index % 3 === 2)).toEqual([
      '合计',
      '1,261.69',
      '41.16%',
      '-3.50',
      '1261.69',
      '420116240320001',
      '2024/1/11',
    ])
  })

  it('read hidden rows and columns, leave hidden sheets out and name them', async () => {
    const made = sheet(body)
    made['!rows'] = [{}, { hidden: true }]
    made['!cols'] = [{}, { hidden: true }]
    const source = await readDocument(workbook({ 字典: sheet(body), 支出: made }, 'xlsx', 1))
    expect(outline(source)).toEqual(['3×3'])
    expect(source.problems).toMatchObject([{ code: 'hidden-sheet', detail: '字典' }])
  })

  it('show the first cell of a merge alone and put wrapped lines together', async () => {
    const rows: Row[] = [
      ['项\n目', '藏', '合计\n数'],
      ['甲', '乙', '1\n2'],
      ['丙', '丁', '3'],
    ]
    const [grid] = blocksOf(await readDocument(workbook({ 合: sheet(rows, ['A1:B1']) })))
    expect(texts(grid)).toEqual(['项目', '合计数', '甲', '乙', '1 2', '丙', '丁', '3'])
  })

  it('say when a formula has no saved value', async () => {
    const parts = unzipSync(workbook({ 支出: sheet(body) }))
    const part = 'xl/worksheets/sheet1.xml'
    const markup = new TextDecoder()
      .decode(parts[part])
      .replace(/<c r="C3"[^>]*>.*?<\/c>/, '<c r="C3"><f>SUM(C1:C2)</f></c>')
    const source = await readDocument(zip({ ...parts, [part]: markup }))
    expect(texts(blocksOf(source)[0]).at(-1)).toBe('')
    expect(source.problems).toMatchObject([{ code: 'formula-without-value', detail: '1' }])
  })

  it('read a macro workbook without its macros and say so', async () => {
    const source = await readDocument(
      zip({ ...unzipSync(workbook({ 支出: sheet(body) })), 'xl/vbaProject.bin': new Uint8Array(64) }),
    )
    expect(outline(source)).toEqual(['3×3'])
    expect(source.problems.map((problem) => problem.code)).toEqual(['macros-ignored'])
  })

  it('refuse binary workbooks with what to do', async () => {
    await expect(readDocument(workbook({ 支出: sheet(body) }, 'xlsb'))).rejects.toMatchObject({
      code: 'binary-workbook',
    })
  })

  it('are not kept busy by links, columns and rows without end', async () => {
    const source = await readDocument(
      changeSheet((markup) =>
        markup
          .replace('<sheetData>', '<cols><col min="1" max="4000000000" width="9"/></cols><sheetData>')
          .replace('</sheetData>', '<row r="4000000000"><c r="A4000000000"><v>1</v></c></row></sheetData>')
          .replace(
            '</worksheet>',
            '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks></worksheet>',
          ),
      ),
    )
    expect(outline(source)).toEqual(['3×3'])
  })

  it('read the XML of Excel 2003', async () => {
    const made = write({ SheetNames: ['支出'], Sheets: { 支出: sheet(body) } }, { type: 'buffer', bookType: 'xlml' })
    const source = await readDocument(new Uint8Array(made))
    expect([source.format, outline(source)]).toEqual(['xls', ['3×3']])
  })

  it.each([
    ['nothing on it', 'nothing-printed', workbook({ 空: sheet([[]]) })],
    ['a sheet that is cut', 'damaged-file', cutSheet()],
    ['a sheet that declares entities', 'entity-declaration', declaringSheet()],
    ['a sheet merged without end', 'markup-too-complex', endless()],
  ])('refuse a workbook with %s', async (_, code, bytes) => {
    await expect(readDocument(bytes)).rejects.toMatchObject({ code })
  })
})

function changeSheet(change: (markup: string) => string): Uint8Array {
  const parts = unzipSync(workbook({ 支出: sheet(body) }))
  const part = 'xl/worksheets/sheet1.xml'
  return zip({ ...parts, [part]: change(new TextDecoder().decode(parts[part])) })
}

function cutSheet(): Uint8Array {
  return changeSheet((markup) => markup.slice(0, -60))
}

function declaringSheet(): Uint8Array {
  return changeSheet((markup) => markup.replace(/\?>/, '?><!DOCTYPE lolz [<!ENTITY lol "lol">]>'))
}

function endless(): Uint8Array {
  const far = '<row r="1048576"><c r="XFD1048576" t="str"><v>丙</v></c></row></sheetData>'
  return changeSheet((markup) =>
    markup
      .replace('</sheetData>', `${far}<mergeCells count="1"><mergeCell ref="A2:XFC1048575"/></mergeCells>`)
      .replace(/<dimension[^>]*>/, ''),
  )
}

describe.runIf(hasCorpus)('a published workbook', () => {
  it('gives each performance form as one grid under its title', async () => {
    const source = await readDocument(readFileSync(corpusFile('project-forms-2019.xls')))
    const page = source.pages.find((one) => one.name === '项目支出绩效自评表')
    expect(source.format).toBe('xls')
    expect(page?.blocks.map((block) => (block.kind === 'line' ? block.text : [block.rows, block.columns]))).toEqual([
      '项目支出绩效自评表',
      '(2019年度)',
      [11, 11],
    ])
  })
})
