import type { Amount, PrintedNumber } from '../../kernel/index.ts'
import { readNumber } from './words.ts'

/** 100 × executed ÷ budget can print as the rate, or the rate is cut instead of rounded. */
function fits(rate: PrintedNumber, executed: Amount, budget: Amount): boolean {
  const scale = 10n ** BigInt(rate.decimals)
  const low = 2n * rate.units - 1n
  const high = 2n * rate.units + 2n
  return low * budget.low <= 200n * scale * executed.high && high * budget.high >= 200n * scale * executed.low
}

/** True when a printed rate follows from its amounts; 0.95 stands for 95% where no percent sign is printed. */
export function followsFrom(text: string, executed: Amount, budget: Amount): boolean {
  const rate = readNumber(text)
  if (rate === null || budget.value <= 0n) return false
  return (
    fits(rate, executed, budget) ||
    (!/[%％]/.test(text) && fits({ ...rate, units: rate.units * 100n }, executed, budget))
  )
}
