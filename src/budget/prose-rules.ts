import type { Prose } from './claims/prose.ts'
import { statedAmount } from './claims/rules/amount.ts'
import { statedTwice } from './claims/rules/amount-twice.ts'
import { changeAmount } from './claims/rules/change.ts'
import { changeTotal } from './claims/rules/change-total.ts'
import { completionRate } from './claims/rules/completion.ts'
import { directionWord } from './claims/rules/direction.ts'
import { growthRate } from './claims/rules/growth.ts'
import { itemsTotal } from './claims/rules/items-total.ts'
import { listTotal } from './claims/rules/list-total.ts'
import { percentSign } from './claims/rules/percent-sign.ts'
import { share } from './claims/rules/share.ts'
import { zeroBase } from './claims/rules/zero-base.ts'
import type { Rule } from './finding.ts'
import { agencyRunning } from './words/rules/agency-running.ts'
import { assets } from './words/rules/assets.ts'
import { brackets } from './words/rules/brackets.ts'
import { statedCodeName } from './words/rules/code-name.ts'
import { contentsMatch } from './words/rules/contents.ts'
import { listCount, missingCount } from './words/rules/count.ts'
import { dateOrder } from './words/rules/date-order.ts'
import { departmentOrUnit } from './words/rules/department-or-unit.ts'
import { detail } from './words/rules/detail.ts'
import { disclosure } from './words/rules/disclosure.ts'
import { duplicated } from './words/rules/duplicated.ts'
import { emptyTable } from './words/rules/empty-table.ts'
import { formerName } from './words/rules/former-name.ts'
import { glossaryMissing, glossaryUnused } from './words/rules/glossary.ts'
import { glossaryContradiction } from './words/rules/glossary-contradiction.ts'
import { goalMoney } from './words/rules/goal-money.ts'
import { level } from './words/rules/level.ts'
import { moneyUnit } from './words/rules/money-unit.ts'
import { itemsLeftOut, itemWithoutAmount } from './words/rules/named-items.ts'
import { numbering } from './words/rules/numbering.ts'
import { organisation } from './words/rules/organisation.ts'
import { placeholder } from './words/rules/placeholder.ts'
import { procurement } from './words/rules/procurement.ts'
import { procurementShare } from './words/rules/procurement-share.ts'
import { projectCount } from './words/rules/project-count.ts'
import { publicCounts } from './words/rules/public-counts.ts'
import { purpose } from './words/rules/purpose.ts'
import { idleReason, missingReason } from './words/rules/reason.ts'
import { contradictoryReason } from './words/rules/reason-contradicts.ts'
import { staleYear } from './words/rules/stale-year.ts'
import { copiedSubject } from './words/rules/subject.ts'
import { templateResidue } from './words/rules/template-residue.ts'
import { threePublicItems } from './words/rules/three-public.ts'
import { typo } from './words/rules/typo.ts'
import { vehicleList } from './words/rules/vehicle-list.ts'
import { wholeEvaluation } from './words/rules/whole-evaluation.ts'

/** Every rule about sentences, headings and words. Ids are public. */
export const proseRules: readonly Rule<Prose>[] = Object.freeze([
  statedAmount,
  statedTwice,
  listTotal,
  itemsTotal,
  growthRate,
  changeAmount,
  changeTotal,
  directionWord,
  share,
  completionRate,
  zeroBase,
  percentSign,
  procurement,
  procurementShare,
  assets,
  vehicleList,
  agencyRunning,
  threePublicItems,
  publicCounts,
  wholeEvaluation,
  goalMoney,
  projectCount,
  listCount,
  missingCount,
  copiedSubject,
  itemWithoutAmount,
  itemsLeftOut,
  missingReason,
  idleReason,
  contradictoryReason,
  purpose,
  statedCodeName,
  formerName,
  staleYear,
  dateOrder,
  placeholder,
  templateResidue,
  organisation,
  level,
  departmentOrUnit,
  moneyUnit,
  contentsMatch,
  numbering,
  emptyTable,
  glossaryUnused,
  glossaryMissing,
  glossaryContradiction,
  disclosure,
  detail,
  duplicated,
  brackets,
  typo,
])
