import type { Reading, Table } from '../budget/index.ts'
import type { Place } from '../documents/index.ts'
import type { MoneyUnit } from '../kernel/index.ts'

/** Words as printed, and where. */
export interface Printed {
  readonly text: string
  readonly at: Place
  /** From a form without a grid: no sum or rate confirms that the figure stands in its row and column. */
  readonly isUnsettled?: true
}

/** long: 长期目标, 中期目标, 实施周期; annual: 年度目标; null where the form does not say. */
export type Scope = 'long' | 'annual' | null

export interface Indicator {
  /** 产出指标, 效益指标, 满意度指标, 成本指标 … carried down where merged. */
  readonly level1: Printed | null
  /** 数量指标, 质量指标 … carried down where merged. */
  readonly level2: Printed | null
  /** The name of the indicator. */
  readonly level3: Printed | null
  /** What exactly is measured, where the form has a column of its own for it. */
  readonly content: Printed | null
  /** Target of the year, with the comparator and the unit that stand in columns of their own: ≥95%. */
  readonly target: Printed | null
  /** Target of the whole period (实施周期指标值, 中期指标值), where the form has both. */
  readonly periodTarget: Printed | null
  /** Values of the years before, oldest first; null where the cell is blank. */
  readonly prior: readonly (Printed | null)[]
  readonly actual: Printed | null
  /** 指标值确定依据, 绩效标准 */
  readonly basis: Printed | null
  readonly weight: Printed | null
  readonly score: Printed | null
  /** 偏差原因分析及改进措施 */
  readonly reason: Printed | null
  /** The printed row. */
  readonly row: Printed
}

/** What a column of an indicator table holds. */
export type IndicatorRole =
  | 'project'
  | 'goal'
  /** All indicators of a project in one cell. */
  | 'indicators'
  | 'level1'
  | 'level2'
  | 'level3'
  | 'content'
  | 'nature'
  | 'target'
  | 'periodTarget'
  | 'unit'
  | 'prior'
  | 'actual'
  | 'basis'
  | 'weight'
  | 'score'
  | 'reason'
  | 'note'
  | 'amount'

/** The indicators below one head, or below one goal. */
export interface IndicatorBlock {
  readonly scope: Scope
  /** The goal that the block names: 年度目标 2：…, or the column 目标名称. */
  readonly goal: Printed | null
  /** 3 of 年度目标 3：; null without a number. */
  readonly ordinal: number | null
  /** The points that the goal is worth: 80 of （80 分）. */
  readonly points: Printed | null
  /** The columns that the head prints. */
  readonly roles: readonly IndicatorRole[]
  /** Their heads as printed: 年初目标值（A）. */
  readonly heads: Readonly<Partial<Record<IndicatorRole, Printed>>>
  readonly at: Place
  readonly indicators: readonly Indicator[]
}

export interface Goal {
  readonly scope: Scope
  readonly ordinal: number | null
  readonly name: Printed | null
  readonly text: Printed
  /** 实际完成情况, in a self-evaluation. */
  readonly achieved: Printed | null
}

/** A line of 预算执行情况: 年度资金总额, 其中：财政拨款 … */
export interface FundLine {
  readonly name: Printed
  readonly initial: Printed | null
  readonly adjusted: Printed | null
  readonly budget: Printed | null
  readonly executed: Printed | null
  readonly rate: Printed | null
  readonly weight: Printed | null
  readonly score: Printed | null
}

/** A line of 收入构成 or 支出构成. */
export interface CompositionLine {
  readonly group: string
  readonly name: Printed
  readonly current: Printed | null
  readonly share: Printed | null
  /** Aligned with `priorHeads` of the form. */
  readonly prior: readonly (Printed | null)[]
}

export interface FundingLine {
  readonly name: Printed
  readonly amount: Printed | null
}

export interface CostLine {
  readonly activity: Printed | null
  readonly description: Printed | null
  readonly economy: Printed | null
  readonly amount: Printed | null
  readonly basis: Printed | null
}

export interface ProcurementLine {
  readonly name: Printed
  readonly quantity: Printed | null
  readonly amount: Printed | null
}

export interface PriorYearLine {
  readonly year: Printed
  readonly budget: Printed | null
  readonly executed: Printed | null
  readonly rate: Printed | null
}

/** A line of 项目支出情况 or 年度主要任务 in a goal declaration of a whole department. */
export interface ProjectLine {
  readonly name: Printed
  readonly category: Printed | null
  readonly total: Printed | null
  readonly current: Printed | null
  readonly use: Printed | null
}

/** Names and telephone numbers of persons and addresses are recognised, and not kept. */
export type FieldName =
  | 'department'
  | 'project'
  | 'code'
  | 'authority'
  | 'unit'
  | 'nature'
  | 'category'
  | 'kind'
  | 'startYear'
  | 'endYear'
  | 'period'
  | 'reason'
  | 'content'
  | 'plan'
  | 'totalBudget'
  | 'yearBudget'
  | 'history'
  | 'duties'
  | 'tasks'
  | 'basicTotal'
  | 'projectTotal'
  | 'grade'
  | 'filledOn'
  | 'deviation'
  | 'improvement'
  /** The head of the table of prior years; a label only. */
  | 'priorYears'

/** A goal declaration, a project application or a self-evaluation, as printed. */
export interface PerformanceForm {
  /** Unique in the document: f1, f2 … in printed order. */
  readonly id: string
  readonly kind: 'goals' | 'application' | 'self-evaluation'
  /** What it is about: the whole expenditure of a department or unit, or one project. */
  readonly subject: 'department' | 'project'
  readonly title: Printed | null
  /** The year in the title. */
  readonly year: number | null
  /** As the caption says; null where it says nothing. */
  readonly unit: MoneyUnit | null
  /** The printed unit: 单位：元. */
  readonly unitAt: Printed | null
  /** A unit that the body prints over its amounts (万元), with its place. */
  readonly innerUnit: { readonly unit: MoneyUnit; readonly printed: Printed } | null
  readonly fields: Readonly<Partial<Record<FieldName, Printed>>>
  /** The labels that the form prints, filled in or not. */
  readonly labels: Readonly<Partial<Record<FieldName, Printed>>>
  readonly funds: readonly FundLine[]
  /** Heads of the two prior years of the composition: 2023 年, 2022 年. */
  readonly priorHeads: readonly string[]
  /** As printed over the composition: 当年金额, 占比. */
  readonly compositionHeads: readonly string[]
  readonly composition: readonly CompositionLine[]
  readonly projects: readonly ProjectLine[]
  readonly funding: readonly FundingLine[]
  readonly costs: readonly CostLine[]
  readonly procurement: readonly ProcurementLine[]
  readonly priorYears: readonly PriorYearLine[]
  readonly goals: readonly Goal[]
  /** 年度总体目标 with nothing beside it. */
  readonly goalLabel: Printed | null
  /** The head of a table of indicators with none below it. */
  readonly emptyHead: Printed | null
  readonly blocks: readonly IndicatorBlock[]
  /** 总分: points to be had and points given. */
  readonly total: { readonly row: Printed; readonly weight: Printed | null; readonly score: Printed | null } | null
  /** Points of the part 预算执行: 20 of （20 分）. */
  readonly executionPoints: Printed | null
  /** Where another form or table stands in the middle of this one. */
  readonly interruptions: readonly Printed[]
  /** The first place of the form. */
  readonly at: Place
  /** Read from lines of text: which column a figure stood in was worked out. */
  readonly isGridless?: true
}

/** A goal with the form that declares it. */
export interface DeclaredGoal extends Goal {
  readonly form: string
}

export interface PerformanceReading {
  /** All goals that the forms declare, in printed order. */
  readonly goals: readonly DeclaredGoal[]
  /** Goal declarations, project applications and self-evaluations, in printed order. */
  readonly forms: readonly PerformanceForm[]
  /** The number tables inside the forms. */
  readonly tables: readonly Table[]
  /** The regions of the reading, by index, that hold a form: what is printed there is no budget table. */
  readonly regions: readonly number[]
}

/** What the rules of this module look at. */
export interface PerformanceSubject {
  readonly reading: Reading
  readonly performance: PerformanceReading
}
