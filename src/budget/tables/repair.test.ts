import { describe, expect, it } from 'vitest'
import { madeGrid, madeSource } from '../../../test/made-source.ts'
import { formatNumber } from '../../kernel/index.ts'
import type { Table } from '../model.ts'
import { understand } from '../reading.ts'
import { proposeReading } from './doubtful.ts'

describe('doubtful readings', () => {
  it.each([
    ['123. 55', '123.55'],
    ['12 61 .69', '1261.69'],
    ['0,83', '0.83'],
    ['11, 27', '11.27'],
    ['120258,600', '120258600'],
  ])('%s can only be %s', (printed, number) => {
    expect(proposeReading(printed)).toBe(number)
  })

  it.each(['123 55', '1,2', '98% 98%', 'y', '0.', '1.2.3', '12 34'])('%s is left as it is', (printed) => {
    expect(proposeReading(printed)).toBeNull()
  })
})

const read = (rows: readonly string[]): Table => {
  const [table] = understand(
    madeSource('支出决算表', '单位：万元', madeGrid(['科目编码|科目名称|合计|基本支出|项目支出', ...rows])),
  ).tables
  if (table === undefined) throw new Error('no table was read')
  return table
}

const valuesOf = (table: Table): (string | null)[][] =>
  table.rows.map((row) => row.cells.map((cell) => (cell === null ? null : formatNumber(cell.number))))

const body = ['|合计|12.00|11.00|1.00', '201|一般公共服务支出|10.00|9.00|1.00', '208|社会保障和就业支出|2.00|2. 00|']

describe('readings that sums settle', () => {
  it('a lost point comes back where the row and the column add up with it', () => {
    const table = read(['|合计|12 00|11.00|1.00', ...body.slice(1)])
    expect(valuesOf(table)[0]).toEqual(['12.00', '11.00', '1.00'])
    expect(table.rows[0]?.cells[0]).toMatchObject({ text: '12.00', raw: '12 00' })
    expect(table.leftovers).toEqual([])
  })

  it('a lost point stays lost where nothing adds up with it', () => {
    const table = read(['|合计|13 00|11.00|1.00', ...body.slice(1)])
    expect(valuesOf(table)[0]).toEqual([null, '11.00', '1.00'])
    expect(table.leftovers.map(({ text }) => text)).toEqual(['13 00'])
  })

  it('dust beside sums that hold without it is no number', () => {
    const table = read([...body.slice(0, 2), '208|社会保障和就业支出|2.00|2. 00|28'])
    expect(valuesOf(table)[2]).toEqual(['2.00', '2.00', null])
    expect(table.leftovers.map(({ text }) => text)).toEqual(['28'])
  })

  it('a whole number that its sums need is a number', () => {
    const table = read(['|合计|40.00|11.00|29', body[1] ?? '', '208|社会保障和就业支出|30.00|2. 00|28'])
    expect(valuesOf(table)[2]).toEqual(['30.00', '2.00', '28'])
  })

  it('half a total gets its name back where it is the total, and 总计 stays 总计', () => {
    expect(read(['|¹合|12.00|11.00|1.00', ...body.slice(1)]).rows[0]?.name).toBe('合计')
    expect(read(['|总计|12.00|11.00|1.00', ...body.slice(1)]).rows[0]?.name).toBe('总计')
  })

  it('an undamaged table keeps every number, whatever its sums say', () => {
    const table = read([...body.slice(0, 2), '208|社会保障和就业支出|2.00|2.00|28'])
    expect(valuesOf(table)[2]).toEqual(['2.00', '2.00', '28'])
  })
})
