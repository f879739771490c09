import { describe, expect, it } from 'vitest'
import { type MadeReading, madeGrid, madeLine, madeReading, madeTable, madeTabs } from '../../../test/made/forms.ts'
import type { Finding } from '../../budget/index.ts'
import { checkPerformance } from '../check.ts'
import { readPerformance } from '../reading.ts'
import { performanceRules } from './all.ts'

/** A project application whose figures and goals all agree. */
const APPLICATION = `
项目名称\t网络运维\t项目编码\t420000240000000000101
项目主管部门\t东湖区数据局\t项目执行单位\t东湖区数据中心
起始年度\t2022\t终止年度\t2024
项目主要内容\t租用政务网线路并维护设备\t项目属性\t特定目标类
项目总预算\t88万元\t项目当年预算\t30万元
项目前两年预算及当年预算变动情况\t2022年预算28万元，2023年预算30万元，2024年预算30万元\t\t
项目当年资金来源\t来源项目\t金额\t
\t合计\t30\t
\t1. 一般公共预算财政拨款\t30\t
项目支出明细测算\t\t\t
项目活动\t活动内容表述\t支出经济分类\t金额\t测算依据及说明\t备注
运维\t线路租赁\t商品和服务支出\t20\t10条×2万元\t
运维\t设备维护\t商品和服务支出\t10\t5台×2万元\t
项目采购\t\t\t\t\t
品名\t\t数量\t\t金额\t
线路\t\t10\t\t20 万元\t
项目绩效总目标\t\t\t\t\t
名称\t\t目标说明\t\t\t
网络畅通\t\t保障网络畅通\t\t\t
长期绩效目标表\t\t\t\t\t
目标名称\t一级指标\t二级指标\t三级指标\t指标值\t指标值确定依据
网络畅通\t产出指标\t数量指标\t线路条数\t10条\t服务合同
年度绩效目标表\t\t\t\t\t\t
目标名称\t一级指标\t二级指标\t三级指标\t指标值\t\t\t指标值确定依据
\t\t\t\t前年\t上年\t预计当年实现\t
网络畅通\t产出指标\t数量指标\t线路条数\t9条\t10条\t10条\t服务合同
\t\t质量指标\t网络正常率\t98.7%\t99.1%\t≥99.2%\t运行记录
\t\t时效指标\t故障修复时间\t5小时\t4.5小时\t≤4小时\t服务合同
\t效益指标\t社会效益指标\t保障单位数量\t80个\t88个\t≥90个\t接入清单
\t满意度指标\t服务对象满意度指标\t使用单位满意度\t92%\t93%\t≥95%\t问卷
`

/** A self-evaluation whose arithmetic holds. */
const EVALUATION = `
项目名称\t网络运维\t\t\t\t\t\t
主管部门\t东湖区数据局\t实施单位\t东湖区数据中心\t\t\t\t
项目资金（万元）\t\t年初预算数\t全年预算数（A）\t全年执行数（B）\t分值\t执行率（B/A）\t得分
\t年度资金总额\t30\t30\t27\t10\t90%\t9
\t其中：财政拨款\t30\t30\t27\t—\t90%\t—
绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施
\t产出指标\t数量指标\t线路条数\t10条\t10条\t20\t20\t
\t\t质量指标\t网络正常率\t≥99%\t99.5%\t30\t30\t
\t效益指标\t社会效益指标\t保障单位数量\t≥90个\t81个\t30\t27\t三个单位搬迁，明年恢复接入
\t满意度指标\t服务对象满意度指标\t使用单位满意度\t≥90%\t93.5%\t10\t10\t
总分\t\t\t\t\t\t100\t96
`

/** The sources of the year; of 其他资金 the budget is missing. */
const SOURCES = [
  '\t其中：当年财政拨款\t20\t20\t17\t—\t\t—',
  '\t上年结转资金\t\t\t\t—\t\t—',
  '\t其他资金\t10\t\t10\t—\t\t—',
].join('\n')

const LISTED = madeTable('项目支出情况表', [
  { code: '420000240000000000101', name: '网络运维', value: '30.00', words: { 项目单位: '东湖区数据中心' } },
])

const check = (
  title: string,
  text: string,
  made: MadeReading = {},
  before: string[] = ['单位：万元'],
): readonly Finding[] => {
  const reading = madeReading([madeLine(title), ...before.map((line) => madeLine(line)), madeTabs(text)], made)
  return checkPerformance({ reading, performance: readPerformance(reading) }).findings
}

const grave = (findings: readonly Finding[]): string[] =>
  findings.filter(({ severity }) => severity !== 'hint').map(({ rule }) => rule)

const applying = (change: (text: string) => string = (text) => text, made: MadeReading = {}): readonly Finding[] =>
  check('部门项目申报表', change(APPLICATION), { tables: [LISTED], ...made })

const evaluating = (change: (text: string) => string = (text) => text, made: MadeReading = {}): readonly Finding[] =>
  check('2024年度网络运维项目绩效自评表', change(EVALUATION), { kind: 'final-account', ...made })

const swap =
  (...pairs: [string | RegExp, string][]) =>
  (text: string): string =>
    pairs.reduce((changed, [from, to]) => changed.replace(from, to), text)

describe('forms that are right', () => {
  it('break no rule', () => {
    expect(applying()).toEqual([])
    expect(evaluating()).toEqual([])
  })
})

describe('a project application', () => {
  it.each<[string, string[], (text: string) => string]>([
    [
      'a cost line moved by a cent beyond rounding',
      ['performance.project-sums'],
      swap(['商品和服务支出\t20\t', '商品和服务支出\t22\t']),
    ],
    [
      'funding below the budget',
      ['performance.project-sums', 'performance.project-sums'],
      swap([/\t30\t\n/g, '\t25\t\n']),
    ],
    ['more procurement than budget', ['performance.project-sums'], swap(['20 万元', '40 万元'])],
    [
      'another amount than the table',
      ['performance.project-sums', 'performance.project-sums', 'performance.project-sums', 'performance.table-amount'],
      swap(['项目当年预算\t30万元', '项目当年预算\t40万元']),
    ],
    ['another name than the table', ['performance.code-name'], swap(['项目名称\t网络运维', '项目名称\t网络运行费'])],
    [
      'another unit than the table',
      ['performance.executing-unit'],
      swap(['项目执行单位\t东湖区数据中心', '项目执行单位\t东湖区文化馆']),
    ],
    ['a start later than its first budget', ['performance.start-year'], swap(['起始年度\t2022', '起始年度\t2024'])],
    [
      'prior values of a project that is new',
      ['performance.prior-before-start'],
      swap([/2022年预算.*?，2023年/, '本项目从2023年开始预算。2023年'], ['起始年度\t2022', '起始年度\t2023']),
    ],
    [
      'costs without a calculation',
      ['performance.cost-basis'],
      swap(['10条×2万元', '按标准'], ['5台×2万元', '按标准']),
    ],
    ['a rate without percent sign', ['performance.missing-unit'], swap(['≥99.2%', '99.2'])],
    ['a percentage beyond a hundred', ['performance.percent-over-hundred'], swap(['≥95%\t问卷', '≥950%\t问卷'])],
    [
      'a goal over the indicators that was not declared',
      ['performance.goal-title'],
      swap([/\n网络畅通\t产出/g, '\n保障单位正常运行\t产出']),
    ],
    [
      'a goal without annual indicators',
      ['performance.goal-coverage'],
      swap(['名称\t\t目标说明\t\t\t\n', '名称\t\t目标说明\t\t\t\n数据汇聚\t\t汇聚政务数据\t\t\t\n']),
    ],
    [
      'template dots',
      ['performance.template-dots'],
      swap(['\t时效指标\t故障修复时间\t5小时\t4.5小时\t≤4小时\t服务合同', '\t时效指标\t……\t\t\t\t']),
    ],
  ])('%s', (_, rules, change) => {
    expect(grave(applying(change)).sort()).toEqual([...rules].sort())
  })

  const hints = (change: (text: string) => string): string[] => applying(change).map(({ rule }) => rule)

  it('a text that the system left for the one who fills the form in', () => {
    const found = applying(swap(['时效指标\t故障修复时间\t5小时\t4.5小时\t≤4小时', '时效指标\t待单位补充...\t\t\t']))
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([['performance.template-dots', 'warning']])
  })

  it('a quantity is measured by any count in its words; what is secret is not spelt out', () => {
    const target = (text: string) =>
      hints(swap(['线路条数\t9条\t10条\t10条', `线路条数\t9条\t10条\t${text}`])).filter((id) =>
        id.endsWith('unmeasurable'),
      )
    expect(target('按照需求租用')).toHaveLength(1)
    expect(target('2项（2项基础服务目录内的线路）')).toEqual([])
    expect(target('涉密')).toEqual([])
  })

  it('how long a thing is offered is a quantity, how soon it is done is not', () => {
    const named = (name: string, value: string) =>
      hints(swap(['线路条数\t9条\t10条\t10条', `${name}\t\t\t${value}`])).filter((id) => id.endsWith('wrong-kind'))
    expect(named('平均修复时间', '≤4小时')).toHaveLength(1)
    expect(named('大屏展示时间', '12个月')).toEqual([])
    expect(named('线路合格率', '100%')).toHaveLength(1)
    expect(named('线路覆盖率', '100%')).toEqual([])
  })

  it('goals of which each sets a satisfaction of its own share none', () => {
    const goals = (targets: readonly string[]) =>
      APPLICATION.replace(
        /\n网络畅通\t\t保障网络畅通\t\t\t/,
        targets.map((_, n) => `\n目标${n}\t\t保障目标${n}\t\t\t`).join(''),
      ).replace(
        /\n网络畅通\t产出指标\t数量指标\t线路条数\t9条[\s\S]*$/,
        `${targets.map((target, n) => `\n目标${n}\t产出指标\t数量指标\t线路${n}\t9条\t10条\t1${n}条\t服务合同\n\t满意度指标\t服务对象满意度指标\t使用单位满意度\t90%\t91%\t${target}\t问卷`).join('')}\n`,
      )
    const shared = (targets: readonly string[]) => hints(() => goals(targets)).filter((id) => id.endsWith('one-figure'))
    expect(shared(['≥95%', '≥95%', '≥95%'])).toHaveLength(1)
    expect(shared(['≥95%', '≥95%', '≥95%', '≥98%'])).toEqual([])
  })

  it('rounding is never an error', () => {
    expect(
      applying(
        swap(['项目当年预算\t30万元', '项目当年预算\t29.9万元'], ['商品和服务支出\t20\t', '商品和服务支出\t19.9\t']),
        { tables: [] },
      ).filter(({ rule }) => rule === 'performance.project-sums'),
    ).toEqual([])
  })

  it('one placeholder everywhere is one finding with its places', () => {
    const placeholder = APPLICATION.replace(
      /(指标\t)(线路条数|网络正常率|故障修复时间|保障单位数量)\t.*/g,
      '$1安全运行\t98%\t98%\t98%\t合同',
    )
    const found = check(
      '部门项目申报表',
      `${placeholder.trimEnd()}\n\t成本指标\t经济成本指标\t安全运行\t98%\t98%\t98%\t合同\n`,
      {},
    )
    expect(found.filter(({ rule }) => rule === 'performance.placeholder')).toHaveLength(1)
  })
})

describe('a self-evaluation', () => {
  it.each<[string, string[], (text: string) => string]>([
    ['a rate that does not follow', ['performance.execution-rate'], swap(['27\t10\t90%', '27\t10\t95%'])],
    ['a total that is not the sum', ['performance.score-total'], swap(['100\t96', '100\t97'])],
    [
      'points that do not add up',
      ['performance.weight-total'],
      swap(['≥99%\t99.5%\t30\t30', '≥99%\t99.5%\t35\t30\t略低']),
    ],
    [
      'a score above its points',
      ['performance.score-over-weight', 'performance.score-total'],
      swap(['10条\t10条\t20\t20', '10条\t10条\t20\t21']),
    ],
    ['a target copied as result', ['performance.actual-is-target'], swap(['≥99%\t99.5%', '≥99%\t≥99%'])],
    ['points lost without a reason', ['performance.missing-reason'], swap(['三个单位搬迁，明年恢复接入', ''])],
    [
      'points of a kind that are not those that its head prints',
      ['performance.weight-total'],
      swap(['\t产出指标\t', '\t产出指标（60分）\t']),
    ],
    ['a total that leaves execution out', ['performance.weight-total'], swap(['100\t96', '90\t87'])],
    [
      'a total score above the total of the points',
      ['performance.score-over-weight', 'performance.weight-total'],
      swap(['100\t96', '90\t96']),
    ],
    [
      'funds that do not make up their total',
      ['performance.fund-sum'],
      swap(['\t其中：财政拨款\t30\t30\t27\t—\t90%\t—', SOURCES]),
    ],
    [
      'a cost that is neither budget nor execution',
      ['performance.cost-indicator'],
      swap([
        '\t\t质量指标\t网络正常率',
        '\t\t成本指标\t项目完成成本\t≤30万元\t24万元\t0\t0\t\n\t\t质量指标\t网络正常率',
      ]),
    ],
    ['points without an actual value', ['performance.missing-actual'], swap(['10条\t10条\t20', '10条\t\t20'])],
    ['a missed target with full points', ['performance.missed-full-score'], swap(['≥99%\t99.5%', '≥99%\t95%'])],
  ])('%s', (_, rules, change) => {
    expect(grave(evaluating(change)).sort()).toEqual([...rules].sort())
  })

  it('full marks with nothing executed', () => {
    const change = swap(
      [/27\t10\t90%\t9/, '0\t10\t0%\t0'],
      [/30\t27\t—\t90%/, '30\t0\t—\t0%'],
      ['81个\t30\t27\t三个单位搬迁，明年恢复接入', '93个\t30\t30\t'],
      ['100\t96', '100\t90'],
    )
    expect(grave(evaluating(change))).toContain('performance.nothing-executed')
  })

  it('a score for execution that departs from the rate is a question, not an error', () => {
    const found = evaluating(swap(['90%\t9\n', '90%\t8\n'], ['100\t96', '100\t95']))
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([['performance.execution-score', 'hint']])
  })

  it.each<[string, string, string[]]>([
    ['agrees', '1.东湖区数据中心网络运维项目绩效自评综述：全年预算数为30万元，执行数为27万元，完成预算的90%。', []],
    [
      'states another execution',
      '1.网络运维项目绩效自评综述：全年预算数30万元，执行数25.5万元。',
      ['performance.summary-figures'],
    ],
    [
      'states another score',
      '（一）网络运维项目绩效自评综述：项目自评得分为98分。全年预算数30万元。',
      ['performance.summary-figures'],
    ],
    [
      'is of another project',
      '2.2024年机房改造项目绩效自评综述：全年预算数300万元，执行数26万元。',
      ['performance.project-name-in-text'],
    ],
  ])('a summary in the text that %s', (_, sentence, rules) => {
    expect(grave(evaluating(undefined, { prose: [sentence] }))).toEqual(rules)
  })

  it('points for execution without a score are a question', () => {
    const found = evaluating(swap(['90%\t9\n', '90%\t\n'], ['100\t96', '100\t87']))
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([['performance.execution-score', 'hint']])
  })

  it('a subtotal of nothing over funds, and its total, are one finding', () => {
    const rows = madeGrid([
      ['项目名称', '网络运维', '', '', '', ''],
      ['资金', '', '年初预算数', '全年预算数', '全年执行数', '得分'],
      ['', '合计', '30.00', '30.00', '27.00', '9'],
      ['', '财政资金小计', '0.00', '0.00', '0.00', ''],
      ['', '中央财政资金', '10.00', '10.00', '10.00', ''],
      ['', '地方财政资金', '20.00', '20.00', '17.00', ''],
      ['', '其他资金小计', '0.00', '0.00', '0.00', ''],
    ])
    const reading = madeReading([madeLine('项目绩效自评表'), rows])
    const { findings } = checkPerformance({ reading, performance: readPerformance(reading) })
    expect(findings.map(({ rule, where }) => [rule, where[0]?.row])).toEqual([['performance.fund-sum', '财政资金小计']])
  })

  it('projects that do not make up the project expenditure that the text claims', () => {
    const accounts = { ...madeTable('支出决算表', [{ name: '合计', value: '55.00' }], '项目支出') }
    const prose = ['对项目支出全面开展绩效自评，共涉及项目1个，资金27万元，占一般公共预算项目支出总额的100%。']
    expect(grave(evaluating(undefined, { tables: [accounts], prose }))).toEqual(['performance.project-expenditure'])
  })
})

describe('a declaration of a department', () => {
  const rows = (share: string, total = '80.0') =>
    madeGrid([
      ['部门名称', '东湖区数据中心', '', '', ''],
      ['收支情况', '', '当年金额', '占比', '2023年'],
      ['支出构成', '基本支出', '20.0', share, '20.0'],
      ['', '项目支出', '60.0', '75%', '50.0'],
      ['', '合计', total, '100%', '70.0'],
    ])
  const declaring = (share: string, total?: string): string[] => {
    const reading = madeReading([madeLine('部门整体支出绩效目标表'), rows(share, total)])
    return grave(checkPerformance({ reading, performance: readPerformance(reading) }).findings)
  }

  it('holds when shares and sums follow', () => {
    expect(declaring('25%')).toEqual([])
  })

  it('breaks when a share or a total does not', () => {
    expect(declaring('100%')).toEqual(['performance.composition-share'])
    expect(declaring('25%', '81.0')).toContain('performance.composition-sum')
  })
})

describe('the list of rules', () => {
  it('has public ids of this module, each once, with both languages', () => {
    const ids = performanceRules.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { id, title, remedy, basis } of performanceRules) {
      expect(id).toMatch(/^performance\.[a-z-]+$/)
      for (const text of [title, remedy, basis]) expect(text.zh.length * text.en.length).toBeGreaterThan(0)
    }
  })

  it('leaves a receipt for every rule', () => {
    const reading = madeReading([])
    const { receipts } = checkPerformance({ reading, performance: readPerformance(reading) })
    expect(receipts.map(({ rule }) => rule)).toEqual(performanceRules.map(({ id }) => id))
  })
})
