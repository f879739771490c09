import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findAligned } from './aligned.ts'
import { findLines } from './cell-text.ts'
import type { Run } from './runs.ts'

const SIZE = 10
const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, sign) => sum + (/[\x20-\x7e]/.test(sign) ? SIZE / 2 : SIZE), 0)

const print = (text: string, left: number, row: number): Run => {
  const top = 100 + row * 18
  return { text, left, top, right: left + widthOf(text), bottom: top + SIZE, start: 0, end: 0 }
}

const printRight = (text: string, right: number, row: number): Run => print(text, right - widthOf(text), row)

const amount = fc.integer({ min: 0, max: 99_999_999 }).map((cents) => {
  const [whole = '', fraction = ''] = (cents / 100).toFixed(2).split('.')
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction}`
})

const name = fc.constantFrom('一般公共服务支出', '教育支出', '社会保障和就业支出', '住房公积金')

describe('a table without ruling lines', () => {
  it('gives each amount its own cell under its head', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, amount, amount, amount), { minLength: 3, maxLength: 12 }), (rows) => {
        const ends = [220, 320, 420]
        const heads = ['合计', '基本支出', '项目支出'].map((head, column) => printRight(head, ends[column] ?? 0, 0))
        const runs = rows.flatMap(([title, ...amounts], row) => [
          print(title, 40, row + 1),
          ...amounts.map((text, column) => printRight(text, ends[column] ?? 0, row + 1)),
        ])
        const { grids, rest } = findAligned(findLines([print('科目', 40, 0), ...heads, ...runs]))
        const texts = grids[0]?.cells.map((cell) => cell.text)
        expect(rest).toEqual([])
        expect(texts).toEqual(['科目', '合计', '基本支出', '项目支出', ...rows.flat()])
      }),
    )
  })

  it('is not made of prose with numbers', () => {
    const prose = [
      '本年收入合计1,261.69万元，其中财政拨款收入1,200.00万元，',
      '占95.11%；事业收入61.69万元，占4.89%。与上年相比，',
      '增加120.33万元，增长10.54%。',
    ]
    const lines = findLines(prose.map((text, row) => print(text, 40, row)))
    expect(findAligned(lines)).toEqual({ grids: [], rest: lines })
  })
})
