import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatNumber } from '../../kernel/index.ts'
import type { TableRegion } from '../model.ts'
import { readLooseTable } from './reader.ts'
import { DOUBTS } from './settled-side.ts'

/** A row of a made table: its amounts in the last printed digit, null where the cell is blank. */
interface MadeRow {
  readonly code: string | null
  readonly name: string
  readonly cells: readonly (bigint | null)[]
}

const NAMES: Readonly<Record<string, string>> = {
  '201': '一般公共服务支出',
  '20103': '政府办公厅（室）及相关机构事务',
  '2010301': '行政运行',
  '2010302': '一般行政管理事务',
  '2010350': '事业运行',
  '20137': '网信事务',
  '2013701': '行政运行',
  '2013750': '事业运行',
  '208': '社会保障和就业支出',
  '20805': '行政事业单位养老支出',
  '2080505': '机关事业单位基本养老保险缴费支出',
  '2080506': '机关事业单位职业年金缴费支出',
  '221': '住房保障支出',
  '22102': '住房改革支出',
  '2210201': '住房公积金',
  '2210203': '购房补贴',
}
const ITEMS = Object.keys(NAMES).filter((code) => code.length === 7)
const HEAD = ['合计', '基本支出', '项目支出', '上缴上级支出']

const sumUp = (rows: readonly MadeRow[], column: number): bigint | null => {
  const filled = rows.map((row) => row.cells[column] ?? null).filter((cell) => cell !== null)
  return filled.length === 0 ? null : filled.reduce((sum, cell) => sum + cell, 0n)
}

const sumRow = (code: string | null, name: string, parts: readonly MadeRow[]): MadeRow => ({
  code,
  name,
  cells: HEAD.map((_, column) => sumUp(parts, column)),
})

/** The rows of a table with all its sums, in the order in which they are printed. */
function tableOf(items: readonly MadeRow[]): MadeRow[] {
  const within = (prefix: string): MadeRow[] => items.filter((item) => item.code?.startsWith(prefix) === true)
  const groups = (length: number, rows: readonly MadeRow[]): string[] => [
    ...new Set(rows.map((row) => row.code?.slice(0, length) ?? '')),
  ]
  const sections = (code: string): MadeRow[] =>
    groups(5, within(code)).flatMap((section) => [
      sumRow(section, NAMES[section] ?? '', within(section)),
      ...within(section),
    ])
  const classes = groups(3, items).flatMap((code) => [sumRow(code, NAMES[code] ?? '', within(code)), ...sections(code)])
  return [sumRow(null, '合计', items), ...classes]
}

/** Every item has a figure of its own, so that no two placements give the same sums. */
const itemsOf = (codes: readonly string[], kinds: readonly number[]): MadeRow[] =>
  codes.map((code, index) => {
    const amount = 3n ** BigInt(index + 1) * 100n + BigInt(index)
    const kind = (kinds[index] ?? 0) % 3
    const basic = kind === 1 ? null : amount
    const project = kind === 0 ? null : 2n * amount + 1n
    return { code, name: NAMES[code] ?? '', cells: [(basic ?? 0n) + (project ?? 0n), basic, project, null] }
  })

const printed = (cell: bigint): string => formatNumber({ units: cell, decimals: 2 })

const linesOf = (rows: readonly MadeRow[], print: (row: MadeRow) => string[]): string[] => [
  '科目编码 科目名称 合计',
  '其中：',
  '基本支出 项目支出',
  '上缴上级',
  '支出',
  ...rows.flatMap(print),
]

const cellsOf = (row: MadeRow): string[] => [
  ...(row.code === null ? [] : [row.code]),
  row.name,
  ...row.cells.filter((cell) => cell !== null).map(printed),
]

const broken = (name: string): string[] => (name.length > 8 ? [name.slice(0, 8), name.slice(8)] : [name])

/** The ways in which a converter prints a row: on one line, a cell a line, a long name broken before its amounts. */
const PRINTS: Readonly<Record<string, (row: MadeRow) => string[]>> = {
  'on one line': (row) => [cellsOf(row).join(' ')],
  'a cell a line': cellsOf,
  'with its name broken': (row) => {
    const [code, ...rest] = [row.code ?? '', ...row.cells.filter((cell) => cell !== null).map(printed)]
    const [first, ...more] = broken(row.name)
    const last = more.at(-1)
    return last === undefined
      ? [[code, first, ...rest].join(' ').trim()]
      : [[code, first].join(' ').trim(), [last, ...rest].join(' ')]
  },
  'with its name around its code': (row) => {
    const amounts = row.cells.filter((cell) => cell !== null).map(printed)
    const [first, second] = broken(row.name)
    return second === undefined
      ? [[row.code ?? '', first, ...amounts].join(' ').trim()]
      : [first ?? '', [row.code ?? '', ...amounts].join(' '), second]
  },
}

function regionOf(lines: readonly string[]): TableRegion {
  const at = { line: 1 }
  const caption = {
    title: '支出总表',
    number: null,
    year: 2024,
    organisation: null,
    unit: '万元' as const,
    at,
    lines: [],
  }
  const printedLines = lines.map((text, index) => ({
    kind: 'line' as const,
    text,
    at: { line: index + 1 },
    continues: false,
  }))
  return { kind: 'table', caption, grids: [], lines: printedLines, notes: [], under: [] }
}

const read = (lines: readonly string[]): MadeRow[] =>
  readLooseTable(regionOf(lines)).flatMap((table) =>
    table.rows.map((row) => ({
      code: row.code,
      name: row.name,
      cells: row.cells.map((cell) => cell?.number.units ?? null),
    })),
  )

const departments = fc
  .record({
    codes: fc.subarray(ITEMS, { minLength: 2 }),
    kinds: fc.array(fc.nat(2), { minLength: ITEMS.length, maxLength: ITEMS.length }),
  })
  .map(({ codes, kinds }) => tableOf(itemsOf(codes, [0, 1, ...kinds.slice(2)])))

describe('a table of which only its sums are left', () => {
  it.each(Object.entries(PRINTS))('is read back exactly when each row was printed %s', (_, print) => {
    fc.assert(
      fc.property(departments, (rows) => {
        expect(read(linesOf(rows, print))).toEqual(rows)
      }),
    )
  })

  it('loses no amount, whatever is printed', () => {
    const words = fc.constantFrom(
      '201',
      '20103',
      '合计',
      '一、外交支出',
      '行政运行',
      '1',
      '0',
      '-',
      '3.50',
      '1,200.00',
      '支出',
    )
    const count = (texts: readonly string[]): number => texts.filter((text) => /^[\d,]+\.\d+$/.test(text)).length
    fc.assert(
      fc.property(fc.array(fc.array(words, { minLength: 1, maxLength: 8 }), { maxLength: 30 }), (made) => {
        const lines = linesOf([], () => []).concat(made.map((line) => line.join(' ')))
        const tables = readLooseTable(regionOf(lines))
        const cells = tables.flatMap((table) => table.rows.flatMap((row) => row.cells.map((cell) => cell?.text ?? '')))
        const doubtful = tables.flatMap((table) => table.leftovers.filter((left) => DOUBTS.has(left.why)))
        const left = tables.flatMap((table) => table.leftovers.filter((other) => !doubtful.includes(other)))
        expect(count(cells) + count(left.map(({ text }) => text))).toBe(count(made.flat()))
      }),
    )
  })
})
