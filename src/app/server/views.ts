import type { Cell, Finding, Receipt, Row, Table } from '../../budget/index.ts'
import type { Block, Page } from '../../documents/index.ts'
import { formatNumber } from '../../kernel/index.ts'
import { findingKeys } from '../../library/index.ts'
import type { Examination } from '../examination.ts'
import type { BlockView, CellView, Overview, PageView, Part, PartName, RowView, TableView } from './contract.ts'
import { writeEdition } from './editions.ts'
import type { Examined, RuleTitles } from './examination.ts'
import { viewForm } from './forms.ts'
import { viewOfReport } from './problems.ts'
import { sameFactsOf } from './same-facts.ts'

type Shown = Extract<Examined, { examination: unknown }>['examination']

const viewCell = (cell: Cell): CellView => ({
  text: cell.text,
  value: formatNumber(cell.number),
  isPercent: cell.isPercent,
  at: cell.at,
  ...(cell.raw === undefined ? {} : { raw: cell.raw }),
})

const viewRow = (row: Row): RowView => ({
  code: row.code,
  name: row.name,
  depth: row.depth,
  side: row.side,
  index: row.index,
  at: row.at,
  cells: row.cells.map((cell) => (cell === null ? null : viewCell(cell))),
  words: row.words,
})

const viewTable = (table: Table): TableView => ({
  id: table.id,
  form: table.form,
  title: table.caption.title,
  number: table.caption.number,
  unit: table.unit,
  at: table.caption.at,
  columns: table.columns,
  rows: table.rows.map(viewRow),
  notes: table.notes.map(({ text, at }) => ({ text, at })),
  leftovers: table.leftovers,
})

const viewBlock = (block: Block): BlockView =>
  block.kind === 'line'
    ? { kind: 'line', text: block.text, at: block.at, continues: block.continues }
    : { kind: 'grid', rows: block.rows, columns: block.columns, at: block.at, cells: block.cells }

/** The original of a PDF is shown itself, so only what stands beside it is sent: sizes and whether it was recognised. */
const viewPage = (page: Page, hasOriginalPages: boolean): PageView => ({
  number: page.number,
  ...(page.name === undefined ? {} : { name: page.name }),
  ...(page.width === undefined ? {} : { width: page.width }),
  ...(page.height === undefined ? {} : { height: page.height }),
  ...(page.ocr === undefined ? {} : { ocr: page.ocr }),
  blocks: hasOriginalPages ? [] : page.blocks.map(viewBlock),
})

/** The parts of an examination as the pages use them. Money is written as plain decimals: JSON has no bigint. */
export function viewParts(examination: Shown, ruleTitles: RuleTitles): { readonly [Name in PartName]: Part<Name> } {
  const keys = findingKeys(examination.findings)
  return {
    tables: [...examination.reading.tables, ...examination.performance.tables].map(viewTable),
    findings: examination.findings.map((finding, index) => ({ ...finding, key: keys[index] ?? '' })),
    receipts: examination.receipts.map((receipt) => ({ ...receipt, title: ruleTitles[receipt.rule] ?? null })),
    forms: examination.performance.forms.map(viewForm),
    pages: examination.reading.source.pages.map((page) => viewPage(page, examination.reading.source.format === 'pdf')),
    'same-facts': sameFactsOf(examination.figures ?? []),
    edition: examination.edition === null ? null : writeEdition(examination.edition),
  }
}

const countSeverity = (findings: readonly Finding[], severity: Finding['severity']): number =>
  findings.filter((finding) => finding.severity === severity).length

const total = (receipts: readonly Receipt[], verdict: 'held' | 'broken' | 'notEvaluated'): number =>
  receipts.reduce((sum, receipt) => sum + receipt[verdict], 0)

export function overviewOf(examination: Examination): Overview {
  const { reading, findings, receipts } = examination
  return {
    ...reading.document,
    format: reading.source.format,
    pages: reading.source.pages.length,
    tables: reading.tables.length + examination.performance.tables.length,
    forms: examination.performance.forms.length,
    certified: examination.doubts.length === 0,
    uncertain: [...examination.doubts],
    findings: {
      error: countSeverity(findings, 'error'),
      warning: countSeverity(findings, 'warning'),
      hint: countSeverity(findings, 'hint'),
    },
    ties: {
      held: total(receipts, 'held'),
      broken: total(receipts, 'broken'),
      notEvaluated: total(receipts, 'notEvaluated'),
    },
    problems: reading.source.problems.map(viewOfReport),
  }
}
