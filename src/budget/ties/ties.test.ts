import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasCorpus } from '../../../test/corpus.ts'
import { budgetOf2026, figures, ITEM_CODES, type Item, madeBudget, reprinted } from '../../../test/made-figures.ts'
import { oracleTables } from '../../../test/oracle-tables.ts'
import { statementsOf } from '../facts/facts-of.ts'
import { applyRules, type Finding } from '../finding.ts'
import type { Table } from '../model.ts'
import { allTies } from './all-ties.ts'
import { codeRules } from './code-rules.ts'
import { figureRules } from './figure-rules.ts'
import { amountIn, entriesOf, holds } from './tie.ts'

const amount = fc.bigInt({ min: 50_000n, max: 10n ** 10n })
const items: fc.Arbitrary<readonly Item[]> = fc
  .tuple(
    ...ITEM_CODES.map((code) =>
      fc.record({ personnel: amount, operating: amount, project: amount }).map((money) => ({ code, ...money })),
    ),
  )
  .map((made) => made)

const check = (tables: readonly Table[], document = budgetOf2026) =>
  applyRules([...figureRules, ...codeRules], { tables, document }, document.year)
const errors = (tables: readonly Table[]): readonly Finding[] =>
  check(tables).findings.filter(({ severity }) => severity !== 'hint')
const tiesOf = (tables: readonly Table[]) => allTies(statementsOf(tables, budgetOf2026)).ties

describe('ties between figures', () => {
  it('hold on a budget whose figures were rounded one by one', () => {
    fc.assert(
      fc.property(items, (made) => {
        expect(check(madeBudget(made)).findings).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('are of every kind, and each breaks when any operand moves past its interval', () => {
    fc.assert(
      fc.property(items, (made) => {
        const ties = tiesOf(madeBudget(made))
        expect(new Set(ties.map(({ kind }) => kind))).toEqual(new Set(['rows', 'columns', 'balance', 'same']))
        for (const tie of ties) {
          const reach = entriesOf(tie).reduce((sum, entry) => sum + amountIn(entry).high - amountIn(entry).low, 0n)
          for (const entry of entriesOf(tie)) {
            const { low, high } = amountIn(entry)
            const [up, down] = [
              { low: low + reach + 1n, high: high + reach + 1n },
              { low: low - reach - 1n, high: high - reach - 1n },
            ]
            expect(holds(tie, new Map([[entry, up]]))).toBe(false)
            expect(holds(tie, new Map([[entry, down]]))).toBe(false)
          }
        }
      }),
      { numRuns: 10 },
    )
  })

  it('do not depend on the order of the tables', () => {
    fc.assert(
      fc.property(items, fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (made, order) => {
        const tables = madeBudget(made)
        const wrong = tables.map((table) => (table.id === 't4' ? reprinted(table, 1, 0, '99999999.99') : table))
        const summary = (of: readonly Table[]) =>
          errors(of).map((finding) => [finding.rule, finding.expected?.zh ?? null, finding.where[0]?.table])
        expect(summary(order.map((at) => wrong[at]).filter((table) => table !== undefined))).toEqual(summary(wrong))
      }),
      { numRuns: 20 },
    )
  })
})

describe('a broken tie', () => {
  const made: readonly Item[] = [
    { code: '2010301', personnel: 10_000_000n, operating: 2_345_600n, project: 70_000_000n },
    { code: '2010302', personnel: 3_000_000n, operating: 1_000_000n, project: 12_340_000n },
    { code: '2080505', personnel: 4_440_000n, operating: 50_000n, project: 60_000n },
    { code: '2210201', personnel: 7_770_000n, operating: 80_000n, project: 90_000n },
  ]
  const tables = madeBudget(made)
  const withWrong = (id: string, row: number, column: number, text: string | null): readonly Table[] =>
    tables.map((table) => (table.id === id ? reprinted(table, row, column, text) : table))
  const only = (of: readonly Table[]): Finding | undefined => {
    const found = errors(of)
    expect(found.map(({ rule }) => rule)).toHaveLength(1)
    return found[0]
  }

  it('in rows, columns and twins at once is one finding that names the wrong figure first', () => {
    const finding = only(withWrong('t4', 0, 0, '9999.99'))
    expect(finding?.where[0]).toMatchObject({
      table: '一般公共预算支出表',
      row: '合计',
      column: '合计',
      quote: '合计 9999.99',
    })
    expect(finding?.expected?.zh).toBe('111.18')
    expect(new Set(finding?.where.map(({ table }) => table)).size).toBeGreaterThan(2)
  })

  it('by a blank where rows, columns and twins have a figure is a missing figure', () => {
    const finding = only(withWrong('t2', 2, 2, null))
    expect(finding?.rule).toBe('figure.missing')
    expect(finding?.expected?.zh).toBe('82.34')
  })

  it('by a figure that is ten thousand times its twins is a slip of the unit', () => {
    const finding = only(withWrong('t2', 2, 2, '823400.00'))
    expect(finding?.rule).toBe('figure.unit-slip')
  })

  it('by figures in the wrong row is one finding', () => {
    const balance = tables.find(({ id }) => id === 't3')
    const [from, to] = [3, 4].map((index) => balance?.rows[index]?.cells[0]?.text ?? '')
    expect(to).not.toBe('')
    const moved = withWrong('t3', 3, 0, null).map((table) =>
      table.id === 't3' ? insertedRow(table, '二、外交支出', from ?? '') : table,
    )
    expect(only(moved)?.rule).toBe('figure.wrong-place')
  })

  it('by a total that slid into the blank column beside it is one finding', () => {
    const rows = [
      { name: '合计', values: ['35.60', '12.30', '23.30'] },
      { name: '行政运行', code: '2010301', values: [null, '12.30', '12.30'] },
      { name: '机关服务', code: '2010303', values: ['23.30', null, '23.30'] },
    ]
    const finding = only([figures('a', '部门支出总表', ['合计', '基本支出', '项目支出'], rows)])
    expect(finding?.rule).toBe('figure.wrong-place')
  })

  it('between two figures that nothing else can judge shows both sides and blames none', () => {
    const pair = [
      figures('a', '政府性基金预算支出表', ['合计'], [{ name: '合计', values: ['100.00'] }]),
      figures('b', '财政拨款支出预算表', ['政府性基金预算'], [{ name: '合计', values: ['123.45'] }]),
    ]
    const finding = only(pair)
    expect(finding?.rule).toBe('figure.same-value')
    expect(finding?.where.map(({ quote }) => quote)).toEqual(['合计 100.00', '合计 123.45'])
  })

  it('of a total that holds everywhere else says that a row was left out', () => {
    const short = tables.map((table) =>
      table.id === 't4' ? { ...table, rows: table.rows.filter(({ code }) => code?.startsWith('221') !== true) } : table,
    )
    const finding = errors(short).find(({ rule }) => rule === 'figure.row-sum')
    expect(finding?.where[0]?.row).toBe('合计')
    expect(finding?.message.zh).toContain('处勾稽相符')
    expect(finding?.expected?.zh).toBe('各行之和 111.18')
  })

  it('by a few units of the last digit is only hinted at', () => {
    const pair = [
      figures('a', '政府性基金预算支出表', ['合计'], [{ name: '合计', values: ['100.00'] }]),
      figures('b', '财政拨款支出预算表', ['政府性基金预算'], [{ name: '合计', values: ['100.03'] }]),
    ]
    expect(check(pair).findings.map(({ severity }) => severity)).toEqual(['hint'])
    expect(errors(pair)).toEqual([])
  })
})

/** The same table with one more row of expenditure after its items. */
function insertedRow(table: Table, name: string, text: string): Table {
  const [extra] = figures('x', '', ['预算数'], [{ name, side: '支出', values: [text] }]).rows
  const rows = extra === undefined ? table.rows : [...table.rows.slice(0, 4), extra, ...table.rows.slice(4)]
  return { ...table, rows: rows.map((row, index) => ({ ...row, index })) }
}

describe('tables of one document', () => {
  it('that come again are the books of another unit and are not compared', () => {
    const [first] = madeBudget([{ code: '2010301', personnel: 10_000_000n, operating: 0n, project: 0n }])
    const [second] = madeBudget([{ code: '2010301', personnel: 77_000_000n, operating: 0n, project: 0n }])
    expect(check([first, second].filter((table) => table !== undefined)).findings).toEqual([])
  })

  it('compare this year, last year and the change', () => {
    const columns = ['2025年预算数', '2026年预算数', '增减额', '增减率']
    const rows = (change: string) => [
      { code: '2010301', name: '行政运行', values: ['10.00', '12.00', '2.00', '20.00'] },
      { code: '2010302', name: '一般行政管理事务', values: ['10.00', '9.00', '-1.00', '-10.00'] },
      { code: '2080505', name: '机关事业单位基本养老保险缴费支出', values: ['5.00', '5.00', '0.00', '0.00'] },
      { code: '2210201', name: '住房公积金', values: ['3.00', '3.50', '0.50', '16.67'] },
      { code: '2210202', name: '提租补贴', values: ['3.00', '4.00', change, '33.33'] },
    ]
    expect(errors([figures('a', '一般公共预算支出表', columns, rows('1.00'))])).toEqual([])
    const [finding] = errors([figures('a', '一般公共预算支出表', columns, rows('9.00'))])
    expect(finding?.rule).toBe('figure.column-sum')
    expect(finding?.where.map(({ row }) => row)).toContain('2210202提租补贴')
  })

  it('name a project with its money in the list and beside its goals', () => {
    const list = figures(
      'a',
      '项目支出预算表',
      ['总计'],
      [
        { name: '合计', values: ['30.00'] },
        { name: '网络运维', values: ['10.00'] },
        { name: '平台建设', values: ['20.00'] },
      ],
    )
    const goals = (text: string) =>
      figures(
        'b',
        '项目支出绩效表',
        ['金额'],
        [
          { name: '网络运维', values: ['10.00'] },
          { name: '平台建设', values: [text] },
        ],
      )
    expect(errors([list, goals('20.00')])).toEqual([])
    expect(errors([list, goals('25.00')])[0]?.where.map(({ row }) => row)).toEqual(['平台建设', '平台建设'])
  })
})

describe('scope', () => {
  it('of a table of income with carry-overs is not held against one that prints them apart', () => {
    const sheet = figures(
      'a',
      '收支总体情况表',
      ['预算数'],
      [
        { name: '合计', side: '收入', values: ['150.00'] },
        { name: '一、一般公共预算资金', side: '收入', values: ['150.00'] },
        { name: '合计', side: '支出', values: ['150.00'] },
        { name: '一、教育支出', side: '支出', values: ['150.00'] },
      ],
    )
    const fiscal = figures(
      'b',
      '财政拨款收支总体情况表',
      ['预算数'],
      [
        { name: '一、本年收入', side: '收入', values: ['120.00'] },
        { name: '（一）一般公共预算资金', side: '收入', values: ['120.00'] },
        { name: '二、上年结转', side: '收入', values: ['30.00'] },
        { name: '（一）一般公共预算拨款', side: '收入', values: ['30.00'] },
        { name: '收入合计', side: '收入', values: ['150.00'] },
        { name: '一、本年支出', side: '支出', values: ['150.00'] },
        { name: '（一）教育支出', side: '支出', values: ['150.00'] },
        { name: '支出合计', side: '支出', values: ['150.00'] },
      ],
    )
    expect(errors([sheet, fiscal])).toEqual([])
  })

  it('of a title with words that are not understood is not compared', () => {
    const pair = [
      figures('a', '政府性基金预算支出表', ['合计'], [{ name: '合计', values: ['100.00'] }]),
      figures('b', '政府性基金对下转移支付预算表', ['合计'], [{ name: '合计', values: ['12.00'] }]),
    ]
    expect(check(pair).findings).toEqual([])
  })
})

describe('codes', () => {
  it('that divide an economic item further are the own ones of a city', () => {
    const rows = [
      { name: '规范性津补贴', code: '3010201', values: ['5.00'] },
      { name: '合计', values: ['5.00'] },
    ]
    expect(check([figures('a', '一般公共预算基本支出表', ['合计'], rows)]).findings).toEqual([])
  })
})

describe('one slip', () => {
  it('that a second table repeats is one finding', () => {
    const rows = (total: string) => [
      { name: '一、教育支出', side: '支出', values: ['60.00'] },
      { name: '二、卫生健康支出', side: '支出', values: ['30.00'] },
      { name: total, side: '支出', values: ['120.00'] },
    ]
    const pair = [
      figures('a', '收支总表', ['预算数'], rows('本年支出合计')),
      figures('b', '财政拨款收支总表', ['预算数'], rows('本年支出合计')),
    ]
    expect(errors(pair)).toHaveLength(1)
  })

  it('does not hide one of the same size in a table that repeats the right figure', () => {
    const items = (schools: string) => [
      { code: '205', name: '教育支出', values: [schools] },
      { code: '20501', name: '教育管理事务', values: ['40.00'] },
      { code: '20502', name: '普通教育', values: ['20.00'] },
    ]
    const health = (total: string) => ({ code: '210', name: '卫生健康支出', values: [total] })
    const section = { code: '21001', name: '卫生健康管理事务', values: ['30.00'] }
    const tables = [
      figures('a', '部门支出总表', ['合计'], [...items('50.00'), health('30.00'), section]),
      figures('b', '财政拨款支出表', ['合计'], [...items('60.00'), health('20.00'), section]),
    ]
    const found = errors(tables)
    expect(found.map(({ where }) => [where[0]?.table, where[0]?.row])).toEqual([
      ['部门支出总表', '205教育支出'],
      ['财政拨款支出表', '210卫生健康支出'],
    ])
  })
})

describe.runIf(hasCorpus)('the answer sheets', () => {
  const found = (name: string) => {
    const { tables, document } = oracleTables(name)
    return check(tables, document)
  }
  const broken = (name: string) => found(name).findings.filter(({ severity }) => severity === 'error')

  it('break exactly where they say', () => {
    expect(broken('jiangan-final-2024').map(({ rule, where }) => [rule, where[0]?.row])).toEqual([
      ['figure.row-sum', '公用经费合计'],
      ['figure.missing', '20605科技条件与服务'],
      ['figure.missing', '20605科技条件与服务'],
      ['figure.wrong-place', '三、国防支出'],
    ])
  })

  it.each(['huangpi-budget-2024', 'qiaokou-budget-2021', 'huangpi-network-final-2023-ocr'])(
    'hold for the figures of %s',
    (name) => {
      expect(broken(name)).toEqual([])
      expect(found(name).receipts.reduce((sum, receipt) => sum + receipt.held, 0)).toBeGreaterThan(100)
    },
  )
})
