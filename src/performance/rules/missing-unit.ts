import type { Outcome, Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { Indicator, PerformanceForm, PerformanceSubject } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { parseTarget } from '../target/grammar.ts'
import { isPercent, magnitude } from '../target/target.ts'
import { allForms, groupBy, held, indicatorsOf, say, whereIndicator } from './evidence.ts'

const IS_RATE = /(率|比例|占比|满意度)$/

const hasPercent = (each: Indicator): boolean => {
  const target = parseTarget(each.target?.text ?? '')
  return target.kind === 'quantitative' && target.clauses.some(isPercent)
}

/** A rate whose target is a bare number: 网络攻击处理成功率 100. The name may carry the unit itself: 合格率（%）. */
function lacksPercent(each: Indicator): boolean {
  const name = each.level3?.text ?? ''
  const target = parseTarget(each.target?.text ?? '')
  if (
    target.kind !== 'quantitative' ||
    target.clauses.length !== 1 ||
    /[%％]/.test(name) ||
    !IS_RATE.test(letters(name))
  )
    return false
  const clause = target.clauses[0]
  return clause !== undefined && clause.unit === '' && magnitude(clause) > 1
}

/** 条数, 人次, 金额（万元） say themselves what is counted; 数量 does not. */
const NEUTRAL_NAME = /数量$|总量$|规模$/

/** A quantity whose target is a bare number, in a form whose other targets carry units: 扫描数量 200. */
function lacksMeasure(each: Indicator): boolean {
  const name = letters(each.level3?.text ?? '')
  const target = parseTarget(each.target?.text ?? '')
  const [clause] = target.kind === 'quantitative' ? target.clauses : []
  return (
    clause !== undefined &&
    clause.unit === '' &&
    clause.about === '' &&
    NEUTRAL_NAME.test(name) &&
    !/[(（]/.test(each.level3?.text ?? '') &&
    each.prior.every((prior) => prior === null || /^[\d.]+$/.test(prior.text))
  )
}

const hasUnit = (each: Indicator): boolean => {
  const target = parseTarget(each.target?.text ?? '')
  return target.kind === 'quantitative' && target.clauses.every(({ unit }) => unit !== '')
}

const judgeMeasures = (form: PerformanceForm): Outcome[] => {
  const all = indicatorsOf(form)
  if (all.filter(hasUnit).length * 2 < all.length) return []
  return all.filter(lacksMeasure).map((each) => ({
    verdict: 'broken',
    severity: 'hint',
    where: [whereIndicator(each, form)],
    message: say(
      `${quoted(each.level3?.text ?? '')}的指标值 ${each.target?.text ?? ''} 没有计量单位。`,
      `The target ${each.target?.text ?? ''} of ${quoted(each.level3?.text ?? '')} says nothing of what is counted.`,
    ),
    cause: `unit ${form.id}`,
  }))
}

function judge(forms: readonly PerformanceForm[]): Outcome[] {
  const found = forms.flatMap((form) =>
    indicatorsOf(form)
      .filter(lacksPercent)
      .map((indicator) => ({ form, indicator })),
  )
  const printsPercent = forms.some((form) => indicatorsOf(form).some(hasPercent))
  return [...groupBy(found, ({ indicator }) => letters(indicator.level3?.text ?? '')).values()].map((group) => ({
    verdict: 'broken',
    severity: printsPercent ? 'warning' : 'hint',
    where: group.map(({ form, indicator }) => whereIndicator(indicator, form)),
    expected: `${group[0]?.indicator.target?.text ?? ''}%`,
    message: say(
      `${quoted(group[0]?.indicator.level3?.text ?? '')}的指标值 ${group[0]?.indicator.target?.text ?? ''} 没有百分号。`,
      `The target ${group[0]?.indicator.target?.text ?? ''} of ${quoted(group[0]?.indicator.level3?.text ?? '')} lacks its percent sign.`,
    ),
  }))
}

export const missingUnit: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.missing-unit',
  severity: 'warning',
  title: say('指标值没有百分号或计量单位', 'A target without its percent sign or unit'),
  remedy: say('补上“%”或计量单位。', 'Add the percent sign or the unit.'),
  basis: say('指标值应当带计量单位', 'A target is to carry its unit'),
  *check(subject) {
    const forms = allForms(subject).filter((form) => !form.blocks.some((block) => block.roles.includes('unit')))
    const outcomes = [...judge(forms), ...forms.flatMap(judgeMeasures)]
    if (outcomes.length === 0 && forms.some((form) => form.blocks.length > 0)) yield held
    yield* outcomes
  },
})
