import type { Rule } from '../../budget/index.ts'
import type { PerformanceSubject } from '../model.ts'
import { actualIsTarget } from './actual-is-target.ts'
import { basisUnspecified } from './basis-unspecified.ts'
import { blockKind } from './block-kind.ts'
import { codeName } from './code-name.ts'
import { compositionShare } from './composition-share.ts'
import { compositionSum } from './composition-sum.ts'
import { contentConflict } from './content-conflict.ts'
import { costBasis } from './cost-basis.ts'
import { costIndicator } from './cost-indicator.ts'
import { dateOrder } from './date-order.ts'
import { duplicateCost } from './duplicate-cost.ts'
import { duplicateKinds } from './duplicate-kinds.ts'
import { executingUnit } from './executing-unit.ts'
import { executionRate } from './execution-rate.ts'
import { executionScore } from './execution-score.ts'
import { fundSum } from './fund-sum.ts'
import { genericGoal } from './generic-goal.ts'
import { goalCoverage } from './goal-coverage.ts'
import { goalFormAsEvaluation } from './goal-form-as-evaluation.ts'
import { goalTitle } from './goal-title.ts'
import { interruptedForm } from './interrupted-form.ts'
import { missedFullScore } from './missed-full-score.ts'
import { missingActual } from './missing-actual.ts'
import { missingFields } from './missing-fields.ts'
import { missingReason } from './missing-reason.ts'
import { missingUnit } from './missing-unit.ts'
import { multipleOfYear } from './multiple-of-year.ts'
import { noVariation } from './no-variation.ts'
import { nothingExecuted } from './nothing-executed.ts'
import { oneFigure } from './one-figure.ts'
import { organisation } from './organisation.ts'
import { percentOverHundred } from './percent-over-hundred.ts'
import { placeholder } from './placeholder.ts'
import { priorBeforeStart } from './prior-before-start.ts'
import { priorYearsEmpty } from './prior-years-empty.ts'
import { projectExpenditure } from './project-expenditure.ts'
import { projectList } from './project-list.ts'
import { projectNameInText } from './project-name-in-text.ts'
import { projectSums } from './project-sums.ts'
import { runningCosts } from './running-costs.ts'
import { sameIndicators } from './same-indicators.ts'
import { scoreOverWeight } from './score-over-weight.ts'
import { scoreTotal } from './score-total.ts'
import { startYear } from './start-year.ts'
import { summaryFigures } from './summary-figures.ts'
import { tableAmount } from './table-amount.ts'
import { targetBackwards } from './target-backwards.ts'
import { templateDots } from './template-dots.ts'
import { twoForms } from './two-forms.ts'
import { unexplainedChange } from './unexplained-change.ts'
import { unitConflict } from './unit-conflict.ts'
import { unmeasurable } from './unmeasurable.ts'
import { weightTotal } from './weight-total.ts'
import { wholeIsOneProject } from './whole-is-one-project.ts'
import { wrongKind } from './wrong-kind.ts'

/** All rules about performance forms. A new rule is one file and one line here. */
export const performanceRules: readonly Rule<PerformanceSubject>[] = Object.freeze([
  actualIsTarget,
  basisUnspecified,
  blockKind,
  codeName,
  compositionShare,
  compositionSum,
  contentConflict,
  costBasis,
  costIndicator,
  dateOrder,
  duplicateCost,
  duplicateKinds,
  executingUnit,
  executionRate,
  executionScore,
  fundSum,
  genericGoal,
  goalCoverage,
  goalFormAsEvaluation,
  goalTitle,
  interruptedForm,
  missedFullScore,
  missingActual,
  missingFields,
  missingReason,
  missingUnit,
  multipleOfYear,
  noVariation,
  nothingExecuted,
  oneFigure,
  organisation,
  percentOverHundred,
  placeholder,
  priorBeforeStart,
  priorYearsEmpty,
  projectExpenditure,
  projectList,
  projectNameInText,
  projectSums,
  runningCosts,
  sameIndicators,
  scoreOverWeight,
  scoreTotal,
  startYear,
  summaryFigures,
  tableAmount,
  targetBackwards,
  templateDots,
  twoForms,
  unexplainedChange,
  unitConflict,
  unmeasurable,
  weightTotal,
  wholeIsOneProject,
  wrongKind,
])
