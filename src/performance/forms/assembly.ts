import type { Block, Place, Source } from '../../documents/index.ts'
import { itemsOf } from '../loose/items.ts'
import { isLooseForm, readLooseForm } from '../loose/reader.ts'
import { settle } from '../loose/settling.ts'
import type { PerformanceForm, Printed } from '../model.ts'
import { type Piece, type RowPiece, streamOf } from '../sheet/stream.ts'
import { clean, letters, matchWord, printed, readUnit } from '../sheet/words.ts'
import { FIELDS, HEADINGS, TITLE } from '../vocabulary.ts'
import { type Cursor, newCursor } from './cursor.ts'
import { type Draft, finishDraft, isForm, newDraft } from './draft.ts'
import { entriesOf, takeEntry } from './fields.ts'
import { beginsProject, opensTable, takeProject } from './project-rows.ts'
import { readRow } from './reader.ts'
import { openSection } from './sections.ts'

const LONGEST_TITLE = 60

const isTitle = (text: string): boolean =>
  text.length <= LONGEST_TITLE &&
  !/[。；]|[.…·]{4,}|《/.test(text) &&
  TITLE.test(letters(text)) &&
  matchWord(HEADINGS, text) === null

/** The captions and headings after which a form is over. */
const ENDS =
  /^第[一二三四五六七八九十]+部分|^(附?表|预算|公开)?\s*[\d\-－]+\s*表?.{0,30}表$|^[一二三四五六七八九十]+[、.]/

type LinePiece = Extract<Piece, { kind: 'line' }>

interface Assembly {
  readonly drafts: Draft[]
  cursor: Cursor | null
  /** A title that was printed again since the form began. */
  title: Printed | null
  /** Rows of the grid that may turn out to be a form. */
  pending: RowPiece[]
  /** The lines since the title, for a form that has no grid. */
  lines: LinePiece[]
}

interface FormsRead {
  readonly forms: readonly PerformanceForm[]
  /** The grids and lines that the forms are printed in. */
  readonly blocks: ReadonlySet<Block>
}

/** Finds the forms of a document and reads each. */
export function readForms(source: Source): FormsRead {
  const assembly: Assembly = { drafts: [], cursor: null, title: null, pending: [], lines: [] }
  for (const piece of streamOf(source)) {
    if (piece.kind === 'line') readLine(assembly, piece)
    else readGridRow(assembly, piece)
  }
  finishLines(assembly)
  const drafts = assembly.drafts.filter(isForm)
  return {
    forms: drafts.map((draft, index) => settle(finishDraft(draft, index + 1))),
    blocks: new Set(drafts.flatMap((draft) => [...draft.blocksPrinted])),
  }
}

function start(assembly: Assembly, draft: Draft): Cursor {
  finishLines(assembly)
  dropEmpty(assembly)
  assembly.drafts.push(draft)
  assembly.cursor = newCursor(draft)
  return assembly.cursor
}

/** A title right above another title is a heading over it. */
function dropEmpty({ drafts }: Assembly): void {
  const last = drafts.at(-1)
  if (last !== undefined && !isForm(last)) drafts.pop()
}

/** A form without a single row of a grid is read from its lines. */
function finishLines(assembly: Assembly): void {
  const { cursor, lines, drafts } = assembly
  assembly.lines = []
  if (cursor === null || lines.length < FEWEST_LINES || hasGrid(cursor.draft)) return
  const items = itemsOf(lines)
  if (!isLooseForm(items)) return
  const index = drafts.indexOf(cursor.draft)
  readLooseForm(cursor.draft, drafts[index - 1] ?? null, lines, items)
  for (const { block } of lines) cursor.draft.blocksPrinted.add(block)
}

const FEWEST_LINES = 5

const hasGrid = (draft: Draft): boolean => [...draft.blocksPrinted].some((block) => block.kind === 'grid')

function readLine(assembly: Assembly, piece: LinePiece): void {
  const { text, at, block } = piece
  const { cursor } = assembly
  if (isTitle(text)) readTitle(assembly, printed(text, at)).draft.blocksPrinted.add(block)
  else if (cursor !== null) readLineOfForm(assembly, cursor, piece)
}

/** A title opens a form; the same title again may only be repeated over the next page. */
/** The line with the spaces between its words, which alone tell the columns of a lost grid apart. */
const rawOf = ({ block, text }: LinePiece): string => (block.kind === 'line' ? block.text : text)

/** Lines between the title of a form and its body, at most. */
const CAPTION_LINES = 4

const ends = (draft: Draft, text: string): boolean =>
  hasGrid(draft) ? ENDS.test(text) && isForm(draft) : /^第[一二三四五六七八九十]+部分/.test(text)

function readTitle(assembly: Assembly, title: Printed): Cursor {
  const { cursor } = assembly
  const open = cursor?.draft.title ?? null
  const isRepeated = cursor !== null && hasGrid(cursor.draft) && letters(open?.text ?? '') === letters(title.text)
  if (!isRepeated) return start(assembly, newDraft(title, title.at))
  assembly.title = title
  return cursor
}

function readLineOfForm(assembly: Assembly, cursor: Cursor, piece: LinePiece): void {
  const heading = matchWord(HEADINGS, piece.text)
  if (heading === 'longGoals' || heading === 'annualGoals') cursor.scope = heading === 'longGoals' ? 'long' : 'annual'
  else if (ends(cursor.draft, clean(piece.text))) {
    finishLines(assembly)
    assembly.cursor = null
  } else {
    if (hasGrid(cursor.draft) || assembly.lines.length < CAPTION_LINES) readCaptionLine(cursor.draft, piece)
    assembly.lines.push({ ...piece, text: rawOf(piece) })
  }
}

const UNIT_LINE = /^.{0,40}单位[:：]\s*(人民币)?(亿元|百万元|万元|千元|元)\s*$/
const NUMBER_LINE = /^附?表\s*\d{1,2}(?:\s*[-－]\s*\d{1,2})?$/

/** 单位：万元, 填报日期：…, 单位名称：… between the title of a form and its body. */
function readCaptionLine(draft: Draft, { text, at, block }: LinePiece): void {
  const unit = UNIT_LINE.test(text) ? readUnit(text) : null
  if (unit !== null && draft.unit === null) {
    draft.unit = unit
    draft.unitAt = printed(text, at)
  }
  const whole = rawOf({ kind: 'line', text, at, block }).replace(/(?:金额)?单位\s*[:：]\s*(?:人民币)?\S{0,2}元\s*$/, '')
  const parts = whole.split(/\s+(?=[^\s:：]{2,8}\s?[:：])/)
  const cells = parts.map((part, index) => ({ text: part, column: index, columnSpan: 1, at }))
  for (const entry of entriesOf(cells)) if (entry.label.kind === 'field') takeEntry(draft, entry)
}

/** 单位：万元 in the first rows of the grid, below the title, is said of the form and not of a part of it. */
const isCaptionRow = (draft: Draft, { cells }: RowPiece): boolean =>
  draft.unit === null && !hasGrid(draft) && cells.length <= 3 && cells.some(({ text }) => UNIT_LINE.test(text))

/** Reads a row into its form. A form without a title is known only by its head: the rows above it are read again. */
function readGridRow(assembly: Assembly, row: RowPiece): void {
  const only = row.cells[0]
  if (row.cells.length === 1 && only !== undefined && isTitle(only.text)) {
    readTitle(assembly, printed(only.text, only.at))
    return
  }
  if (row.cells.length === 1 && only !== undefined && NUMBER_LINE.test(only.text)) return
  if (assembly.cursor !== null && isCaptionRow(assembly.cursor.draft, row)) {
    for (const { text, at } of row.cells)
      readCaptionLine(assembly.cursor.draft, { kind: 'line', text, at, block: row.block })
    return
  }
  const isFound = assembly.cursor !== null
  const cursor = cursorFor(assembly, row)
  const above = assembly.pending.filter((each) => each.block === row.block)
  assembly.pending = cursor === null ? [...above, row] : []
  if (cursor === null) return
  if (!isFound) for (const each of above) readRow(cursor, each)
  readRow(cursor, row)
}

/** The form that a row belongs to: the open one, or a new one where the row opens another form. */
function cursorFor(assembly: Assembly, row: RowPiece): Cursor | null {
  const { cursor } = assembly
  if (cursor === null) return opensTable(row) ? start(assembly, newDraft(null, row.at)) : null
  if (repeatsLabel(cursor.draft, row)) return start(assembly, another(assembly, cursor.draft, row.at))
  if (!beginsProject(cursor, row)) return cursor
  const next =
    cursor.draft.fields.project === undefined ? cursor : start(assembly, another(assembly, cursor.draft, row.at))
  next.columns = cursor.columns
  next.heads = cursor.heads
  takeProject(next, row)
  return next
}

function another(assembly: Assembly, { title, unit, unitAt, fields }: Draft, at: Place): Draft {
  const { filledOn } = fields
  return { ...newDraft(assembly.title ?? title, at), unit, unitAt, fields: filledOn === undefined ? {} : { filledOn } }
}

/** The first label of a form where it has that field already begins the next form: 项目名称 after 项目名称. */
function repeatsLabel(draft: Draft, row: RowPiece): boolean {
  const first = row.cells[0]
  const field = first === undefined ? null : matchWord(FIELDS, first.text)
  const isRepeated = (field === 'project' || field === 'department') && draft.labels[field] !== undefined
  return isRepeated && !opensTable(row) && openSection(row.cells, []) === null
}
