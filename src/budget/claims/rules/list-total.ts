import { type Amount, formatAmount, type Interval, meets, quoted, sum } from '../../../kernel/index.ts'
import type { Outcome, Rule } from '../../finding.ts'
import type { Fact } from '../../model.ts'
import { childrenOf, ITEMS, NATURES } from '../../vocabulary/trees.ts'
import { type Division, readDivisions } from '../lists.ts'
import { tableValue } from '../lookup.ts'
import { HELD, notEvaluated, type Prose, whereOfAmount } from '../prose.ts'
import { percentOf } from '../ratio.ts'
import { amountRoot } from '../roots.ts'
import type { UnderstoodClaim } from '../understanding.ts'

const amountOf = ({ claim }: UnderstoodClaim): Amount => claim.amount?.amount ?? { value: 0n, low: 0n, high: 0n }

const total = (parts: readonly UnderstoodClaim[]): Interval => sum(parts.map(amountOf))

/** Kinds of spending that make up a basic expenditure, a budget without more, a purchase … */
const COMPLETE_SETS: readonly (readonly string[])[] = [
  ['personnel', 'operating'],
  ['basic', 'project'],
]

function kindsOf(parts: readonly UnderstoodClaim[], key: 'nature' | 'item'): string[] {
  return parts.flatMap(({ meaning }) => meaning.fact?.[key] ?? [])
}

const covers = (kinds: readonly string[], set: readonly string[]): boolean =>
  set.length > 1 && kinds.length === set.length && set.every((kind) => kinds.includes(kind))

/** 财政拨款 by class: every class that the tables fill is named. */
function namesEveryClass(whole: Fact, parts: readonly UnderstoodClaim[], { book }: Prose): boolean {
  const named = new Set(parts.map(({ meaning }) => meaning.fact?.function ?? ''))
  if (named.has('') || [...named].some((code) => code.length !== [...named][0]?.length)) return false
  const filled = book.figures.filter(
    ({ fact, amount }) =>
      amount !== null &&
      amount.value !== 0n &&
      fact.flow === 'expenditure' &&
      fact.fund === whole.fund &&
      fact.stage === whole.stage &&
      fact.year === whole.year &&
      fact.nature === undefined &&
      fact.organisation === undefined &&
      fact.function?.length === [...named][0]?.length,
  )
  return filled.length > 0 && filled.every(({ fact }) => named.has(fact.function ?? ''))
}

/** The shares of the parts add up to a whole, so the list leaves nothing out. */
function sharesAreComplete(parts: readonly UnderstoodClaim[]): boolean {
  const shares = parts.map(({ claim }) => claim.share?.percent.number ?? null)
  if (shares.length < 2 || shares.some((share) => share === null)) return false
  const hundredths = shares.reduce(
    (all, share) => all + (share === null ? 0 : Number(share.units) / 10 ** share.decimals),
    0,
  )
  return Math.abs(hundredths - 100) <= 0.06 * shares.length
}

function isComplete({ whole, parts }: Division, prose: Prose): boolean {
  if (sharesAreComplete(parts)) return true
  const { fact } = whole.meaning
  if (fact === null) return false
  const natures = kindsOf(parts, 'nature')
  if (fact.nature === undefined && COMPLETE_SETS[1] !== undefined && covers(natures, COMPLETE_SETS[1])) {
    return prose.book.figures.every(
      ({ fact: other, amount }) => !isFurtherNature(other.nature) || (amount?.value ?? 0n) === 0n,
    )
  }
  if (fact.nature !== undefined && covers(natures, childrenOf(NATURES, fact.nature))) return true
  if (fact.item !== undefined && coversItems(kindsOf(parts, 'item'), fact.item)) return true
  return namesEveryClass(fact, parts, prose)
}

/** All items are named; of procurement a kind that was not bought may be left out. */
function coversItems(kinds: readonly string[], item: string): boolean {
  const children = childrenOf(ITEMS, item)
  if (covers(kinds, children)) return true
  return item === 'procurement' && kinds.length === 2 && kinds.every((kind) => children.includes(kind))
}

const isFurtherNature = (nature: string | undefined): boolean =>
  nature === 'trading' || nature === 'to-superior' || nature === 'to-affiliates'

/** The parts of the list alone, where a sibling of the whole follows behind a semicolon. */
function anyRunMeets({ whole, parts }: Division): boolean {
  return parts.some((_, index) => meets(total(parts.slice(0, index + 1)), amountOf(whole)))
}

function broken({ whole, parts }: Division): Outcome {
  const unit = whole.claim.amount?.unit ?? '万元'
  const { low, high } = total(parts)
  const expected = formatAmount((low + high) / 2n, unit)
  const stated = formatAmount(amountOf(whole).value, unit)
  return {
    verdict: 'broken',
    where: [whereOfAmount(whole), ...parts.map(whereOfAmount)],
    message: {
      zh: `${quoted(whole.claim.subject)}为 ${stated} ${unit}，所列 ${parts.length} 项合计 ${expected} ${unit}`,
      en: `${quoted(whole.claim.subject)} is ${stated} ${unit}, its ${parts.length} parts add up to ${expected} ${unit}`,
    },
    expected: `${expected} ${unit}`,
  }
}

/** With the amount that the tables print for the whole its parts do tie. */
function rootOf(whole: UnderstoodClaim, { book }: Prose, fits: (value: Amount) => boolean): { readonly root?: string } {
  const printed = whole.meaning.fact === null ? null : tableValue(book, whole.meaning.fact)
  return printed !== null && fits(printed) ? { root: amountRoot(whole) } : {}
}

function judge(division: Division, prose: Prose): Outcome {
  const { whole, parts } = division
  if (anyRunMeets(division)) return HELD
  const [first] = parts
  // One part alone that is larger than what it is a part of is wrong however the list goes on.
  if (first !== undefined && amountOf(first).low > amountOf(whole).high && first.claim.partWord === 'of-which') {
    const fits = (value: Amount): boolean => amountOf(first).low <= value.high
    return { ...broken({ whole, parts: [first] }), ...rootOf(whole, prose, fits), severity: 'warning' } as Outcome
  }
  if (!isComplete(division, prose)) {
    return notEvaluated('所列各项未必是全部', 'the list does not claim to be complete')
  }
  return percentOf(amountOf(whole), amountOf(whole)) === null && parts.length === 0
    ? HELD
    : { ...broken(division), ...rootOf(whole, prose, (value) => meets(total(parts), value)) }
}

export const listTotal: Rule<Prose> = {
  id: 'text.list-total',
  severity: 'error',
  title: { zh: '分项之和不等于总数', en: 'Parts listed in the text do not add up' },
  remedy: { zh: '核对各分项与总数', en: 'Check the parts against their total' },
  basis: { zh: '总数 = 各分项之和（允许四舍五入尾差）', en: 'A total is the sum of its parts, within rounding' },
  *check(prose) {
    for (const division of readDivisions(prose)) yield judge(division, prose)
  },
}
