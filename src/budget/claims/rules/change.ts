import { formatAmount, type Interval, meets, quoted, subtract } from '../../../kernel/index.ts'
import type { Outcome, Rule } from '../../finding.ts'
import { tableValue } from '../lookup.ts'
import { HELD, notEvaluated, type Prose, whereOf } from '../prose.ts'
import { rootOf } from '../roots.ts'
import type { UnderstoodClaim } from '../understanding.ts'
import { amountOf, baseOf } from './growth.ts'

const ZERO = { low: 0n, high: 0n }

/** More has been added than there is: the year before would have had less than nothing. */
function isTooMuch({ claim, meaning }: UnderstoodClaim, value: Interval, { book }: Prose): boolean {
  const added = claim.change?.direction === 'more' ? claim.change.amount : null
  if (added === null || claim.amount === null || claim.changeOf !== '' || value.low < 0n) return false
  const table = meaning.fact === null ? null : tableValue(book, meaning.fact)
  // An amount that differs from its table is the wrong one, and already told.
  if (table !== null && !meets(table, claim.amount.amount)) return false
  return added.amount.low > value.high
}

function tooMuch(understood: UnderstoodClaim): Outcome {
  const { claim, passage } = understood
  const said = passage.plain.text.slice(claim.change?.span.start, claim.change?.span.end)
  return {
    verdict: 'broken',
    where: [whereOf(understood, claim.change?.span), whereOf(understood)],
    message: {
      zh: `${quoted(claim.subject)}的增加额大于本年数，上年数将为负：${quoted(said)}`,
      en: `${quoted(claim.subject)} is said to have grown by more than it is: the year before would be negative`,
    },
  }
}

function judge(understood: UnderstoodClaim, prose: Prose): Outcome | null {
  const { claim } = understood
  const { change } = claim
  if (change === null || claim.isReason || (change.amount === null && change.direction !== 'level')) return null
  const [value, base] = [amountOf(understood, prose), baseOf(understood, prose)]
  if (value !== null && base === null && isTooMuch(understood, value, prose)) return tooMuch(understood)
  if (value === null || base === null) {
    return notEvaluated('文件中没有上年数，增减额无从核对', 'the amount of the year before is not in the document')
  }
  const difference = change.direction === 'less' ? subtract(base, value) : subtract(value, base)
  const stated = change.amount?.amount ?? ZERO
  if (meets(difference, stated)) return HELD
  const root = rootOf(understood, prose, { value, base }, (other, direction) =>
    other === null ? false : meets(direction === 'less' ? subtract(base, other) : subtract(other, base), stated),
  )
  const unit = change.amount?.unit ?? claim.amount?.unit ?? '万元'
  const real = (value.low + value.high - base.low - base.high) / 2n
  const expected = `${real < 0n ? '减少' : '增加'} ${formatAmount(real < 0n ? -real : real, unit)} ${unit}`
  const said = understood.passage.plain.text.slice(change.span.start, change.span.end)
  return {
    verdict: 'broken',
    where: [whereOf(understood, change.span), whereOf(understood)],
    message: {
      zh: `${quoted(claim.subject)}按本年数与上年数计算应为${expected}，文字写为${quoted(said)}`,
      en: `By both years' figures the change of ${quoted(claim.subject)} is ${expected}; stated: ${quoted(said)}`,
    },
    expected,
    ...(root === undefined ? {} : { root }),
  }
}

export const changeAmount: Rule<Prose> = {
  id: 'text.change',
  severity: 'error',
  title: { zh: '增减额与本年数、上年数不符', en: 'Stated change is not the difference of both years' },
  remedy: { zh: '按“本年数 − 上年数”重新计算', en: 'Compute this year − the year before' },
  basis: { zh: '增减额 = 本年数 − 上年数', en: 'Change = this year − the year before' },
  *check(prose) {
    for (const understood of prose.claims) {
      const outcome = judge(understood, prose)
      if (outcome !== null) yield outcome
    }
  },
}
