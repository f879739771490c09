import type { Outcome, Rule } from '../../budget/index.ts'
import { type Amount, meets, parseNumber, quoted, toAmount } from '../../kernel/index.ts'
import type { Indicator, PerformanceForm, PerformanceSubject, Printed } from '../model.ts'
import { letters } from '../sheet/words.ts'
import {
  amountOf,
  evaluations,
  held,
  indicatorsOf,
  nameOf,
  say,
  totalFund,
  unitOf,
  whereIndicator,
  whereOf,
} from './evidence.ts'

/** What the whole project cost this year: 项目完成成本, 全年项目经费支出; not 人均成本, not 项目总投资. */
const WHOLE_COST =
  /^(指标\d*)?(全年|年度)?(实施)?项目(完成|实施|所需|耗用|支出|全年|年度|实际){0,2}总?(成本|经费|费用)(支出|总额)?$/
const COST = /成本/
/** 1319.72, 2498.8万元, 累计支付1033万: one amount, with or without a unit. */
const ONE_AMOUNT = /^[^\d]*?(\d[\d,]*(?:\.\d+)?)\s*(亿元|亿|万元|万|元)?[^\d]*$/

function costOf(printed: Printed | null, form: PerformanceForm): Amount | null {
  const match = ONE_AMOUNT.exec(printed?.text ?? '')
  const number = match?.[1] === undefined ? null : parseNumber(match[1])
  if (number === null || /[%％]/.test(printed?.text ?? '')) return null
  const unit = match?.[2]
  if (unit === undefined) return toAmount(number, unitOf(form))
  return toAmount(number, unit.startsWith('亿') ? '亿元' : unit.startsWith('万') ? '万元' : '元')
}

const isWholeCost = ({ level2, level3 }: Indicator): boolean =>
  COST.test(letters(level2?.text ?? '')) && WHOLE_COST.test(letters(level3?.text ?? ''))

function judge(form: PerformanceForm, indicator: Indicator): Outcome | null {
  const line = totalFund(form)
  const cost = costOf(indicator.actual, form)
  if (line === undefined || cost === null) return null
  const funds = [line.executed, line.budget, line.initial].flatMap((printed) => {
    const amount = amountOf(printed, unitOf(form))
    return printed === null || amount === null ? [] : [{ printed, amount }]
  })
  if (line.executed === null || funds.length === 0) return null
  if (funds.some(({ amount }) => meets(amount, cost))) return held
  return {
    verdict: 'broken',
    where: [whereIndicator(indicator, form), ...funds.map(({ printed }) => whereOf(printed, form, line.name.text))],
    expected: line.executed.text,
    message: say(
      `${quoted(nameOf(form))}的${quoted(indicator.level3?.text ?? '')}完成值为 ${indicator.actual?.text ?? ''}，与资金栏的执行数 ${line.executed.text}、预算数 ${(line.budget ?? line.initial)?.text ?? '（空）'} 都不一致。`,
      `${quoted(indicator.level3?.text ?? '')} of ${quoted(nameOf(form))} is ${indicator.actual?.text ?? ''}; the funds print ${line.executed.text} executed.`,
    ),
  }
}

export const costIndicator: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.cost-indicator',
  severity: 'warning',
  title: say('成本指标与资金执行数不一致', 'The cost of the project is not what was executed'),
  remedy: say('核对成本指标的完成值与资金执行数。', 'Check the cost indicator against the execution of the funds.'),
  basis: say('同一项目的成本与资金执行数应当一致', 'What a project cost is what was executed for it'),
  check: (subject) =>
    evaluations(subject).flatMap((form) =>
      indicatorsOf(form)
        .filter(isWholeCost)
        .flatMap((indicator) => judge(form, indicator) ?? []),
    ),
})
