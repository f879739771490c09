import type { Indicator, PerformanceForm, Printed } from '../model.ts'
import { groupBy, hundredths, indicatorsOf, totalFund } from './evidence.ts'

/** A sum of printed points in hundredths, and how far rounding of its terms can carry it. */
interface PointSum {
  readonly value: bigint
  readonly slack: bigint
  readonly terms: number
}

const slackOf = (printed: Printed): bigint => (/\.\d\d/.test(printed.text.replace(/\s+/g, '')) ? 1n : 0n)

function sumOf(printed: readonly (Printed | null)[]): PointSum | null {
  const terms = printed.flatMap((word) => {
    const value = hundredths(word)
    return word === null || value === null ? [] : [{ value, slack: slackOf(word) }]
  })
  if (terms.length === 0) return null
  return {
    value: terms.reduce((all, { value }) => all + value, 0n),
    slack: terms.reduce((all, { slack }) => all + slack, 0n),
    terms: terms.length,
  }
}

const withExecution = (form: PerformanceForm, pick: 'weight' | 'score'): (Printed | null)[] => {
  const total = totalFund(form)?.[pick] ?? null
  return hundredths(total) === null ? [] : [total]
}

/** All scores of a form: execution and indicators; null where some indicator has none. */
export function sumOfScores(form: PerformanceForm): PointSum | null {
  const indicators = indicatorsOf(form)
  if (indicators.length === 0 || indicators.some((each) => hundredths(each.score) === null)) return null
  return sumOf([...withExecution(form, 'score'), ...indicators.map(({ score }) => score)])
}

/** All points of a form; null where some indicator has none. */
export function sumOfWeights(form: PerformanceForm): PointSum | null {
  const indicators = indicatorsOf(form)
  if (indicators.length === 0 || indicators.some((each) => hundredths(each.weight) === null)) return null
  const execution = withExecution(form, 'weight')
  return sumOf([
    ...(execution.length === 0 ? [form.executionPoints] : execution),
    ...indicators.map(({ weight }) => weight),
  ])
}

export const printsExecutionPoints = (form: PerformanceForm): boolean =>
  form.executionPoints !== null || withExecution(form, 'weight').length > 0

/** The points of the indicators alone. */
export const sumOfIndicatorWeights = (form: PerformanceForm): PointSum | null =>
  sumOf(indicatorsOf(form).map(({ weight }) => weight))

/** The scores of the indicators alone. */
export const sumOfIndicatorScores = (form: PerformanceForm): PointSum | null =>
  sumOf(indicatorsOf(form).map(({ score }) => score))

/** Indicators of one first level whose head prints the points that they share: 产出指标（50分）. */
export interface PointGroup {
  readonly head: Printed
  readonly points: bigint
  readonly sum: bigint
  readonly indicators: readonly Indicator[]
}

const GROUP_POINTS = /[^\d.](\d{1,3}(?:\.\d+)?)\s*分?\s*[)）]?$/

/** The groups that print their points, each with the sum of its indicators; none where an indicator has no points. */
export function pointGroups(form: PerformanceForm): PointGroup[] {
  const groups = groupBy(indicatorsOf(form), ({ level1 }) => JSON.stringify(level1?.at ?? null))
  return [...groups.values()].flatMap((indicators) => {
    const head = indicators[0]?.level1 ?? null
    const printed = GROUP_POINTS.exec(head?.text ?? '')?.[1]
    const points = head === null || printed === undefined ? null : hundredths({ text: printed, at: head.at })
    const sum = sumOf(indicators.map(({ weight }) => weight))
    if (head === null || points === null || sum === null || sum.terms < indicators.length) return []
    return [{ head, points, sum: sum.value, indicators }]
  })
}

export const distance = (a: bigint, b: bigint): bigint => (a > b ? a - b : b - a)
