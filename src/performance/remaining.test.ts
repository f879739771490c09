import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Reading } from '../budget/index.ts'
import type { Grid, GridCell } from '../documents/index.ts'
import { formatNumber } from '../kernel/index.ts'
import { remainingTables } from './remaining.ts'

const gridOf = (rows: readonly (readonly string[])[]): Grid => ({
  kind: 'grid',
  evidence: 'ruled',
  rows: rows.length,
  columns: rows[0]?.length ?? 0,
  at: { page: 1, box: [0, 0, 500, 500] },
  cells: rows.flatMap((row, r) =>
    row.map(
      (text, c): GridCell => ({
        text,
        row: r,
        column: c,
        rowSpan: 1,
        columnSpan: 1,
        at: { page: 1, box: [c * 50, r * 20, c * 50 + 50, r * 20 + 20] },
      }),
    ),
  ),
})

const reading = (grid: Grid): Reading => ({
  source: { format: 'pdf', sha256: '', pages: [{ number: 1, blocks: [grid] }], problems: [] },
  document: { title: '', organisation: '某单位', year: 2024, kind: 'self-evaluation', unit: null },
  regions: [],
  contents: [],
  headings: [],
  tables: [],
})

describe('the numbers of a form', () => {
  it('keep their label and head', () => {
    const grid = gridOf([
      ['资金', '全年预算数', '全年执行数'],
      ['年度资金总额', '200.00', '195.50'],
      ['主管部门', '某局', ''],
    ])
    const [table] = remainingTables(reading(grid), [grid], [])
    expect(table?.columns.map(({ path }) => path)).toEqual([['全年预算数'], ['全年执行数']])
    expect(table?.rows.map(({ name, cells }) => [name, ...cells.map((cell) => cell?.text)])).toEqual([
      ['年度资金总额', '200.00', '195.50'],
    ])
  })

  it('are not named by the targets beside and above them', () => {
    const grid = gridOf([
      ['三级指标', '指标值', '分值权重'],
      ['服务成本', '≤5', '10'],
      ['服务人数', '3', '9'],
    ])
    const [table] = remainingTables(reading(grid), [grid], [])
    expect(table?.columns.map(({ path }) => path)).toEqual([['指标值'], ['分值权重']])
    expect(table?.rows.map(({ name }) => name)).toEqual(['服务成本', '服务人数'])
    const signs = gridOf([
      ['指标名称', '指标性质', '指标值'],
      ['贷款金额', '≥', '100'],
    ])
    expect(remainingTables(reading(signs), [signs], [])[0]?.rows.map(({ name }) => name)).toEqual(['贷款金额'])
  })

  it('are named by the indicator before the sign, and stand below their own head where a form has several', () => {
    const grid = gridOf([
      ['支出总额', '财政拨款', '', ''],
      ['', '合计', '基本支出', '项目支出'],
      ['900.00', '800.00', '300.00', '500.00'],
      ['活动', '指标', '性质', '指标值'],
      ['就业', '新增就业', '≥', '28'],
    ])
    const group = grid.cells.find(({ text }) => text === '财政拨款')
    const cells = grid.cells
      .filter((cell) => cell.row !== 0 || cell.column < 2)
      .map((cell) => (cell === group ? { ...cell, columnSpan: 3 } : cell))
    const made = { ...grid, columns: 5, cells }
    const [table] = remainingTables(reading(made), [made], [])
    expect(table?.columns.map(({ path }) => path.join('/'))).toEqual([
      '支出总额',
      '财政拨款/合计',
      '财政拨款/基本支出',
      '财政拨款/项目支出',
      '指标值',
    ])
    expect(table?.rows.at(-1)).toMatchObject({ name: '新增就业', cells: [null, null, null, null, { text: '28' }] })
  })

  it('behind two names of one line give two rows', () => {
    const grid = gridOf([
      ['部门预算支出', '预算金额', '收入来源', '预算金额'],
      ['基本支出', '12,634.14', '财政拨款', '98,880.78'],
    ])
    const [table] = remainingTables(reading(grid), [grid], [])
    expect(table?.columns.map(({ path }) => path)).toEqual([['预算金额']])
    expect(table?.rows.map(({ name, cells }) => [name, cells[0]?.text])).toEqual([
      ['基本支出', '12,634.14'],
      ['财政拨款', '98,880.78'],
    ])
  })

  it('are not named by the unit that stands before them', () => {
    const grid = gridOf([
      ['指标名称', '指标值', '计量单位', '指标权重(%)'],
      ['线路条数', '10', '条', '30'],
    ])
    const [table] = remainingTables(reading(grid), [grid], [])
    expect(table?.rows.map(({ name, cells }) => [name, ...cells.map((cell) => cell?.text)])).toEqual([
      ['线路条数', '10', '30'],
    ])
  })

  it('stand below the lower of two heads, whose formula is no part of its words', () => {
    const grid = gridOf([
      ['资金名称', '预算安排', '', '拨付情况'],
      ['', '年初金额（含结转）①', '小计③=①+②', '实现率(%)⑤=④/③'],
      ['总额', '7.00', '9.00', '90'],
    ])
    expect(remainingTables(reading(grid), [grid], [])[0]?.columns.map(({ path }) => path.at(-1))).toEqual([
      '年初金额（含结转）①',
      '小计③=①+②',
      '实现率(%)⑤=④/③',
    ])
  })

  it('are headed by heads, not by the words of a row above', () => {
    const grid = gridOf([
      ['二级指标', '三级指标', '性质', '指标值'],
      ['数量指标', '宣传效果', '定性', '好'],
      ['数量指标', '视频个数', '≥', '150'],
    ])
    expect(remainingTables(reading(grid), [grid], [])[0]?.columns[0]?.path).toEqual(['指标值'])
  })

  it('are not headed by a label narrower than they are', () => {
    const grid = gridOf([
      ['名称', '专项转移支付', '主管部门', '某局'],
      ['年度金额', '9119.70', '', ''],
    ])
    const printed = grid.cells.filter(({ text }) => text !== '')
    const made = { ...grid, cells: printed.map((cell) => (/^9/.test(cell.text) ? { ...cell, columnSpan: 3 } : cell)) }
    expect(remainingTables(reading(made), [made], [])[0]?.columns[0]?.path).toEqual(['数值'])
  })

  it('are all given out, each once', () => {
    const cell = fc.oneof(fc.constant(''), fc.constant('指标'), fc.integer({ min: 1, max: 99_999 }).map(String))
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 8 }), (rows) => {
        const grid = gridOf(rows)
        const given = remainingTables(reading(grid), [grid], [])
        const read = given.flatMap((table) =>
          table.rows.flatMap(({ cells }) => cells.flatMap((one) => (one === null ? [] : [formatNumber(one.number)]))),
        )
        expect(read.sort()).toEqual(
          rows
            .flat()
            .filter((text) => /^\d+$/.test(text))
            .sort(),
        )
        expect(remainingTables(reading(grid), [grid], given)).toEqual([])
      }),
    )
  })
})
