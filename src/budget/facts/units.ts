import { type MoneyUnit, meets } from '../../kernel/index.ts'
import { keyOf } from './keys.ts'
import type { Entry, Statement } from './statement.ts'

/** The units that tables of one document are mixed up in. */
const OTHER: Readonly<Partial<Record<MoneyUnit, MoneyUnit>>> = { 元: '万元', 万元: '元' }
const TIMES = 10_000n

/** Fewer figures may agree by chance, or be wrong one by one. */
const FEWEST = 3

const isFilled = (entry: Entry | null): entry is Entry & { readonly amount: NonNullable<Entry['amount']> } =>
  entry?.amount != null && entry.amount.value !== 0n && entry.fact !== null

function twinsOf(statements: readonly Statement[]): ReadonlyMap<string, readonly Entry[]> {
  const twins = new Map<string, Entry[]>()
  for (const entry of statements.flatMap((statement) => statement.entries.flat())) {
    if (!isFilled(entry) || entry.fact === null) continue
    const key = keyOf(entry.fact)
    const same = twins.get(key)
    if (same === undefined) twins.set(key, [entry])
    else same.push(entry)
  }
  return twins
}

/** The amount that the same digits mean in the other unit. */
function inOtherUnit({ amount, unit }: Entry): { readonly low: bigint; readonly high: bigint } {
  const [low, high] = [amount?.low ?? 0n, amount?.high ?? 0n]
  return unit === '元' ? { low: low * TIMES, high: high * TIMES } : { low: low / TIMES, high: high / TIMES }
}

/**
 * The unit that the figures of a table are printed in where it is not the one that its head says: figures that other
 * tables print, too, are all 10,000 times off, and none agrees.
 */
function meantUnit(statement: Statement, twins: ReadonlyMap<string, readonly Entry[]>): MoneyUnit | null {
  let off = 0
  for (const entry of statement.entries.flat()) {
    if (!isFilled(entry) || entry.fact === null) continue
    const others = (twins.get(keyOf(entry.fact)) ?? []).filter(({ table }) => table !== entry.table)
    if (others.some(({ amount }) => amount !== null && meets(amount, entry.amount))) return null
    if (others.some(({ amount }) => amount !== null && meets(amount, inOtherUnit(entry)))) off += 1
  }
  const [first] = statement.entries.flat().filter((entry) => entry !== null)
  return off < FEWEST || first === undefined ? null : (OTHER[first.unit] ?? null)
}

export interface MeantUnit {
  readonly statement: Statement
  readonly unit: MoneyUnit
}

/** Tables whose head has another unit than their figures; of two that differ, the one that fewer tables agree with. */
export function meantUnits(statements: readonly Statement[]): readonly MeantUnit[] {
  const units = statements.map(({ entries }) => entries.flat().find((entry) => entry !== null)?.unit)
  // Where all heads say the same unit, none can be held against the others.
  if (new Set(units).size < 2) return []
  const twins = twinsOf(statements)
  const off = statements.flatMap((statement) => {
    const unit = meantUnit(statement, twins)
    return unit === null ? [] : [{ statement, unit }]
  })
  const common = (unit: MoneyUnit): number => units.filter((each) => each === unit).length
  return off.filter(({ unit }) => common(unit) > statements.length / 2)
}
