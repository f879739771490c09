import { describe, expect, it } from 'vitest'
import { findLines, joinLines } from './cell-text.ts'
import type { Run } from './runs.ts'

const SIZE = 10

/** Text printed at a place, each character `SIZE` wide, digits and letters half of it. */
function run(text: string, left: number, line: number): Run {
  const width = Array.from(text).reduce((sum, sign) => sum + (/[\x20-\x7e]/.test(sign) ? SIZE / 2 : SIZE), 0)
  const top = line * SIZE * 1.3
  return { text, left, top, right: left + width, bottom: top + SIZE, start: 0, end: 0 }
}

const read = (room: number, ...texts: string[]): string =>
  joinLines(findLines(texts.map((text, index) => run(text, 0, index))), room)

describe('the lines of a cell', () => {
  it('are joined without a space in Chinese', () => {
    expect(read(80, '机关事业单位基本', '养老保险缴费支出')).toBe('机关事业单位基本养老保险缴费支出')
  })

  it.each([
    ['1,261.', '69', 40, '1,261.69'],
    ['1,261', '.69', 40, '1,261.69'],
    ['370,219.2', '5', 55, '370,219.25'],
    ['1234567', '8', 40, '12345678'],
  ])('%s over %s are one number', (first, second, room, whole) => {
    expect(read(room, first, second)).toBe(whole)
  })

  it.each([
    ['1,261.69', '53.20', 50],
    ['2023', '2024', 200],
    ['12.5', '3', 200],
  ])('%s over %s are two', (first, second, room) => {
    expect(read(room, first, second)).toBe(`${first} ${second}`)
  })

  it('are ordered by height, then from left to right, with a space where there is a gap', () => {
    const runs = [run('万元', 60, 0), run('其中', 0, 1), run('合计', 0, 0)]
    expect(joinLines(findLines(runs), 100)).toBe('合计 万元其中')
  })
})
