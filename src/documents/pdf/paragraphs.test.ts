import { describe, expect, it } from 'vitest'
import type { TextLine } from './cell-text.ts'
import { findContinuing, goesOnOverPage } from './paragraphs.ts'

const line = (text: string, left: number, right: number, row: number): TextLine => ({
  text,
  left,
  right,
  top: 100 + row * 20,
  bottom: 112 + row * 20,
  runs: [],
})

const page = [
  line('一、收入支出决算总体情况', 124, 300, 0),
  line('2023年度收入总计1,261.69万元，与上年度相比，收入总计', 124, 500, 1),
  line('增加53.20万元，增长4.4%。', 100, 260, 2),
  line('主要原因是人员经费增加。', 124, 280, 3),
  line('支出总计1,261.69万元，与上年度相比，支出总计增加120', 124, 500, 4),
]

describe('lines of prose', () => {
  it('go on after a full line that the next one does not set in', () => {
    const continuing = findContinuing(page)
    expect(page.map((each) => continuing.has(each))).toEqual([false, false, true, false, false])
  })

  it('go on over a page, unless a paragraph begins there', () => {
    expect(goesOnOverPage(page, line('万元，增长10.5%。', 100, 200, 0))).toBe(true)
    expect(goesOnOverPage(page, line('二、财政拨款收入', 124, 300, 0))).toBe(false)
    expect(goesOnOverPage(page.slice(0, 4), line('增长', 100, 120, 0))).toBe(false)
  })
})
