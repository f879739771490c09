import { describe, expect, it } from 'vitest'
import type { Glyphs } from './glyphs.ts'
import { findNumberGap, runOf } from './runs.ts'

/** Digits 4 wide and 10 high that begin at the given positions. */
function digitsAt(text: string, lefts: readonly number[]): Glyphs {
  return {
    count: lefts.length,
    codes: Uint32Array.from(text, (sign) => sign.codePointAt(0) ?? 0),
    indices: Uint32Array.from(lefts, (_, index) => index),
    boxes: Float32Array.from(lefts.flatMap((left) => [left, 0, left + 4, 10])),
    unmapped: new Map(),
    isCut: false,
  }
}

const gapOf = (text: string, lefts: readonly number[], x: number): number => {
  const glyphs = digitsAt(text, lefts)
  return findNumberGap(glyphs, runOf(glyphs, 0, lefts.length), x, 1)
}

describe('digits on both sides of a cell border', () => {
  it('are two numbers where they step apart at the border', () => {
    expect(gapOf('18302', [0, 4, 11, 15, 19], 9.5)).toBe(2)
  })

  it('are one number that overflows its cell where they stand evenly', () => {
    expect(gapOf('18302', [0, 4, 8, 12, 16], 9.5)).toBe(-1)
    expect(gapOf('18302', [0, 7, 14, 21, 28], 12)).toBe(-1)
  })

  it('are one number where the step is elsewhere', () => {
    expect(gapOf('18302', [0, 4, 11, 15, 19], 16)).toBe(-1)
  })
})
