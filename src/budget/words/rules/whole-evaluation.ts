import type { Amount } from '../../../kernel/index.ts'
import { formatAmount, meets } from '../../../kernel/index.ts'
import { tableValue } from '../../claims/lookup.ts'
import { HELD, notEvaluated, type Prose, whereOf } from '../../claims/prose.ts'
import type { UnderstoodClaim } from '../../claims/understanding.ts'
import type { Outcome, Rule } from '../../finding.ts'

const OF_THE_WHOLE = /(?:个|本)(?:部门|单位)[^。]{0,12}整体(?:支出)?(?:绩效)?(?:自评|评价)/

/** The whole expenditure of the year, from the tables or as the text states it. */
function wholeExpenditure({ book, claims, reading }: Prose): Amount | null {
  const { year } = reading.document
  if (year === null) return null
  const inTables = tableValue(book, { year, stage: 'final', flow: 'expenditure' })
  if (inTables !== null) return inTables
  const said = claims.find(
    ({ claim, own, meaning }) =>
      claim.amount !== null &&
      own?.flow === 'expenditure' &&
      Object.keys(own).every((key) => key === 'flow' || key === 'stage' || key === 'year') &&
      meaning.fact?.year === year &&
      meaning.fact.fund === undefined &&
      meaning.fact.stage === 'final',
  )
  return said?.claim.amount?.amount ?? null
}

function judge(understood: UnderstoodClaim, prose: Prose): Outcome | null {
  const { claim, passage } = understood
  if (claim.amount === null || !/资金(?:总额|规模)?$/.test(claim.subject)) return null
  if (!OF_THE_WHOLE.test(passage.plain.text.slice(0, claim.span.start))) return null
  const whole = wholeExpenditure(prose)
  if (whole === null) return notEvaluated('没有可对照的支出合计', 'no total expenditure to compare with')
  if (meets(whole, claim.amount.amount)) return HELD
  const { unit } = claim.amount
  const expected = `${formatAmount(whole.value, unit)} ${unit}`
  return {
    verdict: 'broken',
    where: [whereOf(understood)],
    message: {
      zh: `整体支出绩效自评的资金应为全部支出 ${expected}`,
      en: `The evaluation of the whole expenditure covers less or more than ${expected}`,
    },
    expected,
  }
}

export const wholeEvaluation: Rule<Prose> = {
  id: 'text.whole-evaluation',
  severity: 'error',
  title: { zh: '整体支出自评资金与支出合计不符', en: 'Evaluation of the whole does not cover the whole' },
  remedy: { zh: '改为部门（单位）支出合计', en: 'State the whole expenditure' },
  basis: { zh: '整体支出绩效自评覆盖部门（单位）全部支出', en: 'It covers all expenditure of the department' },
  *check(prose) {
    if (prose.reading.document.kind !== 'final-account') return
    for (const understood of prose.claims) {
      const outcome = judge(understood, prose)
      if (outcome !== null) yield outcome
    }
  },
}
