import type { Source } from '../../documents/index.ts'
import type { PerformanceForm } from '../model.ts'
import { type Piece, type RowPiece, streamOf } from '../sheet/stream.ts'
import { clean, letters, matchWord, printed, readUnit } from '../sheet/words.ts'
import { FIELDS, HEADINGS, INDICATOR_HEADS, TITLE } from '../vocabulary.ts'
import { type Draft, finishDraft, isForm, newDraft } from './draft.ts'
import { entriesOf, takeEntry } from './fields.ts'
import { readGoalHead } from './goals.ts'
import { rolesOf } from './heads.ts'
import { type Cursor, newCursor, readRow } from './reader.ts'
import { isIndicatorHead, openSection } from './sections.ts'

const LONGEST_TITLE = 60

const isTitle = (text: string): boolean =>
  text.length <= LONGEST_TITLE &&
  !/[。；]|[.…·]{4,}|《/.test(text) &&
  TITLE.test(letters(text)) &&
  readGoalHead(text) === null

/** The captions and headings after which a form is over. */
const ENDS =
  /^第[一二三四五六七八九十]+部分|^(附?表|预算|公开)?\s*[\d\-－]+\s*表?.{0,30}表$|^[一二三四五六七八九十]+[、.]/

interface Assembly {
  readonly drafts: Draft[]
  cursor: Cursor | null
  /** Lines above the form that may carry its unit. */
  caption: Extract<Piece, { kind: 'line' }>[]
}

/** Finds the forms of a document and reads each. */
export function readForms(source: Source): PerformanceForm[] {
  const assembly: Assembly = { drafts: [], cursor: null, caption: [] }
  for (const piece of streamOf(source)) {
    if (piece.kind === 'line') readLine(assembly, piece)
    else readGridRow(assembly, piece)
  }
  return assembly.drafts.filter(isForm).map((draft, index) => finishDraft(draft, index + 1))
}

function start(assembly: Assembly, draft: Draft): Cursor {
  assembly.drafts.push(draft)
  assembly.cursor = newCursor(draft)
  return assembly.cursor
}

function readLine(assembly: Assembly, piece: Extract<Piece, { kind: 'line' }>): void {
  const { text, at, block } = piece
  if (isTitle(text)) {
    start(assembly, newDraft(printed(text, at), at)).draft.blocksPrinted.add(block)
    return
  }
  const { cursor } = assembly
  if (cursor === null) return
  const heading = matchWord(HEADINGS, text)
  if (heading === 'longGoals' || heading === 'annualGoals') cursor.scope = heading === 'longGoals' ? 'long' : 'annual'
  else if (ENDS.test(clean(text)) && isForm(cursor.draft)) assembly.cursor = null
  else readCaptionLine(cursor.draft, piece)
}

/** 单位：万元, 填报日期：…, 单位名称：… between the title of a form and its body. */
function readCaptionLine(draft: Draft, { text, at }: Extract<Piece, { kind: 'line' }>): void {
  const unit = /^.{0,40}单位[:：]\s*(人民币)?(亿元|百万元|万元|千元|元)\s*$/.test(text) ? readUnit(text) : null
  if (unit !== null && draft.unit === null) {
    draft.unit = unit
    draft.unitAt = printed(text, at)
  }
  const parts = text.split(/\s{1,}(?=[^\s:：]{2,8}\s?[:：])/)
  const cells = parts.map((part, index) => ({ text: part, column: index, columnSpan: 1, at }))
  for (const entry of entriesOf(cells)) if (entry.label.kind === 'field') takeEntry(draft, entry)
}

function readGridRow(assembly: Assembly, row: RowPiece): void {
  const only = row.cells[0]
  if (row.cells.length === 1 && only !== undefined && isTitle(only.text)) {
    start(assembly, newDraft(printed(only.text, only.at), only.at))
    return
  }
  const cursor = cursorFor(assembly, row)
  if (cursor !== null) readRow(cursor, row)
}

/** The form that a row belongs to: the open one, or a new one where the row opens another form. */
function cursorFor(assembly: Assembly, row: RowPiece): Cursor | null {
  const { cursor } = assembly
  if (cursor === null) return opensForm(row) ? start(assembly, newDraft(null, row.at)) : null
  const project = nextProject(cursor, row)
  if (project !== null) return project(assembly)
  return cursor
}

const opensForm = (row: RowPiece): boolean =>
  isIndicatorHead(new Set(rolesOf(INDICATOR_HEADS, row.cells).map((cell) => cell.role)))

/**
 * The first label of a form where it already has that field begins the next form: 项目名称 after 项目名称. In a table
 * of many projects each name in the column 项目名称 does.
 */
function nextProject(cursor: Cursor, row: RowPiece): ((assembly: Assembly) => Cursor) | null {
  const first = row.cells[0]
  const field = first === undefined ? null : matchWord(FIELDS, first.text)
  const isRepeated = (field === 'project' || field === 'department') && cursor.draft.labels[field] !== undefined
  if (isRepeated && !isHeadOfMany(row) && openSection(row.cells, []) === null) {
    const { title, unit, unitAt } = cursor.draft
    return (assembly) => start(assembly, { ...newDraft(title, row.at), unit, unitAt })
  }
  const named = projectCell(cursor, row)
  if (named === null || first === undefined) return null
  return (assembly) => {
    const next = cursor.draft.fields.project === undefined ? cursor : continueTable(assembly, cursor, row)
    takeProject(next, row)
    return next
  }
}

const isHeadOfMany = (row: RowPiece): boolean => opensForm(row)

function projectCell(cursor: Cursor, row: RowPiece): string | null {
  const { columns, inHead } = cursor
  if (columns === null || ![...columns.values()].includes('project')) return null
  if (inHead && rolesOf(INDICATOR_HEADS, row.cells).every((cell) => cell.role !== null)) return null
  if (opensForm(row)) return null
  return row.cells.find((cell) => columns.get(cell.column) === 'project')?.text ?? null
}

function continueTable(assembly: Assembly, cursor: Cursor, row: RowPiece): Cursor {
  const { title, unit, unitAt } = cursor.draft
  const next = start(assembly, { ...newDraft(title, row.at), unit, unitAt })
  next.columns = cursor.columns
  return next
}

/** The cells of a project in a table of many: its name, its amounts and its goal. */
function takeProject(cursor: Cursor, row: RowPiece): void {
  const { draft, columns } = cursor
  for (const { text, at, column } of row.cells) {
    const role = columns?.get(column)
    const word = printed(text, at)
    if (role === 'project') {
      draft.labels.project = word
      draft.fields.project = word
    } else if (role === 'amount') draft.fields.yearBudget ??= word
    else if (role === 'goal')
      draft.goals.push({ scope: 'annual', ordinal: null, name: null, text: word, achieved: null })
  }
}
