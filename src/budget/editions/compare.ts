import { bareName, formatAmount, type Interval, meets, withoutOrdinal } from '../../kernel/index.ts'
import { factKey, lookUp } from '../claims/lookup.ts'
import { factBookOf } from '../facts/book.ts'
import { stageOf } from '../facts/compose.ts'
import type { FactBook } from '../facts/fact-book.ts'
import type { Bilingual, Outcome, Rule, Where } from '../finding.ts'
import type { Figure } from '../model.ts'
import type { Edition, OwnFigure } from './edition.ts'
import type { Quotation } from './quotation.ts'

/** Two documents of one organisation; each may quote the other. */
export interface EditionPair {
  /** The document that is spoken of, and the name under which a reader finds the other. */
  readonly here: Edition
  readonly other: Edition
  readonly otherName: string
}

/** One document that quotes another: `isOther` says which of the two is the quoting one. */
interface Reference {
  readonly quoting: Edition
  readonly quoted: Edition
  readonly isOther: boolean
}

const references = ({ here, other }: EditionPair): readonly Reference[] => [
  { quoting: here, quoted: other, isOther: false },
  { quoting: other, quoted: here, isOther: true },
]

const books = new WeakMap<Edition, FactBook>()

function bookOf(edition: Edition): FactBook {
  const known = books.get(edition)
  const book = known ?? factBookOf(edition.own, edition.document)
  books.set(edition, book)
  return book
}

/**
 * One unit of the last place more on both sides, of either document: parts that were rounded before they were added
 * never count, and where one prints 元 and the other 万元 the coarser rounding decides.
 */
function widened({ low, high }: Interval): Interval {
  const unit = high - low
  return { low: low - unit, high: high + unit }
}

const placeOf = (figure: Figure, { own }: Edition): Where =>
  own.find(({ at }: OwnFigure) => at === figure.at)?.where ?? { at: figure.at, quote: figure.text }

type Concerns = (quotation: Quotation, reference: Reference) => boolean

const isQuotedOf = ({ fact }: Quotation, { quoted: { document } }: Reference): boolean =>
  fact.year === document.year && fact.stage === stageOf(document)

interface Judged {
  readonly quotation: Quotation
  readonly figure: Figure
  readonly isMet: boolean
}

function judge(quotation: Quotation, book: FactBook): Judged | null {
  const { binding, akin } = lookUp(book, quotation.fact)
  const [figure] = binding
  const range = widened(quotation.amount)
  const met = akin.find(({ amount }) => amount !== null && meets(widened(amount), range))
  if (met !== undefined) return { quotation, figure: met, isMet: true }
  return figure === undefined ? null : { quotation, figure, isMet: false }
}

/** The name of a row; of a sentence all that is quoted of it. */
const nameOf = ({ row, quote }: Where): string =>
  bareName(withoutOrdinal(row ?? quote))
    .replace(/^\d+/, '')
    .replace(/支出$/, '')

const NO_CATEGORY = /^$|合计|总计|小计|\d年/

/** A code that another category bore in the year before: classifications are renumbered from year to year. */
function isOtherCategory({ quotation, figure }: Judged, { quoted }: Reference): boolean {
  const { function: code, economy } = quotation.fact
  const [said] = quotation.where
  if ((code === undefined && economy === undefined) || said === undefined) return false
  const [a, b] = [said, placeOf(figure, quoted)].map(nameOf)
  if (a === undefined || b === undefined || NO_CATEGORY.test(a) || NO_CATEGORY.test(b)) return false
  return !a.includes(b) && !b.includes(a)
}

const titleOf = ({ document }: Edition): string => `${document.organisation}${document.year ?? ''}`

function broken({ quotation, figure }: Judged, reference: Reference, pair: EditionPair): Outcome {
  const { unit, amount, fact } = quotation
  const printed = formatAmount(figure.amount?.value ?? 0n, unit)
  const said = formatAmount((amount.low + amount.high) / 2n, unit)
  const elsewhere = { document: pair.otherName }
  const published = placeOf(figure, reference.quoted)
  const quotedAt = quotation.where.map((where) => (reference.isOther ? { ...where, ...elsewhere } : where))
  const publishedAt = reference.isOther ? published : { ...published, ...elsewhere }
  return {
    verdict: 'broken',
    where: reference.isOther ? [publishedAt, ...quotedAt] : [...quotedAt, publishedAt],
    message: {
      zh: `${fact.year} 年的同一数据在两份文件中不同：《${titleOf(reference.quoting)}》按所列为 ${said} ${unit}，${fact.year} 年的文件公布为 ${printed} ${unit}`,
      en: `A figure of ${fact.year} differs between two documents: ${said} ${unit} by the one of ${reference.quoting.document.year ?? ''}, ${printed} ${unit} as published for ${fact.year}`,
    },
    expected: `${printed} ${unit}`,
    cause: factKey(fact),
    ...(quotation.isCertain ? {} : { severity: 'hint' as const }),
  }
}

const OTHER_SCOPE: Bilingual = {
  zh: '两份文件的数据多数不同，口径或编报范围应有变化，未逐项核对',
  en: 'most figures of the two documents differ: their scope has changed, they are not compared one by one',
}
const OTHER_CATEGORY: Bilingual = {
  zh: '同一编码在两份文件中是不同的科目',
  en: 'one code stands for different categories in the two documents',
}
const MANY = 6

/** Documents most of whose figures differ are of different scope: nothing can be said of single figures. */
function* outcomesOf(pair: EditionPair, concerns: Concerns): Iterable<Outcome> {
  for (const reference of references(pair)) {
    const book = bookOf(reference.quoted)
    const asked = reference.quoting.quoted.filter((each) => isQuotedOf(each, reference) && concerns(each, reference))
    const judged = asked.flatMap((quotation) => judge(quotation, book) ?? [])
    const failed = judged.filter((each) => !each.isMet && !isOtherCategory(each, reference))
    const isOfOtherScope = failed.length >= MANY && failed.length * 2 > judged.length
    for (const each of judged) {
      if (each.isMet) yield { verdict: 'held' }
      else if (!failed.includes(each)) yield { verdict: 'not-evaluated', why: OTHER_CATEGORY }
      else if (isOfOtherScope) yield { verdict: 'not-evaluated', why: OTHER_SCOPE }
      else yield broken(each, reference, pair)
    }
  }
}

const isOfSameYear: Concerns = (_quotation, { quoting, quoted }) => quoting.document.year === quoted.document.year

const previousYear: Rule<EditionPair> = {
  id: 'editions.previous-year',
  severity: 'warning',
  title: { zh: '上年数与上年文件不一致', en: 'A figure of the year before differs from its document' },
  remedy: {
    zh: '核对上年公开的文件；口径调整的，说明原因',
    en: 'Compare with the document of that year; where the scope has changed, say so',
  },
  basis: { zh: '同一数据在前后两年的文件中应一致', en: 'One fact has one value in the documents of two years' },
  check: (pair) => outcomesOf(pair, (quotation, reference) => !isOfSameYear(quotation, reference)),
}

const initialBudget: Rule<EditionPair> = {
  id: 'editions.initial-budget',
  severity: 'warning',
  title: { zh: '年初预算数与公开的预算不一致', en: 'The initial budget differs from the published one' },
  remedy: {
    zh: '按当年公开的部门预算核对年初预算数',
    en: 'Compare the initial budget with the budget published for the year',
  },
  basis: { zh: '决算的年初预算数＝当年公开的预算数', en: 'The initial budget in final accounts is the published one' },
  check: (pair) => outcomesOf(pair, isOfSameYear),
}

/** What two documents of one organisation must agree on. */
export const editionRules: readonly Rule<EditionPair>[] = [previousYear, initialBudget]
