import type { Block, Place } from '../../documents/index.ts'
import type { MoneyUnit } from '../../kernel/index.ts'
import type {
  CompositionLine,
  CostLine,
  FieldName,
  FundingLine,
  FundLine,
  Goal,
  Indicator,
  IndicatorRole,
  PerformanceForm,
  Printed,
  PriorYearLine,
  ProcurementLine,
  ProjectLine,
  Scope,
} from '../model.ts'
import { letters } from '../sheet/words.ts'

export interface DraftBlock {
  scope: Scope
  goal: Printed | null
  ordinal: number | null
  points: Printed | null
  roles: IndicatorRole[]
  heads: Partial<Record<IndicatorRole, Printed>>
  at: Place
  indicators: Indicator[]
}

/** A form while it is read. */
export interface Draft {
  title: Printed | null
  unit: MoneyUnit | null
  unitAt: Printed | null
  innerUnit: PerformanceForm['innerUnit']
  fields: Partial<Record<FieldName, Printed>>
  labels: Partial<Record<FieldName, Printed>>
  funds: FundLine[]
  priorHeads: string[]
  compositionHeads: string[]
  composition: CompositionLine[]
  projects: ProjectLine[]
  funding: FundingLine[]
  costs: CostLine[]
  procurement: ProcurementLine[]
  priorYears: PriorYearLine[]
  goals: Goal[]
  /** 年度总体目标 alone in its row. */
  goalLabel: Printed | null
  indicatorHead: Printed | null
  blocks: DraftBlock[]
  total: PerformanceForm['total']
  executionPoints: Printed | null
  interruptions: Printed[]
  at: Place
  isGridless?: true
  blocksPrinted: Set<Block>
}

export const newDraft = (title: Printed | null, at: Place): Draft => ({
  title,
  unit: null,
  unitAt: null,
  innerUnit: null,
  fields: {},
  labels: {},
  funds: [],
  priorHeads: [],
  compositionHeads: [],
  composition: [],
  projects: [],
  funding: [],
  costs: [],
  procurement: [],
  priorYears: [],
  goals: [],
  goalLabel: null,
  indicatorHead: null,
  blocks: [],
  total: null,
  executionPoints: null,
  interruptions: [],
  at,
  blocksPrinted: new Set(),
})

const countIndicators = (draft: Draft): number =>
  draft.blocks.reduce((count, block) => count + block.indicators.length, 0)

/** A template without a single value, printed because there is nothing to report, has no indicators. */
const isFilledIn = (draft: Draft): boolean =>
  draft.blocks.some((block) =>
    block.indicators.some(({ target, actual, score }) => target !== null || actual !== null || score !== null),
  )

/** A title alone, as in a table of contents, is no form. */
export const isForm = (draft: Draft): boolean =>
  (countIndicators(draft) > 0 && (isFilledIn(draft) || draft.fields.project !== undefined)) ||
  draft.funds.some((line) => line.score !== null) ||
  draft.composition.length > 0 ||
  (draft.goals.length > 0 && (draft.fields.project ?? draft.fields.department) !== undefined)

function kindOf(draft: Draft): PerformanceForm['kind'] {
  const title = draft.title?.text ?? ''
  const isEvaluated = draft.blocks.some((block) => block.roles.includes('actual') || block.roles.includes('score'))
  if (isEvaluated || /自评|评价表/.test(title)) return 'self-evaluation'
  return draft.costs.length > 0 || draft.fields.startYear !== undefined ? 'application' : 'goals'
}

function subjectOf(draft: Draft): PerformanceForm['subject'] {
  if (/整体/.test(letters(draft.title?.text ?? ''))) return 'department'
  if (draft.fields.project !== undefined) return 'project'
  return draft.labels.department !== undefined || draft.composition.length > 0 ? 'department' : 'project'
}

export function finishDraft(draft: Draft, ordinal: number): PerformanceForm {
  const { blocksPrinted: _, indicatorHead, ...printed } = draft
  const year = /(20\d\d)\s*年/.exec(draft.title?.text ?? '')?.[1]
  return {
    ...printed,
    id: `f${ordinal}`,
    kind: kindOf(draft),
    subject: subjectOf(draft),
    year: year === undefined ? null : Number(year),
    emptyHead: countIndicators(draft) > 0 ? null : indicatorHead,
    blocks: isFilledIn(draft) ? draft.blocks.filter((block) => block.indicators.length > 0) : [],
  }
}
