import type { Cell, DocumentIdentity, Row, Table } from '../src/budget/index.ts'
import { type MoneyUnit, parseNumber } from '../src/kernel/index.ts'

export interface MadeRow {
  readonly code?: string
  readonly name: string
  readonly side?: string
  /** As printed; null for a blank. */
  readonly values: readonly (string | null)[]
}

const at = { line: 1 }

function cellOf(text: string | null): Cell | null {
  if (text === null) return null
  const number = parseNumber(text)
  if (number === null) throw new Error(`${text} is no number`)
  return { text, number, isPercent: false, at }
}

const rowOf = ({ code, name, side, values }: MadeRow, index: number): Row => ({
  code: code ?? null,
  name,
  depth: 0,
  side: side ?? null,
  index,
  at,
  cells: values.map(cellOf),
  words: {},
})

/** A table as a reader delivers it. Heads are paths joined with '/'. */
export function figures(
  id: string,
  title: string,
  columns: readonly string[],
  rows: readonly MadeRow[],
  unit: MoneyUnit = '万元',
): Table {
  return {
    id,
    form: null,
    caption: { title, number: null, year: null, organisation: null, unit, at, lines: [] },
    unit,
    columns: columns.map((column) => ({ path: column.split('/'), at })),
    rows: rows.map(rowOf),
    notes: [],
    under: [],
    leftovers: [],
  }
}

export const budgetOf2026: DocumentIdentity = {
  title: '2026年部门预算',
  organisation: '某部门',
  year: 2026,
  kind: 'budget',
  unit: '万元',
}

/** The same table with one cell printed otherwise. */
export function reprinted(table: Table, row: number, column: number, text: string | null): Table {
  const rows = table.rows.map((each, index) =>
    index === row ? { ...each, cells: each.cells.map((cell, at) => (at === column ? cellOf(text) : cell)) } : each,
  )
  return { ...table, rows }
}

/** What one 项 of a small department spends, in 分. */
export interface Item {
  readonly code: string
  readonly personnel: bigint
  readonly operating: bigint
  readonly project: bigint
}

/** 分 printed in 万元 with two decimals, rounded. */
export function tenThousands(fen: bigint): string {
  const hundredths = (fen + 5_000n) / 10_000n
  return `${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, '0')}`
}

const print = (fen: bigint): string | null => (fen === 0n ? null : tenThousands(fen))
const sum = (items: readonly Item[], of: (item: Item) => bigint): bigint =>
  items.reduce((so, item) => so + of(item), 0n)
const all = (item: Item): bigint => item.personnel + item.operating + item.project

/** 合计, then each 类, 款 and 项 with the figures of its items. */
function byFunction(items: readonly Item[], columns: readonly ((item: Item) => bigint)[]): MadeRow[] {
  const codes = new Set(items.flatMap(({ code }) => [code.slice(0, 3), code.slice(0, 5), code]))
  const rowFor = (code: string, name: string, of: readonly Item[]): MadeRow => ({
    ...(code === '' ? {} : { code }),
    name,
    values: columns.map((column) => print(sum(of, column))),
  })
  const coded = [...codes].sort().map((code) =>
    rowFor(
      code,
      NAMES[code] ?? code,
      items.filter((item) => item.code.startsWith(code)),
    ),
  )
  return [rowFor('', '合计', items), ...coded]
}

const NAMES: Readonly<Record<string, string>> = {
  '201': '一般公共服务支出',
  '20103': '政府办公厅（室）及相关机构事务',
  '2010301': '行政运行',
  '2010302': '一般行政管理事务',
  '208': '社会保障和就业支出',
  '20805': '行政事业单位养老支出',
  '2080505': '机关事业单位基本养老保险缴费支出',
  '221': '住房保障支出',
  '22102': '住房改革支出',
  '2210201': '住房公积金',
}

export const ITEM_CODES = ['2010301', '2010302', '2080505', '2210201'] as const

const CLASSES = ['201', '208', '221'] as const

function balanceSheet(id: string, title: string, income: readonly string[], items: readonly Item[]): Table {
  const total = print(sum(items, all))
  const incomes = income.map((name, index): MadeRow => ({ name, side: '收入', values: [index === 0 ? total : null] }))
  const spent = CLASSES.map((code, index): MadeRow => {
    const of = items.filter((item) => item.code.startsWith(code))
    return { name: `${'一二三'[index]}、${NAMES[code]}`, side: '支出', values: [print(sum(of, all))] }
  })
  const totals = (side: string, ...names: readonly string[]): MadeRow[] =>
    names.map((name, index) => ({ name, side, values: [index === 1 ? null : total] }))
  return figures(
    id,
    title,
    ['预算数'],
    [
      ...incomes,
      ...spent,
      ...totals('收入', '本年收入合计', '上年结转结余', '收入总计'),
      ...totals('支出', '本年支出合计', '年终结转结余', '支出总计'),
    ],
  )
}

/** The budget tables of a small department whose only money is the general public budget. */
export function madeBudget(items: readonly Item[]): readonly Table[] {
  const basic = (item: Item): bigint => item.personnel + item.operating
  const [personnel, operating] = [sum(items, (item) => item.personnel), sum(items, (item) => item.operating)]
  const zero = (): bigint => 0n
  const economic = (code: string, name: string, values: readonly bigint[]): MadeRow => ({
    ...(code === '' ? {} : { code }),
    name,
    values: values.map(print),
  })
  return [
    balanceSheet(
      't1',
      '部门收支总表',
      ['一、一般公共预算拨款收入', '二、政府性基金预算拨款收入', '三、事业收入'],
      items,
    ),
    figures(
      't2',
      '部门支出总表',
      ['合计', '基本支出', '项目支出', '上缴上级支出'],
      byFunction(items, [all, basic, (item) => item.project, zero]),
    ),
    balanceSheet('t3', '财政拨款收支总表', ['一、一般公共预算拨款', '二、政府性基金预算拨款'], items),
    figures(
      't4',
      '一般公共预算支出表',
      ['合计', '基本支出/小计', '基本支出/人员经费', '基本支出/公用经费', '项目支出'],
      byFunction(items, [all, basic, (item) => item.personnel, (item) => item.operating, (item) => item.project]),
    ),
    figures(
      't5',
      '一般公共预算基本支出表',
      ['合计', '人员经费', '公用经费'],
      [
        economic('', '合计', [personnel + operating, personnel, operating]),
        economic('301', '工资福利支出', [personnel, personnel, 0n]),
        economic('30101', '基本工资', [personnel, personnel, 0n]),
        economic('302', '商品和服务支出', [operating, 0n, operating]),
        economic('30201', '办公费', [operating, 0n, operating]),
      ],
    ),
  ]
}
