import type { Outcome, Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { Indicator, PerformanceForm, PerformanceSubject } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { parseTarget } from '../target/grammar.ts'
import type { Target } from '../target/target.ts'
import { allForms, held, indicatorsOf, nameOf, say, whereIndicator } from './evidence.ts'

const SATISFACTION = /满意|投诉|好评|认可|评价|点赞|幸福|获得感|口碑|接受度|反馈|支持率|信任/

const isSatisfaction = (each: Indicator): boolean =>
  /满意度/.test(letters(`${each.level1?.text ?? ''}${each.level2?.text ?? ''}`))

function isOdd(form: PerformanceForm, each: Indicator): 'warning' | 'hint' | null {
  const name = letters(each.level3?.text ?? '')
  if (
    name === '' ||
    !isSatisfaction(each) ||
    SATISFACTION.test(name + letters(`${each.content?.text ?? ''}${each.target?.text ?? ''}`))
  )
    return null
  const isElsewhere = indicatorsOf(form).some(
    (other) => letters(other.level3?.text ?? '') === name && !isSatisfaction(other),
  )
  return isElsewhere ? 'warning' : 'hint'
}

/** 响应时间 ≤2小时 is a limit; 展示时间 12个月 says how long something is offered, which is a quantity. */
function isLimit(target: Target): boolean {
  if (target.kind !== 'quantitative') return target.kind === 'date'
  return target.clauses.some(({ comparator }) => comparator === '≤' || comparator === '<')
}

/** A rate or a time limit under 数量指标. How many of all are covered (覆盖率) is a quantity in either form. */
function isMisfiled(each: Indicator): boolean {
  if (!/^数量指标?$/.test(letters(each.level2?.text ?? ''))) return false
  const name = letters(each.level3?.text ?? '')
  const target = parseTarget(each.target?.text ?? '')
  if (/时间$/.test(name)) return isLimit(target)
  return /(?<!覆盖)率$|时限$/.test(name) && target.kind !== 'none'
}

/** How good a thing is under 时效指标, or how content people are under an output: 及时率 and 按时完成率 are of time. */
function isOfOtherKind(each: Indicator): boolean {
  const kind = letters(each.level2?.text ?? '')
  const name = letters(each.level3?.text ?? '')
  if (/^(?:数量|质量|时效)指标?$/.test(kind) && /满意度$/.test(name)) return true
  return /^时效指标?$/.test(kind) && /(?:完好|合格|准确|优良|达标)率$/.test(name) && !/时/.test(name)
}

function judge(form: PerformanceForm, found: readonly Indicator[], severity: 'warning' | 'hint'): Outcome[] {
  const first = found[0]
  if (first === undefined) return []
  return [
    {
      verdict: 'broken',
      severity,
      ...(severity === 'hint' ? { cause: 'kind' } : {}),
      where: found.map((each) => whereIndicator(each, form)),
      message: say(
        `${quoted(nameOf(form))}的${quoted(first.level3?.text ?? '')}列在${quoted((first.level2 ?? first.level1)?.text ?? '')}下，类别不符${found.length > 1 ? `（共 ${found.length} 处）` : ''}。`,
        `${quoted(first.level3?.text ?? '')} of ${quoted(nameOf(form))} stands under ${quoted((first.level2 ?? first.level1)?.text ?? '')}, a kind it does not belong to.`,
      ),
    },
  ]
}

export const wrongKind: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.wrong-kind',
  severity: 'warning',
  title: say('指标归类不符', 'An indicator under the wrong kind'),
  remedy: say('按内容归入数量、质量、时效、效益或满意度。', 'File the indicator under the kind that it measures.'),
  basis: say('共性项目绩效目标表式的指标分类', 'The kinds of indicators of the national form'),
  check: (subject) =>
    allForms(subject)
      .filter((form) => form.blocks.length > 0)
      .flatMap((form) => {
        const all = indicatorsOf(form)
        const outcomes = [
          ...judge(
            form,
            all.filter((each) => isOdd(form, each) === 'warning'),
            'warning',
          ),
          ...all
            .filter((each) => isOdd(form, each) === 'hint' || isMisfiled(each) || isOfOtherKind(each))
            .flatMap((each) => judge(form, [each], 'hint')),
        ]
        return outcomes.length === 0 ? [held] : outcomes
      }),
})
