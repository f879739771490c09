import type { Outcome, Rule } from '../../budget/index.ts'
import { meets, quoted } from '../../kernel/index.ts'
import type { PerformanceForm, PerformanceSubject } from '../model.ts'
import { amountOf, evaluations, held, inWan, nameOf, say, totalFund, unitOf, whereOf } from './evidence.ts'

const executedOf = (form: PerformanceForm) => amountOf(totalFund(form)?.executed, unitOf(form))
const budgetOf = (form: PerformanceForm) => amountOf(totalFund(form)?.budget ?? totalFund(form)?.initial, unitOf(form))

/** Budget and execution of the whole are those of one project, although there are others. */
function judge(whole: PerformanceForm, projects: readonly PerformanceForm[]): Outcome[] {
  const [executed, budget] = [executedOf(whole), budgetOf(whole)]
  const line = totalFund(whole)
  if (executed === null || budget === null || executed.value <= 0n || line === undefined || line.executed === null)
    return []
  const others = projects.filter((form) => (executedOf(form)?.value ?? 0n) > 0n)
  const same = others.find((form) => {
    const [spent, planned] = [executedOf(form), budgetOf(form)]
    return spent !== null && planned !== null && meets(spent, executed) && meets(planned, budget)
  })
  if (same === undefined || others.length < 2) return [held]
  const own = totalFund(same)
  return [
    {
      verdict: 'broken',
      where: [
        whereOf(line.executed, whole, line.name.text),
        ...(own?.executed == null ? [] : [whereOf(own.executed, same, own.name.text)]),
      ],
      message: say(
        `整体自评表${quoted(nameOf(whole))}的执行数 ${inWan(executed.value)} 只是项目${quoted(nameOf(same))}一项的金额，没有覆盖全部支出。`,
        `The form of the whole, ${quoted(nameOf(whole))}, covers ${inWan(executed.value)}: the one project ${quoted(nameOf(same))}.`,
      ),
    },
  ]
}

export const wholeIsOneProject: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.whole-is-one-project',
  severity: 'error',
  title: say('整体自评表只包括一个项目', 'The form of the whole covers one project'),
  remedy: say('按部门（单位）全部支出填写整体自评表。', 'Fill it in for all expenditure.'),
  basis: say('整体支出绩效自评覆盖部门（单位）全部支出', 'It covers all expenditure of the department'),
  check(subject) {
    const forms = evaluations(subject).filter((form) => form.funds.length > 0)
    const projects = forms.filter((form) => form.subject === 'project')
    return forms.filter((form) => form.subject === 'department').flatMap((whole) => judge(whole, projects))
  },
})
