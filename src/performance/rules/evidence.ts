import type { Bilingual, Outcome, Where } from '../../budget/index.ts'
import { type Amount, formatAmount, type MoneyUnit, remember } from '../../kernel/index.ts'
import type { FundLine, Indicator, PerformanceForm, PerformanceSubject, Printed } from '../model.ts'
import { letters, readAmount } from '../sheet/words.ts'

export const say = (zh: string, en: string): Bilingual => ({ zh, en })

export const held: Outcome = { verdict: 'held' }

export const notEvaluated = (zh: string, en: string): Outcome => ({ verdict: 'not-evaluated', why: say(zh, en) })

const QUOTE = 60

/** A printed place of a form, for the reader of a finding. */
export const whereOf = (printed: Printed, form: PerformanceForm, row?: string): Where => ({
  at: printed.at,
  ...(form.title === null ? {} : { table: form.title.text }),
  ...(row === undefined ? {} : { row }),
  quote: printed.text.slice(0, QUOTE),
})

export const whereIndicator = (indicator: Indicator, form: PerformanceForm): Where =>
  whereOf(indicator.row, form, indicator.level3?.text ?? indicator.level2?.text ?? '')

/** All forms in printed order. */
export const allForms = ({ performance }: PerformanceSubject): readonly PerformanceForm[] => performance.forms

export const evaluations = (subject: PerformanceSubject): PerformanceForm[] =>
  allForms(subject).filter((form) => form.kind === 'self-evaluation')

export const indicatorsOf = (form: PerformanceForm): Indicator[] => form.blocks.flatMap((block) => block.indicators)

/** How a finding names a form. */
export const nameOf = (form: PerformanceForm): string =>
  form.fields.project?.text ?? form.title?.text ?? form.fields.department?.text ?? form.id

/** The line of 预算执行情况 that stands for the whole: 年度资金总额, 金额合计, else the first. */
export const totalFund = (form: PerformanceForm): FundLine | undefined =>
  form.funds.find(({ name }) => /合计$|资金总额$|支出总额$/.test(letters(name.text))) ?? form.funds[0]

/** The unit of the amounts in the body: what the body itself prints goes before the caption. */
export const unitOf = (form: PerformanceForm): MoneyUnit => form.innerUnit?.unit ?? form.unit ?? '万元'

/** The amount of a printed figure; null where there is none, or where nothing confirms that the figure stands there. */
export const amountOf = (printed: Printed | null | undefined, unit: MoneyUnit): Amount | null =>
  printed === null || printed === undefined || printed.isUnsettled === true ? null : readAmount(printed.text, unit)

/** The amounts of a list, blanks left out; null where one is printed that nothing confirms, for then they make no sum. */
export function amountsOf(printed: readonly (Printed | null)[], unit: MoneyUnit): Amount[] | null {
  if (printed.some((word) => word?.isUnsettled === true)) return null
  return printed.map((word) => amountOf(word, unit)).filter((amount) => amount !== null)
}

export const inWan = (value: bigint): string => `${formatAmount(value, '万元')} 万元`

export const isSameName = (a: string, b: string): boolean => letters(a) === letters(b)

const bigrams = remember((text): ReadonlySet<string> => {
  const bare = letters(text)
  return new Set(Array.from({ length: Math.max(0, bare.length - 1) }, (_, index) => bare.slice(index, index + 2)))
})

/** The share of letter pairs that two names have in common, 0 to 1: 1 for one name inside the other. */
export function likeness(a: string, b: string): number {
  const [first, second] = [bigrams(a), bigrams(b)]
  const common = [...first].filter((pair) => second.has(pair)).length
  return common / Math.max(1, Math.min(first.size, second.size))
}

/** The share of letter pairs that two names have in common, measured on the longer: 1 for equal names only. */
export function resemblance(a: string, b: string): number {
  const [first, second] = [bigrams(a), bigrams(b)]
  const common = [...first].filter((pair) => second.has(pair)).length
  return common / Math.max(1, first.size, second.size)
}

/** Numbers of points and rates as exact integers of hundredths; null for what is no number. */
export function hundredths(printed: Printed | null | undefined): bigint | null {
  const amount = amountOf(printed, '元')
  return amount === null ? null : amount.value / 100n
}

export const inHundredths = (value: bigint): string => {
  const sign = value < 0n ? '-' : ''
  const digits = (value < 0n ? -value : value).toString().padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.?0+$/, '')
}

export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}
