import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layPages, pagesBetween } from './page-layout.ts'

const sizes = fc.array(
  fc.record({ width: fc.integer({ min: 1, max: 900 }), height: fc.integer({ min: 1, max: 900 }) }),
  {
    minLength: 1,
    maxLength: 60,
  },
)

describe('pages below each other', () => {
  it('do not overlap, and exactly those that show are found', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 900 }), (pages, from, span) => {
        const layout = layPages(pages, 1.5)
        const to = from + span
        const expected = layout.pages.flatMap(({ top, height }, index) =>
          top + height >= from && top <= to ? [index + 1] : [],
        )
        expect(pagesBetween(layout, from, to)).toEqual(expected)
        for (const [index, page] of layout.pages.slice(1).entries()) {
          const before = layout.pages[index]
          expect(page.top).toBeGreaterThan((before?.top ?? 0) + (before?.height ?? 0))
        }
      }),
    )
  })
})
