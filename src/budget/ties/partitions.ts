import { keyOf } from '../facts/keys.ts'
import type { Entry } from '../facts/statement.ts'
import type { Bilingual } from '../finding.ts'
import type { Fact } from '../model.ts'
import type { Claims } from './same-values.ts'
import { isEmpty, type Tie } from './tie.ts'

/** Parts that make up a whole wherever they are printed, in one table or in several. */
interface Partition {
  readonly dimension: 'fund' | 'nature'
  readonly whole: string
  readonly parts: readonly string[]
  readonly says: Bilingual
}

const PARTITIONS: readonly Partition[] = [
  {
    dimension: 'nature',
    whole: 'basic',
    parts: ['personnel', 'operating'],
    says: {
      zh: '基本支出应等于人员经费与公用经费之和',
      en: 'Basic expenditure must equal personnel and operating expenditure',
    },
  },
  {
    dimension: 'fund',
    whole: 'fiscal',
    parts: ['general', 'government-fund', 'state-capital'],
    says: {
      zh: '财政拨款应等于一般公共预算、政府性基金预算、国有资本经营预算之和',
      en: 'Fiscal appropriation must equal general public budget, government fund and state capital budget',
    },
  },
]

const isTop = (fact: Fact): boolean =>
  fact.function === undefined && fact.economy === undefined && fact.project === undefined && fact.item === undefined

/** The parts as one table prints them, else each where it stands; null where one is printed nowhere. */
function partsOf(whole: Entry, partition: Partition, claims: Claims): readonly Entry[] | null {
  const fact = whole.fact
  if (fact === null) return null
  const printed = partition.parts.map((part) =>
    (claims.get(keyOf({ ...fact, [partition.dimension]: part })) ?? []).filter((entry) => entry.table !== whole.table),
  )
  if (printed.some((entries) => entries.length === 0)) return null
  const tables = (printed[0] ?? []).map((entry) => entry.table)
  const shared = tables.find((table) => printed.every((entries) => entries.some((entry) => entry.table === table)))
  return printed
    .map((entries) => entries.find((entry) => entry.table === shared) ?? entries[0])
    .filter((entry) => entry !== undefined)
}

/**
 * Sums whose parts stand in other tables than the whole: 公开05 基本支出 = 公开06 人员经费合计 + 公用经费合计.
 * Budgets leave open which tables of income count carry-overs, accounts do not.
 */
export function partitions(claims: Claims): readonly Tie[] {
  return [...claims.values()].flat().flatMap((entry): Tie[] => {
    const fact = entry.fact
    if (fact === null || !isTop(fact) || entry.amount === null) return []
    if (fact.flow === 'income' && fact.stage === 'budget') return []
    return PARTITIONS.filter((partition) => fact[partition.dimension] === partition.whole).flatMap((partition) => {
      const right = partsOf(entry, partition, claims)
      if (right === null) return []
      const tie: Tie = { kind: 'columns', left: [entry], right, says: partition.says }
      return isEmpty(tie) ? [] : [tie]
    })
  })
}
