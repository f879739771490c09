import type { Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceSubject } from '../model.ts'
import { allForms, held, nameOf, say, whereOf } from './evidence.ts'

export const costBasis: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.cost-basis',
  severity: 'warning',
  title: say('支出明细没有测算过程', 'Costs without a calculation'),
  remedy: say('写明单价、数量或所依据的收费标准。', 'Print unit price and quantity, or the tariff applied.'),
  basis: say('项目支出应当分项测算', 'Project costs are to be calculated item by item'),
  *check(subject) {
    const forms = allForms(subject).filter((form) => form.costs.some((cost) => cost.basis !== null))
    const vague = forms.filter((form) => form.costs.every((cost) => cost.basis === null || !/\d/.test(cost.basis.text)))
    for (const _ of forms.filter((form) => !vague.includes(form))) yield held
    const where = vague.flatMap((form) =>
      form.costs.flatMap(({ basis }) => (basis === null ? [] : [whereOf(basis, form)])).slice(0, 1),
    )
    if (vague.length > 0)
      yield {
        verdict: 'broken',
        where,
        message: say(
          `${vague.map(nameOf).join('、')}的支出明细只写${quoted(where[0]?.quote ?? '')}一类的话，没有数量和单价。`,
          `The costs of ${vague.map(nameOf).join(', ')} say no more than ${quoted(where[0]?.quote ?? '')}: no quantity and no price.`,
        ),
      }
  },
})
