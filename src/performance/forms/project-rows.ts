import type { Printed } from '../model.ts'
import type { RowPiece } from '../sheet/stream.ts'
import { letters, printed } from '../sheet/words.ts'
import { INDICATOR_HEADS } from '../vocabulary.ts'
import type { Cursor } from './cursor.ts'
import type { Draft } from './draft.ts'
import { mayBeHead, rolesOf } from './heads.ts'
import { indicatorsIn } from './indicator-text.ts'
import { isGoalListHead, isIndicatorHead } from './sections.ts'

/** True for the head of a table of indicators or of projects with their goals. */
export function opensTable(row: RowPiece): boolean {
  if (!mayBeHead(row.cells)) return false
  const roles = new Set(rolesOf(INDICATOR_HEADS, row.cells).map((cell) => cell.role))
  return isIndicatorHead(roles) || isGoalListHead(roles)
}

/** Whether a row begins another project in a table of many, by the column 项目名称. */
export function beginsProject({ columns, inHead }: Cursor, row: RowPiece): boolean {
  if (columns === null || opensTable(row)) return false
  const roles = new Set(columns.values())
  if (!roles.has('project')) return false
  if (inHead && rolesOf(INDICATOR_HEADS, row.cells).every((cell) => cell.role !== null)) return false
  const found = row.cells.map((cell) => columns.get(cell.column))
  return found.includes('project') && (isIndicatorHead(roles) || found.includes('goal'))
}

const CODED = /^([0-9A-Z]{10,}(?:\s?[0-9A-Z]+)?)\s*[-－—:：]\s*(.+)$/

/** 11000022T000000445703-培训: code and name in one cell. */
function takeName(draft: Draft, { text, at }: Printed): void {
  const [, code, name] = CODED.exec(text) ?? []
  draft.labels.project = { text, at }
  draft.fields.project = { text: name ?? text, at }
  if (code !== undefined) draft.fields.code = { text: code.replace(/\s/g, ''), at }
}

/** The cells of a project in a table of many: its name, its amounts, its goal, and its indicators where one cell has all. */
export function takeProject({ draft, columns }: Cursor, row: RowPiece): void {
  for (const { text, at, column } of row.cells) {
    const role = columns?.get(column)
    const word = printed(text, at)
    if (role === 'project') takeName(draft, word)
    else if (role === 'amount') draft.fields.yearBudget ??= word
    else if (role === 'goal' && letters(text) !== '')
      draft.goals.push({ scope: 'annual', ordinal: null, name: null, text: word, achieved: null })
    else if (role === 'indicators') {
      const indicators = indicatorsIn(word)
      if (indicators.length > 0)
        draft.blocks.push({
          scope: null,
          goal: null,
          ordinal: null,
          points: null,
          roles: ['level1', 'level2', 'level3', 'periodTarget', 'target'],
          heads: {},
          at,
          indicators,
        })
    }
  }
}
