import { meets, quoted } from '../../../kernel/index.ts'
import { HELD, type Prose, whereOf } from '../../claims/prose.ts'
import { formatPercent, percentOf, printedPercent } from '../../claims/ratio.ts'
import type { UnderstoodClaim } from '../../claims/understanding.ts'
import type { Outcome, Rule } from '../../finding.ts'

const OF_FIRMS = /授予(?:中小|小微|小型|微型|大型)企业/
const OF_TOTAL = /采购.{0,6}总额|总(?:金)?额|采购支出/

function judge(understood: UnderstoodClaim, total: UnderstoodClaim | undefined): Outcome | null {
  const { claim, passage } = understood
  if (claim.share === null || claim.amount === null || total?.claim.amount == null) return null
  if (!OF_FIRMS.test(claim.subject) || !OF_TOTAL.test(claim.share.of)) return null
  const share = percentOf(claim.amount.amount, total.claim.amount.amount)
  const { percent } = claim.share
  if (share === null || meets(share, printedPercent(percent.number))) return HELD
  const expected = formatPercent(share, Math.max(1, percent.number.decimals))
  const stated = passage.plain.text.slice(percent.span.start, percent.span.end)
  return {
    verdict: 'broken',
    where: [whereOf(understood, percent.span), whereOf(understood), whereOf(total)],
    message: {
      zh: `${quoted(claim.subject)}占采购总额的比例写为 ${stated}，按金额应为 ${expected}`,
      en: `The share of ${quoted(claim.subject)} in the total is stated as ${stated}; the amounts give ${expected}`,
    },
    expected,
  }
}

export const procurementShare: Rule<Prose> = {
  id: 'text.procurement-share',
  severity: 'error',
  title: { zh: '中小企业采购占比计算有误', en: 'The share of small firms does not follow from the amounts' },
  remedy: { zh: '按“授予金额 ÷ 采购总额”重新计算', en: 'Compute what was awarded ÷ the total' },
  basis: { zh: '占比＝授予中小（小微）企业金额 ÷ 政府采购支出总额', en: 'Share = awarded ÷ total procurement' },
  *check({ claims }) {
    const total = claims.find(({ claim, meaning }) => claim.amount !== null && meaning.fact?.item === 'procurement')
    for (const understood of claims) {
      const outcome = judge(understood, total)
      if (outcome !== null) yield outcome
    }
  },
}
