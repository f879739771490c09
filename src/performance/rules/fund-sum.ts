import type { Outcome, Rule } from '../../budget/index.ts'
import { meets, quoted, sum } from '../../kernel/index.ts'
import type { FundLine, PerformanceForm, PerformanceSubject, Printed } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { amountOf, amountsOf, evaluations, held, inWan, nameOf, say, totalFund, unitOf, whereOf } from './evidence.ts'

type Column = 'initial' | 'adjusted' | 'budget' | 'executed'

const HEADS: Readonly<Record<Column, { readonly zh: string; readonly en: string }>> = {
  initial: say('年初预算数', 'the first budget'),
  adjusted: say('调整数', 'the adjustment'),
  budget: say('全年预算数', 'the budget'),
  executed: say('全年执行数', 'the execution'),
}

const COLUMNS: readonly Column[] = ['initial', 'adjusted', 'budget', 'executed']

/** A line of funds with the lines that make it up. */
interface Whole {
  readonly line: FundLine
  readonly parts: readonly FundLine[]
}

const nameIs = (line: FundLine, pattern: RegExp): boolean => pattern.test(letters(line.name.text))

const SUBTOTAL = /小计$/
/** The national form: 年度资金总额, 其中：当年财政拨款, 上年结转资金, 其他资金. */
const SOURCES: readonly RegExp[] = [
  /^(其中)?(当年|本年)?财政拨款(资金)?$/,
  /^(其中)?上年结转(资金)?$/,
  /^(其中)?其他资金$/,
]

/** 财政资金小计 with the lines below it, up to the next 小计; one without lines of its own is a part alone. */
function subtotalsOf(lines: readonly FundLine[]): Whole[] {
  const wholes: { line: FundLine; parts: FundLine[] }[] = []
  for (const line of lines) {
    if (nameIs(line, SUBTOTAL)) wholes.push({ line, parts: [] })
    else wholes.at(-1)?.parts.push(line)
  }
  return wholes
}

/** The wholes of a form, those below first: a total over a wrong subtotal only repeats it. */
function wholesOf(form: PerformanceForm): Whole[] {
  const total = totalFund(form)
  if (total === undefined) return []
  const lines = form.funds.filter((line) => line !== total)
  const subtotals = subtotalsOf(lines)
  if (subtotals.length > 1) return [...subtotals, { line: total, parts: subtotals.map(({ line }) => line) }]
  const sources = SOURCES.flatMap((pattern) => lines.find((line) => nameIs(line, pattern)) ?? [])
  // Shorter forms have no line for what was carried over; every line below the total then is one of its sources.
  const isWhole = sources.length === SOURCES.length || (sources.length > 1 && sources.length === lines.length)
  return isWhole ? [{ line: total, parts: sources }] : []
}

interface Gap {
  readonly column: Column
  readonly printed: Printed
  readonly sum: bigint
}

function gapOf(form: PerformanceForm, { line, parts }: Whole, column: Column): Gap | 'held' | null {
  const printed = line[column]
  const whole = amountOf(printed, unitOf(form))
  const amounts = amountsOf(
    parts.map((part) => part[column]),
    unitOf(form),
  )
  if (printed === null || whole === null || amounts === null || amounts.length === 0) return null
  if (meets(whole, sum(amounts))) return 'held'
  return { column, printed, sum: amounts.reduce((all, amount) => all + amount.value, 0n) }
}

function brokenBy(form: PerformanceForm, { line, parts }: Whole, gaps: readonly Gap[]): Outcome {
  const name = line.name.text
  const said = gaps.map(({ column, printed, sum: value }) => ({
    zh: `${HEADS[column].zh}印为 ${printed.text}，所列各项之和为 ${inWan(value)}`,
    en: `${HEADS[column].en} is ${printed.text}, its parts ${inWan(value)}`,
  }))
  return {
    verdict: 'broken',
    where: [
      ...gaps.map(({ printed }) => ({ ...whereOf(printed, form, name), quote: `${name} ${printed.text}` })),
      ...parts.map((part) => whereOf(part.name, form, part.name.text)),
    ],
    expected: inWan(gaps[0]?.sum ?? 0n),
    message: say(
      `${quoted(nameOf(form))}的${quoted(name)}${said.map(({ zh }) => zh).join('；')}。`,
      `${quoted(name)} of ${quoted(nameOf(form))}: ${said.map(({ en }) => en).join('; ')}.`,
    ),
  }
}

function check(form: PerformanceForm): Outcome[] {
  const wrong = new Set<Column>()
  return wholesOf(form).flatMap((whole) => {
    const found = COLUMNS.filter((column) => !wrong.has(column)).map((column) => gapOf(form, whole, column))
    const gaps = found.filter((gap) => gap !== null && gap !== 'held')
    for (const { column } of gaps) wrong.add(column)
    if (gaps.length > 0) return [brokenBy(form, whole, gaps)]
    return found.includes('held') ? [held] : []
  })
}

export const fundSum: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.fund-sum',
  severity: 'error',
  title: say('资金总额不等于各项资金之和', 'The funds do not add up'),
  remedy: say(
    '核对总额、小计和各项资金，补填空缺的一项。',
    'Check total, subtotals and parts, and fill in what is blank.',
  ),
  basis: say(
    '资金总额＝财政拨款＋上年结转＋其他资金；小计＝所列各项之和',
    'The total of the funds is the sum of its sources',
  ),
  check: (subject) => evaluations(subject).flatMap(check),
})
