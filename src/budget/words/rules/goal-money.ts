import { formatAmount } from '../../../kernel/index.ts'
import { lookUp } from '../../claims/lookup.ts'
import { HELD, notEvaluated, type Prose, whereOfAmount } from '../../claims/prose.ts'
import type { UnderstoodClaim } from '../../claims/understanding.ts'
import type { Outcome, Rule } from '../../finding.ts'
import type { Fact } from '../../model.ts'

const OF_GOALS = /绩效目标|绩效管理/
const OF_PROJECTS = /项目/
const MONEY = /(?:资金|预算|金额|支出)(?:总额|规模)?$/
/** Money that the table of projects does not hold, or goals of more than projects. */
const OF_MORE = /整体|部门支出|转移支付|专项资金|上年|结转|政策/

const isOfGoals = ({ claim, passage }: UnderstoodClaim): boolean => {
  const before = passage.plain.text.slice(0, claim.span.end)
  const sentence = before.slice(before.lastIndexOf('。') + 1)
  const clause = sentence.slice(sentence.lastIndexOf(';') + 1)
  return OF_GOALS.test(clause) && OF_PROJECTS.test(clause) && !OF_MORE.test(clause)
}

function judge(understood: UnderstoodClaim, { book, reading }: Prose): Outcome | null {
  const { claim } = understood
  const { year } = reading.document
  if (claim.amount === null || claim.isReason || year === null) return null
  if (!MONEY.test(claim.subject) || !isOfGoals(understood)) return null
  const fact: Fact = { year, stage: 'budget', flow: 'expenditure', nature: 'project' }
  const amounts = lookUp(book, fact)
    .akin.filter((figure) => figure.fact.nature === 'project' || figure.fact.nature === 'non-basic')
    .flatMap(({ amount }) => amount ?? [])
  const most = amounts.reduce((high, amount) => (amount.high > high ? amount.high : high), 0n)
  if (most === 0n) return notEvaluated('没有可对照的项目支出', 'no project expenditure to compare with')
  if (claim.amount.amount.low <= most) return HELD
  const { unit } = claim.amount
  const expected = `≤ ${formatAmount(most, unit)} ${unit}`
  return {
    verdict: 'broken',
    where: [whereOfAmount(understood)],
    message: {
      zh: `绩效目标涉及的资金大于项目支出总额（${formatAmount(most, unit)} ${unit}）`,
      en: 'The money of the performance goals exceeds the whole project expenditure',
    },
    expected,
  }
}

export const goalMoney: Rule<Prose> = {
  id: 'text.goal-money',
  severity: 'warning',
  title: { zh: '绩效目标资金大于项目支出', en: 'Goals cover more money than the projects have' },
  remedy: { zh: '核对绩效目标涉及的项目数和资金', en: 'Check how many projects and how much money the goals cover' },
  basis: { zh: '项目绩效目标资金不大于项目支出总额', en: 'Goals of projects cover at most the project expenditure' },
  *check(prose) {
    if (prose.reading.document.kind !== 'budget') return
    for (const understood of prose.claims) {
      const outcome = judge(understood, prose)
      if (outcome !== null) yield outcome
    }
  },
}
