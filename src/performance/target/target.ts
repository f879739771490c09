import type { PrintedNumber } from '../../kernel/index.ts'

export type Comparator = '=' | '≥' | '≤' | '>' | '<'

/** One condition: ≤ 4 小时, ≥ 1 亿条. */
export interface Clause {
  readonly comparator: Comparator
  /** False where no comparator is printed: 98%, 12份. */
  readonly isExplicit: boolean
  readonly value: PrintedNumber
  /** The upper end of a range: 3-5个. */
  readonly upper: PrintedNumber | null
  /** 1 for a plain number, 10 000 for 万, 100 000 000 for 亿. */
  readonly scale: bigint
  /** As printed: %, 小时, 个工作日, 元/人; '' where no unit is printed. */
  readonly unit: string
  /** The words of the clause before the value: 发现故障. */
  readonly about: string
}

/** What a printed target asks for. */
export type Target =
  /** Blank, / or 无. */
  | { readonly kind: 'none' }
  | { readonly kind: 'quantitative'; readonly clauses: readonly Clause[] }
  /** 排名前10 */
  | { readonly kind: 'rank'; readonly within: number }
  /** 2024年12月底前, 12月31日前, 全年, 每月 */
  | { readonly kind: 'date' }
  /** 有效保障, 及时: to be judged by a rubric, not measured. */
  | { readonly kind: 'qualitative'; readonly text: string }

const numberOf = ({ units, decimals }: PrintedNumber, scale: bigint): number =>
  (Number(units) / 10 ** decimals) * Number(scale)

/** The value of a clause as a number, for comparing targets of one unit; never for money. */
export const magnitude = (clause: Clause): number => numberOf(clause.value, clause.scale)

export const isPercent = (clause: Clause): boolean => clause.unit === '%' || clause.unit === '％'
