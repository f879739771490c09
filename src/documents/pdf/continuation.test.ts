import { describe, expect, it } from 'vitest'
import { findLines } from './cell-text.ts'
import { continueTable, startTable, type Table } from './continuation.ts'
import type { GridDraft } from './grid-draft.ts'

const XS = [40, 160, 260, 360]
const BOTTOM = 780

/** A part of a table whose rows are 20 high and whose text is 10 high; it begins at `top`. */
function part(rows: readonly (readonly string[])[], top: number, xs: readonly number[] = XS): GridDraft {
  const ys = Array.from({ length: rows.length + 1 }, (_, row) => top + row * 20)
  const cells = rows.flatMap((texts, row) =>
    texts.map((text, column) => {
      const [left = 0, right = 0, upper = 0] = [xs[column], xs[column + 1], ys[row]]
      const width = Array.from(text).length * 10
      const run = {
        text,
        left: left + 2,
        top: upper + 5,
        right: left + 2 + width,
        bottom: upper + 15,
        start: 0,
        end: 0,
      }
      const lines = text === '' ? [] : findLines([run])
      return {
        row,
        column,
        toRow: row + 1,
        toColumn: column + 1,
        text,
        lines,
        box: [left, upper, right, upper + 20] as const,
      }
    }),
  )
  return { evidence: 'ruled', xs, ys, cells, box: [xs[0] ?? 0, top, xs.at(-1) ?? 0, ys.at(-1) ?? 0] }
}

const HEAD = ['科目', '合计', '基本支出']
const start = (...rows: string[][]) => startTable(part([HEAD, ...rows], BOTTOM - 20 * (rows.length + 1)), 1)
const next = { page: 2, lowest: BOTTOM, isCaptioned: false }
const textsOf = (table: Table) => table.cells.map((cell) => cell.text)
const ROW = ['教育支出', '12.00', '3.00']

describe('a table that goes on over a page', () => {
  it('is one table, whose later cells are on the later page', () => {
    const table = start(ROW)
    expect(continueTable(table, part([['国防支出', '5.00', '']], 60), next)).toBe(true)
    expect(textsOf(table)).toEqual([...HEAD, ...ROW, '国防支出', '5.00', ''])
    expect(table.cells.at(-1)).toMatchObject({ page: 2, row: 2 })
  })

  it('drops the repeated head, also with another margin and with its caption', () => {
    const shifted = XS.map((x) => x + 18)
    const table = start(ROW)
    const repeated = part([HEAD, ['国防支出', '5.00', '']], 60, shifted)
    expect(continueTable(table, repeated, { ...next, isCaptioned: true })).toBe(true)
    expect(table.rows).toBe(3)
  })

  it('joins a row that the page cut', () => {
    const table = start(['机关事业单位基本养老保险', '12.00', '3.00'])
    const rest = part(
      [
        ['缴费支出', '', ''],
        ['国防支出', '5.00', ''],
      ],
      60,
    )
    expect(continueTable(table, rest, next)).toBe(true)
    expect(table.rows).toBe(3)
    expect(textsOf(table).slice(3, 7)).toEqual(['机关事业单位基本养老保险缴费支出', '12.00', '3.00', '国防支出'])
  })

  it.each([
    ['its columns differ', part([['甲', '乙', '丙']], 60, [40, 100, 260, 360]), next],
    ['the page had room for another row', part([['甲', '乙', '丙']], 60), { ...next, lowest: BOTTOM + 200 }],
    ['a caption stands over other rows', part([['甲', '乙', '丙']], 60), { ...next, isCaptioned: true }],
  ])('ends where %s', (_, other, pageBreak) => {
    expect(continueTable(start(ROW), other, pageBreak)).toBe(false)
  })

  it('ends where a form begins under the same title', () => {
    const form = startTable(
      part(
        [
          ['绩效目标表', '', ''],
          ['项目名称', '甲', ''],
        ],
        BOTTOM - 40,
      ),
      1,
    )
    expect(
      continueTable(
        form,
        part(
          [
            ['绩效目标表', '', ''],
            ['项目名称', '乙', ''],
          ],
          60,
        ),
        next,
      ),
    ).toBe(false)
  })
})
