import type { Amount, MoneyUnit, PrintedNumber } from '../../kernel/index.ts'
import type { Fact } from '../model.ts'
import type { Span } from './printed.ts'
import type { Direction } from './token.ts'

/** A number as stated: `span` covers the number and its unit in the plain text of the passage. */
export interface StatedAmount {
  readonly amount: Amount
  readonly number: PrintedNumber
  readonly unit: MoneyUnit
  readonly span: Span
}

export interface StatedPercent {
  readonly number: PrintedNumber
  /** False where the sign is missing: 占 100。 */
  readonly hasSign: boolean
  readonly span: Span
}

export interface StatedCount {
  readonly number: PrintedNumber
  readonly measure: string
  readonly span: Span
}

/** What a figure is compared with: the same thing a year earlier, or the budget of its own year. */
export type Base = 'previous-year' | 'budget'

/** 比上年预算增加 1.50 万元，增长 3.2% */
export interface Change {
  readonly base: Base | null
  /** As printed: 2023年预算, 上年执行数; '' where none is said. */
  readonly baseWords: string
  /** The year of the base where it is printed as one. */
  readonly baseYear: number | null
  /** 比 2025 年年初预算数 99024.2 万元减少 … */
  readonly baseAmount: StatedAmount | null
  readonly direction: Direction | 'level'
  readonly amount: StatedAmount | null
  /** The word before the rate where it is said twice: 减少…，下降…%. */
  readonly rateDirection: Direction | null
  readonly rate: StatedPercent | null
  readonly span: Span
}

/** 占本年支出合计的 41.16% */
export interface Share {
  /** As printed: 本年支出合计; '' where only 占 is said. */
  readonly of: string
  readonly percent: StatedPercent
}

/** 完成年初预算的 98.5% */
export interface Completion {
  /** As printed: 年初预算. */
  readonly of: string
  readonly percent: StatedPercent
}

/** How a claim came under its parent: 其中：…, 包括：…, (…) behind its amount. */
export type PartWord = 'of-which' | 'includes' | 'bracket'

/** 主要原因是…, 主要用于…, 主要包括…: words without figures of their own. */
export interface Words {
  readonly kind: 'reason' | 'purpose' | 'includes'
  readonly text: string
  readonly span: Span
}

/**
 * One thing that the text speaks of and everything that is said of it. A claim without amount may still state a
 * change; a claim of a list stands also under its parent.
 */
export interface Claim {
  /** The words of the subject as printed, without ordinal: 2024年收支总预算. */
  readonly subject: string
  readonly subjectSpan: Span
  /** The sentence without a figure that opens the passage: …(类)…(款)…(项); else ''. */
  readonly topic: string
  /** Words before the subject that hold for the sentence: 截至2023年12月31日, 2024年. */
  readonly setting: string
  /** Years among the words of subject and setting, dates left out. */
  readonly years: readonly number[]
  readonly amount: StatedAmount | null
  readonly count: StatedCount | null
  readonly change: Change | null
  /** The words between 与上年相比 and 增加: 收入合计. */
  readonly changeOf: string
  readonly share: Share | null
  readonly completion: Completion | null
  readonly reason: Words | null
  /** What it is used for or consists of, by name only. */
  readonly named: Words | null
  /** Said as the reason of another claim: 主要是基本支出增加…. */
  readonly isReason: boolean
  readonly parent: Claim | null
  readonly partWord: PartWord | null
  readonly span: Span
}

/** A claim whose subject has been understood, or the reason why not. */
export type Meaning =
  | { readonly fact: Fact; readonly why: null }
  | { readonly fact: null; readonly why: { readonly zh: string; readonly en: string } }
