import { remember } from '../../kernel/index.ts'
import type { FieldName, FundLine, Printed } from '../model.ts'
import type { SheetCell } from '../sheet/stream.ts'
import { clean, joinPrinted, letters, matchWord, readNumber } from '../sheet/words.ts'
import { FIELDS, FUND_HEADS, FUND_ROWS, type FundRole, GOAL_FIELD, LONG_LABELS, PRIVATE } from '../vocabulary.ts'
import type { Draft } from './draft.ts'
import { goalsIn } from './goals.ts'

/** What a label cell is the label of. */
export type Label =
  | { readonly kind: 'field'; readonly name: FieldName }
  | { readonly kind: 'goal' }
  | { readonly kind: 'fund' }
  | { readonly kind: 'private' }

/** A long label that has lost letters: every letter that is left belongs to it, and many are left. */
function damagedLabel(bare: string): FieldName | null {
  const found = LONG_LABELS.find(
    ({ label }) =>
      bare.length >= label.length * 0.5 &&
      bare.length <= label.length &&
      [...bare].every((letter) => label.includes(letter)),
  )
  return found?.key ?? null
}

const LONGEST_LABEL = 80

const findLabel = remember((text): Label | null => {
  const name = matchWord(FIELDS, text) ?? damagedLabel(letters(text))
  if (name !== null) return { kind: 'field', name }
  const bare = letters(text)
  if (PRIVATE.test(bare)) return { kind: 'private' }
  if (GOAL_FIELD.test(bare)) return { kind: 'goal' }
  return FUND_ROWS.test(bare) ? { kind: 'fund' } : null
})

/** What a printed text is the label of; null for a text that is no label. */
export const labelOf = (text: string): Label | null => (text.length > LONGEST_LABEL ? null : findLabel(text))

/** Splits 项目名称：… in one cell into label and value. */
function splitCell(cell: SheetCell): SheetCell[] {
  const match = /^([^:：]{2,14})[:：]\s*(\S.*)$/s.exec(cell.text)
  if (match?.[1] === undefined || match[2] === undefined) return [cell]
  if (labelOf(match[1]) === null || labelOf(cell.text) !== null) return [cell]
  return [
    { ...cell, text: match[1] },
    { ...cell, text: match[2] },
  ]
}

/** A label with the cells up to the next label. */
export interface Entry {
  readonly label: Label
  readonly labelAt: Printed
  readonly value: Printed | null
  /** The cells that make up the value. */
  readonly cells: readonly Printed[]
}

/** Reads a row as labels and values; words before the first label are the vertical head of a group of rows. */
export function entriesOf(cells: readonly SheetCell[]): Entry[] {
  const entries: { label: Label; labelAt: Printed; values: Printed[] }[] = []
  for (const cell of cells.flatMap(splitCell)) {
    const label = labelOf(cell.text)
    const word: Printed = { text: clean(cell.text), at: cell.at }
    if (label !== null) entries.push({ label, labelAt: word, values: [] })
    else entries.at(-1)?.values.push(word)
  }
  return entries.map(({ label, labelAt, values }) => ({ label, labelAt, value: joinPrinted(values), cells: values }))
}

/** Writes an entry into the draft. A field that is printed twice keeps its first value. */
export function takeEntry(draft: Draft, { label, labelAt, value, cells }: Entry): void {
  if (label.kind === 'field') {
    draft.labels[label.name] ??= labelAt
    const rest = LONG_LABELS.find(({ key }) => key === label.name)?.label ?? ''
    const isRestOfLabel = value !== null && [...letters(value.text)].every((letter) => rest.includes(letter))
    if (value !== null && !isRestOfLabel) draft.fields[label.name] ??= value
  } else if (label.kind === 'goal' && value !== null) goalsIn(draft.goals, scopeOf(labelAt.text), value.text, value.at)
  else if (label.kind === 'fund') {
    const amount = cells.find((cell) => readNumber(cell.text) !== null) ?? null
    if (value === null || amount !== null) draft.funding.push({ name: labelAt, amount })
  }
}

/** 预算数：100 | 执行数：95 | 执行率：95%: an execution printed as labels and values in one row. */
export function fundIn(cells: readonly SheetCell[]): FundLine | null {
  const found = new Map<FundRole, Printed>()
  for (const [index, cell] of cells.entries()) {
    const role = matchWord(FUND_HEADS, cell.text)
    const value = cells[index + 1]
    if (role !== null && value !== undefined && readNumber(value.text) !== null)
      found.set(role, { text: value.text, at: value.at })
  }
  const first = cells[0]
  if (first === undefined || !found.has('budget') || !found.has('executed')) return null
  const word = (role: FundRole): Printed | null => found.get(role) ?? null
  return {
    name: { text: first.text, at: first.at },
    initial: word('initial'),
    adjusted: word('adjusted'),
    budget: word('budget'),
    executed: word('executed'),
    rate: word('rate'),
    weight: word('weight'),
    score: word('score'),
  }
}

const scopeOf = (label: string): 'annual' | null => (/年度|当年/.test(letters(label)) ? 'annual' : null)
