import type { Bilingual, Reading, Receipt, Table } from '../budget/index.ts'
import { countUnsettled, type PerformanceReading } from '../performance/index.ts'

export interface TieCount {
  readonly held: number
  readonly broken: number
  readonly notEvaluated: number
}

export const countTies = (receipts: readonly Receipt[]): TieCount =>
  receipts.reduce(
    (count, { held, broken, notEvaluated }) => ({
      held: count.held + held,
      broken: count.broken + broken,
      notEvaluated: count.notEvaluated + notEvaluated,
    }),
    { held: 0, broken: 0, notEvaluated: 0 },
  )

const NAMED = 3

const namesOf = (tables: readonly Table[]): string =>
  tables
    .slice(0, NAMED)
    .map(({ caption }) => caption.number ?? caption.title)
    .join('、')

/** Words of a cell may stay without a place; a number may not. */
const hasUnplacedNumber = (table: Table): boolean => table.leftovers.some(({ text }) => /\d/.test(text))

/** What the publisher hid is told, but it is no part of what was published. */
const isPublished = ({ code }: Reading['source']['problems'][number]): boolean => code !== 'hidden-sheet'

function unreadDoubts({ source }: Reading): Bilingual[] {
  return source.problems.filter(isPublished).map(({ title, page }) => ({
    zh: page === undefined ? title.zh : `第 ${page} 页：${title.zh}`,
    en: page === undefined ? title.en : `page ${page}: ${title.en}`,
  }))
}

function tableDoubts({ tables, regions }: Reading, isForms: boolean): Bilingual[] {
  if (tables.length === 0 && !isForms && regions.some(({ kind }) => kind === 'table')) {
    return [{ zh: '没有读出表格', en: 'No table was read' }]
  }
  const unplaced = tables.filter(hasUnplacedNumber)
  if (unplaced.length === 0) return []
  const names = namesOf(unplaced)
  return [
    {
      zh: `${unplaced.length} 张表有数字没有归位：${names}`,
      en: `${unplaced.length} tables have numbers without a place: ${names}`,
    },
  ]
}

function tieDoubts(receipts: readonly Receipt[]): Bilingual[] {
  const count = receipts.reduce((sum, { unsettled }) => sum + unsettled, 0)
  return count === 0 ? [] : [{ zh: `${count} 项勾稽本应核对而未能核对`, en: `${count} ties could not be evaluated` }]
}

function formDoubts({ forms }: PerformanceReading): Bilingual[] {
  const count = forms.reduce((sum, form) => sum + countUnsettled(form), 0)
  if (count === 0) return []
  return [
    {
      zh: `绩效表没有表格线，${count} 个数字所在的栏无法用其他数字印证`,
      en: `Performance forms without a grid: nothing confirms the columns of ${count} figures`,
    },
  ]
}

/**
 * What keeps a document from being certified; nothing when every page was read, every table that the document
 * announces was found, every number stands in a place and every tie between its figures was evaluated.
 */
export function doubtsOf(reading: Reading, performance: PerformanceReading, receipts: readonly Receipt[]): Bilingual[] {
  if (reading.document.kind === 'other') {
    return [{ zh: '不是预决算或绩效文件', en: 'not a budget, accounts or performance document' }]
  }
  const isForms = performance.forms.length + performance.goals.length > 0
  return [
    ...unreadDoubts(reading),
    ...tableDoubts(reading, isForms),
    ...tieDoubts(receipts),
    ...formDoubts(performance),
  ]
}
