import { mergeFacts } from '../vocabulary/merging.ts'
import type { PartialFact } from '../vocabulary/terms.ts'
import { FUNDS, ITEMS, isWithin, NATURES } from '../vocabulary/trees.ts'
import { type OrdinalStyle, ordinalStyleOf } from './ordinals.ts'
import type { NamedRow } from './rows.ts'
import type { RowKind, RowSense } from './statement.ts'

const isCodeWithin = (inner: string | undefined, outer: string | undefined): boolean =>
  outer === undefined || (inner ?? '').startsWith(outer)

const isNameWithin = (inner: string | undefined, outer: string | undefined): boolean =>
  outer === undefined || outer === inner

/** True when everything that the inner fact counts is counted by the outer one too, and more. */
export function isPartOf(inner: PartialFact, outer: PartialFact): boolean {
  if (inner.flow !== undefined && outer.flow !== undefined && inner.flow !== outer.flow) return false
  return (
    inner.stage === outer.stage &&
    inner.year === outer.year &&
    isCodeWithin(inner.function, outer.function) &&
    isCodeWithin(inner.economy, outer.economy) &&
    isNameWithin(inner.organisation, outer.organisation) &&
    isNameWithin(inner.project, outer.project) &&
    isNameWithin(inner.vintage, outer.vintage) &&
    isWithin(FUNDS, inner.fund, outer.fund) &&
    isWithin(NATURES, inner.nature, outer.nature) &&
    isWithin(ITEMS, inner.item, outer.item) &&
    isOfOther(inner, outer)
  )
}

/** Two facts differ in what they are about, besides their stage, their year and their flow. */
const isOfOther = (a: PartialFact, b: PartialFact): boolean =>
  a.function !== b.function ||
  a.economy !== b.economy ||
  a.organisation !== b.organisation ||
  a.project !== b.project ||
  a.vintage !== b.vintage ||
  a.fund !== b.fund ||
  a.nature !== b.nature ||
  a.item !== b.item

interface Level {
  readonly style: OrdinalStyle
  readonly index: number
}

/** Walks one list from top to bottom and gives each row its place. */
class Walk {
  private levels: readonly Level[] = []
  private balance: { readonly row: NamedRow; readonly style: OrdinalStyle | null } | null = null
  private ofWhich: number | null = null
  private last: NamedRow | null = null
  private hasPassedTotal = false
  private readonly seen: NamedRow[] = []
  private readonly parents = new Map<number, number | null>()
  private readonly rows: readonly NamedRow[]

  constructor(rows: readonly NamedRow[]) {
    this.rows = rows
  }

  run(): RowSense[] {
    return this.rows.map((row) => this.place(row))
  }

  private done(row: NamedRow, kind: RowKind, parent: number | null, fact = row.fact): RowSense {
    const placed = { ...row, kind, fact }
    this.seen.push(placed)
    this.parents.set(row.index, parent)
    this.last = placed
    return { row: row.row, kind, fact, index: row.index, parent }
  }

  private place(row: NamedRow): RowSense {
    if (row.kind === 'heading') return { row: row.row, kind: 'heading', fact: null, index: row.index, parent: null }
    if (row.kind === 'total' || row.kind === 'grand') return this.placeTotal(row)
    const style = ordinalStyleOf(row.row.name)
    const inBalance = this.placeInBalance(row, style)
    if (inBalance !== null) return inBalance
    if (row.kind === 'balance' && !this.isListed(row, style)) return this.placeBalance(row, style)
    return this.placeItem(row, style)
  }

  /** 收入合计 after the carry-overs or after another total holds them too. 人员经费合计 is the total of a part only. */
  private placeTotal(row: NamedRow): RowSense {
    const isLate =
      this.seen.some((other) => other.kind === 'balance') || this.seen.some((other) => isSameTotal(other, row))
    const hasItems = this.seen.some((other) => other.kind === 'item')
    this.levels = []
    this.balance = null
    this.ofWhich = null
    this.hasPassedTotal = hasItems
    return this.done(row, row.kind === 'total' && isLate && row.fact?.nature === undefined ? 'grand' : row.kind, null)
  }

  /** 七、动用事业基金 numbered among the incomes and above their total is one of them. */
  private isListed(row: NamedRow, style: OrdinalStyle | null): boolean {
    return (
      row.fact?.flow === 'surplus-used' &&
      style !== null &&
      !this.hasPassedTotal &&
      this.levels.some((level) => level.style === style)
    )
  }

  private placeBalance(row: NamedRow, style: OrdinalStyle | null): RowSense {
    this.balance = { row, style }
    this.ofWhich = null
    this.levels = []
    return this.done(row, 'balance', null)
  }

  /** Rows below 上年结转 say by which fund: 一般公共预算财政拨款. */
  private placeInBalance(row: NamedRow, style: OrdinalStyle | null): RowSense | null {
    const balance = this.balance
    if (balance === null || (style !== null && style === balance.style)) return null
    const merged = mergeFacts(balance.row.fact ?? {}, row.fact ?? {})
    if (row.kind === 'of-which' || this.ofWhich !== null) {
      this.ofWhich = balance.row.index
      return this.done(row, 'of-which', balance.row.index, merged)
    }
    const isChild = row.fact !== null && merged !== null && isPartOf(merged, balance.row.fact ?? {})
    if (row.kind === 'balance') return isChild ? this.done(row, 'item', balance.row.index, merged) : null
    const saysFund = row.fact?.fund !== undefined && row.fact.function === undefined
    return isChild && saysFund ? this.done(row, 'item', balance.row.index, merged) : null
  }

  private placeItem(row: NamedRow, style: OrdinalStyle | null): RowSense {
    if (row.kind === 'of-which') return this.placeOfWhich(row)
    if (this.ofWhich !== null && style === null && row.code === null) return this.done(row, 'of-which', this.ofWhich)
    this.ofWhich = null
    if (this.hasPassedTotal && style === null && row.fact === null && row.code === null)
      return this.done(row, 'balance', null)
    const parent = this.parentOf(row, style)
    return this.done(row, 'item', parent)
  }

  private placeOfWhich(row: NamedRow): RowSense {
    const above = this.last?.kind === 'of-which' ? this.ofWhich : (this.last?.index ?? null)
    this.ofWhich = above
    return this.done(row, 'of-which', above)
  }

  private parentOf(row: NamedRow, style: OrdinalStyle | null): number | null {
    if (row.isOrganisation) return this.organisationAbove(row)
    if (style !== null) return this.parentByOrdinal(row, style)
    const semantic = this.semanticParent(row)
    if (semantic !== null) return semantic
    return this.looseParent(row)
  }

  private parentByOrdinal(row: NamedRow, style: OrdinalStyle): number | null {
    const known = this.levels.findIndex((level) => level.style === style)
    const above = known < 0 ? this.levels : this.levels.slice(0, known)
    this.levels = [...above, { style, index: row.index }]
    return above.at(-1)?.index ?? this.groupAbove(row)
  }

  /** The nearest row above whose fact holds this row's. */
  private semanticParent(row: NamedRow): number | null {
    const fact = row.fact
    if (fact === null) return null
    const isAbove = (other: NamedRow): boolean =>
      (other.isOrganisation && !row.isOrganisation) ||
      (other.kind === 'item' && other.fact !== null && isClassParent(other.fact, fact))
    return this.seen.findLast(isAbove)?.index ?? null
  }

  /** A row without number below a numbered row whose words say nothing, or printed deeper than it. */
  private looseParent(row: NamedRow): number | null {
    const sibling = row.fact === null && row.code === null ? this.classifiedSibling() : undefined
    if (sibling !== undefined) return sibling
    const above = this.levels.at(-1)
    if (above === undefined) return this.groupAbove(row)
    const head = this.seen.find((other) => other.index === above.index)
    const isDeeper = head !== undefined && row.row.depth > head.row.depth
    return isDeeper || isOtherKind(head?.fact ?? null, row.fact) ? above.index : null
  }

  /** A name among classified ones that no classification knows is most often another 项 beside the last. */
  private classifiedSibling(): number | undefined {
    const last = this.last
    const code = last?.fact?.function ?? last?.fact?.economy
    if (last === null || code === undefined || code.length === 3) return undefined
    return code.length === 5 && last.fact?.function !== undefined
      ? last.index
      : (this.parents.get(last.index) ?? undefined)
  }

  private groupAbove(row: NamedRow): number | null {
    if (row.isOrganisation) return null
    return this.seen.findLast((other) => other.isOrganisation)?.index ?? null
  }

  /** Units: by the printed code, else by the printed depth. */
  private organisationAbove(row: NamedRow): number | null {
    const units = this.seen.filter((other) => other.isOrganisation).reverse()
    const code = row.code
    if (code !== null) {
      return units.find((unit) => unit.code !== null && unit.code !== code && code.startsWith(unit.code))?.index ?? null
    }
    return units.find((unit) => unit.row.depth < row.row.depth)?.index ?? null
  }
}

const isSameTotal = (other: NamedRow, row: NamedRow): boolean =>
  other.kind === 'total' &&
  (other.fact?.flow ?? row.fact?.flow) === (row.fact?.flow ?? other.fact?.flow) &&
  row.fact?.nature === other.fact?.nature

/** 工资福利支出 below 二、专项业务经费支出: the numbered head speaks of another dimension or says nothing. */
function isOtherKind(head: PartialFact | null, fact: PartialFact | null): boolean {
  if (fact === null) return false
  const kinds = (['function', 'economy', 'fund', 'item'] as const).filter((key) => fact[key] !== undefined)
  return kinds.length > 0 && (head === null || kinds.every((key) => head[key] === undefined))
}

const isClassParent = (outer: PartialFact, inner: PartialFact): boolean =>
  isPartOf(inner, outer) && Object.keys(outer).some((key) => key !== 'flow' && key !== 'stage')

/** Gives each row of one list its place: parents by code, ordinal, meaning or depth. */
export const placeRows = (rows: readonly NamedRow[]): RowSense[] => new Walk(rows).run()
