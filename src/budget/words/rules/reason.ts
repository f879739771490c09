import { quoted } from '../../../kernel/index.ts'
import { HELD, type Prose, whereOf } from '../../claims/prose.ts'
import type { UnderstoodClaim } from '../../claims/understanding.ts'
import type { Outcome, Rule } from '../../finding.ts'

const LOW = 90
const HIGH = 110
const GIVES_REASON = /原因|由于|因为|主要是|系|根据|受.{2,20}影响/

const percentage = (claim: UnderstoodClaim['claim']): number | null =>
  claim.completion === null
    ? null
    : Number(claim.completion.percent.number.units) / 10 ** claim.completion.percent.number.decimals

/** A reason may stand in the next sentence of the passage or close the whole list. */
function isExplained({ claim, passage }: UnderstoodClaim): boolean {
  const rest = passage.plain.text.slice(claim.span.start)
  return claim.reason !== null || GIVES_REASON.test(rest)
}

function judge(understood: UnderstoodClaim): Outcome | null {
  const { claim, meaning, passage } = understood
  const rate = percentage(claim)
  if (
    rate === null ||
    claim.isReason ||
    meaning.fact === null ||
    claim.amount === null ||
    passage.purpose === 'performance'
  )
    return null
  if (meaning.fact.function === undefined && meaning.fact.item === undefined) return null
  if ((rate >= LOW && rate <= HIGH) || (rate === 0 && claim.amount.amount.value === 0n)) return HELD
  if (isExplained(understood)) return HELD
  return {
    verdict: 'broken',
    where: [whereOf(understood)],
    message: {
      zh: `完成预算 ${rate}%，没有说明原因`,
      en: `${rate}% of the budget was executed and no reason is given`,
    },
  }
}

export const missingReason: Rule<Prose> = {
  id: 'text.reason-missing',
  severity: 'warning',
  title: { zh: '预决算差异较大未说明原因', en: 'A large deviation has no reason' },
  remedy: { zh: '补充差异的主要原因', en: 'Say why' },
  basis: { zh: '决算与预算差异较大的应说明原因', en: 'Large deviations from the budget are explained' },
  *check({ claims }) {
    for (const understood of claims) {
      const outcome = judge(understood)
      if (outcome !== null) yield outcome
    }
  },
}

const SAYS_LEVEL = /持平|无(?:增减|变化)|没有(?:增减|变化)|未发生|无此|不变|一致/

/** 比上年增加 0 万元，主要原因是厉行节约: a reason for nothing. */
function judgeNothing(understood: UnderstoodClaim): Outcome | null {
  const { claim } = understood
  const { change, reason } = claim
  if (change === null || reason === null || claim.isReason || change.amount === null) return null
  if (change.amount.amount.value !== 0n || SAYS_LEVEL.test(reason.text)) return HELD
  return {
    verdict: 'broken',
    where: [whereOf(understood, reason.span), whereOf(understood)],
    message: {
      zh: `${quoted(claim.subject)}没有增减，却说明了增减原因`,
      en: `${quoted(claim.subject)} did not change, but a reason is given`,
    },
    cause: 'reason for nothing',
  }
}

export const idleReason: Rule<Prose> = {
  id: 'text.reason-idle',
  severity: 'hint',
  title: { zh: '没有增减却写原因', en: 'A reason where nothing changed' },
  remedy: { zh: '写“与上年持平”，删去原因', en: 'Say that it is unchanged, without a reason' },
  basis: { zh: '原因应与增减相符', en: 'A reason belongs to a change' },
  *check({ claims }) {
    for (const understood of claims) {
      const outcome = judgeNothing(understood)
      if (outcome !== null) yield outcome
    }
  },
}
