import { describe, expect, it } from 'vitest'
import { meaningOfTitle } from './title.ts'

describe('the meaning of a title', () => {
  it.each([
    ['2024年度江岸区收入支出决算总表', { stage: 'final' }],
    ['部门收支总表', {}],
    ['部门支出总表', { flow: 'expenditure' }],
    ['2026年预算单位收入预算总表', { flow: 'income' }],
    ['财政拨款收支总体情况表', { fund: 'fiscal' }],
    ['一般公共预算财政拨款基本支出决算表', { stage: 'final', flow: 'expenditure', fund: 'general', nature: 'basic' }],
    ['一般公共预算“三公”经费支出表', { flow: 'expenditure', fund: 'general', item: 'three-public' }],
    [
      '财政拨款“三公”经费及会议费、培训费支出决算表',
      { stage: 'final', flow: 'expenditure', fund: 'fiscal', item: 'restricted' },
    ],
    ['财政拨款安排的行政经费及“三公”经费预算表', { flow: 'expenditure', fund: 'fiscal' }],
    ['政府性基金预算财政拨款收入支出决算表', { stage: 'final', fund: 'government-fund' }],
    ['国有资本经营预算支出表', { flow: 'expenditure', fund: 'state-capital' }],
    ['项目支出情况表', { flow: 'expenditure', nature: 'project' }],
    [
      '部门综合预算一般公共预算支出明细表（按支出功能分类科目-不含上年结转）',
      { flow: 'expenditure', fund: 'general', vintage: 'current' },
    ],
    ['部门综合预算财政拨款上年结转资金支出表', { flow: 'expenditure', fund: 'fiscal', vintage: 'carried' }],
  ])('%s', (title, fact) => {
    expect(meaningOfTitle(title).fact).toEqual(fact)
  })

  it('tells targets and scores from figures, and how rows are classified', () => {
    expect(meaningOfTitle('项目支出绩效目标表').isPerformance).toBe(true)
    expect(meaningOfTitle('一般公共预算支出情况表（按经济分类科目）').among).toBe('economy')
  })
})
