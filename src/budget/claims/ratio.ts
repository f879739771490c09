import { formatNumber, type Interval, type PrintedNumber } from '../../kernel/index.ts'

/** Percentages are counted in millionths of a percentage point. */
const SCALE = 1_000_000n

const floorDivide = (a: bigint, b: bigint): bigint => {
  const quotient = a / b
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient
}
const ceilDivide = (a: bigint, b: bigint): bigint => -floorDivide(-a, b)

/**
 * part / whole in per cent as an interval, rounded outward; null where the whole may be zero or negative. Both vary
 * on their own.
 */
export function percentOf(part: Interval, whole: Interval): Interval | null {
  if (whole.low <= 0n) return null
  const times = 100n * SCALE
  return {
    low: floorDivide(part.low * times, part.low < 0n ? whole.low : whole.high),
    high: ceilDivide(part.high * times, part.high < 0n ? whole.high : whole.low),
  }
}

/** change / (value − change) in per cent, for a change that is part of the value: 增加 c 后为 v. */
export function growthOf(value: Interval, change: Interval, direction: 'more' | 'less'): Interval | null {
  const before =
    direction === 'more'
      ? { low: value.low - change.high, high: value.high - change.low }
      : { low: value.low + change.low, high: value.high + change.high }
  if (before.low <= 0n) return null
  const times = 100n * SCALE
  // The change stands above and below the line: its ends are paired, not crossed.
  const lowBase = direction === 'more' ? value.high - change.low : value.high + change.low
  const highBase = direction === 'more' ? value.low - change.high : value.low + change.high
  return { low: floorDivide(change.low * times, lowBase), high: ceilDivide(change.high * times, highBase) }
}

/** Everything that a printed percentage may stand for: rounded, or cut behind its last digit. */
export function printedPercent({ units, decimals }: PrintedNumber): Interval {
  const unit = SCALE / 10n ** BigInt(decimals)
  const value = units * unit
  const sign = units < 0n ? -1n : 1n
  const cut = value + sign * unit
  const half = value - (sign * unit) / 2n
  return cut < half ? { low: cut, high: half } : { low: half, high: cut }
}

/** The middle of an interval of percentages as it would be printed: 24.66%. */
export function formatPercent({ low, high }: Interval, decimals = 2): string {
  const unit = SCALE / 10n ** BigInt(decimals)
  const middle = (low + high) / 2n
  const units = floorDivide(middle + unit / 2n, unit)
  return `${formatNumber({ units, decimals })}%`
}
