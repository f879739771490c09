import { type CellValue, writeXlsx } from 'hucre/xlsx'
import { parseNumber } from '../../kernel/index.ts'
import type { DocumentView, FindingView, PlaceView } from './contract.ts'

type Language = 'zh' | 'en'

const words = {
  zh: {
    sheet: '问题清单',
    heads: ['序号', '严重程度', '问题', '说明', '应为', '改法', '依据', '位置', '表', '行', '列', '印作', '规则'],
    severity: { error: '错误', warning: '提醒', hint: '提示' },
    page: (page: number) => `第 ${page} 页`,
    line: (line: number) => `第 ${line} 行`,
  },
  en: {
    sheet: 'Findings',
    heads: [
      'No.',
      'Severity',
      'Finding',
      'Message',
      'Expected',
      'Remedy',
      'Basis',
      'Place',
      'Table',
      'Row',
      'Column',
      'As printed',
      'Rule',
    ],
    severity: { error: 'Error', warning: 'Warning', hint: 'Hint' },
    page: (page: number) => `Page ${page}`,
    line: (line: number) => `Line ${line}`,
  },
} as const

const WIDTHS = [6, 9, 28, 60, 16, 40, 36, 14, 28, 24, 20, 24, 24]

/**
 * What a document prints becomes the content of a cell that others open and copy on: a text that a spreadsheet would
 * take for a formula is kept from being one. Printed numbers such as -12.30 stay as they are.
 */
export const defuse = (text: string): string =>
  /^[=+\-@\t\r＝＋－＠]/.test(text) && parseNumber(text) === null ? `'${text}` : text

function placeText(at: PlaceView, language: Language): string {
  if ('page' in at) return words[language].page(at.page)
  return 'sheet' in at ? `${at.sheet}!${at.cell}` : words[language].line(at.line)
}

/** One line for each place, so that a filter on table or page finds all of them; the finding itself stands in the first. */
function rowsOf(finding: FindingView, ordinal: number, language: Language): CellValue[][] {
  const about = [
    finding.title[language],
    finding.message[language],
    finding.expected?.[language] ?? '',
    finding.remedy[language],
    finding.basis[language],
  ]
  const places = finding.where.length === 0 ? [null] : finding.where
  return places.map((where, index) => [
    ordinal,
    words[language].severity[finding.severity],
    ...about.map((text) => (index === 0 ? defuse(text) : '')),
    where === null ? '' : defuse([where.document ?? '', placeText(where.at, language)].join(' ').trim()),
    ...[where?.table, where?.row, where?.column, where?.quote].map((text) => defuse(text ?? '')),
    finding.rule,
  ])
}

/** The findings of a document as an .xlsx workbook of one sheet with filters. */
export async function writeFindings(
  document: DocumentView,
  findings: readonly FindingView[],
  language: Language,
): Promise<Uint8Array> {
  const { sheet, heads } = words[language]
  const rows = findings.flatMap((finding, index) => rowsOf(finding, index + 1, language))
  const lastColumn = String.fromCharCode('A'.charCodeAt(0) + heads.length - 1)
  return writeXlsx({
    properties: { title: document.name },
    sheets: [
      {
        name: sheet,
        columns: WIDTHS.map((width) => ({ width, style: { alignment: { wrapText: true, vertical: 'top' } } })),
        rows: [[...heads], ...rows],
        freezePane: { rows: 1 },
        autoFilter: { range: `A1:${lastColumn}${rows.length + 1}` },
      },
    ],
  })
}
