import type { Finding, Where } from '../budget/index.ts'
import { quoted } from '../kernel/index.ts'
import { countTies } from './certificate.ts'
import type { Language } from './contract.ts'
import type { Examination } from './examination.ts'
import { wordsIn } from './words.ts'

/** The text that `gouji read` and `gouji check` print for people. */

const SIGNS: Readonly<Record<Finding['severity'], string>> = { error: '✗', warning: '!', hint: '·' }

function placeText({ at, document, table, row, column, quote }: Where, language: Language): string {
  const { place } = wordsIn(language)
  const spot = 'page' in at ? place.page(at.page) : 'line' in at ? place.line(at.line) : `${at.sheet}!${at.cell}`
  const names = [table, row, column].filter((name) => name !== undefined && name !== '').join(' › ')
  return `     ${[document ?? '', spot, names, quoted(quote)].filter((part) => part !== '').join('  ')}`
}

function findingText(finding: Finding, language: Language): string {
  const words = wordsIn(language)
  const lines = [
    `${SIGNS[finding.severity]} ${words.severities[finding.severity]}  ${finding.title[language]}  [${finding.rule}]`,
    `     ${finding.message[language]}`,
    ...finding.where.map((where) => placeText(where, language)),
  ]
  if (finding.expected !== null) lines.push(`     ${words.expected}  ${finding.expected[language]}`)
  lines.push(`     ${words.remedy}  ${finding.remedy[language]}`)
  return lines.join('\n')
}

export function headline(file: string, examination: Examination, language: Language): string {
  const { document, source, tables } = examination.reading
  const words = wordsIn(language)
  const title = [document.organisation, document.year, words.kinds[document.kind]].filter(
    (part) => part !== null && part !== '',
  )
  const parts = [
    title.join(' '),
    words.pages(source.pages.length),
    words.tables(tables.length + examination.performance.tables.length),
    examination.doubts.length === 0 ? words.certified : words.notCertified,
  ]
  return `${file}\n  ${parts.join(' · ')}`
}

export function checkReport(file: string, examination: Examination, language: Language): string {
  const words = wordsIn(language)
  const { held, broken, notEvaluated } = countTies(examination.receipts)
  const findings = examination.findings.map((finding) => findingText(finding, language))
  return [
    headline(file, examination, language),
    `  ${words.ties(held, broken, notEvaluated)}`,
    ...examination.doubts.map((doubt) => `  ${words.notCertified}: ${doubt[language]}`),
    ...(findings.length === 0 ? [`  ${words.nothing}`] : ['', ...findings]),
    '',
  ].join('\n')
}

export function readReport(file: string, examination: Examination, language: Language): string {
  const tables = [...examination.reading.tables, ...examination.performance.tables].map(
    ({ caption, unit, rows, columns }) =>
      `  ${[caption.number, caption.title].filter((part) => part !== null).join(' ')}  ${rows.length} × ${columns.length}  ${unit ?? ''}`,
  )
  return [headline(file, examination, language), ...tables, ''].join('\n')
}
