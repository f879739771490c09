import { type Amount, formatAmount } from '../../../kernel/index.ts'
import { tableValue } from '../../claims/lookup.ts'
import { HELD, notEvaluated, type Prose, whereOf } from '../../claims/prose.ts'
import type { UnderstoodClaim } from '../../claims/understanding.ts'
import type { Outcome, Rule } from '../../finding.ts'
import type { Fact } from '../../model.ts'

const FUNDS = ['general', 'fiscal', undefined] as const

/** 公用经费, from the tables or as the text states it. */
function operatingOf(fact: Fact, { book, claims }: Prose): Amount | null {
  const { item: _item, fund: _fund, ...rest } = fact
  for (const fund of FUNDS) {
    const value = tableValue(book, {
      ...rest,
      flow: 'expenditure',
      nature: 'operating',
      ...(fund === undefined ? {} : { fund }),
    })
    if (value !== null) return value
  }
  const said = claims.find(
    ({ claim, meaning }) =>
      claim.amount !== null && meaning.fact?.nature === 'operating' && meaning.fact.year === fact.year,
  )
  return said?.claim.amount?.amount ?? null
}

function judge(understood: UnderstoodClaim, prose: Prose): Outcome | null {
  const { claim, meaning } = understood
  if (claim.amount === null || claim.isReason || meaning.fact?.item !== 'agency-running' || claim.parent !== null)
    return null
  const year = prose.reading.document.year ?? meaning.fact.year
  const operating = operatingOf({ ...meaning.fact, year }, prose)
  if (operating === null) return notEvaluated('没有公用经费可对照', 'no operating expenditure to compare with')
  // The text may be rounded up from what the table prints to the 元.
  const { value, low } = claim.amount.amount
  if (low - 2n * (value - low) <= operating.high) return HELD
  const { unit } = claim.amount
  const most = `${formatAmount(operating.value, unit)} ${unit}`
  return {
    verdict: 'broken',
    where: [whereOf(understood)],
    message: {
      zh: `机关运行经费大于公用经费（${most}），口径存疑`,
      en: `Agency running costs exceed the operating expenditure (${most})`,
    },
    expected: `≤ ${most}`,
  }
}

export const agencyRunning: Rule<Prose> = {
  id: 'text.agency-running',
  severity: 'warning',
  title: { zh: '机关运行经费大于公用经费', en: 'Agency running costs exceed operating expenditure' },
  remedy: {
    zh: '按行政单位（含参公事业单位）公用经费口径核对；事业单位不适用',
    en: 'Count only the operating expenditure of administrative units',
  },
  basis: {
    zh: '机关运行经费是行政单位和参公单位财政拨款基本支出中的公用经费',
    en: 'They are the operating part of the basic expenditure of administrative units',
  },
  *check(prose) {
    for (const understood of prose.claims) {
      const outcome = judge(understood, prose)
      if (outcome !== null) yield outcome
    }
  },
}
