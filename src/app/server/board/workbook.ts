import { type CellValue, writeXlsx } from 'hucre/xlsx'
import { defuse } from '../findings-workbook.ts'
import type { AssignedKindView, BoardLine, BoardState, BoardView } from './contract.ts'

type Language = 'zh' | 'en'

interface Words {
  readonly sheet: string
  readonly heads: readonly string[]
  readonly kind: Readonly<Record<AssignedKindView, string>>
  readonly state: Readonly<Record<BoardState, string>>
}

const words: Readonly<Record<Language, Words>> = {
  zh: {
    sheet: '看板',
    heads: [
      '编码',
      '单位',
      '年度',
      '材料',
      '批复日期',
      '应报日期',
      '收到日期',
      '逾期天数',
      '情况',
      '错误',
      '提醒',
      '未完整核对的原因',
      '文件',
      '备注',
    ],
    kind: {
      budget: '部门预算',
      'final-account': '部门决算',
      'performance-goals': '绩效目标',
      'self-evaluation': '绩效自评',
    },
    state: {
      missing: '未收到',
      late: '逾期',
      arrived: '已收到',
      certified: '完整核对',
      uncertified: '未完整核对',
      errors: '有错误',
      unreadable: '不能读取',
      unexpected: '未布置',
    },
  },
  en: {
    sheet: 'Board',
    heads: [
      'Code',
      'Organisation',
      'Year',
      'Kind',
      'Approved on',
      'Due on',
      'Arrived on',
      'Days late',
      'State',
      'Errors',
      'Warnings',
      'Why not fully checked',
      'Document',
      'Note',
    ],
    kind: {
      budget: 'Budget',
      'final-account': 'Final accounts',
      'performance-goals': 'Performance goals',
      'self-evaluation': 'Self-evaluation',
    },
    state: {
      missing: 'missing',
      late: 'late',
      arrived: 'arrived',
      certified: 'fully checked',
      uncertified: 'not fully checked',
      errors: 'open errors',
      unreadable: 'unreadable',
      unexpected: 'not asked for',
    },
  },
}

const WIDTHS = [12, 32, 8, 14, 12, 12, 12, 10, 28, 8, 8, 40, 40, 24]

const rowOf = (line: BoardLine, language: Language): CellValue[] => [
  line.code,
  defuse(line.name),
  line.year,
  words[language].kind[line.kind],
  line.approvedOn ?? '',
  line.dueOn ?? '',
  line.arrivedOn ?? '',
  line.daysLate ?? '',
  line.states.map((state) => words[language].state[state]).join(language === 'zh' ? '、' : ', '),
  line.open?.error ?? '',
  line.open?.warning ?? '',
  defuse(line.uncertain.map((why) => why[language]).join('\n')),
  defuse(line.document?.name ?? ''),
  defuse(line.note),
]

/** The board as an .xlsx workbook of one sheet with filters. */
export function writeBoard(board: BoardView, language: Language): Promise<Uint8Array> {
  const { sheet, heads } = words[language]
  const rows = board.lines.map((line) => rowOf(line, language))
  const lastColumn = String.fromCharCode('A'.charCodeAt(0) + heads.length - 1)
  return writeXlsx({
    properties: { title: `${sheet} ${board.year}` },
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
