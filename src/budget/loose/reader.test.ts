import { describe, expect, it } from 'vitest'
import { formatNumber } from '../../kernel/index.ts'
import type { Row, Table, TableRegion } from '../model.ts'
import { openLooseReader, readLooseTable } from './reader.ts'

function region(text: string, title = '支出预算总表'): TableRegion {
  const lines = text
    .split('\n')
    .map((line, index) => ({ kind: 'line' as const, text: line.trim(), at: { line: index + 1 }, continues: false }))
    .filter((line) => line.text !== '')
  const at = { line: 1 }
  const caption = { title, number: null, year: 2024, organisation: null, unit: '万元' as const, at, lines: [] }
  return { kind: 'table', caption, grids: [], lines, notes: [], under: [] }
}

function read(text: string, title?: string): Omit<Table, 'id'> {
  const [table] = readLooseTable(region(text, title))
  if (table === undefined) throw new Error('no table')
  return table
}

const print = (row: Row): string =>
  `${row.side ?? ''}|${row.code ?? ''}|${row.name}|${row.cells.map((cell) => (cell === null ? '·' : formatNumber(cell.number))).join(' ')}`

const rows = (text: string, title?: string): string[] => read(text, title).rows.map(print)
const columns = (text: string, title?: string): string[] =>
  read(text, title).columns.map((column) => column.path.join('/'))

describe('a table of one side', () => {
  const expenditure = `科目编码 科目名称 合计
其中：
基本支出 项目支出
上缴上级
支出
合计 100.00 30.00 70.00
201 一般公共服务支出 100.00 30.00 70.00
20103 政府办公厅（室）及相关机构
事务 100.00 30.00 70.00
2010350 事业运行 30.00 30.00
2010399 其他支出 70.00 70.00`

  it('puts broken heads together', () => {
    expect(columns(expenditure)).toEqual(['合计', '基本支出', '项目支出', '上缴上级支出'])
  })

  it('reads years with their stage, and a comparison over two lines, as head cells', () => {
    const text = `功能分类科目 2023 年执行数 2024 年预算数 2024 年预算数比 2023 年
执行数
科目编码 科目名称 小计 基本支出 项目支出 增减额 增减%
201 一般公共服务支出 90.00 100.00 30.00 70.00 10.00 11.11%
20103 政府办公厅（室）及相关机构事务 90.00 100.00 30.00 70.00 10.00 11.11%`
    expect(columns(text, '一般公共预算支出表')).toEqual([
      '2023年执行数',
      '2024年预算数/小计',
      '2024年预算数/基本支出',
      '2024年预算数/项目支出',
      '2024年预算数比2023年执行数/增减额',
      '2024年预算数比2023年执行数/增减%',
    ])
  })

  it('finds the column of every number by the sums of the rows above', () => {
    expect(rows(expenditure)).toEqual([
      '||合计|100.00 30.00 70.00 ·',
      '|201|一般公共服务支出|100.00 30.00 70.00 ·',
      '|20103|政府办公厅（室）及相关机构事务|100.00 30.00 70.00 ·',
      '|2010350|事业运行|30.00 30.00 · ·',
      '|2010399|其他支出|70.00 · 70.00 ·',
    ])
  })

  it('reads the rest right where the document forgot a cell', () => {
    const forgotten = expenditure.replace('事务 100.00 30.00 70.00', '事务 100.00 30.00')
    expect(rows(forgotten).slice(1)).toEqual([
      '|201|一般公共服务支出|100.00 30.00 70.00 ·',
      '|20103|政府办公厅（室）及相关机构事务|100.00 30.00 · ·',
      '|2010350|事业运行|30.00 30.00 · ·',
      '|2010399|其他支出|70.00 · 70.00 ·',
    ])
  })

  it('keeps a nought apart from a blank', () => {
    const text = '科目编码 科目名称 合计 基本支出 项目支出\n合计 5.00 5.00 0.00\n201 一般公共服务支出 5.00 5.00'
    expect(rows(text)).toEqual(['||合计|5.00 5.00 0.00', '|201|一般公共服务支出|5.00 5.00 ·'])
  })

  it('reads one cell a line', () => {
    const cells =
      '科目编码\n科目名称\n合计\n基本支出\n项目支出\n合计\n9.50\n4.00\n5.50\n201\n一般公共服务支出\n9.50\n4.00\n5.50'
    expect(rows(cells)).toEqual(['||合计|9.50 4.00 5.50', '|201|一般公共服务支出|9.50 4.00 5.50'])
  })

  it('reads a name that stands above and below its code', () => {
    const text =
      '科目编码 科目名称 合计\n合计 23.74\n机关事业单位基本养老\n2080505 18.48\n保险缴费支出\n2101102 事业单位医疗 5.26'
    expect(rows(text).slice(1)).toEqual([
      '|2080505|机关事业单位基本养老保险缴费支出|18.48',
      '|2101102|事业单位医疗|5.26',
    ])
  })

  it('joins a code printed as 类 款 项 and takes off the running number', () => {
    const text = '序号 科目编码 科目名称 合计\n1 合计 7.00\n2 201 一般公共服务支出 7.00\n3 201 03 政府办公厅 7.00'
    expect(rows(text)).toEqual(['||合计|7.00', '|201|一般公共服务支出|7.00', '|20103|政府办公厅|7.00'])
  })

  it('says which numbers nothing but their order places', () => {
    const text =
      '合计 因公出国（境）费\n公务用车购置及运行维护费\n公务接待费\n小计 公务用车购置费 公务用车运行费\n0.60 0.60'
    const table = read(text, '“三公”经费支出表')
    expect(table.rows.map(print)).toEqual(['|||0.60 · · · · 0.60'])
    expect(table.leftovers.map(({ text: left }) => left)).toEqual(['0.60 0.60'])
  })

  it('takes a number alone on its line for the number of the page, but not a code', () => {
    const text = '科目编码 科目名称 合计\n合计 7.00\n12\n208\n社会保障和就业支出\n7.00'
    expect(rows(text)).toEqual(['||合计|7.00', '|208|社会保障和就业支出|7.00'])
  })

  it('puts the total first where its head was printed below heads that reach higher', () => {
    const text =
      '科目编码 科目名称\n上缴上\n合计 基本支出 项目支出\n级支出\n合计 7.00 4.00 3.00\n201 一般公共服务支出 7.00 4.00 3.00'
    expect(columns(text, '工作经费表')).toEqual(['合计', '上缴上级支出', '基本支出', '项目支出'])
    const income =
      '科目编码 科目名称\n附属单\n本年收入合计 财政拨款收入 上级补助收入 事业收入 经营收入 位上缴 其他收入\n收入\n合计 7.00 7.00'
    expect(columns(income, '收入决算表')[5]).toBe('附属单位上缴收入')
  })

  it('drops a head that is printed again on the next page', () => {
    const text =
      '科目编码 科目名称 合计 基本支出\n合计 7.00 7.00\n科目编码 科目名称 合计 基本支出\n201 一般公共服务支出 7.00 7.00'
    expect(rows(text)).toEqual(['||合计|7.00 7.00', '|201|一般公共服务支出|7.00 7.00'])
  })

  it('keeps a remark of an empty table as its note', () => {
    const table = read('科目编码 科目名称 合计\n栏次 1\n合计 本单位无政府性基金预算支出', '政府性基金预算支出表')
    expect(table.rows.map(print)).toEqual(['||合计|·'])
    expect(table.notes.map((note) => note.text)).toEqual(['本单位无政府性基金预算支出'])
  })
})

describe('a table of several sides', () => {
  it('cuts amounts from the labels that were glued to them', () => {
    const text = `收入 经济分类支出 功能分类支出
项目 预算数 项目 预算数 科目 预算数
一.财政拨款（补助）20.00 1.工资福利性支出 12.00一.一般公共服务支出 20.00
1.行政事业单位资产收益拨

款
2.商品和服务支出 8.00二.国防
本年收入合计 20.00本年支出合计 20.00 本年支出合计 20.00
年终结余 年终结余`
    expect(rows(text, '收支预算总表')).toEqual([
      '收入||一.财政拨款（补助）|20.00',
      '经济分类支出||1.工资福利性支出|12.00',
      '功能分类支出||一.一般公共服务支出|20.00',
      '收入||1.行政事业单位资产收益拨款|·',
      '经济分类支出||2.商品和服务支出|8.00',
      '功能分类支出||二.国防|·',
      '收入||本年收入合计|20.00',
      '经济分类支出||本年支出合计|20.00',
      '功能分类支出||本年支出合计|20.00',
      '经济分类支出||年终结余|·',
      '功能分类支出||年终结余|·',
    ])
  })

  it('takes line numbers for no values and keeps rows without a name apart', () => {
    const text = `收入 支出
项目 行次 决算数 项目 行次 小计 一般公共预算财政拨款
栏次 1 栏次 2 3
一、一般公共预算财政拨款 1 30.00 一、一般公共服务支出 31 30.00 30.00
国有资本经营预算财政拨
款
2 32
总计 3 30.00 总计 33 30.00 30.00`
    expect(rows(text, '财政拨款收入支出决算总表')).toEqual([
      '收入||一、一般公共预算财政拨款|30.00 · ·',
      '支出||一、一般公共服务支出|· 30.00 30.00',
      '收入||国有资本经营预算财政拨款|· · ·',
      '支出|||· · ·',
      '收入||总计|30.00 · ·',
      '支出||总计|· 30.00 30.00',
    ])
  })

  it('knows the side of a code by the codes before it', () => {
    const text = `人员经费 公用经费
经济分类科目编码 科目名称 决算数 经济分类科目编码 科目名称 决算数
301 工资福利支出 6.00 302 商品和服务支出 3.00
30101 基本工资 6.00 30201 办公费 3.00
30202 印刷费
303 对个人和家庭的补助 30203 咨询费`
    expect(rows(text, '基本支出决算明细表')).toEqual([
      '人员经费|301|工资福利支出|6.00',
      '公用经费|302|商品和服务支出|3.00',
      '人员经费|30101|基本工资|6.00',
      '公用经费|30201|办公费|3.00',
      '公用经费|30202|印刷费|·',
      '人员经费|303|对个人和家庭的补助|·',
      '公用经费|30203|咨询费|·',
    ])
  })
})

describe('a form', () => {
  it('gives the table of numbers that stands in it and nothing else', () => {
    const text = `部门名称 数据中心
总体资金情况 当年预算收支 占比 近两年收支情况
2019 年 2020 年
收入构成
财政拨款 20.5 100 3.6 4.4
其他资金 0 0 0 0
合计 20.5 100 3.6 4.4
一级指标 二级指标 指标值
数量指标 巡检次数 4 4 5`
    expect(columns(text, '整体支出绩效目标表')).toEqual([
      '当年预算收支',
      '占比',
      '近两年收支情况/2019年',
      '近两年收支情况/2020年',
    ])
    expect(rows(text, '整体支出绩效目标表')).toEqual([
      '收入构成||财政拨款|20.5 100 3.6 4.4',
      '收入构成||其他资金|0 0 0 0',
      '收入构成||合计|20.5 100 3.6 4.4',
    ])
  })
})

describe('a table of words', () => {
  it('puts broken cells together, each under its head', () => {
    const text = `序号 重要事项
工作内容
及目标
完成情况
1
政府门户
网站及新
媒体工作
政府门户
网站及新
媒体工作
持续开展运维监测工作，每日对政府网站及政
务新媒体进行巡检。
2
信息化项
目管理
信息化项
目管理
建立健全项目管理制度，加强对项目全过程的
统筹协调。`
    const table = read(text, '重点工作完成情况')
    expect(table.rows.map(print)).toEqual(['||政府门户网站及新媒体工作|1', '||信息化项目管理|2'])
    expect(table.rows[0]?.words['工作内容及目标']?.text).toBe('政府门户网站及新媒体工作')
    expect(table.rows[1]?.words['完成情况']?.text).toBe('建立健全项目管理制度，加强对项目全过程的统筹协调。')
  })
})

describe('the tables of one document', () => {
  it('tell one another in which column an amount stands', () => {
    const income = region('科目编码 科目名称 合计 财政拨款收入 事业收入 其他收入\n合计 9.20 9.00 0.20', '收入决算表')
    const balance = region(
      '收入 支出\n项目 决算数 项目 决算数\n一、财政拨款收入 9.00 一、教育支出 9.20\n二、其他收入 0.20',
      '收支决算总表',
    )
    const [alone] = readLooseTable(income)
    const [together] = openLooseReader([income, balance])(income)
    expect(alone?.rows.map(print)).toEqual(['||合计|9.20 9.00 0.20 ·'])
    expect(alone?.leftovers).toHaveLength(1)
    expect(together?.rows.map(print)).toEqual(['||合计|9.20 9.00 · 0.20'])
    expect(together?.leftovers).toEqual([])
  })
})
