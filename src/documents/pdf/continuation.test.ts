import { describe, expect, it } from 'vitest'
import { findLines } from './cell-text.ts'
import { continueTable, startTable } from './continuation.ts'
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
const above = startTable(part([HEAD, ['教育支出', '12.00', '3.00']], BOTTOM - 40), 1)
const textsOf = (table: ReturnType<typeof continueTable>) => table?.cells.map((cell) => cell.text)

describe('a table that goes on over a page', () => {
  it('is one table, whose later cells are on the later page', () => {
    const whole = continueTable(above, part([['国防支出', '5.00', '']], 60), 2, BOTTOM)
    expect(textsOf(whole)).toEqual([...HEAD, '教育支出', '12.00', '3.00', '国防支出', '5.00', ''])
    expect(whole?.cells.at(-1)).toMatchObject({ page: 2, row: 2 })
  })

  it('drops the repeated head, also with another margin', () => {
    const shifted = XS.map((x) => x + 18)
    const whole = continueTable(above, part([HEAD, ['国防支出', '5.00', '']], 60, shifted), 2, BOTTOM)
    expect(whole?.rows).toBe(3)
  })

  it('joins a row that the page cut', () => {
    const cut = startTable(part([HEAD, ['机关事业单位基本养老保险', '12.00', '3.00']], BOTTOM - 40), 1)
    const whole = continueTable(
      cut,
      part(
        [
          ['缴费支出', '', ''],
          ['国防支出', '5.00', ''],
        ],
        60,
      ),
      2,
      BOTTOM,
    )
    expect(whole?.rows).toBe(3)
    expect(whole?.cells[3]?.text).toBe('机关事业单位基本养老保险缴费支出')
  })

  it('ends where its columns differ, where the page had room for another row, or where a title is repeated', () => {
    expect(continueTable(above, part([['甲', '乙', '丙']], 60, [40, 100, 260, 360]), 2, BOTTOM)).toBeNull()
    expect(continueTable(above, part([['甲', '乙', '丙']], 60), 2, BOTTOM + 200)).toBeNull()
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
        2,
        BOTTOM,
      ),
    ).toBeNull()
  })
})
