import type { Bilingual, Finding, Receipt, Row, Table, Where } from '../budget/index.ts'
import type { Place } from '../documents/index.ts'
import { bareName, formatNumber, type ProblemReport, withoutOrdinal } from '../kernel/index.ts'
import { countTies } from './certificate.ts'
import type { Examination } from './examination.ts'

/** The output of `gouji read --json` and `gouji check --json`. docs/cli.md describes it; it only ever grows. */
export type Language = 'zh' | 'en'

const rounded = (value: number): number => Math.round(value * 10) / 10

/** A place as the contract writes it: {page, box} | {sheet, cell} | {line}. */
const placeOf = (at: Place): object => ('box' in at ? { page: at.page, box: at.box.map(rounded) } : at)

const rowOf = (row: Row): object => ({
  code: row.code,
  name: row.name,
  ...(row.side === null ? {} : { side: row.side }),
  at: placeOf(row.at),
  cells: row.cells.map((cell) =>
    cell === null ? null : { text: cell.raw ?? cell.text, value: formatNumber(cell.number), at: placeOf(cell.at) },
  ),
})

const bare = (text: string): string => bareName(withoutOrdinal(text))

/** The title as printed: 2024 年度收入决算表, unless the table is announced without its year as well. */
function printedTitle({ caption, under }: Table): string {
  const { title, lines, printed } = caption
  const announced = [...lines.map(({ text }) => text), ...under.slice(-1).map((heading) => heading.title)]
  if (printed === undefined || announced.some((text) => bare(text) === bareName(title))) return title
  return printed
}

const tableOf = (table: Table): object => ({
  form: table.form,
  title: printedTitle(table),
  number: table.caption.number,
  unit: table.unit,
  at: placeOf(table.caption.at),
  columns: table.columns.map((column) => column.path.join('/')),
  rows: table.rows.map(rowOf),
})

const whereOf = ({ at, ...where }: Where): object => ({ ...placeOf(at), ...where })

const findingOf = (finding: Finding, language: Language): object => ({
  id: finding.id,
  rule: finding.rule,
  severity: finding.severity,
  title: finding.title[language],
  message: finding.message[language],
  expected: finding.expected?.[language] ?? null,
  remedy: finding.remedy[language],
  basis: finding.basis[language],
  where: finding.where.map(whereOf),
})

const receiptOf = ({ unsettled: _, ...receipt }: Receipt, language: Language): object => ({
  ...receipt,
  why: receipt.why.map((reason: Bilingual) => reason[language]),
})

/** A problem in one language. */
export const problemContract = ({ title, remedy, ...problem }: ProblemReport, language: Language): object => ({
  ...problem,
  title: title[language],
  remedy: remedy[language],
})

export function readContract(file: string, examination: Examination, language: Language): object {
  const { reading, performance, receipts, doubts } = examination
  return {
    file,
    sha256: reading.source.sha256,
    document: reading.document,
    tables: [...reading.tables, ...performance.tables].map(tableOf),
    goals: performance.goals,
    forms: performance.forms,
    problems: reading.source.problems.map((problem) => problemContract(problem, language)),
    reading: { pages: reading.source.pages.length, certified: doubts.length === 0, ties: countTies(receipts) },
  }
}

export function checkContract(file: string, examination: Examination, language: Language): object {
  return {
    ...readContract(file, examination, language),
    findings: examination.findings.map((finding) => findingOf(finding, language)),
    receipts: examination.receipts.map((receipt) => receiptOf(receipt, language)),
  }
}
