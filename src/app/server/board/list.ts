import type { OrganisationTree } from '../../../identity/index.ts'
import { type Bilingual, normalize } from '../../../kernel/index.ts'
import { type Assignment, dueAfter } from '../../../library/index.ts'
import type { AssignedKindView } from './contract.ts'

/** How the heads of such lists are printed. */
const COLUMNS = {
  code: ['单位编码', '部门编码', '预算单位编码', '编码', '代码', 'code'],
  kind: ['材料', '类型', '文件类型', '报送材料', 'kind'],
  approvedOn: ['批复日期', '批准日期', '批复时间', 'approvedon', 'approved on'],
  dueOn: ['截止日期', '报送截止', '应报日期', 'dueon', 'due on'],
  note: ['备注', '说明', 'note'],
} as const satisfies Readonly<Record<string, readonly string[]>>

type Column = keyof typeof COLUMNS

const KIND_WORDS: Readonly<Record<string, AssignedKindView>> = {
  预算: 'budget',
  部门预算: 'budget',
  budget: 'budget',
  决算: 'final-account',
  部门决算: 'final-account',
  'final-account': 'final-account',
  绩效目标: 'performance-goals',
  'performance-goals': 'performance-goals',
  自评: 'self-evaluation',
  绩效自评: 'self-evaluation',
  'self-evaluation': 'self-evaluation',
}

const REASONS = Object.freeze({
  'no-columns': {
    zh: '第一行要有“编码”“材料”“批复日期”三列',
    en: 'the first row needs the columns code, kind and approved on',
  },
  'unknown-code': { zh: '编码在这一年度不存在', en: 'no organisation has the code that year' },
  'unknown-kind': {
    zh: '材料应为：预算、决算、绩效目标或绩效自评',
    en: 'the kind is one of budget, final-account, performance-goals, self-evaluation',
  },
  'bad-day': { zh: '日期写成 2025-02-10 的样子', en: 'days are written like 2025-02-10' },
  'due-before': { zh: '截止日期早于批复日期', en: 'it is due before it is approved' },
  'row-twice': { zh: '同一单位的同一材料出现两次', en: 'the same organisation and kind stand in the list twice' },
  'not-allowed': { zh: '你不能给这个单位布置', en: 'you may not give assignments to this organisation' },
} as const satisfies Readonly<Record<string, Bilingual>>)

export interface RefusedRow {
  /** 1 is the head. */
  readonly row: number
  readonly code: string
  readonly reason: Bilingual
}

export interface AssignmentList {
  readonly assignments: readonly Assignment[]
  readonly refused: readonly RefusedRow[]
}

/** `2025-02-10`, `2025/2/10`, `2025年2月10日`, `20250210`; null for what is no day. */
export function dayOf(text: string): string | null {
  const match = /^(\d{4})(?:[-/.年]?)(\d{1,2})(?:[-/.月]?)(\d{1,2})日?$/.exec(text.replace(/\s+/g, ''))
  if (match === null) return null
  const day = `${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}`
  const time = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? null : day
}

function columnsOf(head: readonly string[]): Map<Column, number> {
  const names = head.map((cell) => normalize(cell).toLowerCase())
  const columns = new Map<Column, number>()
  for (const column of Object.keys(COLUMNS) as Column[]) {
    const index = names.findIndex((name) => (COLUMNS[column] as readonly string[]).includes(name))
    if (index !== -1) columns.set(column, index)
  }
  return columns
}

interface Into {
  readonly year: number
  readonly tree: OrganisationTree
  readonly mayGive: (organisation: string) => boolean
}

function readRow(cells: (column: Column) => string, { year, tree, mayGive }: Into): Assignment | keyof typeof REASONS {
  const organisation = tree.byCode(cells('code'))?.organisation
  if (organisation === undefined) return 'unknown-code'
  if (!mayGive(organisation)) return 'not-allowed'
  const kind = KIND_WORDS[normalize(cells('kind')).toLowerCase()]
  if (kind === undefined) return 'unknown-kind'
  const approvedOn = dayOf(cells('approvedOn'))
  const dueOn = cells('dueOn') === '' && approvedOn !== null ? dueAfter(approvedOn) : dayOf(cells('dueOn'))
  if (approvedOn === null || dueOn === null) return 'bad-day'
  return dueOn < approvedOn ? 'due-before' : { organisation, year, kind, approvedOn, dueOn, note: cells('note') }
}

/** Reads who has to hand in what: rows as a sheet or a CSV file gives them, the first of them the head. */
export function readAssignments(rows: readonly (readonly string[])[], into: Into): AssignmentList {
  const columns = columnsOf(rows[0] ?? [])
  if (!columns.has('code') || !columns.has('kind') || !columns.has('approvedOn'))
    return { assignments: [], refused: [{ row: 1, code: '', reason: REASONS['no-columns'] }] }
  const assignments: Assignment[] = []
  const refused: RefusedRow[] = []
  const seen = new Set<string>()
  for (const [index, row] of rows.entries()) {
    if (index === 0 || row.every((cell) => cell.trim() === '')) continue
    const cells = (column: Column): string => (row[columns.get(column) ?? -1] ?? '').trim()
    const read = readRow(cells, into)
    const name = typeof read === 'string' ? '' : `${read.organisation} ${read.kind}`
    const outcome = seen.has(name) ? 'row-twice' : read
    if (typeof outcome === 'string') refused.push({ row: index + 1, code: cells('code'), reason: REASONS[outcome] })
    else assignments.push(outcome)
    if (name !== '') seen.add(name)
  }
  return { assignments: refused.length > 0 ? [] : assignments, refused }
}
