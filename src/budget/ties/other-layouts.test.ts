import { describe, expect, it } from 'vitest'
import { budgetOf2026, figures, reprinted } from '../../../test/made-figures.ts'
import { applyRules } from '../finding.ts'
import type { Table } from '../model.ts'
import { figureRules } from './figure-rules.ts'

const errors = (...tables: readonly Table[]): string[] =>
  applyRules(figureRules, { tables, document: budgetOf2026 }, 2026)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule)

describe('money carried over', () => {
  const projects = figures(
    'a',
    '项目支出预算表',
    ['合计', '一般公共预算', '政府性基金预算', '上年结转'],
    [
      { name: '合计', values: ['90.00', '60.00', '20.00', '10.00'] },
      { name: '门户维护', values: ['70.00', '60.00', null, '10.00'] },
      { name: '道路建设', values: ['20.00', null, '20.00', null] },
    ],
  )

  it('is a part of what is spent where a column of its own shows it', () => {
    expect(errors(projects)).toEqual([])
    expect(errors(reprinted(projects, 0, 3, '13.00'))).not.toEqual([])
  })

  it('is not all that is spent: 支出总计 is balanced against income in the column of the total alone', () => {
    const balance = figures(
      'b',
      '部门收支总体情况表',
      ['金额', '合计', '一般公共预算', '上年结转'],
      [
        { name: '一、一般公共预算', side: '收入', values: ['60.00', null, null, null] },
        { name: '一、基本支出', side: '支出', values: [null, '45.00', '45.00', '0.00'] },
        { name: '二、项目支出', side: '支出', values: [null, '25.00', '15.00', '10.00'] },
        { name: '本年收入合计', side: '收入', values: ['60.00', null, null, null] },
        { name: '本年支出合计', side: '支出', values: [null, '70.00', '60.00', '10.00'] },
        { name: '上年结转', side: '收入', values: ['10.00', null, null, null] },
        { name: '收入总计', side: '收入', values: ['70.00', null, null, null] },
        { name: '支出总计', side: '支出', values: [null, '70.00', '60.00', '10.00'] },
      ],
    )
    expect(errors(balance)).toEqual([])
    expect(errors(reprinted(balance, 7, 1, '73.00'))).not.toEqual([])
  })

  it('is left out of a table of 当年拨款, which the figures of income and carry-overs show', () => {
    const fiscal = figures(
      'c',
      '财政拨款收支总表',
      ['预算数', '合计', '一般公共预算'],
      [
        { name: '一、本年收入', side: '收入', values: ['60.00', null, null] },
        { name: '一、本年支出', side: '支出', values: [null, '70.00', '70.00'] },
        { name: '（一）一般公共预算拨款', side: '收入', values: ['60.00', null, null] },
        { name: '（一）一般公共服务支出', side: '支出', values: [null, '70.00', '70.00'] },
        { name: '二、上年结转', side: '收入', values: ['10.00', null, null] },
        { name: '（一）一般公共预算拨款', side: '收入', values: ['10.00', null, null] },
        { name: '收入总计', side: '收入', values: ['70.00', null, null] },
        { name: '支出总计', side: '支出', values: [null, '70.00', '70.00'] },
      ],
    )
    const general = (total: string, project: string): Table =>
      figures(
        'd',
        '一般公共预算支出表',
        ['合计', '基本支出', '项目支出'],
        [
          { name: '合计', values: [total, '45.00', project] },
          { code: '201', name: '一般公共服务支出', values: [total, '45.00', project] },
        ],
      )
    const basic = figures(
      'e',
      '一般公共预算基本支出表',
      ['合计'],
      [
        { name: '合计', values: ['45.00'] },
        { code: '301', name: '工资福利支出', values: ['45.00'] },
      ],
    )
    expect(errors(fiscal, general('60.00', '15.00'), basic)).toEqual([])
    expect(errors(fiscal, general('63.00', '18.00'), basic)).not.toEqual([])
  })
})

describe('heads and names that nothing explains', () => {
  it('leave the sum of their group open and break no total', () => {
    const income = figures(
      'f',
      '收入总表',
      ['收入总计', '省级专项安排/小计', '省级专项安排/某类', '单位资金/小计', '单位资金/其他收入'],
      [{ name: '某部门', values: ['100.00', '90.00', '90.00', '10.00', '10.00'] }],
    )
    expect(errors(income)).toEqual([])
  })

  it('stand below the 项 that pays them where the figures say so', () => {
    const projects = figures(
      'g',
      '一般公共预算项目支出预算表',
      ['金额'],
      [
        { name: '合计', values: ['90.00'] },
        { code: '2010302', name: '一般行政管理事务', values: ['90.00'] },
        { name: '服务大厅运行费', values: ['30.00'] },
        { name: '信息化建设专项', values: ['60.00'] },
      ],
    )
    expect(errors(projects)).toEqual([])
    expect(errors(reprinted(projects, 3, 0, '63.00'))).not.toEqual([])
  })

  it('with the number of a project are projects, whatever class they are called like', () => {
    const number = (index: number): string => `53000021000000001802${index}`
    const basic = figures(
      'h',
      '部门基本支出预算表',
      ['总计'],
      [
        { code: number(1), name: '一般公用经费', values: ['10.00'] },
        { code: number(2), name: '对个人和家庭的补助', values: ['20.00'] },
        { code: number(3), name: '对个人和家庭的补助', values: ['5.00'] },
        { name: '合计', values: ['35.00'] },
      ],
    )
    expect(errors(basic)).toEqual([])
    expect(errors(reprinted(basic, 1, 0, '23.00'))).not.toEqual([])
  })
})
