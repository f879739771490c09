import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layHead } from './table-head.ts'

describe('header levels', () => {
  it('merge equal neighbours and reach down to the figures', () => {
    const rows = layHead([['合计'], ['本年', '基本'], ['本年', '项目'], ['上年', '项目']])
    expect(rows.map((row) => row.map(({ text, columnSpan, rowSpan }) => [text, columnSpan, rowSpan]))).toEqual([
      [
        ['合计', 1, 2],
        ['本年', 2, 1],
        ['上年', 1, 1],
      ],
      [
        ['基本', 1, 1],
        ['项目', 1, 1],
        ['项目', 1, 1],
      ],
    ])
  })

  it('keep columns of one name apart', () => {
    expect(layHead([['合计'], ['合计']])[0]).toHaveLength(2)
  })

  it('cover each column exactly once on each level', () => {
    const path = fc.array(fc.constantFrom('甲', '乙', '丙'), { minLength: 0, maxLength: 3 })
    fc.assert(
      fc.property(fc.array(path, { minLength: 1, maxLength: 8 }), (paths) => {
        const rows = layHead(paths)
        const covered = rows.map(() => paths.map(() => 0))
        for (const [level, row] of rows.entries())
          for (const cell of row)
            for (let down = level; down < level + cell.rowSpan; down += 1)
              for (let across = cell.column; across < cell.column + cell.columnSpan; across += 1) {
                const line = covered[down]
                if (line !== undefined) line[across] = (line[across] ?? 0) + 1
              }
        expect(covered).toEqual(rows.map(() => paths.map(() => 1)))
      }),
    )
  })
})
