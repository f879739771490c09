import { describe, expect, it } from 'vitest'
import { madeLines, madeSource } from '../../../test/made/forms.ts'
import { understand } from '../../budget/index.ts'
import { checkPerformance } from '../check.ts'
import { readPerformance } from '../reading.ts'
import { countUnsettled } from './settling.ts'

/** The form of the national template as a text prints it: the sub-lines leave no trace of blank cells. */
const evaluation = ({ total = '400 400 320 10 80% 8', rows = ROWS, sum = '100 98' } = {}): string => `
2024 年度东湖区数据中心项目绩效自评表
项目名称 网络运行维护
主管部门 东湖区数据中心 实施单位 东湖区数据中心
项目资金
（万元）
年初预算数 全年预算数（A） 全年执行数（B） 分值 执行率（B/A） 得分
年度资金总额 ${total}
其中：当年财政拨款 400 400 320 — —
上年结转资金 — —
其他资金 — —
一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分
${rows}
总分 ${sum}
`

const ROWS = `产出指标 数量指标 巡查次数 4次 4次 30 30
质量指标 故障修复率 ≥95% 96% 30 30
满意度指标 服务对象满意度指标 用户满意度 ≥90% 95% 30 30`

const checked = (text: string) => {
  const reading = understand(madeSource(madeLines(text)))
  const performance = readPerformance(reading)
  const { findings } = checkPerformance({ reading, performance })
  return {
    form: performance.forms[0],
    unsettled: performance.forms.reduce((count, form) => count + countUnsettled(form), 0),
    arithmetic: findings
      .filter(({ rule }) => /rate|score|weight|sum/.test(rule))
      .map(({ rule, expected }) => [rule, expected?.zh]),
  }
}

describe('figures of a form without a grid', () => {
  it('are taken for what makes rate and sums hold', () => {
    const { form, arithmetic } = checked(evaluation())
    expect(form?.funds[0]).toMatchObject({
      name: { text: '年度资金总额' },
      initial: { text: '400' },
      budget: { text: '400' },
      executed: { text: '320' },
      rate: { text: '80%' },
      weight: { text: '10' },
      score: { text: '8' },
    })
    expect(form?.total).toMatchObject({ weight: { text: '100' }, score: { text: '98' } })
    expect(form?.blocks[0]?.indicators[0]).toMatchObject({ weight: { text: '30' }, score: { text: '30' } })
    expect(arithmetic).toEqual([])
  })

  it('find their columns where one is blank', () => {
    const { form, arithmetic } = checked(evaluation({ total: '400 320 10 80% 8' }))
    expect(form?.funds[0]).toMatchObject({ budget: { text: '400' }, executed: { text: '320' }, score: { text: '8' } })
    expect(arithmetic).toEqual([])
  })

  it('are held against one another where the others confirm them', () => {
    expect(checked(evaluation({ total: '400 400 320 10 8% 8' })).arithmetic).toEqual([
      ['performance.execution-rate', '80.00%'],
    ])
    expect(checked(evaluation({ total: '400 320 1000% 8' })).arithmetic).toEqual([])
    expect(checked(evaluation({ sum: '100 89' })).arithmetic).toEqual([['performance.score-total', '98']])
  })

  it('are no sum where a source of the funds was lost', () => {
    const text = evaluation().replace('其中：当年财政拨款 400 400 320 — —', '其中：当年财政拨款 300 300 300 — 100% —')
    const { form, arithmetic } = checked(text)
    expect(form?.funds[1]).toMatchObject({ executed: { text: '300', isUnsettled: true } })
    expect(arithmetic).toEqual([])
  })

  it('are not counted where a line was lost: nothing is stated, and the document says so', () => {
    const { arithmetic, unsettled } = checked(evaluation({ rows: ROWS.split('\n').slice(0, 2).join('\n') }))
    expect(arithmetic).toEqual([])
    expect(unsettled).toBe(7)
  })
})
