import type { Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import { isDots } from '../forms/indicators.ts'
import type { Indicator, PerformanceSubject, Printed } from '../model.ts'
import { allForms, held, indicatorsOf, nameOf, say, whereIndicator } from './evidence.ts'

/** 待单位补充...: what the system printed for the one who was to fill the form in. */
const TO_BE_FILLED = /^待.{0,4}(?:补充|填写|填报|完善|明确)[.…·。]*$/

const isUnfilled = (word: Printed | null): boolean =>
  isDots(word) || (word !== null && TO_BE_FILLED.test(word.text.replace(/\s+/g, '')))

const cellsOf = (each: Indicator): (Printed | null)[] => [each.level2, each.level3, each.target, each.actual]

const unfilledOf = (each: Indicator | undefined): string =>
  (each === undefined ? null : cellsOf(each).find(isUnfilled))?.text ?? ''

export const templateDots: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.template-dots',
  severity: 'error',
  title: say('指标栏留着模板的省略号', 'Template dots in place of indicators'),
  remedy: say('填写二级、三级指标和指标值，或删去该行。', 'Fill in the indicator and its target, or delete the row.'),
  basis: say('绩效目标表应当填写完整', 'Goal forms are to be filled in completely'),
  check: (subject) =>
    allForms(subject).map((form) => {
      const dotted = indicatorsOf(form).filter((each) => cellsOf(each).some(isUnfilled))
      if (dotted.length === 0) return held
      return {
        verdict: 'broken' as const,
        ...(dotted.some((each) => cellsOf(each).some(isDots)) ? {} : { severity: 'warning' as const }),
        where: dotted.map((each) => whereIndicator(each, form)),
        message: say(
          `${quoted(nameOf(form))}有 ${dotted.length} 行指标没有填写，留着${quoted(unfilledOf(dotted[0]))}。`,
          `${dotted.length} rows of indicators of ${quoted(nameOf(form))} were not filled in: ${quoted(unfilledOf(dotted[0]))}.`,
        ),
      }
    }),
})
