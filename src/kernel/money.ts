import type { Interval } from './interval.ts'

/** The units in which Chinese public documents print money. */
export type MoneyUnit = '元' | '千元' | '万元' | '百万元' | '亿元'

/**
 * Amounts are counted in hundredths of 分 (1 元 = 10 000), so that half of the last printed digit of 0.01 元 is still
 * an integer. No float ever holds money.
 */
const PER_YUAN = 10_000n
const YUAN_PER_UNIT: Readonly<Record<MoneyUnit, bigint>> = {
  元: 1n,
  千元: 1_000n,
  万元: 10_000n,
  百万元: 1_000_000n,
  亿元: 100_000_000n,
}

/** A printed number: `units` of its last printed digit, `decimals` digits after the point. 1,261.69 is {126169n, 2}. */
export interface PrintedNumber {
  readonly units: bigint
  readonly decimals: number
}

/** An amount as printed: the value itself and every value that prints alike. In hundredths of 分. */
export interface Amount extends Interval {
  readonly value: bigint
}

const PRINTED = /^([-−–－+]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/
const BEGINNING = /^\s*[-−–－+(（0-9０-９]/
const FULL_WIDTH = /[０-９．，－（）]/g
const ASCII = /^[\x20-\x7e]*$/
const LONGEST = 30

const toHalfWidth = (text: string): string =>
  ASCII.test(text) ? text : text.replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))

/** Whether a text begins as numbers do. Most printed texts are words: this tells them apart without reading them. */
export const beginsAsNumber = (text: string): boolean => BEGINNING.test(text)

/**
 * Reads one printed number, or null when the text is not exactly one number. Accepts thousands separators in their
 * places, full-width digits, a leading minus and accountants' brackets; never repairs (`11, 27` is not a number here).
 */
export function parseNumber(text: string): PrintedNumber | null {
  if (!beginsAsNumber(text)) return null
  const plain = toHalfWidth(text.trim())
  if (plain.length > LONGEST) return null
  const isBracketed = plain.startsWith('(') && plain.endsWith(')')
  const match = PRINTED.exec(isBracketed ? plain.slice(1, -1) : plain)
  if (match === null) return null
  const [, sign = '', whole = '', fraction = ''] = match
  const units = BigInt((whole.length > 3 ? whole.replaceAll(',', '') : whole) + fraction)
  const isNegative = isBracketed || (sign !== '' && sign !== '+')
  return { units: isNegative ? -units : units, decimals: fraction.length }
}

/** Writes a printed number as a plain decimal: {126169n, 2} → "1261.69". The inverse of parseNumber up to separators. */
export function formatNumber({ units, decimals }: PrintedNumber): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const sign = units < 0n ? '-' : ''
  return decimals === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-decimals)}`
}

/** The amount that a printed number in a unit claims. A zero or a whole number claims as much precision as it prints. */
export function toAmount({ units, decimals }: PrintedNumber, unit: MoneyUnit): Amount {
  const { unitValue, scale, half } = MEASURES[unit][decimals] ?? addMeasure(unit, decimals)
  const value = (units * unitValue) / scale
  return { value, low: value - half, high: value + half }
}

interface Measure {
  readonly unitValue: bigint
  readonly scale: bigint
  /** Half of the last printed digit. */
  readonly half: bigint
}

function addMeasure(unit: MoneyUnit, decimals: number): Measure {
  const unitValue = PER_YUAN * YUAN_PER_UNIT[unit]
  const scale = 10n ** BigInt(decimals)
  const measure = { unitValue, scale, half: unitValue / (2n * scale) }
  MEASURES[unit][decimals] = measure
  return measure
}

/** By unit and number of decimals: a document prints its amounts in one or two ways. */
const MEASURES: Readonly<Record<MoneyUnit, Measure[]>> = { 元: [], 千元: [], 万元: [], 百万元: [], 亿元: [] }

/** Writes an amount in a unit with a number of decimals, rounded half away from zero, thousands separated. */
export function formatAmount(value: bigint, unit: MoneyUnit, decimals = 2): string {
  const unitValue = PER_YUAN * YUAN_PER_UNIT[unit]
  const magnitude = value < 0n ? -value : value
  const units = (2n * magnitude * 10n ** BigInt(decimals) + unitValue) / (2n * unitValue)
  const plain = formatNumber({ units: value < 0n ? -units : units, decimals })
  return plain.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',')
}
