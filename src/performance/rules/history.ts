import type { Amount, MoneyUnit } from '../../kernel/index.ts'
import type { PerformanceForm, Printed } from '../model.ts'
import { readAmount } from '../sheet/words.ts'

/** A budget of a year that the explanation of a project states: 2022年预算662.86万元. */
interface YearBudget {
  readonly year: number
  readonly amount: Amount
  readonly text: string
}

const YEAR_BUDGET = /(20\d\d)\s*年度?(?:[^0-9，,。；;]{0,24}?)预算\s*(?:数|金额|为|安排)?\s*([\d,.]+)\s*(亿元|万元|元)/g

export function budgetsIn({ text }: Printed, unit: MoneyUnit): YearBudget[] {
  return [...text.matchAll(YEAR_BUDGET)].flatMap(([whole, year, value, own]) => {
    const amount = readAmount(`${value ?? ''}${own ?? ''}`, unit)
    return amount === null ? [] : [{ year: Number(year), amount, text: whole }]
  })
}

/** The start year of a form whose history tells no budget before it; null where one of them is missing. */
export function printedStart(form: PerformanceForm): { year: number; printed: Printed; quote: string } | null {
  const { startYear, history } = form.fields
  const year = Number(/^(20\d\d)年?$/.exec(startYear?.text.trim() ?? '')?.[1] ?? Number.NaN)
  if (startYear === undefined || history === undefined || Number.isNaN(year)) return null
  const years = budgetsIn(history, '万元').map((each) => each.year)
  const isFirst = years.length > 0 && Math.min(...years) === year
  return isFirst ? { year, printed: startYear, quote: `起始年度 ${startYear.text}` } : null
}

/** 从2023年开始, 2021年新增项目: the first year of the project as the text says. */
export function statedStart(form: PerformanceForm): { year: number; printed: Printed; quote: string } | null {
  for (const printed of [form.fields.history, form.fields.content, form.fields.reason]) {
    const match = /(?:从|自)?(20\d\d)年(?:度)?(?:起|开始|新增项目|首次)/.exec(printed?.text.replace(/\s+/g, '') ?? '')
    if (printed !== undefined && match !== null) return { year: Number(match[1]), printed, quote: match[0] }
  }
  return null
}
