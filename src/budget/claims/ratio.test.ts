import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meets } from '../../kernel/index.ts'
import { formatPercent, growthOf, percentOf, printedPercent } from './ratio.ts'

const around = (value: bigint, spread: bigint) => ({ low: value - spread, high: value + spread })
const MILLIONTHS = 100_000_000n

describe('ratios of intervals', () => {
  const positive = fc.bigInt(1_000n, 10n ** 12n)
  const spread = fc.bigInt(0n, 400n)

  it('contain the ratio of any two values within', () => {
    fc.assert(
      fc.property(positive, positive, spread, spread, (part, whole, a, b) => {
        const share = percentOf(around(part, a), around(whole, b))
        expect(share === null ? false : meets(share, around((part * MILLIONTHS) / whole, 1n))).toBe(true)
      }),
    )
  })

  it('of growth contain the rate of the values themselves, upward and downward', () => {
    fc.assert(
      fc.property(positive, fc.bigInt(1n, 10n ** 11n), spread, (base, change, a) => {
        const up = growthOf(around(base + change, a), around(change, a), 'more')
        const rate = around((change * MILLIONTHS) / base, 1n)
        expect(up === null || meets(up, rate)).toBe(true)
        const down = change < base ? growthOf(around(base - change, a), around(change, a), 'less') : null
        expect(down === null || meets(down, rate)).toBe(true)
      }),
    )
  })

  it('are none of a whole that may be zero', () => {
    expect(percentOf(around(5n, 0n), around(3n, 5n))).toBeNull()
    expect(growthOf(around(25n, 1n), around(25n, 1n), 'more')).toBeNull()
  })
})

describe('a printed percentage', () => {
  it('may be rounded or cut, no more', () => {
    const printed = printedPercent({ units: 247n, decimals: 1 })
    expect(meets(printed, around(24_660_000n, 0n))).toBe(true)
    expect(meets(printed, around(24_799_999n, 0n))).toBe(true)
    expect(meets(printed, around(24_640_000n, 0n))).toBe(false)
    expect(meets(printed, around(24_810_000n, 0n))).toBe(false)
  })

  it('is written as documents write it', () => {
    expect(formatPercent(around(24_662_500n, 10n))).toBe('24.66%')
    expect(formatPercent(around(100_000_000n, 0n), 0)).toBe('100%')
  })
})
