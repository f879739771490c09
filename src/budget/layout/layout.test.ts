import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { corpusFile, corpusText, hasCorpus } from '../../../test/corpus.ts'
import { made, madeGrid, madeSource } from '../../../test/made-source.ts'
import { type Grid, type Line, readDocument } from '../../documents/index.ts'
import type { Region, TableRegion } from '../model.ts'
import { readLayout } from './layout.ts'

const tablesOf = (regions: readonly Region[]): TableRegion[] =>
  regions.filter((region): region is TableRegion => region.kind === 'table')

const body = ['科目编码|科目名称|合计', '201|一般公共服务支出|1.00']

describe('captions', () => {
  it('stand above the grid in any order of their parts', () => {
    const source = madeSource('2024年度支出决算表', '公开03表', '部门：某中心', '金额单位：万元', madeGrid(body))
    expect(tablesOf(readLayout(source).regions)[0]?.caption).toMatchObject({
      title: '支出决算表',
      number: '公开03表',
      year: 2024,
      organisation: '某中心',
      unit: '万元',
    })
  })

  it('stand in the first rows of the grid', () => {
    const grid = madeGrid(['预算03表 支出预算总表|<|<', '单位名称：某局||金额单位：元', ...body])
    const [table] = tablesOf(readLayout(madeSource(grid)).regions)
    expect(table?.caption).toMatchObject({
      title: '支出预算总表',
      number: '预算03表',
      organisation: '某局',
      unit: '元',
    })
  })

  it('may have a title that does not call itself 表, between number and unit', () => {
    const grid = madeGrid(['预算10表|<|<', '2025年机关运行经费|<|<', '部门：某局||单位：万元', ...body])
    const inGrid = tablesOf(readLayout(madeSource(grid)).regions)[0]
    const loose = madeSource(
      '预算10表',
      '2025年机关运行经费',
      '部门：某局  单位：万元',
      '科目编码 科目名称 金额',
      '合计 9.00',
    )
    for (const table of [inGrid, tablesOf(readLayout(loose).regions)[0]])
      expect(table?.caption).toMatchObject({ title: '机关运行经费', number: '预算10表', unit: '万元' })
  })

  it('of a document that names its publisher take nothing from the line above', () => {
    const source = madeSource('办事服务', '2025年度某某区数据局部门预算', '收支总表', '单位：万元', madeGrid(body))
    expect(readLayout(source).document.organisation).toBe('某某区数据局')
  })

  it('keep apart from a column whose head names its unit', () => {
    const grid = madeGrid(['项目|预算数（单位：万元）|绩效目标', '储备基金|47500|确保安全'])
    expect(tablesOf(readLayout(madeSource('七、绩效目标情况如下：', grid)).regions)[0]?.caption).toBeNull()
  })

  it('are taken from a heading where the table has no title', () => {
    const source = madeSource('第二部分 决算表', '三、支出决算表', '单位：万元', madeGrid(body))
    const layout = readLayout(source)
    expect(tablesOf(layout.regions)[0]?.caption).toMatchObject({ title: '支出决算表', unit: '万元' })
    expect(layout.headings.map((heading) => heading.title)).toEqual(['决算表', '支出决算表'])
  })

  it('put a title together whose bracket closes in the next line', () => {
    const source = madeSource(
      '表5',
      '2022年一般公共预算支出明细表（按支出功能分类科',
      '目-不含上年结转）',
      '单位：元',
      madeGrid(body),
    )
    expect(tablesOf(readLayout(source).regions)[0]?.caption).toMatchObject({
      title: '一般公共预算支出明细表（按支出功能分类科目-不含上年结转）',
      unit: '元',
    })
  })

  it('are taken from the name of a sheet whose table has no title', () => {
    const sheet = (...blocks: readonly (Line | Grid)[]) => ({
      ...madeSource(),
      pages: [{ number: 1, name: '部门支出总表', blocks }],
    })
    const captionOf = (source: ReturnType<typeof madeSource>) => tablesOf(readLayout(source).regions)[0]?.caption
    expect(captionOf(sheet(made('单位：万元'), madeGrid(body)))).toMatchObject({ title: '部门支出总表', unit: '万元' })
    expect(captionOf(sheet(made('2024年支出预算表'), madeGrid(body)))).toMatchObject({ title: '支出预算表' })
  })

  it('leave a list of tables above the first table alone', () => {
    const source = madeSource('表1.收支预算总表', '表2.收入预算总表', '表1：收支预算总表', '单位：万元', madeGrid(body))
    expect(tablesOf(readLayout(source).regions).map((table) => table.caption?.title)).toEqual(['收支预算总表'])
  })
})

describe('tables over several pages', () => {
  it('are one where only the title is printed again', () => {
    const source = madeSource('支出预算表', '单位：元', madeGrid(body), '支出预算表', '单位：元', madeGrid(body))
    expect(tablesOf(readLayout(source).regions).map((table) => table.grids.length)).toEqual([2])
  })

  it('are one where nothing is printed between', () => {
    const source = madeSource('支出预算表', madeGrid(body), '- 12 -', madeGrid(['208|社会保障和就业支出|2.00']))
    expect(tablesOf(readLayout(source).regions).map((table) => table.grids.length)).toEqual([2])
  })

  it('share the unit that is printed over the right part of a wide sheet alone', () => {
    const source = madeSource('收入预算总表', '编制单位：某局', madeGrid(body), '单位：元', madeGrid(['其他收入', '']))
    const captions = tablesOf(readLayout(source).regions).map((table) => table.caption)
    expect(captions.map((caption) => [caption?.title, caption?.unit])).toEqual([
      ['收入预算总表', '元'],
      ['收入预算总表', '元'],
    ])
  })

  it('are several where one title stands over two forms', () => {
    const form = (name: string) => madeGrid([`项目名称|${name}|项目编码|1`, '一级指标|二级指标|三级指标|指标值'])
    const source = madeSource('项目申报表', '单位：万元', form('甲'), '项目申报表', '单位：万元', form('乙'))
    expect(tablesOf(readLayout(source).regions)).toHaveLength(2)
  })

  it('keep a part of a form with its form', () => {
    const form = madeGrid(['项目名称|甲|项目编码|1'])
    const source = madeSource('项目申报表', '单位：万元', form, '年度绩效目标表', madeGrid(['一级指标|二级指标']))
    const tables = tablesOf(readLayout(source).regions)
    expect(tables.map((table) => table.grids.length)).toEqual([2])
    expect(tables[0]?.lines.map((line) => line.text)).toEqual(['年度绩效目标表'])
  })
})

describe('notes and prose', () => {
  it('a note below a table belongs to it, the prose below the next heading does not', () => {
    const source = madeSource(
      '支出决算表',
      madeGrid(body),
      '注：1.本表反映各项支出。',
      '2.金额单位转换时可能存在尾数误差。',
      '第三部分 说明',
      '一、总体情况',
      '收入合计1万元。',
    )
    const { regions } = readLayout(source)
    expect(tablesOf(regions)[0]?.notes.map((note) => note.text)).toEqual([
      '注：1.本表反映各项支出。',
      '2.金额单位转换时可能存在尾数误差。',
    ])
    expect(regions.at(-1)).toMatchObject({ kind: 'prose', paragraphs: [{ text: '收入合计1万元。' }] })
    expect(regions.at(-1)?.under.map((heading) => heading.title)).toEqual(['说明', '总体情况'])
  })

  it('wrapped lines are one paragraph that knows where each line was', () => {
    const source = madeSource('一、总体情况', made('收入合计 1,2'), made('61.69 万元。', true))
    const [region] = readLayout(source).regions
    const paragraph = region?.kind === 'prose' ? region.paragraphs[0] : undefined
    expect(paragraph?.text).toBe('收入合计 1,261.69 万元。')
    expect(paragraph?.lines.map(({ start }) => paragraph.text.slice(start, start + 2))).toEqual(['收入', '61'])
  })

  it('the body of a table that lost its grid is kept line by line', () => {
    const source = madeSource(
      '表 7.2021 年政府性基金预算支出表',
      '表七 单位：万元',
      '科目编码 科目名称 合计',
      '一、教育支出 3.00',
      '本单位2021年无政府性基金预算。',
      '第三部分 说明',
    )
    const [table] = tablesOf(readLayout(source).regions)
    expect(table?.lines.map((line) => line.text)).toEqual(['科目编码 科目名称 合计', '一、教育支出 3.00'])
    expect(table?.notes.map((note) => note.text)).toEqual(['本单位2021年无政府性基金预算。'])
  })
})

describe('headings', () => {
  const titlesOf = (...lines: readonly (Line | Grid | string)[]): string[] =>
    readLayout(madeSource(...lines)).headings.map((heading) => heading.title)

  it('are put together where they wrapped, and end where they are complete', () => {
    expect(titlesOf('第二部分 某中心2024年度', '部门决算表', '单位：万元')).toEqual(['某中心2024年度部门决算表'])
    expect(titlesOf('第二部分 某区大数据中心2024年度部门决算表', '收入支出决算总表', madeGrid(body))).toEqual([
      '某区大数据中心2024年度部门决算表',
    ])
  })

  it('are not the beginnings of sentences', () => {
    expect(
      titlesOf(
        '1.贯彻落实国家和省市有关电子政务和信息化工',
        made('作的方针政策。', true),
        '（一）机构设置情况',
        made('本单位设三个科室。', true),
      ),
    ).toEqual(['机构设置情况'])
  })
})

describe('contents', () => {
  it('end where the body counts anew, leaders and page numbers gone', () => {
    const source = madeSource(
      '某局2024年部门预算',
      '目 录',
      '第一部分 概况……………3',
      '- 一、主要职责',
      '第二部分 2024年部门预算情',
      '况说明',
      '第一部分 概况',
      '一、主要职责',
      '负责数据工作。',
    )
    const layout = readLayout(source)
    expect(layout.contents.map(({ level, title }) => [level, title])).toEqual([
      [1, '概况'],
      [2, '主要职责'],
      [1, '2024年部门预算情况说明'],
    ])
    expect(layout.headings.map((heading) => heading.title)).toEqual(['概况', '主要职责'])
  })
})

describe('identity', () => {
  it('comes from title and captions, not from the date of signing', () => {
    const source = madeSource(
      '2023年度某区网络中心部门决算公开',
      '2024年10月11日',
      '目录',
      '第一部分 概况',
      '第二部分 决算表',
      '第一部分 概况',
      '支出决算表',
      '单位：万元',
      madeGrid(body),
    )
    expect(readLayout(source).document).toEqual({
      title: '2023年度某区网络中心部门决算公开',
      organisation: '某区网络中心',
      year: 2023,
      kind: 'final-account',
      unit: '万元',
    })
  })

  it('is named by words, not by the marks that a stamp leaves in a scan', () => {
    const source = madeSource('-vs -、、一2吕', '关于延续实施惠民政策措施的通知', '各县区人力资源局：')
    expect(readLayout(source).document.title).toBe('关于延续实施惠民政策措施的通知')
  })

  it('takes what was evaluated out of the name of the organisation', () => {
    const source = madeSource('2023年度某市交通警察支队专项资金绩效评价结果', '一、基本情况')
    expect(readLayout(source).document.organisation).toBe('某市交通警察支队')
  })

  it('has the year of everything below a title that was left from another edition', () => {
    const yearOf = (...tables: string[]): number | null =>
      readLayout(
        madeSource('某区网络中心2023年部门预算', ...tables.flatMap((title) => [title, '单位：万元', madeGrid(body)])),
      ).document.year
    expect(yearOf('2024年收入预算表', '2024年支出预算表', '2024年项目支出表')).toBe(2024)
    expect(yearOf('2024年收入预算表', '2023年支出预算表', '2024年项目支出表')).toBe(2023)
    expect(yearOf('2024年收入预算表')).toBe(2023)
  })

  it('is other where only prose speaks of budgets', () => {
    const source = madeSource('关于加强预算管理的通知', '一、总体要求', '各单位应当编制部门预算。')
    expect(readLayout(source).document.kind).toBe('other')
  })
})

describe('tables of plain text', () => {
  const regionsOf = (...lines: string[]): TableRegion[] =>
    tablesOf(readLayout({ ...madeSource(...lines), format: 'text' }).regions)
  const textsOf = (table: TableRegion | undefined): string[] => (table?.lines ?? []).map(({ text }) => text)

  it('keep the codes and noughts that stand alone on their lines', () => {
    const [table] = regionsOf('支出预算总表', '单位：万元', '201', '一般公共服务支出', '0')
    expect(textsOf(table)).toEqual(['201', '一般公共服务支出', '0'])
  })

  it('go on where their title is printed again', () => {
    const title = ['支出预算总表', '单位：万元']
    const tables = regionsOf(...title, '201 一般公共服务支出 1.00', ...title, '202 外交支出 2.00')
    expect(tables.map(textsOf)).toEqual([['201 一般公共服务支出 1.00', '202 外交支出 2.00']])
  })

  it('are named by the heading above where they number their rows', () => {
    const [table] = regionsOf('第四部分 重点工作完成情况', '序号 重要事项', '完成情况', '1', '甲', '2', '乙')
    expect(table?.caption?.title).toBe('重点工作完成情况')
  })
})

describe.runIf(hasCorpus)('real documents', () => {
  /** The layout of what is printed as text: a scan is as long in reading as all others together. */
  const layoutOf = async (file: string) => readLayout(await readDocument(readFileSync(file), { ocr: false }))

  it.each([1, 2, 3, 4])('negative %i is no budget', async (number) => {
    expect((await layoutOf(corpusFile(`negative-0${number}.pdf`))).document.kind).toBe('other')
  })

  it.each([
    ['nanning-site-report.pdf', 'other'],
    ['yibin-inspection-notice.pdf', 'other'],
    ['final-template.pdf', 'final-account'],
    ['ningde-self-evaluation.pdf', 'self-evaluation'],
    ['guangzhou-goals-department.pdf', 'performance-goals'],
    ['shanghai-budget-02.pdf', 'budget'],
  ])('%s is %s', async (file, kind) => {
    expect((await layoutOf(corpusFile(file))).document.kind).toBe(kind)
  })

  it('a final account without its title page names itself and all its tables', async () => {
    const { document, regions } = await layoutOf(corpusText('jiangan-final-2024'))
    expect(document).toMatchObject({ year: 2024, kind: 'final-account', unit: '万元' })
    const numbers = tablesOf(regions).flatMap((table) => table.caption?.number ?? [])
    expect(numbers).toEqual(Array.from({ length: 9 }, (_, index) => `公开0${index + 1}表`))
  })
})
