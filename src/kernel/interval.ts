/** A closed interval of integers. What was printed as 12.30 is not a point but everything that rounds to it. */
export interface Interval {
  readonly low: bigint
  readonly high: bigint
}

export const point = (value: bigint): Interval => ({ low: value, high: value })

export const add = (a: Interval, b: Interval): Interval => ({ low: a.low + b.low, high: a.high + b.high })

export const subtract = (a: Interval, b: Interval): Interval => ({ low: a.low - b.high, high: a.high - b.low })

export const negate = (a: Interval): Interval => ({ low: -a.high, high: -a.low })

export function sum(terms: readonly Interval[]): Interval {
  let low = 0n
  let high = 0n
  for (const term of terms) {
    low += term.low
    high += term.high
  }
  return { low, high }
}

/** True when some value lies in both: two printed figures may then state the same amount. */
export const meets = (a: Interval, b: Interval): boolean => a.low <= b.high && b.low <= a.high

export const contains = (a: Interval, value: bigint): boolean => a.low <= value && value <= a.high
