import { describe, expect, it } from 'vitest'
import { heldAgainst } from '../../src/app/companions.ts'
import { checkBudget, type Edition, type Finding, understand } from '../../src/budget/index.ts'
import { type Change, changed, type DocumentName, sourceOf } from './document.ts'

const editionIn = (text: string): Edition => {
  const { edition } = checkBudget(understand(sourceOf(text)))
  if (edition === null) throw new Error('this is no budget and no accounts')
  return edition
}

const editionOf = (name: DocumentName, ...changes: readonly Change[]): Edition => editionIn(changed(name, changes))

/** The same text a year earlier; tables keep the years of their rows, so that both documents print figures of 2024. */
const aYearBefore = (text: string): string =>
  text.replace(/^(?!\|).*$/gm, (line) => line.replace(/20\d\d/g, (year) => String(Number(year) - 1)))

/** The budget of 2025 printed as that of 2024: its figures then are what the next one must quote. */
const budgetOf2024 = (...changes: readonly Change[]): Edition =>
  editionIn(aYearBefore(changed('budget-of-a-bureau', changes)))
const said = (findings: readonly Finding[]): string[] =>
  findings.map(({ rule, expected }) => `${rule} ${expected?.zh ?? null}`)
const between = (here: Edition, other: Edition): readonly Finding[] =>
  heldAgainst(here, [{ name: 'budget-2024.pdf', edition: other }]).findings

/** The figures of 2025 as they follow from those of 2024 where nothing else is changed. */
const quoting: readonly Change[] = [
  [
    '2025年收支总预算2,050.00万元，比2024年预算增加50.00万元，增长2.50%',
    '2025年收支总预算2,050.00万元，与2024年预算持平',
  ],
  [
    '2025年财政拨款收支总预算2,000.00万元，较上年增加30.00万元，增长1.52%',
    '2025年财政拨款收支总预算2,000.00万元，与上年预算持平',
  ],
]

describe('two budgets of one organisation', () => {
  it('agree where the later one quotes what the earlier one published', () => {
    const findings = between(editionOf('budget-of-a-bureau', ...quoting), budgetOf2024())
    expect(said(findings).filter((text) => text.includes('2,050.00'))).toEqual([])
  })

  it('disagree on the base of a change, and both places are shown', () => {
    const later = editionOf('budget-of-a-bureau', ['增加50.00万元，增长2.50%', '增加70.00万元，增长3.54%'])
    const total = between(later, budgetOf2024()).find(({ message }) => message.zh.includes('1,980.00 万元'))
    expect(total?.severity).toBe('warning')
    expect(total?.expected?.zh).toBe('2,050.00 万元')
    expect(total?.where.map(({ document }) => document)).toEqual([undefined, 'budget-2024.pdf'])
  })

  it('disagree on a column of the year before', () => {
    const later = editionOf('budget-of-a-bureau', [
      '| 2024年 | 28.00 | 5.00 | 12.00',
      '| 2024年 | 29.00 | 5.00 | 13.00',
    ])
    expect(said(between(later, budgetOf2024()))).toContain('editions.previous-year 28.00 万元')
  })

  it('are held against each other in whatever order they are given', () => {
    const [earlier, later] = [budgetOf2024(), editionOf('budget-of-a-bureau')]
    expect(said(between(earlier, later)).sort()).toEqual(said(between(later, earlier)).sort())
  })

  it('say nothing of each other where one is of a unit and the other of the department', () => {
    const unit = budgetOf2024(['2025年部门预算\n目录', '2025年单位预算\n目录'])
    expect(heldAgainst(editionOf('budget-of-a-bureau'), [{ name: 'unit.pdf', edition: unit }]).receipts).toEqual([])
  })

  it('say nothing of each other where they are of two organisations', () => {
    expect(between(editionOf('budget-in-yuan'), budgetOf2024())).toEqual([])
  })
})

/** Every table in 元. */
const inYuan = (text: string): string =>
  text
    .replaceAll('单位：万元', '单位：元')
    .replace(/^\|.*$/gm, (row) =>
      row.replace(/(?<=\| )([\d,]+\.\d\d)(?= \|)/g, (figure) =>
        (Number(figure.replaceAll(',', '')) * 10_000).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ','),
      ),
    )

describe('two budgets of one organisation that are printed otherwise', () => {
  const budgetWith = (change: (text: string) => string): Edition =>
    editionIn(aYearBefore(change(changed('budget-of-a-bureau', []))))
  const told = (here: Edition, other: Edition): readonly string[] =>
    between(here, other).map(({ message }) => message.zh.replaceAll(/[\d,.]+ (万元|元)/g, ''))

  it('say the same in 元 and in 万元', () => {
    const name = 'budget-of-a-bureau' as const
    const later = editionOf(name, ...quoting)
    expect(told(later, budgetWith(inYuan))).toEqual(told(later, budgetOf2024()))
    expect(told(editionIn(inYuan(changed(name, quoting))), budgetOf2024())).toEqual(told(later, budgetOf2024()))
  })

  it('are one hundredth apart where parts were rounded, in whatever unit the other is printed', () => {
    const later = editionIn(
      changed('budget-of-a-bureau', [[quoting[0]?.[0] ?? '', '2025年收支总预算20,500,000.00元，与2024年预算持平']]),
    )
    const earlier = budgetWith((text) => text.replaceAll('2,050.00 |', '2,050.01 |'))
    expect(told(later, earlier).filter((text) => text.includes('收支总'))).toEqual([])
    expect(said(between(later, earlier)).filter((text) => text.includes('2,050'))).toEqual([])
  })

  it('compare no category whose code another one bore', () => {
    const later = editionOf('budget-of-a-bureau', [
      '250.00万元，较上年增加20.00万元',
      '250.00万元，较上年预算增加20.00万元',
    ])
    const renumbered = budgetWith((text) => text.replaceAll('| 群众文化 |', '| 文化创作与保护 |'))
    expect(said(between(later, budgetOf2024()))).toContain('editions.previous-year 250.00 万元')
    expect(said(between(later, renumbered))).not.toContain('editions.previous-year 250.00 万元')
  })

  it('of a new name are not taken for one another', () => {
    const renamed = budgetWith((text) => text.replaceAll('文化和旅游局', '文物局'))
    expect(between(editionOf('budget-of-a-bureau', ...quoting), renamed)).toEqual([])
  })
})

describe('final accounts and the budget of their year', () => {
  const budget = (general: string): Edition =>
    budgetOf2024(
      ['南陵市文化和旅游局2025年部门预算\n目录', '青川区数据服务中心2025年部门预算\n目录'],
      ...Array.from(
        { length: 10 },
        (): Change => ['部门：南陵市文化和旅游局', '部门：青川区数据服务中心', '第三部分 部门预算表\n表1'],
      ),
      [
        '| | 合计 | 2,000.00 | 1,550.00 | 1,400.00 | 150.00 | 450.00 |',
        `| | 合计 | ${general} | 1,550.00 | 1,400.00 | 150.00 | 450.00 |`,
      ],
      ['支出总计 | 2,000.00 | 2,000.00', `支出总计 | 2,000.00 | ${general}`],
      [
        '| 一、本年收入 | 2,000.00 | 一、本年支出 | 2,000.00 | 2,000.00 |',
        `| 一、本年收入 | 2,000.00 | 一、本年支出 | 2,000.00 | ${general} |`,
      ],
    )
  const verdicts = (general: string) =>
    heldAgainst(editionOf('final-of-a-centre'), [{ name: 'budget-2024.pdf', edition: budget(general) }])

  it('agree on the initial budget', () => {
    const { findings, receipts } = verdicts('980.00')
    expect(said(findings).filter((text) => text.includes('980.00'))).toEqual([])
    expect(receipts.find(({ rule }) => rule === 'editions.initial-budget')?.held).toBeGreaterThan(0)
  })

  it('disagree where the accounts print another initial budget than was published', () => {
    expect(said(verdicts('990.00').findings)).toContain('editions.initial-budget 990.00 万元')
  })
})
