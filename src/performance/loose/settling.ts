import { type Amount, type Interval, meets, sum } from '../../kernel/index.ts'
import type { CompositionLine, FundingLine, FundLine, Indicator, PerformanceForm, Printed } from '../model.ts'
import { isBreakdown, isTotalName } from '../sheet/totals.ts'
import { readAmount } from '../sheet/words.ts'

/**
 * What a form without a grid prints is read by working out what stands where. A line may have been lost or two may have
 * run together, so the figures of a list are taken for settled only where they add up to what another part of the form
 * prints; all others are marked, and no rule counts with them.
 */
export const settle = (form: PerformanceForm): PerformanceForm =>
  form.isGridless === true ? settleComposition(settleProject(settleFunds(settleScores(form)))) : form

const unsettled = <Word extends Printed | null>(printed: Word): Word =>
  printed === null ? printed : { ...printed, isUnsettled: true }

type Figures = readonly (Printed | null)[]

const amounts = (printed: Figures): Amount[] =>
  printed.flatMap((word) => (word === null ? [] : (readAmount(word.text, '元') ?? [])))

/** What figures add up to, give or take their rounding; null where there are none. */
function totalOf(printed: Figures): Interval | null {
  const found = amounts(printed)
  return found.length === 0 ? null : sum(found)
}

const isSame = (a: Interval | null, b: Interval | null): boolean => a !== null && b !== null && meets(a, b)

// ---------------------------------------------------------------- points and scores

/** Points for execution of a form that prints no execution. */
const LEFT_OUT: readonly string[] = ['0', '10', '20']

/** Points are exact, but for thirds and the like: with two decimals each may be off by its last. */
function pointsOf(printed: Figures): { readonly value: bigint; readonly slack: bigint } | null {
  const found = amounts(printed)
  const rounded = found.filter(({ low, high }) => high - low <= HUNDREDTH)
  if (found.length === 0) return null
  return {
    value: found.reduce((all, { value }) => all + value, 0n),
    slack: rounded.reduce((all, { low, high }) => all + (high - low), 0n),
  }
}

/** One hundredth of a point as an amount in 元. */
const HUNDREDTH = 100n

function isSamePoints(list: Figures, whole: Figures): boolean {
  const [a, b] = [pointsOf(list), pointsOf(whole)]
  return a !== null && b !== null && magnitude(a.value - b.value) <= a.slack
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value)

/** True where the points or the scores of the lines make the total: then no line is missing. */
function isComplete(form: PerformanceForm, indicators: readonly Indicator[]): boolean {
  const [line] = form.funds.filter(({ score, weight }) => score !== null || weight !== null)
  const scores = indicators.map(({ score }) => score)
  const weights = indicators.map(({ weight }) => weight)
  const given = form.total?.score ?? null
  const worth = form.total?.weight ?? { text: '100', at: form.at }
  const execution = line?.weight ?? form.executionPoints
  const rest = form.funds.length > 0 ? [execution] : LEFT_OUT.map((text) => ({ text, at: form.at }))
  const isScored = [scores, [...scores, line?.score ?? null]].some((list) => isSamePoints(list, [given]))
  const isWeighed = rest.some((points) => isSamePoints([...weights, points], [worth]))
  return isScored || (isWeighed && weights.every((weight) => weight !== null))
}

function settleScores(form: PerformanceForm): PerformanceForm {
  const indicators = form.blocks.flatMap((block) => block.indicators)
  if (isComplete(form, indicators)) return form
  const doubt = (indicator: Indicator): Indicator => ({
    ...indicator,
    weight: unsettled(indicator.weight),
    score: unsettled(indicator.score),
  })
  return { ...form, blocks: form.blocks.map((block) => ({ ...block, indicators: block.indicators.map(doubt) })) }
}

// ---------------------------------------------------------------- funds

const FUND_COLUMNS = ['initial', 'budget', 'executed'] as const

/** The sources below a total of funds: blank ones leave no trace, and wrapped names tear their lines. */
function settleFunds(form: PerformanceForm): PerformanceForm {
  const [total, ...sources] = form.funds
  if (total === undefined) return form
  const isSettled = (column: (typeof FUND_COLUMNS)[number]): boolean =>
    isSame(totalOf(sources.map((line) => line[column])), totalOf([total[column]]))
  const doubtful = FUND_COLUMNS.filter((column) => !isSettled(column))
  const doubt = (line: FundLine): FundLine =>
    Object.assign({ ...line }, ...doubtful.map((column) => ({ [column]: unsettled(line[column]) })))
  return { ...form, funds: [total, ...sources.map(doubt)] }
}

// ---------------------------------------------------------------- the money of a project

type MoneyLine = { readonly amount: Printed | null }

const doubtIn = <Line extends MoneyLine>(lines: readonly Line[], isSettled: boolean): readonly Line[] =>
  isSettled ? lines : lines.map((line) => ({ ...line, amount: unsettled(line.amount) }))

/** What is bought is a part of what the project costs: any list that fits is as good as another. */
const isWithin = (part: Interval | null, whole: Interval | null): boolean =>
  part !== null && whole !== null && part.low <= whole.high

/** Funding, costs and procurement are settled by one another and by the budget of the project. */
function settleProject(form: PerformanceForm): PerformanceForm {
  const list = (lines: readonly MoneyLine[]): Interval | null => totalOf(lines.map(({ amount }) => amount))
  const sources = form.funding.filter(({ name }) => !isTotalName(name) && !isBreakdown(name))
  const sums = [
    totalOf([form.fields.yearBudget ?? null]),
    list(form.funding.filter(({ name }) => isTotalName(name))),
    list(sources),
    list(form.costs),
    list(form.procurement),
  ]
  const isSettled = (index: number): boolean =>
    sums.some((other, at) => at !== index && isSame(sums[index] ?? null, other))
  const total = isSettled(1)
  const part = isSettled(2)
  const doubtFunding = (line: FundingLine): FundingLine =>
    (isTotalName(line.name) ? total : part) ? line : { ...line, amount: unsettled(line.amount) }
  return {
    ...form,
    funding: form.funding.map(doubtFunding),
    costs: doubtIn(form.costs, isSettled(3)),
    procurement: doubtIn(form.procurement, isSettled(4) || isWithin(sums[4] ?? null, sums[0] ?? null)),
  }
}

// ---------------------------------------------------------------- income and expenditure

/** The columns of a group whose parts make its total. */
function settledColumns(lines: readonly CompositionLine[]): (column: Pick) => boolean {
  const total = lines.find(({ name }) => isTotalName(name))
  const parts = lines.filter(({ name }) => !isTotalName(name))
  return (column) => total !== undefined && isSame(totalOf(parts.map(column)), totalOf([column(total)]))
}

type Pick = (line: CompositionLine) => Printed | null

function settleComposition(form: PerformanceForm): PerformanceForm {
  const doubt = (line: CompositionLine): CompositionLine => {
    const isSettled = settledColumns(form.composition.filter(({ group }) => group === line.group))
    const keep = (column: Pick): Printed | null => (isSettled(column) ? column(line) : unsettled(column(line)))
    return {
      ...line,
      current: keep(({ current }) => current),
      prior: line.prior.map((_, index) => keep(({ prior }) => prior[index] ?? null)),
    }
  }
  return { ...form, composition: form.composition.map(doubt) }
}

// ---------------------------------------------------------------- what is left

/** How many figures of a form stand in a place that nothing confirms. */
export function countUnsettled({ funds, blocks, composition, funding, costs, procurement }: PerformanceForm): number {
  const figures: Figures = [
    ...funds.flatMap((line) => [line.initial, line.budget, line.executed, line.rate, line.weight, line.score]),
    ...blocks.flatMap(({ indicators }) => indicators.flatMap(({ weight, score }) => [weight, score])),
    ...composition.flatMap(({ current, prior }) => [current, ...prior]),
    ...[...funding, ...costs, ...procurement].map(({ amount }) => amount),
  ]
  return figures.filter((printed) => printed?.isUnsettled === true).length
}
