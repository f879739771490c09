import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MadeCell, madeGrid, madeLine, madeSource, madeTabs } from '../../../test/made/forms.ts'
import type { Block } from '../../documents/index.ts'
import type { Indicator, PerformanceForm } from '../model.ts'
import { readForms } from './assembly.ts'

const formsOf = (...blocks: Block[]): readonly PerformanceForm[] => readForms(madeSource(blocks)).forms

const only = (forms: readonly PerformanceForm[]): PerformanceForm => {
  expect(forms).toHaveLength(1)
  const form = forms[0]
  if (form === undefined) throw new Error('no form')
  return form
}

const brief = ({ level1, level2, level3, target }: Indicator): string =>
  [level1, level2, level3, target].map((word) => word?.text ?? '').join('|')

const briefs = (form: PerformanceForm): string[] => form.blocks.flatMap((block) => block.indicators.map(brief))

describe('the national self-evaluation form', () => {
  const wide = (text: string, columns: number): MadeCell => ({ text, columns })
  const grid = madeGrid([
    ['项目名称', wide('机房运维', 6)],
    ['主管部门', wide('区数据局', 3), '实施单位', wide('区数据中心', 2)],
    [{ text: '项目资金（万元）', rows: 3 }, '', '年初预算数', '全年预算数（A）', '全年执行数（B）', '分值', '得分'],
    ['年度资金总额', '10', '12.5', '12.5', '10', '10'],
    ['其中：财政拨款', '10', '12.5', '12.5', '—', '—'],
    [wide('总体目标', 1), wide('预期目标', 3), wide('实际完成情况', 3)],
    ['', wide('机房全年稳定运行', 3), wide('机房全年稳定运行', 3)],
    [{ text: '绩\n效\n指\n标', rows: 4 }, '一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值'],
    [{ text: '产出指标（50分）', rows: 2 }, '数量指标', '巡检次数', '≥12次', '14次', '25'],
    ['质量指标', '正常运行率', '≥99%', '99.6%', '25'],
    ['满意度指标', '服务对象满意度指标', '使用单位满意度', '≥90%', '93%', '10'],
    [wide('总分', 6), '100'],
  ])

  it('reads 总额 below a head as what the head says, beside its parts', () => {
    const tasks = madeGrid([
      ['部门名称', wide('区数据局', 7)],
      [
        { text: '任务名称', rows: 2 },
        { text: '完成情况', rows: 2 },
        wide('全年预算数（万元）', 2),
        wide('全年执行数（万元）', 2),
        { text: '分值', rows: 2 },
        { text: '得分', rows: 2 },
      ],
      ['总额', '财政拨款', '总额', '财政拨款'],
      ['机房运维', '完成', '12.5', '10.0', '11.5', '9.0', '4', '4'],
      [wide('金额合计', 2), '12.5', '10.0', '11.5', '9.0', '4', '4'],
    ])
    const { funds } = only(formsOf(madeLine('部门整体支出绩效自评表'), tasks))
    expect(funds.map(({ name, budget, executed }) => [name.text, budget?.text, executed?.text])).toEqual([
      ['机房运维', '12.5', '11.5'],
      ['金额合计', '12.5', '11.5'],
    ])
  })

  it('gives fields, funds, goals with results and indicators with carried levels', () => {
    const form = only(formsOf(madeLine('2024年度机房运维项目绩效自评表'), grid))
    expect(form).toMatchObject({ kind: 'self-evaluation', subject: 'project', year: 2024 })
    expect(form.fields).toMatchObject({ project: { text: '机房运维' }, unit: { text: '区数据中心' } })
    expect(form.funds.map(({ name, budget, executed }) => [name.text, budget?.text, executed?.text])).toEqual([
      ['年度资金总额', '12.5', '12.5'],
      ['其中：财政拨款', '12.5', '12.5'],
    ])
    expect(form.goals).toMatchObject([{ text: { text: '机房全年稳定运行' }, achieved: { text: '机房全年稳定运行' } }])
    expect(briefs(form)).toEqual([
      '产出指标（50分）|数量指标|巡检次数|≥12次',
      '产出指标（50分）|质量指标|正常运行率|≥99%',
      '满意度指标|服务对象满意度指标|使用单位满意度|≥90%',
    ])
    expect(form.total?.score?.text).toBe('100')
  })
})

describe('a form whose fund head holds a figure', () => {
  it('keeps the fund lines below it', () => {
    const wide = (text: string, columns: number): MadeCell => ({ text, columns })
    const grid = madeGrid([
      ['项目名称', wide('机房运维', 7)],
      [
        { text: '项目资金', rows: 2 },
        '年初预算数',
        '500',
        '全年预算数（A）',
        '全年执行数（B）',
        '分值',
        '执行率',
        '得分',
      ],
      [wide('年度资金总额', 2), '500', '500', '10', '100%', '10'],
      ['一级指标', '二级指标', wide('三级指标', 2), '年度指标值', '实际完成值', '分值', '得分'],
      ['产出指标', '数量指标', wide('巡检次数', 2), '≥12次', '14次', '90', '90'],
      [wide('总分', 6), '100', '100'],
    ])
    const form = only(formsOf(madeLine('2024年度机房运维项目绩效自评表'), grid))
    expect(form.funds).toMatchObject([
      { name: { text: '年度资金总额' }, weight: { text: '10' }, score: { text: '10' } },
    ])
  })
})

const application = `
项目名称\t网络运维\t项目编码\t420000240000000000101
项目执行单位\t区数据中心\t项目负责人\t经办甲
联系电话\t85550000\t\t
起始年度\t2024\t终止年度\t2024
项目总预算\t30万元\t项目当年预算\t30万元
项目前两年预算及当年预算变动情况\t2023年预算28万元，2024年预算30万元，因新增线路增加\t\t
项目当年资金来源\t来源项目\t金额\t
\t合计\t30\t
\t1. 一般公共预算财政拨款\t30\t
项目支出明细测算\t\t\t
项目活动\t活动内容表述\t支出经济分类\t金额\t测算依据及说明\t备注
运维\t线路租赁\t商品和服务支出\t20\t10条×2万元\t
运维\t设备维护\t商品和服务支出\t10\t5台×2万元\t
项目采购\t\t\t\t\t
品名\t\t数量\t\t金额\t
无\t\t\t\t\t
项目绩效总目标\t\t\t\t\t
名称\t\t目标说明\t\t\t
网络畅通\t\t保障网络畅通\t\t\t
长期绩效目标表\t\t\t\t\t
目标名称\t一级指标\t二级指标\t三级指标\t指标值\t指标值确定依据
网络畅通\t产出指标\t数量指标\t巡检次数\t12次\t服务合同
满意度指标\t服务对象满意度指标\t服务对象满意度\t95%\t历史数据\t
年度绩效目标表\t\t\t\t\t\t
目标名称\t一级指标\t二级指标\t三级指标\t指标值\t\t\t指标值确定依据
\t\t\t\t前年\t上年\t预计当年实现\t
网络畅通\t成本指标\t经济成本指标\t线路单价\t2.1万元\t2万元\t2万元\t合同
\t\t生态环境\t能耗下\t3%\t3%\t3%\t节能规
\t\t成本指标\t降率\t\t\t\t划
产出指标\t数量指标\t巡检次数\t巡检次数\t11次\t12次\t12次\t服务合同
`

describe('a project application between tabs', () => {
  const form = only(formsOf(madeLine('部门项目申报表(含绩效目标)'), madeLine('单位：万元'), madeTabs(application)))

  it('gives its tables', () => {
    expect(form).toMatchObject({ kind: 'application', subject: 'project', unit: '万元' })
    expect(form.costs.map(({ description, amount }) => [description?.text, amount?.text])).toEqual([
      ['线路租赁', '20'],
      ['设备维护', '10'],
    ])
    expect(form.funding.map(({ name, amount }) => [name.text, amount?.text])).toEqual([
      ['合计', '30'],
      ['1. 一般公共预算财政拨款', '30'],
    ])
    expect(form.procurement).toEqual([])
    expect(form.goals).toMatchObject([{ name: { text: '网络畅通' }, text: { text: '保障网络畅通' } }])
  })

  it('puts slipped rows right and torn rows together', () => {
    expect(form.blocks.map(({ scope, goal }) => [scope, goal?.text])).toEqual([
      ['long', '网络畅通'],
      ['annual', '网络畅通'],
    ])
    expect(briefs(form)).toEqual([
      '产出指标|数量指标|巡检次数|12次',
      '满意度指标|服务对象满意度指标|服务对象满意度|95%',
      '成本指标|经济成本指标|线路单价|2万元',
      '成本指标|生态环境成本指标|能耗下降率|3%',
      '产出指标|数量指标|巡检次数|12次',
    ])
    expect(form.blocks[1]?.indicators[2]?.prior.map((value) => value?.text)).toEqual(['11次', '12次'])
  })

  it('keeps no person and no telephone', () => {
    expect(JSON.stringify(form)).not.toMatch(/经办甲|85550000/)
  })

  it('begins the next form at the next 项目名称', () => {
    const forms = formsOf(
      madeLine('部门项目申报表'),
      madeTabs(application),
      madeTabs(application.replace('网络运维', '机房运维')),
    )
    expect(forms.map((each) => each.fields.project?.text)).toEqual(['网络运维', '机房运维'])
  })
})

describe('other layouts', () => {
  it('long-term and annual indicators side by side', () => {
    const grid = madeGrid([
      ['项目名称', { text: '校园足球', columns: 7 }],
      [{ text: '绩效指标', rows: 3 }, '一级指标', '二级指标', '三级指标', '指标值', '二级指标', '三级指标', '指标值'],
      [{ text: '产出指标', rows: 2 }, '数量指标', '培训场次', '30场', '数量指标', '培训场次', '10场'],
      ['质量指标', '合格率', '95%', '质量指标', '合格率', '90%'],
    ])
    const form = only(formsOf(madeLine('项目支出绩效目标申报表'), grid))
    expect(form.blocks.map(({ scope, indicators }) => [scope, indicators.map(brief)])).toEqual([
      ['long', ['产出指标|数量指标|培训场次|30场', '产出指标|质量指标|合格率|95%']],
      ['annual', ['产出指标|数量指标|培训场次|10场', '产出指标|质量指标|合格率|90%']],
    ])
  })

  it('the goal under 年度目标, beside its side head, and the words of a transfer', () => {
    const form = only(
      formsOf(
        madeLine('共同财政事权转移支付资金绩效目标表'),
        madeGrid([
          ['转移支付名称', '企业退休人员服务', '市级主管部门', '市人力资源局'],
          [{ text: '资金情况（万元）', rows: 2 }, '年度金额：', { text: '9119.70', columns: 2 }],
          ['其中：中央财政资金', { text: '', columns: 2 }],
          [
            { text: '年度总体目标', rows: 2 },
            { text: '年度目标', columns: 3 },
          ],
          [{ text: '退休人员管理服务与原企业分离，企业不承担费用。', columns: 3 }],
          ['绩效指标', '一级指标', '二级指标', '三级指标', '指标值'],
          ['', '满意度指标', '企业满意度指标', '移交企业的满意程度', '≥85%'],
        ]),
      ),
    )
    expect(form.goals.map(({ scope, text }) => [scope, text.text])).toEqual([
      ['annual', '退休人员管理服务与原企业分离，企业不承担费用。'],
    ])
    expect(form.fields).toMatchObject({ project: { text: '企业退休人员服务' }, authority: { text: '市人力资源局' } })
    expect(briefs(form)).toEqual(['满意度指标|企业满意度指标|移交企业的满意程度|≥85%'])
  })

  it('a purchase list with words of its own and its total', () => {
    const form = only(
      formsOf(
        madeLine('项目支出绩效目标表'),
        madeGrid([
          ['项目名称', { text: '机房运维', columns: 3 }],
          ['年度绩效目标', { text: '机房全年稳定运行，故障及时修复，用户满意。', columns: 3 }],
          ['采购项目名称', '采购数量', '计量单位', '预算金额（万元）'],
          ['服务器', '2', '台', '30'],
          ['合计', '', '', '30'],
        ]),
      ),
    )
    expect(form.procurement.map(({ name, quantity, amount }) => [name.text, quantity?.text, amount?.text])).toEqual([
      ['服务器', '2', '30'],
      ['合计', undefined, '30'],
    ])
  })

  it('an execution as labels and values in one row', () => {
    const grid = madeGrid([
      ['项目名称', '路灯维护', '', '', '', ''],
      ['预算数：', '100.00', '执行数：', '95.00', '执行率：', '95%'],
      ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '得分'],
      ['产出指标', '数量指标', '路灯盏数', '≥500盏', '510盏', '30'],
    ])
    const form = only(formsOf(madeLine('项目支出绩效自评表'), grid))
    expect(form.funds).toMatchObject([
      { budget: { text: '100.00' }, executed: { text: '95.00' }, rate: { text: '95%' } },
    ])
    expect(briefs(form)).toEqual(['产出指标|数量指标|路灯盏数|≥500盏'])
  })

  it('a table that goes on over the page in a grid of other columns', () => {
    const head = madeGrid([
      [
        { text: '年度绩效指标', rows: 2 },
        '一级指标',
        '二级指标',
        { text: '三级指标', columns: 2 },
        '指标值',
        '分值权重',
      ],
      ['产出指标', '数量指标', { text: '巡检次数', columns: 2 }, '12次', '50'],
    ])
    const rest = madeGrid([['满意度指标', '服务对象满意度指标', '使用单位满意度', '≥90%', '10']])
    const form = only(formsOf(madeLine('部门专项业务经费绩效目标表'), head, rest))
    expect(form.blocks.flatMap(({ indicators }) => indicators.map((each) => [brief(each), each.weight?.text]))).toEqual(
      [
        ['产出指标|数量指标|巡检次数|12次', '50'],
        ['满意度指标|服务对象满意度指标|使用单位满意度|≥90%', '10'],
      ],
    )
  })
})

describe('tables of many projects', () => {
  it('give one form for each, with comparator and unit joined to the value', () => {
    const head = [
      '项目名称',
      '项目金额',
      '绩效目标',
      '一级指标',
      '二级指标',
      '三级指标',
      '绩效指标性质',
      '本年绩效指标值',
      '绩效度量单位',
    ]
    const grid = madeGrid([
      head,
      [
        { text: '1100002400000012-培训', rows: 2 },
        { text: '7.5', rows: 2 },
        { text: '提高能力', rows: 2 },
        '产出指标',
        '数量指标',
        '人次',
        '≥',
        '200',
        '人次',
      ],
      ['产出指标', '质量指标', '合格率', '＝', '100', '%'],
      ['1100002400000013-调查', '8', '掌握情况', '产出指标', '时效指标', '完成时间', '定性', '6月底前', ''],
    ])
    const forms = formsOf(madeLine('预算表12 项目支出绩效目标表'), grid)
    expect(forms.map(({ fields }) => [fields.code?.text, fields.project?.text, fields.yearBudget?.text])).toEqual([
      ['1100002400000012', '培训', '7.5'],
      ['1100002400000013', '调查', '8'],
    ])
    expect(forms.flatMap(briefs)).toEqual([
      '产出指标|数量指标|人次|≥200人次',
      '产出指标|质量指标|合格率|＝100%',
      '产出指标|时效指标|完成时间|6月底前',
    ])
  })

  it('read indicators that stand in one cell', () => {
    const text =
      '1、1-产出指标；11-数量指标；巡检次数；实施周期指标值:≥36次；年度指标值:≥12次。2、3-满意度指标；31-服务对象满意度；满意率；实施周期指标值:≥95%；年度指标值:≥95%。'
    const grid = madeGrid([
      ['项目名称', '总计', '绩效目标', '绩效指标'],
      ['网络运维', '100.00', '保障网络稳定运行', text],
    ])
    const form = only(formsOf(madeLine('项目支出绩效目标表'), grid))
    expect(briefs(form)).toEqual(['产出指标|数量指标|巡检次数|≥12次', '满意度指标|服务对象满意度|满意率|≥95%'])
    expect(form.blocks[0]?.indicators[0]?.periodTarget?.text).toBe('≥36次')
  })
})

describe('what is no filled-in form', () => {
  it('a title in the contents', () => {
    expect(formsOf(madeLine('表11 部门整体支出绩效目标表'), madeLine('一、部门概况'))).toEqual([])
  })

  it('a template that was printed empty', () => {
    const grid = madeGrid([
      ['一级指标', '二级指标', '三级指标', '指标值'],
      ['产出指标', '数量指标', '指标1：', ''],
      ['', '', '……', ''],
    ])
    expect(formsOf(madeLine('专项资金绩效目标表'), grid)).toEqual([])
  })

  it('a budget table', () => {
    const grid = madeGrid([
      ['科目编码', '科目名称', '合计', '基本支出', '项目支出'],
      ['206', '科学技术支出', '10.00', '4.00', '6.00'],
    ])
    expect(formsOf(madeLine('部门支出总表'), grid)).toEqual([])
  })
})

const WORDS = [
  '项目名称',
  '项目编码',
  '主管部门',
  '一级指标',
  '二级指标',
  '三级指标',
  '指标值',
  '实际完成值',
  '得分',
  '分值',
  '产出指标',
  '数量指标',
  '总分',
  '年度目标1：',
  '预算数',
  '执行数',
  '执行率',
  '金额',
  '98%',
  '≥3次',
  '10',
  '绩效目标',
  '联系电话',
]

it('any arrangement of labels and values is read without failing', () => {
  const cell = fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 12 }))
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(rows, fc.boolean(), (cells, isGrid) => {
      const blocks = isGrid ? [madeGrid(cells)] : cells.map((row, index) => madeLine(row.join(' '), index + 1))
      expect(Array.isArray(formsOf(madeLine('项目绩效自评表'), ...blocks))).toBe(true)
    }),
    { numRuns: 300 },
  )
})
