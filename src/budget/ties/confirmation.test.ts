import { describe, expect, it } from 'vitest'
import { budgetOf2026, figures, type Item, type MadeRow, madeBudget, reprinted } from '../../../test/made-figures.ts'
import { factsOf } from '../facts/facts-of.ts'
import { applyRules, type Verdicts } from '../finding.ts'
import type { Table } from '../model.ts'
import { withSettling } from './confirmation.ts'
import { diagnosisOf } from './diagnosis.ts'
import { figureRules } from './figure-rules.ts'

const made: readonly Item[] = [
  { code: '2010301', personnel: 10_000_000n, operating: 2_345_600n, project: 70_000_000n },
  { code: '2010302', personnel: 3_000_000n, operating: 1_000_000n, project: 12_340_000n },
  { code: '2080505', personnel: 4_440_000n, operating: 50_000n, project: 60_000n },
  { code: '2210201', personnel: 7_770_000n, operating: 80_000n, project: 90_000n },
]
const budget = madeBudget(made)
const withoutGrid = (tables: readonly Table[]): readonly Table[] =>
  tables.map((table) => ({ ...table, isGridless: true as const }))
const check = (tables: readonly Table[]): Verdicts =>
  applyRules(figureRules, { tables, document: budgetOf2026 }, budgetOf2026.year)
const rulesOf = ({ findings }: Verdicts): string[] => findings.map(({ rule }) => rule)
const unsettledOf = ({ receipts }: Verdicts): number => receipts.reduce((sum, { unsettled }) => sum + unsettled, 0)
const wrong = (id: string, row: number, column: number, text: string | null): readonly Table[] =>
  budget.map((table) => (table.id === id ? reprinted(table, row, column, text) : table))

/** An error with a grid; without one nothing is stated, and the document is not certified. */
function expectWithheld(tables: readonly Table[], rule: string): void {
  expect(rulesOf(check(tables))).toEqual([rule])
  const verdicts = check(withoutGrid(tables))
  expect(rulesOf(verdicts)).toEqual([])
  expect(unsettledOf(verdicts)).toBeGreaterThan(0)
}

describe('a table without a grid', () => {
  it('is as right as one with a grid where all ties hold', () => {
    expect(check(withoutGrid(budget)).findings).toEqual([])
    expect(unsettledOf(check(withoutGrid(budget)))).toBe(0)
  })

  it('is told of a wrong figure whose neighbours are confirmed', () => {
    const [finding, ...others] = check(withoutGrid(wrong('t4', 0, 0, '111.78'))).findings
    expect(others).toEqual([])
    expect(finding?.expected?.zh).toBe('111.18')
  })

  it('is told of a forgotten figure where the rest of the row is confirmed and does not hold it', () => {
    expect(rulesOf(check(withoutGrid(wrong('t2', 2, 2, null))))).toEqual(['figure.missing'])
  })

  it('is not told of a blank whose figure stands elsewhere in the row', () => {
    const row: MadeRow = { name: '合计', values: ['100.00', null, '100.00'] }
    const pair = [
      figures('a', '部门支出总表', ['合计', '基本支出', '项目支出'], [row]),
      figures('b', '部门基本支出表', ['合计'], [{ name: '合计', values: ['100.00'] }]),
    ]
    expect(rulesOf(check(pair)).length).toBeGreaterThan(0)
    const verdicts = check(withoutGrid(pair))
    expect(rulesOf(verdicts)).toEqual([])
    expect(unsettledOf(verdicts)).toBeGreaterThan(0)
  })

  it('is not told of figures that nothing confirms', () => {
    const pair = [
      figures('a', '政府性基金预算支出表', ['合计'], [{ name: '合计', values: ['100.00'] }]),
      figures('b', '财政拨款支出预算表', ['政府性基金预算'], [{ name: '合计', values: ['123.45'] }]),
    ]
    expectWithheld(pair, 'figure.same-value')
  })

  it('is not told of a sum of which a line may have been lost', () => {
    const t1 = budget.find(({ id }) => id === 't3')
    const lost = budget.map((table) =>
      table === t1 ? { ...table, rows: table.rows.filter(({ name }) => !name.startsWith('三、')) } : table,
    )
    expect(rulesOf(check(lost)).length).toBeGreaterThan(0)
    expect(rulesOf(check(withoutGrid(lost)))).toEqual([])
  })

  it('is not told of a number whose last digit wrapped', () => {
    const torn = wrong('t2', 1, 2, '82.3')
    expect(rulesOf(check(withoutGrid(torn)))).toEqual([])
  })

  it('lends its figures to sentences only where another table prints them or their row leaves no choice', () => {
    const rows = [
      { name: '合计', values: ['35.60', null, '35.60'] },
      { code: '2010301', name: '行政运行', values: ['12.30', null, '12.30'] },
      { code: '2010303', name: '机关服务', values: ['23.30', null, '23.30'] },
    ]
    const tables = withoutGrid([figures('a', '部门支出总表', ['合计', '基本支出', '项目支出'], rows)])
    const reading = { tables, document: budgetOf2026 }
    const settled = withSettling(factsOf(tables, budgetOf2026), diagnosisOf(reading))
      .filter(({ amount, isUnsettled }) => amount !== null && isUnsettled !== true)
      .map(({ column }) => column?.path.join('/'))
    expect(new Set(settled)).toEqual(new Set(['合计']))
  })
})
