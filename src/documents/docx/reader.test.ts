import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { docxTable, madeTables, makeDocx, paragraph, wordPart } from '../../../test/made-documents.ts'
import { type Block, type Grid, readDocument } from '../index.ts'

const read = async (body: string, parts: Record<string, string | Uint8Array> = {}): Promise<Block[]> =>
  (await readDocument(makeDocx(body, parts))).pages.flatMap((page) => page.blocks)

const lines = async (body: string, parts: Record<string, string | Uint8Array> = {}): Promise<string[]> =>
  (await read(body, parts)).flatMap((block) => (block.kind === 'line' ? [block.text] : []))

const withoutPlaces = (grid: Grid) => ({
  rows: grid.rows,
  columns: grid.columns,
  cells: grid.cells.map(({ at: _, ...cell }) => cell),
})

const run = (content: string, properties = ''): string => `<w:r><w:rPr>${properties}</w:rPr>${content}</w:r>`
const row = (...cells: string[]): string => `<w:tr>${cells.map((cell) => `<w:tc>${cell}</w:tc>`).join('')}</w:tr>`
const small = (...rows: string[][]): string =>
  `<w:tbl>${rows.map((cells) => row(...cells.map((cell) => paragraph(cell)))).join('')}</w:tbl>`

describe('Word documents', () => {
  it('give paragraphs and table rows with their ordinal', async () => {
    const blocks = await read(
      paragraph('部门预算') + paragraph('') + small(['项目', '预算数'], ['合计', '1,261.69']) + paragraph('注：无'),
    )
    expect(blocks.map((block) => [block.kind, block.at])).toEqual([
      ['line', { line: 1 }],
      ['grid', { line: 2, lastLine: 3 }],
      ['line', { line: 4 }],
    ])
    expect(blocks[1]).toMatchObject({ evidence: 'ruled', rows: 2, columns: 2 })
  })

  it('read any table with merged cells back', async () => {
    await fc.assert(
      fc.asyncProperty(madeTables, async (table) => {
        const [grid] = await read(paragraph('表') + docxTable(table)).then((blocks) => blocks.slice(1))
        expect(grid?.kind === 'grid' && withoutPlaces(grid)).toEqual(table)
      }),
    )
  })

  it('read rows that begin or end beside the table', async () => {
    const [grid] = await read(
      `<w:tbl>${row(paragraph('甲'), paragraph('乙'), paragraph('丙'))}<w:tr><w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr><w:tc>${paragraph('1')}</w:tc></w:tr></w:tbl>`,
    )
    expect(grid?.kind === 'grid' && grid.cells.map((cell) => cell.text)).toEqual(['甲', '乙', '丙', '', '1', ''])
  })

  it('put the paragraphs of a cell together as printed', async () => {
    const cell = `${paragraph('行')}${paragraph('次')}`
    const [grid] = await read(
      `<w:tbl>${row(cell, paragraph('12') + paragraph('34'))}${row(paragraph('1、甲') + paragraph('2、乙'), paragraph(''))}</w:tbl>`,
    )
    expect(grid?.kind === 'grid' && grid.cells.map((one) => one.text)).toEqual(['行次', '12 34', '1、甲 2、乙', ''])
  })

  it('give nested tables as grids of their own and frames as what they frame', async () => {
    const framed = await read(`<w:tbl>${row(paragraph('部门预算') + small(['项目', '数'], ['合计', '1']))}</w:tbl>`)
    expect(framed.map((block) => block.kind)).toEqual(['line', 'grid'])
    const nested = await read(
      `<w:tbl>${row(paragraph('甲'), paragraph('乙'))}${row(paragraph('丙'), paragraph('丁') + small(['项目', '数'], ['合计', '1']))}</w:tbl>`,
    )
    expect(nested.map((block) => block.kind === 'grid' && block.cells.map((cell) => cell.text))).toEqual([
      ['甲', '乙', '丙', '丁'],
      ['项目', '数', '合计', '1'],
    ])
  })

  it('print automatic numbers', async () => {
    const level = (index: number, format: string, text: string): string =>
      `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
    const numbering = wordPart(
      'numbering',
      `<w:abstractNum w:abstractNumId="7">${level(0, 'chineseCounting', '%1、')}${level(1, 'chineseCounting', '（%2）')}${level(2, 'decimal', '%3.')}${level(3, 'decimalEnclosedCircle', '%4')}${level(4, 'bullet', '')}</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>`,
    )
    const item = (text: string, depth: number): string =>
      paragraph(text, `<w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="3"/></w:numPr>`)
    const body = [
      item('甲', 0),
      item('乙', 1),
      item('丙', 2),
      item('丁', 2),
      item('戊', 3),
      item('己', 1),
      item('庚', 0),
      item('辛', 1),
      item('壬', 4),
    ]
    expect(await lines(body.join(''), { 'word/numbering.xml': numbering })).toEqual([
      '一、甲',
      '（一）乙',
      '1.丙',
      '2.丁',
      '①戊',
      '（二）己',
      '二、庚',
      '（一）辛',
      '壬',
    ])
  })

  it('number paragraphs through their style and restart where told', async () => {
    const numbering = wordPart(
      'numbering',
      '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',
    )
    const styles = wordPart(
      'styles',
      '<w:style w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>',
    )
    const other = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
    const none = '<w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    const body = [
      paragraph('甲', '<w:pStyle w:val="A"/>'),
      paragraph('乙', '<w:pStyle w:val="B"/>'),
      paragraph('丙', other),
      paragraph('丁', none),
    ]
    expect(await lines(body.join(''), { 'word/numbering.xml': numbering, 'word/styles.xml': styles })).toEqual([
      '1、甲',
      '2、乙',
      '1、丙',
      '丁',
    ])
  })

  it('leave out what is deleted, hidden or a field code, and keep what is inserted', async () => {
    const body = `<w:p>${run('<w:t>合</w:t>')}<w:del>${run('<w:delText>小</w:delText>')}</w:del><w:ins>${run('<w:t>计</w:t>')}</w:ins>${run('<w:t>密</w:t>', '<w:vanish/>')}${run('<w:instrText>PAGEREF</w:instrText>')}${run('<w:t>显</w:t>', '<w:vanish w:val="0"/>')}</w:p>`
    expect(await lines(body)).toEqual(['合计显'])
  })

  it('join a paragraph whose mark was deleted to the next one', async () => {
    expect(await lines(paragraph('本年收入', '<w:rPr><w:del/></w:rPr>') + paragraph('合计'))).toEqual(['本年收入合计'])
  })

  it('break lines and set tabs as printed', async () => {
    const body = `<w:p>${run('<w:t>部门：甲</w:t><w:tab/><w:t>单位：万元</w:t><w:br/><w:t>一、概况</w:t><w:noBreakHyphen/>')}</w:p>`
    expect(await lines(body)).toEqual(['部门：甲 单位：万元', '一、概况-'])
  })

  it('read text boxes once, notes after their paragraph, and ticked boxes', async () => {
    const box = (text: string): string => `<w:txbxContent>${paragraph(text)}</w:txbxContent>`
    const body = `<w:p>${run(`<w:t>正文</w:t><mc:AlternateContent xmlns:mc="mc"><mc:Choice><wps:txbx xmlns:wps="wps">${box('框')}</wps:txbx></mc:Choice><mc:Fallback>${box('框')}</mc:Fallback></mc:AlternateContent><w:footnoteReference w:id="2"/>`)}</w:p><w:p>${run('<w:sym w:font="Wingdings 2" w:char="F052"/><w:t>是</w:t><w:sym w:font="Wingdings 2" w:char="F0A3"/><w:t>否</w:t>')}</w:p>`
    const notes = wordPart(
      'footnotes',
      `<w:footnote w:type="separator" w:id="0">${paragraph('线')}</w:footnote><w:footnote w:id="2">${paragraph('脚注')}</w:footnote>`,
    )
    expect(await lines(body, { 'word/footnotes.xml': notes })).toEqual(['正文', '框', '脚注', '☑是□否'])
  })

  it('say that macros did not run and embedded sheets were not read', async () => {
    const source = await readDocument(
      makeDocx(
        `<w:p>${run('<w:t>表</w:t><w:object><o:OLEObject xmlns:o="o" ProgID="Excel.Sheet.12"/></w:object>')}</w:p>`,
        {
          'word/vbaProject.bin': new Uint8Array(8),
        },
      ),
    )
    expect(source.problems.map((problem) => problem.code)).toEqual(['macros-ignored', 'embedded-object'])
  })
})
