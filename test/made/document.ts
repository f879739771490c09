import { createHash } from 'node:crypto'
import type { Examined } from '../../src/app/server/index.ts'
import type { Figure, Finding, Receipt, Row, Table } from '../../src/budget/index.ts'
import type { Box, Place } from '../../src/documents/index.ts'
import { toAmount } from '../../src/kernel/index.ts'
import type { Indicator, PerformanceForm, Printed } from '../../src/performance/index.ts'
import { type DrawnPage, type DrawnText, printPages } from './sheet.ts'
import { layTable } from './table.ts'

/** A made document of an organisation that does not exist, with the kinds of defects that real ones have. */
const organisation = '青禾区数据服务中心'

const summary = layTable({
  id: 't1',
  number: '表1',
  title: '部门收支总表',
  page: 1,
  top: 60,
  codeWidth: 70,
  nameWidth: 220,
  columns: [
    { path: ['本年预算', '合计'], width: 100 },
    { path: ['本年预算', '基本支出'], width: 100 },
    { path: ['上年预算', '合计'], width: 100 },
  ],
  rows: [
    { code: '201', name: '一般公共服务支出', depth: 1, values: ['1,261.69', '1,011.69', '1,198.20'] },
    { code: '208', name: '社会保障和就业支出', depth: 1, values: ['119.00', '119.00', '112.45'] },
    { code: '210', name: '卫生健康支出', depth: 1, values: ['13.72', '13.72', null] },
    { code: '221', name: '住房保障支出', depth: 1, values: ['28.73', '28.73', '27.10'] },
    { code: null, name: '本年支出合计', depth: 0, values: ['1,433.14', '1,173.14', '1,337.75'] },
  ],
})

const LONG_NAME =
  '用于测试超长名称在窄列中如何显示的政务信息系统安全等级保护测评与整改及运行维护服务（跨年度续签）专项经费支出'

const expenditure = layTable({
  id: 't2',
  number: '表3',
  title: '部门支出总表',
  page: 2,
  top: 60,
  codeWidth: 70,
  nameWidth: 220,
  columns: [
    { path: ['合计'], width: 100 },
    { path: ['基本支出'], width: 100 },
    { path: ['项目支出'], width: 100 },
  ],
  rows: [
    { code: '201', name: '一般公共服务支出', depth: 1, values: ['1,261.69', '1,011.69', '250.00'] },
    { code: '20137', name: LONG_NAME, depth: 2, values: ['1,261.69', '1,011.69', '250.00'] },
    { code: '208', name: '社会保障和就业支出', depth: 1, values: ['19.00', '19.00', null] },
    { code: '210', name: '卫生健康支出', depth: 1, values: ['13.72', '13.72', null] },
    { code: '221', name: '住房保障支出', depth: 1, values: ['28.73', '28.73', null] },
    { code: null, name: '合计', depth: 0, values: ['1,323.14', '1,073.14', '-250.00'] },
  ],
})

const prose: readonly DrawnText[] = [
  { text: `${organisation}2024年部门预算情况说明`, box: [48, 60, 548, 90], isRuled: false, align: 'center' },
  { text: '一、2023年部门收支预算总体安排情况', box: [48, 100, 548, 120], isRuled: false, align: 'left' },
  {
    text: '2024年支出预算1,323.14万元，比上年增加14.61万元。',
    box: [48, 124, 548, 144],
    isRuled: false,
    align: 'left',
  },
]

const pages: readonly DrawnPage[] = [
  { width: 700, height: 500, texts: summary.texts },
  { width: 700, height: 500, texts: expenditure.texts },
  { width: 595, height: 842, texts: prose },
]

export const madeDocument = (): Uint8Array => printPages(pages)

const cellAt = (table: Table, row: number, column: number): Place =>
  table.rows[row]?.cells[column]?.at ?? table.caption.at
const rowOf = (table: Table, row: number): Row | undefined => table.rows[row]
const proseAt = (line: number): Place => ({ page: 3, box: prose[line]?.box ?? ([0, 0, 0, 0] as Box) })

function where(table: Table, row: number, column: number) {
  return {
    at: cellAt(table, row, column),
    table: `${table.caption.number} ${table.caption.title}`,
    row: rowOf(table, row)?.name ?? '',
    column: table.columns[column]?.path.join('/') ?? '',
    quote: rowOf(table, row)?.cells[column]?.text ?? '',
  }
}

const findings: readonly Finding[] = [
  {
    id: 'figure.same-value#1',
    rule: 'figure.same-value',
    severity: 'error',
    title: { zh: '同一事实，两处不符', en: 'One fact, two figures' },
    message: {
      zh: '社会保障和就业支出：表3 印作 19.00，表1 印作 119.00，相差 100.00 万元。',
      en: 'Social security and employment: table 3 prints 19.00, table 1 prints 119.00; they differ by 100.00 (10,000 yuan).',
    },
    expected: { zh: '119.00', en: '119.00' },
    remedy: { zh: '核对原始数据，把错的一处改过来。', en: 'Look at the source data and mend the wrong one.' },
    basis: { zh: '同一事实在各表中应一致', en: 'One fact has one value in all tables' },
    where: [where(expenditure.table, 2, 0), where(summary.table, 1, 0)],
  },
  {
    id: 'figure.parent-sum#1',
    rule: 'figure.parent-sum',
    severity: 'error',
    title: { zh: '合计不等于各项之和', en: 'The total is not the sum of its parts' },
    message: {
      zh: '表1 本年支出合计印作 1,433.14，各项之和为 1,423.14，多 10.00 万元。',
      en: 'Table 1 prints a total of 1,433.14; its parts add up to 1,423.14, which is 10.00 less (10,000 yuan).',
    },
    expected: { zh: '1,423.14', en: '1,423.14' },
    remedy: {
      zh: '把合计改为 1,423.14，或补上漏列的 10.00 万元。',
      en: 'Print 1,423.14, or add the missing row of 10.00.',
    },
    basis: { zh: '上级科目等于下级科目之和', en: 'A parent is the sum of its children' },
    where: [
      where(summary.table, 4, 0),
      where(summary.table, 0, 0),
      where(summary.table, 1, 0),
      where(summary.table, 2, 0),
      where(summary.table, 3, 0),
    ],
  },
  {
    id: 'word.stale-year#1',
    rule: 'word.stale-year',
    severity: 'warning',
    title: { zh: '年份没有更新', en: 'A year was not updated' },
    message: { zh: '2024 年的预算说明，标题写的是“2023年”。', en: 'The 2024 budget has a heading that says 2023.' },
    expected: { zh: '2024年', en: '2024年' },
    remedy: { zh: '把标题中的年份改为 2024 年。', en: 'Change the year in the heading to 2024.' },
    basis: { zh: '标题年份应与文件年份一致', en: 'Headings carry the year of the document' },
    where: [{ at: proseAt(1), quote: '一、2023年部门收支预算总体安排情况' }],
  },
  {
    id: 'figure.negative#1',
    rule: 'figure.negative',
    severity: 'hint',
    title: { zh: '支出为负数', en: 'A negative expenditure' },
    message: { zh: '表3 项目支出合计印作 -250.00。', en: 'Table 3 prints a project total of -250.00.' },
    expected: { zh: '250.00', en: '250.00' },
    remedy: {
      zh: '确认是否为红字冲销；否则去掉负号。',
      en: 'Confirm that it is a reversal; otherwise drop the minus.',
    },
    basis: { zh: '支出一般为正数', en: 'Expenditure is positive as a rule' },
    where: [where(expenditure.table, 5, 2)],
  },
]

const receipts: readonly Receipt[] = [
  { rule: 'figure.same-value', held: 11, broken: 1, notEvaluated: 0, unsettled: 0, why: [] },
  { rule: 'figure.parent-sum', held: 5, broken: 1, notEvaluated: 0, unsettled: 0, why: [] },
  {
    rule: 'figure.last-year',
    held: 0,
    broken: 0,
    notEvaluated: 4,
    unsettled: 1,
    why: [{ zh: '文档库里没有上一年的预算', en: "Last year's budget is not in the library" }],
  },
  { rule: 'word.stale-year', held: 6, broken: 1, notEvaluated: 0, unsettled: 0, why: [] },
  { rule: 'figure.negative', held: 20, broken: 1, notEvaluated: 0, unsettled: 0, why: [] },
]

const printed = (text: string, top: number): Printed => ({ text, at: { page: 3, box: [48, top, 548, top + 20] } })

const indicator = (name: string, target: string, prior: readonly (string | null)[], top: number): Indicator => ({
  level1: printed('产出指标', top),
  level2: printed('数量指标', top),
  level3: printed(name, top),
  content: null,
  target: printed(target, top),
  periodTarget: null,
  prior: prior.map((text) => (text === null ? null : printed(text, top))),
  actual: null,
  basis: printed('合同', top),
  weight: null,
  score: null,
  reason: null,
  row: printed(name, top),
})

const goalForm: PerformanceForm = {
  id: 'f1',
  kind: 'goals',
  subject: 'project',
  title: printed('项目绩效目标表', 160),
  year: 2024,
  unit: '万元',
  unitAt: null,
  innerUnit: null,
  fields: { project: printed('政务云运行维护', 180), authority: printed(organisation, 200) },
  labels: {
    project: printed('项目名称', 180),
    authority: printed('主管部门', 200),
    yearBudget: printed('年度预算', 220),
  },
  funds: [],
  priorHeads: [],
  compositionHeads: [],
  composition: [],
  projects: [],
  funding: [],
  costs: [],
  procurement: [],
  priorYears: [],
  goals: [
    {
      scope: 'annual',
      ordinal: 1,
      name: null,
      text: printed('保障区级政务云全年安全稳定运行。', 240),
      achieved: null,
    },
  ],
  goalLabel: null,
  emptyHead: null,
  blocks: [
    {
      scope: 'annual',
      goal: null,
      ordinal: null,
      points: null,
      roles: ['level1', 'level2', 'level3', 'prior', 'target', 'basis'],
      heads: {},
      at: { page: 3, box: [48, 260, 548, 300] },
      indicators: [
        indicator('维护系统数量', '≥12 套', ['10 套', null], 260),
        indicator('系统可用率', '≥99.9%', ['99.9%', '99.95%'], 280),
      ],
    },
  ],
  total: null,
  executionPoints: null,
  interruptions: [],
  at: { page: 3, box: [48, 160, 548, 300] },
}

export const ruleTitles = {
  'figure.same-value': { zh: '同一事实各处一致', en: 'One fact has one value' },
  'figure.parent-sum': { zh: '上级等于下级之和', en: 'A parent is the sum of its children' },
  'figure.last-year': { zh: '与上年公布数一致', en: "Last year's figures as published" },
  'word.stale-year': { zh: '年份已更新', en: 'Years are up to date' },
}

const figureAt = (table: Table, row: number, column: number): Figure => {
  const cell = table.rows[row]?.cells[column] ?? null
  return {
    fact: { year: 2024, stage: 'budget', flow: 'expenditure', function: table.rows[row]?.code ?? '' },
    amount: cell === null ? null : toAmount(cell.number, '万元'),
    text: cell?.text ?? '',
    at: cell?.at ?? table.caption.at,
    table,
    ...(table.rows[row] === undefined ? {} : { row: table.rows[row] }),
    ...(table.columns[column] === undefined ? {} : { column: table.columns[column] }),
  }
}

/** What reading the made document yields. */
export function examineMade(bytes: Uint8Array): Extract<Examined, { examination: unknown }>['examination'] {
  return {
    reading: {
      source: {
        format: 'pdf',
        sha256: createHash('sha256').update(bytes).digest('hex'),
        pages: pages.map(({ width, height }, index) => ({ number: index + 1, width, height, blocks: [] })),
        problems: [],
      },
      document: { title: `${organisation}2024年部门预算`, organisation, year: 2024, kind: 'budget', unit: '万元' },
      regions: [],
      contents: [],
      headings: [],
      tables: [summary.table, expenditure.table],
    },
    performance: {
      goals: goalForm.goals.map((goal) => ({ ...goal, form: goalForm.id })),
      forms: [goalForm],
      tables: [],
      regions: [],
    },
    findings,
    receipts,
    figures: [
      figureAt(expenditure.table, 0, 0),
      figureAt(summary.table, 0, 0),
      figureAt(expenditure.table, 2, 0),
      figureAt(summary.table, 1, 0),
    ],
    edition: null,
    doubts: [{ zh: '1 项勾稽本应核对而未能核对', en: '1 ties could not be evaluated' }],
  }
}
