import { type Interval, meets, type PrintedNumber, quoted, rememberOf, sum } from '../../../kernel/index.ts'
import type { FactBook } from '../../facts/fact-book.ts'
import type { Outcome, Rule } from '../../finding.ts'
import type { Fact, Figure } from '../../model.ts'
import { meaningOf } from '../../vocabulary/meaning.ts'
import { mergeFacts } from '../../vocabulary/merging.ts'
import { type Division, readDivisions } from '../lists.ts'
import { tableValue } from '../lookup.ts'
import { HELD, notEvaluated, type Prose, whereOf } from '../prose.ts'
import { formatPercent, percentOf, printedPercent } from '../ratio.ts'
import type { UnderstoodClaim } from '../understanding.ts'
import { amountOf } from './growth.ts'

function namedWhole({ claim, meaning }: UnderstoodClaim, { book, claims, reading }: Prose): Interval | null {
  const words = claim.share?.of.replace(/的$/, '') ?? ''
  const said = words === '' ? null : meaningOf(words)
  const { year } = reading.document
  if (said === null || year === null || said.fact.flow === undefined) return null
  const fact: Fact = { year, stage: meaning.fact?.stage ?? 'budget', ...said.fact, flow: said.fact.flow }
  const plain: Fact = mergeFacts(fact, {}) as Fact
  const stated = claims.find(
    (other) => other.claim.amount !== null && other.meaning.fact !== null && sameFact(other.meaning.fact, plain),
  )
  return tableValue(book, plain) ?? stated?.claim.amount?.amount ?? null
}

const KEYS: readonly (keyof Fact)[] = [
  'year',
  'stage',
  'flow',
  'fund',
  'function',
  'economy',
  'nature',
  'item',
  'project',
]
const sameFact = (a: Fact, b: Fact): boolean => KEYS.every((key) => a[key] === b[key])

const DIVIDED: readonly (keyof Fact)[] = ['function', 'nature', 'item', 'fund']

/** 教育支出 is a share of all expenditure of the same money: the fact without what makes it a part. */
function tableWhole({ meaning }: UnderstoodClaim, { book }: Prose): Interval | null {
  if (meaning.fact === null) return null
  for (const key of DIVIDED) {
    if (meaning.fact[key] === undefined) continue
    const { [key]: _part, ...whole } = meaning.fact
    return tableValue(book, whole as Fact)
  }
  return null
}

const isGrandTotal = ({ fact }: Figure): boolean =>
  fact.function === undefined &&
  fact.economy === undefined &&
  fact.nature === undefined &&
  fact.item === undefined &&
  fact.project === undefined &&
  fact.organisation === undefined

const grandTotals = rememberOf(({ figures }: FactBook): readonly Interval[] =>
  figures.filter(isGrandTotal).flatMap(({ amount }) => amount ?? []),
)

/** The amount that the sentence itself gives as the whole. */
function intendedWhole(understood: UnderstoodClaim, divisions: readonly Division[], prose: Prose): Interval | null {
  const division = divisions.find(({ parts }) => parts.includes(understood))
  return (
    namedWhole(understood, prose) ??
    division?.whole.claim.amount?.amount ??
    understood.claim.parent?.amount?.amount ??
    tableWhole(understood, prose)
  )
}

/** What else 占…的 may be a share of: what stands around the claim, and the totals of the tables. */
function possibleWholes(understood: UnderstoodClaim, prose: Prose): readonly Interval[] {
  const { claim, passage } = understood
  const heading = passage.under.at(-1)
  const near = prose.claims.filter(
    (other) => other.claim.amount !== null && other !== understood && other.passage.under.at(-1) === heading,
  )
  // 占本年支出预算 of both kinds: the sum of everything that is said to be a share of the same.
  const mates = near.filter((other) => other.claim.share?.of === claim.share?.of && other.claim.share !== null)
  const together = sum([understood, ...mates].flatMap((each) => each.claim.amount?.amount ?? []))
  const said = near
    .filter(({ claim: other }) => other.share === null)
    .flatMap(({ claim: other }) => other.amount?.amount ?? [])
  return [together, ...said, ...grandTotals(prose.book)]
}

/** The largest share of a list is often printed as what the others leave of a hundred. */
function isBalancing({ claim, passage }: UnderstoodClaim, { claims }: Prose): boolean {
  const own = claim.share?.percent.number
  const list = claims.filter((each) => each.passage === passage && each.claim.parent === claim.parent)
  const numbers = list.flatMap((each) => each.claim.share?.percent.number ?? [])
  if (own === undefined || numbers.length < 2) return false
  const decimals = Math.max(...numbers.map((number) => number.decimals))
  const scaled = (number: PrintedNumber): bigint => number.units * 10n ** BigInt(decimals - number.decimals)
  const total = numbers.reduce((sum, number) => sum + scaled(number), 0n)
  return total === 100n * 10n ** BigInt(decimals) && numbers.every((number) => scaled(number) <= scaled(own))
}

function judge(understood: UnderstoodClaim, divisions: readonly Division[], prose: Prose): Outcome | null {
  const { claim } = understood
  if (claim.share === null || claim.isReason) return null
  const amount = amountOf(understood, prose)
  if (amount === null) return notEvaluated('缺少计算占比的数', 'an amount needed for the share is missing')
  const printed = printedPercent(claim.share.percent.number)
  const intended = intendedWhole(understood, divisions, prose)
  const fits = (whole: Interval): boolean => {
    const share = percentOf(amount, whole)
    return share !== null && meets(share, printed)
  }
  if (intended !== null && fits(intended)) return HELD
  if (possibleWholes(understood, prose).some(fits) || isBalancing(understood, prose)) return HELD
  const share = intended === null ? null : percentOf(amount, intended)
  if (share === null) return notEvaluated('占比的总数不明', 'what the share is a share of could not be made out')
  const expected = formatPercent(share, Math.max(1, claim.share.percent.number.decimals))
  const stated = understood.passage.plain.text.slice(claim.share.percent.span.start, claim.share.percent.span.end)
  return {
    verdict: 'broken',
    where: [
      whereOf(understood, { start: claim.share.percent.span.start - 1, end: claim.share.percent.span.end }),
      whereOf(understood),
    ],
    message: {
      zh: `${quoted(claim.subject)}占比写为 ${stated}，按所列金额应为 ${expected}`,
      en: `The share of ${quoted(claim.subject)} is stated as ${stated}; the amounts give ${expected}`,
    },
    expected,
  }
}

/** Shares of one complete list make up a hundred, whatever they are shares of. */
function* judgeSums(divisions: readonly Division[]): Iterable<Outcome> {
  for (const { parts, whole } of divisions) {
    const shares = parts.flatMap(({ claim }) =>
      claim.share === null ? [] : [printedPercent(claim.share.percent.number)],
    )
    if (shares.length < 2 || shares.length !== parts.length) continue
    const amounts = parts.flatMap(({ claim }) => (claim.amount === null ? [] : [claim.amount.amount]))
    const all = amounts.reduce((sum, { low, high }) => ({ low: sum.low + low, high: sum.high + high }), {
      low: 0n,
      high: 0n,
    })
    if (whole.claim.amount === null || !meets(all, whole.claim.amount.amount)) continue
    const sum = shares.reduce((total, { low, high }) => ({ low: total.low + low, high: total.high + high }), {
      low: 0n,
      high: 0n,
    })
    if (meets(sum, { low: 100_000_000n, high: 100_000_000n })) yield HELD
    else {
      yield {
        verdict: 'broken',
        where: parts.map((part) => whereOf(part)),
        message: {
          zh: `各项占比之和为 ${formatPercent(sum)}，应为 100%`,
          en: `The shares of the list add up to ${formatPercent(sum)}, not 100%`,
        },
        expected: '100%',
      }
    }
  }
}

export const share: Rule<Prose> = {
  id: 'text.share',
  severity: 'error',
  title: { zh: '占比计算有误', en: 'Share does not follow from the amounts' },
  remedy: { zh: '按“分项 ÷ 总数”重新计算', en: 'Compute part ÷ whole' },
  basis: {
    zh: '占比 = 分项金额 ÷ 总额；同一结构各项占比之和为 100%',
    en: 'Share = part ÷ whole; the shares of a whole add up to 100%',
  },
  *check(prose) {
    const divisions = readDivisions(prose)
    const outcomes = prose.claims.flatMap((understood) => judge(understood, divisions, prose) ?? [])
    yield* outcomes
    if (!outcomes.some(({ verdict }) => verdict === 'broken')) yield* judgeSums(divisions)
  },
}
