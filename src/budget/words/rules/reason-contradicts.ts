import { quoted } from '../../../kernel/index.ts'
import type { Claim } from '../../claims/claim.ts'
import { HELD, type Prose, whereOf } from '../../claims/prose.ts'
import { turnedRoot } from '../../claims/roots.ts'
import type { UnderstoodClaim } from '../../claims/understanding.ts'
import type { Outcome, Rule } from '../../finding.ts'

const AGAINST_BUDGET = /决算数?(大于|高于|超过|小于|低于)(?:年初|全年|调整)?预算/
const UP = /增加|增长|新增|增多|上升|追加|增资|调增|上调|提标/
const DOWN = /减少|下降|压减|压缩|降低|缩减|节约|节省|过紧日子|核减|调减|削减|取消/
/** What was otherwise in the year before, or moved between items, explains either direction. */
const OPEN =
  /上年|去年|上一年|以前|往年|前年|20\d\d年|调整|列支|列入|划转|转|科目|口径|退休|调出|调离|减税|降费|结转|跨年|未|推迟|提前|一次性|基数|标准/
const REASON = /^[^，。:]*?原因(?:是|为|:|主要是)*:?|^主要(?:是|由于|因)/

type Direction = 'more' | 'less'

/** The direction that the reason is given for. */
function explained({ change, reason, amount }: Claim): Direction | null {
  const word = reason === null ? undefined : AGAINST_BUDGET.exec(reason.text)?.[1]
  if (word !== undefined) return /大于|高于|超过/.test(word) ? 'more' : 'less'
  if (change === null || change.direction === 'level' || change.amount?.amount.value === 0n) return null
  return amount === null && change.amount === null ? null : change.direction
}

function judge(understood: UnderstoodClaim): Outcome | null {
  const { claim } = understood
  const direction = explained(claim)
  if (direction === null || claim.reason === null || claim.isReason) return null
  const said = claim.reason.text.replace(REASON, '')
  const [own, opposite] = direction === 'more' ? [UP, DOWN] : [DOWN, UP]
  if (!opposite.test(said)) return HELD
  if (own.test(said) || OPEN.test(said)) return HELD
  const word = direction === 'more' ? '增加' : '减少'
  return {
    verdict: 'broken',
    where: [whereOf(understood, claim.reason.span), whereOf(understood)],
    root: turnedRoot(understood),
    message: {
      zh: `${quoted(claim.subject)}${word}，原因却写${quoted(said.slice(0, 40))}`,
      en: `${quoted(claim.subject)} ${direction === 'more' ? 'rises' : 'falls'}, but the reason given is the opposite: ${quoted(said.slice(0, 40))}`,
    },
  }
}

export const contradictoryReason: Rule<Prose> = {
  id: 'text.reason-contradicts',
  severity: 'warning',
  title: { zh: '原因与增减方向相反', en: 'A reason contradicts the change' },
  remedy: { zh: '核对增减方向与原因', en: 'Check the direction and its reason' },
  basis: { zh: '原因应与增减相符', en: 'A reason belongs to a change' },
  *check({ claims }) {
    for (const understood of claims) {
      const outcome = judge(understood)
      if (outcome !== null) yield outcome
    }
  },
}
