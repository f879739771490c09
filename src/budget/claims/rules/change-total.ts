import { formatAmount, type Interval, meets, negate, quoted, sum } from '../../../kernel/index.ts'
import type { Outcome, Rule } from '../../finding.ts'
import { childrenOf, ITEMS } from '../../vocabulary/trees.ts'
import type { Change } from '../claim.ts'
import { HELD, notEvaluated, type Prose, whereOf } from '../prose.ts'
import { turnedRoot } from '../roots.ts'
import type { UnderstoodClaim } from '../understanding.ts'

const ZERO: Interval = { low: 0n, high: 0n }

/** A change with its sign; null where the text does not say how much. */
function signed(change: Change | null): Interval | null {
  if (change === null) return null
  if (change.direction === 'level') return ZERO
  if (change.amount === null) return null
  return change.direction === 'less' ? negate(change.amount.amount) : change.amount.amount
}

/** Kinds that together are everything: 基本 and 项目; the three public expenses, their vehicles in one or in two. */
const COMPLETE: readonly (readonly string[])[] = [
  ['basic', 'project'],
  childrenOf(ITEMS, 'three-public'),
  ['abroad', 'reception', 'vehicle-purchase', 'vehicle-running'],
  childrenOf(ITEMS, 'vehicles'),
]

const kindOf = ({ meaning }: UnderstoodClaim): string => meaning.fact?.item ?? meaning.fact?.nature ?? ''

/** The parts of a change: claims of its list, or those told as its reason behind it. */
function partsOf(whole: UnderstoodClaim, { claims }: Prose): UnderstoodClaim[] {
  const { reason } = whole.claim
  return claims.filter(({ claim, passage }) => {
    if (passage !== whole.passage || claim === whole.claim) return false
    if (claim.parent === whole.claim) return true
    return (
      claim.isReason && reason !== null && reason.span.start <= claim.span.start && claim.span.end <= reason.span.end
    )
  })
}

const isNothing = (change: Interval): boolean => change.low <= 0n && change.high >= 0n

/**
 * The one claim whose word of direction is turned round: with the other word the changes of the parts add up to the
 * last digit, whether or not all kinds of parts are known.
 */
function turnedOf(
  whole: UnderstoodClaim,
  parts: readonly UnderstoodClaim[],
  stated: Interval,
  changes: readonly (Interval | null)[],
): UnderstoodClaim | null {
  const known = changes.filter((change) => change !== null)
  if (known.length < changes.length || isNothing(stated) || meets(sum(known), stated)) return null
  if (meets(sum(known), negate(stated))) return whole
  const fits = parts.filter((_, at) => {
    const others = known.map((change, index) => (index === at ? negate(change) : change))
    return !isNothing(known[at] ?? ZERO) && meets(sum(others), stated)
  })
  return fits.length === 1 ? (fits[0] ?? null) : null
}

function saysTurned(turned: UnderstoodClaim, whole: UnderstoodClaim): Outcome {
  const word = turned.claim.change?.direction === 'less' ? '增加' : '减少'
  const [at, of] = [turned, whole].map((claim) => whereOf(claim, claim.claim.change?.span))
  return {
    verdict: 'broken',
    where: [at, of].filter((each) => each !== undefined),
    message: {
      zh: `${quoted(turned.claim.subject || whole.claim.subject)}的增减方向与各分项之和矛盾，应为${word}`,
      en: `The direction of ${quoted(turned.claim.subject || whole.claim.subject)} contradicts the sum of the parts`,
    },
    expected: word,
    root: turnedRoot(turned),
  }
}

function judge(whole: UnderstoodClaim, prose: Prose): Outcome | null {
  const stated = signed(whole.claim.change)
  const parts = partsOf(whole, prose)
  if (stated === null || parts.length < 2 || whole.claim.isReason) return null
  const kinds = parts.map(kindOf)
  const isComplete = COMPLETE.some((set) => set.length === kinds.length && set.every((kind) => kinds.includes(kind)))
  const changes = parts.map(({ claim }) => signed(claim.change))
  const turned = turnedOf(whole, parts, stated, changes)
  if (turned !== null) return saysTurned(turned, whole)
  if (!isComplete || changes.some((change) => change === null)) {
    return notEvaluated('分项增减额未全部列出', 'the changes of the parts are not all told')
  }
  const total = sum(changes.map((change) => change ?? ZERO))
  if (meets(total, stated)) return HELD
  const unit = whole.claim.change?.amount?.unit ?? '万元'
  const middle = (total.low + total.high) / 2n
  const expected = `${middle < 0n ? '减少' : '增加'} ${formatAmount(middle < 0n ? -middle : middle, unit)} ${unit}`
  return {
    verdict: 'broken',
    where: [whereOf(whole, whole.claim.change?.span), ...parts.map((part) => whereOf(part, part.claim.change?.span))],
    message: {
      zh: `${quoted(whole.claim.subject)}的增减额与分项增减额之和（${expected}）不符`,
      en: `The change of ${quoted(whole.claim.subject)} is not the sum of the changes of its parts`,
    },
    expected,
  }
}

export const changeTotal: Rule<Prose> = {
  id: 'text.change-total',
  severity: 'error',
  title: { zh: '分项增减额之和不等于总增减额', en: 'Changes of the parts do not add up' },
  remedy: { zh: '核对总增减额与分项增减额', en: 'Check the change against those of its parts' },
  basis: { zh: '总增减额 = 各分项增减额之和', en: 'A change is the sum of the changes of its parts' },
  *check(prose) {
    for (const understood of prose.claims) {
      const outcome = judge(understood, prose)
      if (outcome !== null) yield outcome
    }
  },
}
