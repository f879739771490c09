import type { Prose } from './claims/prose.ts'
import { statedAmount } from './claims/rules/amount.ts'
import { statedTwice } from './claims/rules/amount-twice.ts'
import { changeAmount } from './claims/rules/change.ts'
import { completionRate } from './claims/rules/completion.ts'
import { directionWord } from './claims/rules/direction.ts'
import { growthRate } from './claims/rules/growth.ts'
import { listTotal } from './claims/rules/list-total.ts'
import { percentSign } from './claims/rules/percent-sign.ts'
import { share } from './claims/rules/share.ts'
import { zeroBase } from './claims/rules/zero-base.ts'
import type { Rule } from './finding.ts'

/** Every rule about sentences, headings and words. Ids are public. */
export const proseRules: readonly Rule<Prose>[] = Object.freeze([
  statedAmount,
  statedTwice,
  listTotal,
  growthRate,
  changeAmount,
  directionWord,
  share,
  completionRate,
  zeroBase,
  percentSign,
])
