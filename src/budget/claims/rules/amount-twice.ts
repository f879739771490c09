import { formatAmount, meets, quoted } from '../../../kernel/index.ts'
import type { Outcome, Rule } from '../../finding.ts'
import { factKey, tableValue } from '../lookup.ts'
import { HELD, type Prose, whereOfAmount } from '../prose.ts'
import type { UnderstoodClaim } from '../understanding.ts'

type Stated = UnderstoodClaim & { readonly claim: { readonly amount: NonNullable<UnderstoodClaim['claim']['amount']> } }

const isStated = (understood: UnderstoodClaim): understood is Stated =>
  understood.claim.amount !== null && understood.meaning.fact !== null && !understood.claim.isReason

function groupByFact(claims: readonly UnderstoodClaim[]): Map<string, Stated[]> {
  const groups = new Map<string, Stated[]>()
  for (const claim of claims.filter(isStated)) {
    const { fact } = claim.meaning
    if (fact === null) continue
    const key = factKey(fact)
    groups.set(key, [...(groups.get(key) ?? []), claim])
  }
  return groups
}

/** Only items that are what they are, whoever pays, can be told twice: 三公, procurement, running costs. */
const isNamed = ({ own }: UnderstoodClaim): boolean => own?.item !== undefined

function judge([first, second]: readonly [Stated, Stated]): Outcome {
  const [a, b] = [first.claim.amount, second.claim.amount]
  if (meets(a.amount, b.amount)) return HELD
  const figures = [a, b].map(
    ({ amount, unit, number }) => `${formatAmount(amount.value, unit, number.decimals)} ${unit}`,
  )
  return {
    verdict: 'broken',
    where: [whereOfAmount(second), whereOfAmount(first)],
    message: {
      zh: `${quoted(second.claim.subject)}两处说法不一：${figures.join('、')}`,
      en: `${quoted(second.claim.subject)} is stated twice with different amounts: ${figures.join(', ')}`,
    },
  }
}

export const statedTwice: Rule<Prose> = {
  id: 'text.amount-twice',
  severity: 'error',
  title: { zh: '同一事项前后金额不一致', en: 'One fact is stated with two amounts' },
  remedy: { zh: '核实后统一为同一金额', en: 'Find out which is right and state it in both places' },
  basis: { zh: '同一文件中同一事项只有一个金额', en: 'One fact has one amount within a document' },
  *check({ claims, book }) {
    for (const group of groupByFact(claims.filter(isNamed)).values()) {
      const fact = group[0]?.meaning.fact
      // Where a table prints the figure, the comparison with the table speaks.
      if (fact == null || tableValue(book, fact) !== null) continue
      for (const [index, second] of group.entries()) {
        const first = group[index - 1]
        if (first !== undefined) yield judge([first, second])
      }
    }
  },
}
