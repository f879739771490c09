import { quoted } from '../../kernel/index.ts'
import { isPartOf } from '../facts/hierarchy.ts'
import type { ColumnSense, Entry, Statement } from '../facts/statement.ts'
import { dimensionsOf } from '../vocabulary/merging.ts'
import type { PartialFact } from '../vocabulary/terms.ts'
import { FLOWS, ITEMS, isWithin } from '../vocabulary/trees.ts'
import { holds, isEmpty, type Tie } from './tie.ts'

interface Family {
  readonly whole: ColumnSense
  readonly parts: readonly ColumnSense[]
  /** A head that is not understood stands among the parts, or one says 其中: the sum may not be meant. */
  readonly isUncertain: boolean
}

const isTotal = (column: ColumnSense): boolean => column.role === 'total' || column.role === 'grand-total'
const MONEY_ROLES: readonly string[] = ['part', 'total', 'grand-total', 'of-which', 'name']

/** A head without direction counts as the plain flow: 一般公共预算 under 合计, but not under 上年结转. */
const PLAIN: Readonly<Record<string, string>> = {
  income: 'income',
  expenditure: 'expenditure',
  'income-total': 'income',
  'expenditure-total': 'expenditure',
}

/** 本年收入 lies within 合计 of income and carry-overs; 基本支出 within 合计; 人员经费 within 基本支出. */
function isColumnPart(inner: PartialFact, outer: PartialFact): boolean {
  if (inner.stage !== outer.stage || inner.year !== outer.year) return false
  if (outer.flow !== undefined && !isWithin(FLOWS, inner.flow ?? PLAIN[outer.flow], outer.flow)) return false
  const isFlowPart = outer.flow !== undefined && inner.flow !== undefined && inner.flow !== outer.flow
  const [part, whole] = [dimensionsOf(inner), dimensionsOf(outer)]
  if (isPartOf(part, whole)) return true
  return isFlowPart && JSON.stringify(Object.entries(part).sort()) === JSON.stringify(Object.entries(whole).sort())
}

/** 上年结转 beside the funds of this year under 合计 of what is spent: money carried over pays a part of it. */
const isCarriedPart = (inner: PartialFact, outer: PartialFact): boolean =>
  inner.flow === 'opening' &&
  (outer.flow === undefined || outer.flow === 'expenditure') &&
  Object.keys(dimensionsOf(outer)).length === 0

function isWithinColumn(inner: ColumnSense, outer: ColumnSense): boolean {
  if (inner === outer || inner.fact === null || outer.fact === null) return false
  return isColumnPart(inner.fact, outer.fact) || (isTotal(outer) && isCarriedPart(inner.fact, outer.fact))
}

/** The narrowest column that holds this one. */
function wholeOf(column: ColumnSense, columns: readonly ColumnSense[]): ColumnSense | null {
  if (column.fact === null) return structuralWhole(column, columns)
  const wholes = columns.filter((other) => isWithinColumn(column, other))
  const isNarrowest = (whole: ColumnSense): boolean => !wholes.some((other) => isWithinColumn(other, whole))
  const narrowest = wholes.filter(isNarrowest)
  return narrowest.find(isTotal) ?? narrowest[0] ?? null
}

/** A head that is not understood belongs to the total printed under the same upper head. */
function structuralWhole(column: ColumnSense, columns: readonly ColumnSense[]): ColumnSense | null {
  for (let depth = column.column.path.length - 1; depth >= 0; depth -= 1) {
    const group = column.column.path.slice(0, depth)
    const whole = columns.find(
      (other) =>
        other !== column &&
        isTotal(other) &&
        other.column.path.length === depth + 1 &&
        group.every((head, level) => other.column.path[level] === head),
    )
    if (whole !== undefined) return whole
  }
  return null
}

function familiesOf(statement: Statement): Family[] {
  const columns = statement.columns.filter((column) => MONEY_ROLES.includes(column.role))
  const parents = new Map(columns.map((column) => [column, wholeOf(column, columns)]))
  return columns.flatMap((whole) => {
    const parts = columns.filter((column) => parents.get(column) === whole)
    const isUncertain = parts.some((part) => part.fact === null || part.role === 'of-which')
    return parts.length < 2 ? [] : [{ whole, parts, isUncertain }]
  })
}

function tieOf(family: Family, cells: readonly (Entry | null)[]): Tie | null {
  const left = cells[family.whole.index] ?? null
  const right = family.parts.map((part) => cells[part.index] ?? null).filter((entry) => entry !== null)
  if (left === null || right.length < 2) return null
  const names = family.parts.map((part) => part.column.path.at(-1) ?? '').join(' + ')
  const whole = family.whole.column.path.at(-1) ?? '合计'
  return {
    kind: 'columns',
    left: [left],
    right,
    says: { zh: `${quoted(whole)}应等于 ${names}`, en: `${quoted(whole)} must equal ${names}` },
  }
}

const NARROWER: readonly ((part: ColumnSense) => boolean)[] = [
  (part) => isWithin(ITEMS, part.fact?.item, 'three-public'),
  (part) => part.fact?.flow !== 'opening',
]

/**
 * 合计 of a table of public expenses, meetings and training may count the public expenses alone, and that of a table
 * of expenditure this year's money alone: of the readings the one that more rows bear out is meant.
 */
function narrowed(family: Family): readonly Family[] {
  return NARROWER.map((isMeant) => ({ ...family, parts: family.parts.filter(isMeant) })).filter(
    ({ parts }) => parts.length > 1 && parts.length < family.parts.length,
  )
}

export interface ColumnSums {
  readonly ties: readonly Tie[]
  /** Sums that the heads seem to say but the figures do not bear out. */
  readonly doubtful: number
}

/** A sum that fails in most rows is not what the heads mean. */
function isMeant(ties: readonly Tie[], isUncertain: boolean): boolean {
  const held = ties.filter((tie) => holds(tie)).length
  if (isUncertain) return held === ties.length || (held >= 2 && held * 5 >= ties.length * 4)
  return ties.length < 3 || held * 2 >= ties.length
}

interface FamilyTies {
  readonly family: Family
  readonly ties: readonly Tie[]
}

function tiesIn(family: Family, statement: Statement): FamilyTies {
  const ties = statement.entries.map((cells) => tieOf(family, cells)).filter((tie) => tie !== null)
  return { family, ties: ties.filter((tie) => !isEmpty(tie)) }
}

function readingOf(family: Family, statement: Statement): FamilyTies {
  const held = ({ ties }: FamilyTies): number => ties.filter((tie) => holds(tie)).length
  return narrowed(family)
    .map((narrower) => tiesIn(narrower, statement))
    .reduce((best, other) => (held(other) > held(best) ? other : best), tiesIn(family, statement))
}

export function columnSums(statement: Statement): ColumnSums {
  const families = familiesOf(statement).map((family) => readingOf(family, statement))
  const meant = families.filter(({ family, ties }) => isMeant(ties, family.isUncertain))
  const doubtful = families.filter((each) => !meant.includes(each)).reduce((count, { ties }) => count + ties.length, 0)
  return { ties: meant.flatMap(({ ties }) => ties), doubtful }
}
