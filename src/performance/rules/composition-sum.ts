import type { Outcome, Rule } from '../../budget/index.ts'
import { meets, quoted, sum } from '../../kernel/index.ts'
import type { CompositionLine, PerformanceForm, PerformanceSubject, Printed } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { allForms, amountOf, amountsOf, groupBy, held, inWan, say, unitOf, whereOf } from './evidence.ts'

const isTotal = ({ name }: CompositionLine): boolean => /^(合计|总计)$/.test(letters(name.text))

type Pick = (line: CompositionLine) => Printed | null

function judge(
  form: PerformanceForm,
  lines: readonly CompositionLine[],
  total: CompositionLine,
  pick: Pick,
): Outcome[] {
  const printed = pick(total)
  const whole = amountOf(printed, unitOf(form))
  const parts = amountsOf(lines.filter((line) => !isTotal(line)).map(pick), unitOf(form))
  if (printed === null || whole === null || parts === null || parts.length === 0) return []
  if (meets(whole, sum(parts))) return [held]
  const value = parts.reduce((all, part) => all + part.value, 0n)
  return [
    {
      verdict: 'broken',
      where: [{ ...whereOf(printed, form, total.name.text), quote: `${total.name.text} ${printed.text}` }],
      expected: inWan(value),
      message: say(
        `${quoted(total.group)}合计印为 ${printed.text}，各项之和是 ${inWan(value)}。`,
        `The total of ${quoted(total.group)} is printed ${printed.text}; its parts add up to ${inWan(value)}.`,
      ),
    },
  ]
}

export const compositionSum: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.composition-sum',
  severity: 'error',
  title: say('收支构成合计不等于各项之和', 'The composition does not add up'),
  remedy: say('核对各项金额和合计。', 'Check the parts and the total.'),
  basis: say('合计＝各项之和', 'Total = sum of the parts'),
  check: (subject) =>
    allForms(subject).flatMap((form) =>
      [...groupBy(form.composition, ({ group }) => group).values()].flatMap((lines) => {
        const total = lines.find(isTotal)
        if (total === undefined) return []
        const columns: Pick[] = [
          (line) => line.current,
          ...form.priorHeads.map(
            (_, index): Pick =>
              (line) =>
                line.prior[index] ?? null,
          ),
        ]
        return columns.flatMap((pick) => judge(form, lines, total, pick))
      }),
    ),
})
