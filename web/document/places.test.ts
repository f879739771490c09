import { describe, expect, it } from 'vitest'
import type { PlaceView, TableView } from '../../src/app/server/index.ts'
import { separate } from './figures.ts'
import { indexCells, isSamePlace, placeOfCell } from './places.ts'

const at = (left: number, top: number, right: number, bottom: number, page = 1): PlaceView => ({
  page,
  box: [left, top, right, bottom],
})

const table = (places: { readonly row: PlaceView; readonly cell: PlaceView }): TableView => ({
  id: 't1',
  form: null,
  title: '',
  number: null,
  unit: null,
  at: places.row,
  columns: [
    { path: ['合计'], at: places.row },
    { path: ['空'], at: places.row },
  ],
  rows: [
    {
      code: null,
      name: '',
      depth: 0,
      side: null,
      index: 0,
      at: places.row,
      cells: [{ text: '1', value: '1', isPercent: false, at: places.cell }, null],
      words: {},
    },
  ],
  notes: [],
  leftovers: [],
})

const cell = { table: 't1', row: 0, column: 0 }
const row = { table: 't1', row: 0, column: null }

describe('places of cells', () => {
  const tables = [table({ row: at(0, 0, 100, 20), cell: at(50, 0, 100, 20) })]
  const index = indexCells(tables)

  it('find a figure by the box of its digits, and a name by its row', () => {
    expect(index.find({ at: at(80, 5, 98, 15) })).toEqual(cell)
    expect(index.find({ at: at(5, 5, 40, 15) })).toEqual(row)
    expect(index.find({ at: at(5, 5, 40, 15, 2) })).toBeNull()
    expect(index.find({ at: at(5, 50, 40, 60) })).toBeNull()
  })

  it('are told apart by their names where they share a line, and a blank by its column', () => {
    const [whole] = [table({ row: { line: 4 }, cell: { line: 4 } })]
    const [line] = whole.rows
    if (line === undefined) throw new Error('the table has a row')
    const sided = {
      ...whole,
      rows: [
        { ...line, name: '收入合计' },
        { ...line, name: '支出合计' },
      ],
    }
    const index = indexCells([sided])
    expect(index.find({ at: { line: 4 }, row: '支出合计' })).toEqual({ table: 't1', row: 1, column: 0 })
    expect(index.find({ at: { line: 4 }, row: '支出合计', column: '空' })).toEqual({ table: 't1', row: 1, column: 1 })
  })

  it('know what lies under the pointer', () => {
    expect(index.under(1, 60, 10)?.key).toEqual(cell)
    expect(index.under(1, 10, 10)?.key).toEqual(row)
    expect(index.under(1, 10, 40)).toBeNull()
  })

  it('lead back to the page, a blank cell to its row', () => {
    expect(placeOfCell(tables, cell)).toEqual(at(50, 0, 100, 20))
    expect(placeOfCell(tables, { ...cell, column: 1 })).toEqual(at(0, 0, 100, 20))
  })

  it('work by line and by sheet where there are no pages', () => {
    const sheet = indexCells([table({ row: { sheet: 'S', cell: 'A2' }, cell: { sheet: 'S', cell: 'B2' } })])
    expect(sheet.find({ at: { sheet: 'S', cell: 'B2' } })).toEqual(cell)
    const text = indexCells([table({ row: { line: 4 }, cell: { line: 4 } })])
    expect(text.find({ at: { line: 4 } })).toEqual(cell)
    expect(isSamePlace({ line: 4 }, { line: 4, lastLine: 5 })).toBe(true)
    expect(isSamePlace({ line: 4 }, at(0, 0, 1, 1))).toBe(false)
  })
})

describe('figures', () => {
  it('are separated by thousands and keep their decimals', () => {
    expect(['1261.69', '-1234567.8900', '999', '0.1234', '-0.5'].map(separate)).toEqual([
      '1,261.69',
      '-1,234,567.8900',
      '999',
      '0.1234',
      '-0.5',
    ])
  })
})
