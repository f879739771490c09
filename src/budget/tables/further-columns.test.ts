import { describe, expect, it } from 'vitest'
import type { Place } from '../../documents/index.ts'
import { formatNumber, parseNumber } from '../../kernel/index.ts'
import type { Cell, Row, Table } from '../model.ts'
import { joinFurtherColumns } from './further-columns.ts'

const at = (page: number, top: number): Place => ({ page, box: [0, top, 10, top + 10] })

function cell(text: string, place: Place): Cell {
  const number = parseNumber(text)
  if (number === null) throw new Error(text)
  return { text, number, isPercent: false, at: place }
}

const row = (name: string, place: Place, ...values: readonly string[]): Row => ({
  code: null,
  name,
  depth: 1,
  side: null,
  index: 0,
  at: place,
  cells: values.map((value) => cell(value, place)),
  words: {},
})

const table = (page: number, columns: readonly string[], rows: readonly Row[]): Omit<Table, 'id'> => ({
  form: null,
  caption: {
    title: '收入预算总表',
    number: null,
    year: null,
    organisation: null,
    unit: null,
    at: at(page, 50),
    lines: [],
  },
  unit: '元',
  columns: columns.map((word) => ({ path: [word], at: at(page, 100) })),
  rows,
  notes: [],
  under: [],
  leftovers: [],
})

const left = table(8, ['合计'], [row('甲', at(8, 120), '3.00'), row('乙', at(8, 140), '2.00')])

describe('a sheet printed on pages beside each other', () => {
  it('is one table, each value in the row at its height', () => {
    const [joined, ...others] = joinFurtherColumns([left, table(10, ['其他收入'], [row('', at(10, 141), '1.00')])])
    expect(others).toEqual([])
    expect(joined?.columns.map((column) => column.path)).toEqual([['合计'], ['其他收入']])
    expect(joined?.rows.map((each) => each.cells.map((value) => value && formatNumber(value.number)))).toEqual([
      ['3.00', null],
      ['2.00', '1.00'],
    ])
  })

  it.each([
    ['no row stands at that height', table(10, ['其他收入'], [row('', at(10, 300), '1.00')])],
    ['its rows have names', table(10, ['其他收入'], [row('甲', at(10, 120), '1.00')])],
    ['it stands on the same page', table(8, ['其他收入'], [row('', at(8, 120), '1.00')])],
  ])('is not where %s', (_, right) => {
    expect(joinFurtherColumns([left, right])).toEqual([left, right])
  })
})
