import { describe, expect, it } from 'vitest'
import { budgetOf2026, figures } from '../../../test/made-figures.ts'
import { formatAmount } from '../../kernel/index.ts'
import type { Table } from '../model.ts'
import { factBookOf } from './book.ts'
import { factsOf, statementsOf } from './facts-of.ts'

const said = (table: Table) =>
  factsOf([table], budgetOf2026).map(({ fact: { year: _year, stage: _stage, ...fact }, text }) => ({ ...fact, text }))

const parents = (table: Table): readonly (string | null)[] =>
  statementsOf([table], budgetOf2026).flatMap(({ rows }) =>
    rows.map(({ parent }) => (parent === null ? null : (rows[parent]?.row.name ?? null))),
  )

describe('the facts of a table', () => {
  it('are what title, head, side and row say together', () => {
    const table = figures(
      't',
      '一般公共预算支出表',
      ['基本支出/人员经费', '项目支出'],
      [{ code: '2010301', name: '行政运行', values: ['1.00', null] }],
    )
    expect(said(table)).toEqual([
      { flow: 'expenditure', fund: 'general', nature: 'personnel', function: '2010301', text: '1.00' },
      { flow: 'expenditure', fund: 'general', nature: 'project', function: '2010301', text: '' },
    ])
  })

  it('tell the income of the year from carry-overs and from what is available', () => {
    const table = figures(
      't',
      '部门收入总表',
      ['合计', '本年收入/小计', '本年收入/事业收入', '上年结转结余/单位资金'],
      [{ name: '合计', values: ['6.00', '5.00', '5.00', '1.00'] }],
    )
    expect(said(table)).toEqual([
      { flow: 'income-total', text: '6.00' },
      { flow: 'income', text: '5.00' },
      { flow: 'income', fund: 'business', text: '5.00' },
      { flow: 'opening', fund: 'own', text: '1.00' },
    ])
  })

  it('of rows below 上年结转 are of the year before, by fund', () => {
    const table = figures(
      't',
      '财政拨款收支总表',
      ['预算数'],
      [
        { name: '一、本年收入', side: '收入', values: ['5.00'] },
        { name: '（一）一般公共预算拨款', side: '收入', values: ['5.00'] },
        { name: '二、上年结转', side: '收入', values: ['2.00'] },
        { name: '（一）一般公共预算拨款', side: '收入', values: ['2.00'] },
        { name: '收入总计', side: '收入', values: ['7.00'] },
      ],
    )
    expect(said(table).map(({ flow, fund }) => [flow, fund])).toEqual([
      ['income', 'fiscal'],
      ['income', 'general'],
      ['opening', 'fiscal'],
      ['opening', 'general'],
      ['income-total', 'fiscal'],
    ])
  })

  it('find the codes of names without codes below the names above them', () => {
    const table = figures(
      't',
      '部门支出预算总表',
      ['总计'],
      [
        { name: '合计', values: ['3.00'] },
        { name: '公共安全支出', values: ['2.00'] },
        { name: '公安', values: ['2.00'] },
        { name: '行政运行', values: ['1.00'] },
        { name: '一般行政管理事务', values: ['1.00'] },
        { name: '其他支出', values: ['1.00'] },
        { name: '其他支出', values: ['1.00'] },
      ],
    )
    expect(said(table).map(({ function: code }) => code)).toEqual([
      undefined,
      '204',
      '20402',
      '2040201',
      '2040202',
      '229',
      '22999',
    ])
  })

  it('claim nothing where a head is not understood', () => {
    const table = figures('t', '部门支出总表', ['某某经费'], [{ name: '合计', values: ['3.00'] }])
    expect(said(table)).toEqual([])
  })
})

describe('the hierarchy of rows', () => {
  it('follows ordinals of any style in the order in which they nest', () => {
    const table = figures(
      't',
      '收入预算总表',
      ['预算数'],
      [
        { name: '一.财政拨款（补助）', values: ['3.00'] },
        { name: '（一）公共预算财政拨款', values: ['2.00'] },
        { name: '1.经费拨款', values: ['2.00'] },
        { name: '（二）政府性基金预算财政拨款', values: ['1.00'] },
        { name: '二.事业收入', values: ['1.00'] },
      ],
    )
    expect(parents(table)).toEqual([null, '一.财政拨款（补助）', '（一）公共预算财政拨款', '一.财政拨款（补助）', null])
  })

  it('takes a unit from the code that begins its own', () => {
    const table = figures(
      't',
      '部门收入总表',
      ['合计'],
      [
        { name: '合计', values: ['3.00'] },
        { code: '032', name: '某区大数据中心', values: ['3.00'] },
        { code: '032001', name: '某区大数据中心本级', values: ['2.00'] },
        { code: '032002', name: '某区网络中心', values: ['1.00'] },
      ],
    )
    expect(parents(table)).toEqual([null, null, '某区大数据中心', '某区大数据中心'])
  })
})

describe('a fact book', () => {
  const tables = [
    figures('a', '部门支出总表', ['合计'], [{ name: '合计', values: ['1,261.69'] }]),
    figures('b', '支出情况表', ['合计'], [{ name: '合计', values: ['12616900.00'] }], '元'),
    figures('c', '一般公共预算支出表', ['合计'], [{ name: '合计', values: [null] }]),
  ]
  const book = factBookOf(factsOf(tables, budgetOf2026), budgetOf2026)

  it('gives the figures that claim a fact and what they agree on, finest first', () => {
    expect(book.find({ flow: 'expenditure' }).map(({ text }) => text)).toEqual(['1,261.69', '12616900.00'])
    const value = book.value({ flow: 'expenditure' })
    expect(value === null ? null : formatAmount(value.value, '元')).toBe('12,616,900.00')
  })

  it('knows a blank from a fact that is not printed', () => {
    expect(book.find({ flow: 'expenditure', fund: 'general' })).toHaveLength(1)
    expect(book.value({ flow: 'expenditure', fund: 'general' })).toBeNull()
    expect(book.find({ flow: 'income' })).toEqual([])
  })
})
