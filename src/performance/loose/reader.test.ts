import { describe, expect, it } from 'vitest'
import { madeLines, madeSource } from '../../../test/made/forms.ts'
import { readForms } from '../forms/assembly.ts'

const EVALUATION = `
2024 年度东湖区数据中心整体绩效自评表
单位名称 东湖区数据中心
基本支出总额 50.00 项目支出总额 30.00
预算执行情况
（万元）
（20 分）
预算数
（A）
执行数
（B）
执行率
（B/A）
得分
（20 分*执行率）
部门整体
支出总额
80.00 72.00 90% 18
年度绩效目标 1
（40 分）
保障网络畅通，汇聚
政务数据
年度绩
效指标
一级指标 二级指标 三级指标
年初目标值
（A）
实际完成值
（B）
得分
产出指标
数量指标 数据汇集条数
不少于 1 亿条
数据
1.2 亿条
数据
10
质量指标 网络正常运行率 ≥99% 99.5% 10
时效指标
故障修复效率
发现故障半小
时内响应，4 小
时内解决
完成 20
年度绩效目标 2
（40 分）
保障视频会议
一级指标 二级指标 三级指标
年初目标值
（A）
实际完成值
（B）
得分
效益指标
社会效益
指标
会议保障
效果良好 效果良好 40
总分 98
偏差大或
目标未完成
原因分析
部分线路合同未到付款期
`

const DECLARATION = `
部门整体支出绩效目标表
表九 单位：元
部门名称 东湖区数据中心
填报人 经办甲 联系电话 85550000
部门总体资金情
况（万元）
当年预算收支
(单位：万元)
占比
近两年收支情况
2019 年 2020 年
收入构成
财政拨款 80.0 100% 70.0 60.0
合计 80.0 100% 70.0 60.0
支出构成
基本支出 20.0 25% 20.0 20.0
项目支出 60.0 75% 50.0 40.0
合计 80.0 100% 70.0 60.0
年度工作任务
保障网络畅通
整体绩效目标
长期目标 年度目标
目标：
建成智慧城区。
目标 1：
保障网络畅通。
目标 2：
汇聚政务数据。
年度指标 1： 网络运维
年度绩效指标
一级指标 二级指标 指标名称
指标值
绩效标准近两年指标值
预期当年
实现值
2019 年 2020 年
产出指标
数量指标
线路巡查报
告数量
4份 4份 4份 行业标准
质量指标
“一张网”机
器维护率
95% 96% 97% 行业标准
`

const read = (text: string) => readForms(madeSource(madeLines(text))).forms

describe('a self-evaluation that has lost its grid', () => {
  const [form] = read(EVALUATION)

  it('gives its execution with points', () => {
    expect(form?.executionPoints?.text).toBe('20')
    expect(form?.funds).toMatchObject([
      {
        name: { text: '部门整体支出总额' },
        budget: { text: '80.00' },
        executed: { text: '72.00' },
        rate: { text: '90%' },
        score: { text: '18' },
      },
    ])
    expect(form?.total?.score?.text).toBe('98')
  })

  it('gives its goals with their indicators, wrapped words joined', () => {
    expect(form?.blocks.map(({ ordinal, points, goal }) => [ordinal, points?.text, goal?.text])).toEqual([
      [1, '40', '保障网络畅通，汇聚政务数据'],
      [2, '40', '保障视频会议'],
    ])
    const rows = form?.blocks.flatMap((block) => block.indicators) ?? []
    expect(
      rows.map(({ level2, level3, target, score }) => [level2?.text, level3?.text, target?.text, score?.text]),
    ).toEqual([
      ['数量指标', '数据汇集条数', expect.stringContaining('不少于1亿条'), '10'],
      ['质量指标', '网络正常运行率', '≥99%', '10'],
      ['时效指标', '故障修复效率', '发现故障半小时内响应，4小时内解决', '20'],
      ['社会效益指标', '会议保障', '效果良好', '40'],
    ])
  })

  it('gives the fields below the total', () => {
    expect(form?.fields.deviation?.text).toBe('部分线路合同未到付款期')
  })
})

describe('a declaration that has lost its grid', () => {
  const [form] = read(DECLARATION)

  it('gives the composition and both units', () => {
    expect(form).toMatchObject({ unit: '元', innerUnit: { unit: '万元' } })
    expect(form?.composition.map(({ group, name, share }) => [group, name.text, share?.text])).toEqual([
      ['收入构成', '财政拨款', '100%'],
      ['收入构成', '合计', '100%'],
      ['支出构成', '基本支出', '25%'],
      ['支出构成', '项目支出', '75%'],
      ['支出构成', '合计', '100%'],
    ])
  })

  it('tells names from prior values and target', () => {
    const rows = form?.blocks.flatMap((block) => block.indicators) ?? []
    expect(rows[0]).toMatchObject({
      level3: { text: '线路巡查报告数量' },
      target: { text: '4份' },
      basis: { text: '行业标准' },
    })
    expect(rows[0]?.prior.map((value) => value?.text)).toEqual(['4份', '4份'])
  })

  it('tells long-term from annual goals', () => {
    expect(form?.goals.map(({ scope, ordinal, text }) => [scope, ordinal, text.text])).toEqual([
      ['long', null, '建成智慧城区。'],
      ['annual', 1, '保障网络畅通。'],
      ['annual', 2, '汇聚政务数据。'],
    ])
  })

  it('keeps no person and no telephone', () => {
    expect(JSON.stringify(form)).not.toMatch(/经办甲|85550000/)
  })
})

it('prose below a title is no form', () => {
  expect(
    read('项目支出绩效自评表\n一是加强管理。\n二是提高效率。\n三是改进服务。\n四是完善制度。\n五是总结经验。'),
  ).toEqual([])
})
