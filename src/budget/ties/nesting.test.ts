import { describe, expect, it } from 'vitest'
import { budgetOf2026, figures } from '../../../test/made-figures.ts'
import { applyRules } from '../finding.ts'
import { figureRules } from './figure-rules.ts'
import { isSlipOf } from './slips.ts'

type Line = readonly [name: string, text: string, code?: string]

/** Two units, each with kinds of projects over projects, one below the other in one column. */
const UNITS: readonly Line[] = [
  ['合计', '1,352,000.00'],
  ['某市统计局', '1,352,000.00', '119'],
  ['某市统计局', '1,105,000.00', '119001'],
  ['通用项目', '905,000.00'],
  ['大型活动', '750,000.00'],
  ['业务培训', '430,000.00'],
  ['现场会议', '320,000.00'],
  ['委托咨询', '155,000.00'],
  ['法律咨询', '155,000.00'],
  ['专用项目', '200,000.00'],
  ['普查', '200,000.00'],
  ['某市石川林场', '247,000.00', '119002'],
  ['专用项目', '247,000.00'],
  ['日常运行维护', '141,000.00'],
  ['森林管护', '106,000.00'],
]

const FLAT: readonly Line[] = [
  ['合计', '61.37'],
  ['门户维护', '12.25'],
  ['机房租用', '30.07'],
  ['等级测评', '19.05'],
]

const broken = (lines: readonly Line[], title = '部门综合预算专项业务经费支出表') => {
  const rows = lines.map(([name, text, code]) => ({ name, values: [text], ...(code === undefined ? {} : { code }) }))
  const tables = [figures('a', title, ['项目金额'], rows)]
  const { findings } = applyRules(figureRules, { tables, document: budgetOf2026 }, 2026)
  return findings.filter(({ severity }) => severity === 'error')
}

const withText = (lines: readonly Line[], at: number, text: string): readonly Line[] =>
  lines.map(([name, printed, code], index): Line => {
    const said = index === at ? text : printed
    return code === undefined ? [name, said] : [name, said, code]
  })

describe('a list of projects whose levels only its figures show', () => {
  it('holds as published', () => {
    expect(broken(UNITS)).toEqual([])
    expect(broken(FLAT)).toEqual([])
  })

  it.each([
    [5, '460,000.00'],
    [8, '185,000.00'],
    [7, '555,000.00'],
    [3, '935,000.00'],
    [11, '277,000.00'],
    [13, '114,000.00'],
  ])('shows a slip in its row %i', (at, text) => {
    const findings = broken(withText(UNITS, at, text))
    expect(findings.length).toBeGreaterThan(0)
    expect(findings.some(({ where }) => where.some(({ quote }) => quote?.includes(text)))).toBe(true)
  })

  it('shows a slip in a list without levels', () => {
    expect(broken(withText(FLAT, 2, '33.07')).map(({ rule }) => rule)).toEqual(['figure.row-sum'])
    expect(broken(withText(FLAT, 0, '61.73')).map(({ rule }) => rule)).toEqual(['figure.row-sum'])
  })

  it('names the rows first that one wrong digit would make fit', () => {
    const [finding] = broken(withText(FLAT, 3, '19.65'))
    expect(finding?.where.map(({ quote }) => quote).slice(0, 2)).toEqual(['合计 61.37', '等级测评 19.65'])
  })

  it('says nothing where no single slip explains the figures', () => {
    expect(broken(withText(withText(FLAT, 2, '88.88'), 1, '3.91'))).toEqual([])
  })
})

/** Purchases under the code that pays for them, with the way the unit is kept over each unit. */
const PARTS: readonly Line[] = [
  ['合计', '1,189,000.00'],
  ['全额', '543,600.00', '2050803'],
  ['某市统计局', '323,600.00', '2050803'],
  ['规划业务', '98,000.00', '2050803'],
  ['规划业务', '225,600.00', '2050803'],
  ['某市石川林场', '220,000.00', '2050803'],
  ['登记业务', '220,000.00', '2050803'],
  ['全额', '355,400.00', '2120102'],
  ['某市统计局', '355,400.00', '2120102'],
  ['规划业务', '155,400.00', '2120102'],
  ['规划业务', '200,000.00', '2120102'],
  ['差额', '290,000.00', '2120102'],
  ['某市石川林场', '290,000.00', '2120102'],
  ['森林管护', '290,000.00', '2120102'],
]

describe('a list in parts that are opened by a code or by how a unit is kept', () => {
  const title = '部门综合预算政府采购（资产配置、购买服务）预算表'

  it('holds as published', () => {
    expect(broken(PARTS, title)).toEqual([])
  })

  it.each([
    [0, '1,889,000.00'],
    [1, '546,600.00'],
    [4, '255,600.00'],
    [6, '220,030.00'],
    [10, '20,000.00'],
    [13, '299,000.00'],
  ])('shows a slip in its row %i', (at, text) => {
    const findings = broken(withText(PARTS, at, text), title)
    expect(findings).toHaveLength(1)
    expect(findings[0]?.where.some(({ quote }) => quote?.includes(text))).toBe(true)
  })
})

describe('a slip of the hand', () => {
  it('is a wrong digit, two exchanged, one left out or typed twice, or a place too many', () => {
    expect(isSlipOf(15_000, 18_000, 50)).toBe(true)
    expect(isSlipOf(741_253, 471_253, 50)).toBe(true)
    expect(isSlipOf(123_450, 12_345, 50)).toBe(true)
    expect(isSlipOf(1_235_670, 12_345_670, 50)).toBe(true)
    expect(isSlipOf(122_345_670, 12_345_670, 50)).toBe(true)
  })

  it('is no rounding and no other figure', () => {
    expect(isSlipOf(15_000, 15_040, 50)).toBe(false)
    expect(isSlipOf(741_253, 530_991, 50)).toBe(false)
    expect(isSlipOf(95_000, 105_000, 50)).toBe(false)
    expect(isSlipOf(741_253, 0, 50)).toBe(false)
  })
})
