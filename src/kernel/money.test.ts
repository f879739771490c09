import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contains, formatAmount, formatNumber, meets, parseNumber, sum, toAmount } from './index.ts'

const printed = fc.record({
  units: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
  decimals: fc.integer({ min: 0, max: 6 }),
})

describe('printed numbers', () => {
  it('come back from their text', () => {
    fc.assert(
      fc.property(printed, (number) => {
        expect(parseNumber(formatNumber(number))).toEqual(number)
      }),
    )
  })

  it.each([
    ['1,261.69', 126169n, 2],
    ['１，２６１．６９', 126169n, 2],
    ['-0.50', -50n, 2],
    ['(12.3)', -123n, 1],
    ['（12.3）', -123n, 1],
    ['0', 0n, 0],
    ['−5', -5n, 0],
  ])('reads %s', (text, units, decimals) => {
    expect(parseNumber(text)).toEqual({ units, decimals })
  })

  it.each(['', '—', '11, 27', '0,83', '1,26.1', '12 61 .69', '98%', '2024年', '1.2.3', '9'.repeat(40)])(
    'refuses %j instead of repairing it',
    (text) => {
      expect(parseNumber(text)).toBeNull()
    },
  )
})

describe('amounts', () => {
  it('of one value printed in 元 and in 万元 meet, and 0.01 more of the coarser unit does not', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), (fen) => {
        const yuan = toAmount({ units: fen, decimals: 2 }, '元')
        const tenThousand = toAmount({ units: (fen + 5_000n) / 10_000n, decimals: 2 }, '万元')
        expect(meets(yuan, tenThousand)).toBe(true)
        expect(meets(yuan, toAmount({ units: (fen + 5_000n) / 10_000n + 2n, decimals: 2 }, '万元'))).toBe(false)
      }),
    )
  })

  it('of parts rounded alone meet their rounded total', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: 10n ** 10n }), { minLength: 1, maxLength: 30 }), (parts) => {
        const rounded = (fen: bigint) => toAmount({ units: (fen + 5_000n) / 10_000n, decimals: 2 }, '万元')
        const total = parts.reduce((a, b) => a + b, 0n)
        expect(meets(sum(parts.map(rounded)), rounded(total))).toBe(true)
      }),
    )
  })

  it('contain their own value and are written back as printed', () => {
    const amount = toAmount({ units: 126169n, decimals: 2 }, '万元')
    expect(contains(amount, amount.value)).toBe(true)
    expect(formatAmount(amount.value, '万元')).toBe('1,261.69')
    expect(formatAmount(amount.value, '元')).toBe('12,616,900.00')
  })
})
