import { formatAmount } from '../../../kernel/index.ts'
import { HELD, type Prose, whereOf } from '../../claims/prose.ts'
import type { UnderstoodClaim } from '../../claims/understanding.ts'
import type { Outcome, Rule } from '../../finding.ts'

const SMALL_AND_MEDIUM = /授予中小企业合同/
/** 预留给中小企业, 面向中小企业预留: part of a budget of procurement. */
const RESERVED = /预留.{0,12}中小企业|中小企业.{0,6}预留/
const SMALL = /授予小微企业合同/

const find = (claims: readonly UnderstoodClaim[], words: RegExp): UnderstoodClaim | undefined =>
  claims.find(({ claim }) => claim.amount !== null && words.test(claim.subject))

function compare(part: UnderstoodClaim | undefined, whole: UnderstoodClaim | undefined): Outcome | null {
  const [a, b] = [part?.claim.amount, whole?.claim.amount]
  if (part === undefined || whole === undefined || a == null || b == null) return null
  if (a.amount.low <= b.amount.high) return HELD
  return {
    verdict: 'broken',
    where: [whereOf(part), whereOf(whole)],
    message: {
      zh: `“${part.claim.subject}”${formatAmount(a.amount.value, a.unit)} ${a.unit} 大于“${whole.claim.subject}”`,
      en: `"${part.claim.subject}" is larger than "${whole.claim.subject}"`,
    },
    expected: `≤ ${formatAmount(b.amount.value, b.unit)} ${b.unit}`,
  }
}

export const procurement: Rule<Prose> = {
  id: 'text.procurement',
  severity: 'error',
  title: { zh: '中小企业合同金额大于采购总额', en: 'Contracts with small firms exceed the total' },
  remedy: { zh: '核对政府采购总额与授予中小、小微企业金额', en: 'Check the total and what small firms were awarded' },
  basis: {
    zh: '授予小微企业 ≤ 授予中小企业 ≤ 政府采购总额；预留中小企业份额 ≤ 采购预算总额',
    en: 'Micro ≤ small and medium ≤ total',
  },
  *check({ claims }) {
    const total = claims.find(({ claim, meaning }) => claim.amount !== null && meaning.fact?.item === 'procurement')
    const medium = find(claims, SMALL_AND_MEDIUM)
    const reserved = find(claims, RESERVED)
    for (const outcome of [compare(medium, total), compare(find(claims, SMALL), medium), compare(reserved, total)])
      if (outcome !== null) yield outcome
  },
}
