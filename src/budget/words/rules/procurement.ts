import { formatAmount, quoted, sum } from '../../../kernel/index.ts'
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
      zh: `${quoted(part.claim.subject)}${formatAmount(a.amount.value, a.unit)} ${a.unit} 大于${quoted(whole.claim.subject)}`,
      en: `${quoted(part.claim.subject)} is larger than ${quoted(whole.claim.subject)}`,
    },
    expected: `≤ ${formatAmount(b.amount.value, b.unit)} ${b.unit}`,
  }
}

/** 由中小企业供应商中标或成交的，采购金额…: told for the contracts that were reserved for them and for the others. */
const AWARDED = /由中小企业[^,，;；。]*(?:中标|成交)/

const clauseOf = ({ claim, passage }: UnderstoodClaim): string =>
  /[^;；。]*$/.exec(passage.plain.text.slice(0, claim.span.end))?.[0] ?? ''

/** What small and medium firms won altogether cannot exceed what was bought. */
function compareAwarded(all: readonly UnderstoodClaim[], total: UnderstoodClaim | undefined): Outcome | null {
  const whole = total?.claim.amount
  const awarded = all.filter((each) => each.claim.amount !== null && AWARDED.test(clauseOf(each)))
  const amounts = awarded.flatMap(({ claim }) => claim.amount?.amount ?? [])
  if (total === undefined || whole == null || amounts.length < 2) return null
  if (sum(amounts).low <= whole.amount.high) return HELD
  const value = amounts.reduce((so, each) => so + each.value, 0n)
  const [won, bought] = [value, whole.amount.value].map((each) => `${formatAmount(each, whole.unit)} ${whole.unit}`)
  return {
    verdict: 'broken',
    where: [...awarded.map((each) => whereOf(each)), whereOf(total)],
    message: {
      zh: `中小企业中标或成交的采购金额合计 ${won}，大于政府采购总额 ${bought}`,
      en: `Small and medium firms won ${won} altogether, more than the ${bought} that was bought`,
    },
    expected: `≤ ${bought}`,
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
    const pairs = [
      [medium, total],
      [find(claims, SMALL), medium],
      [find(claims, RESERVED), total],
    ] as const
    const outcomes = [...pairs.map(([part, whole]) => compare(part, whole)), compareAwarded(claims, total)]
    for (const outcome of outcomes) if (outcome !== null) yield outcome
  },
}
