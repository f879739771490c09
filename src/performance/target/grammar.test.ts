import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatNumber } from '../../kernel/index.ts'
import { formatClause, parseTarget } from './grammar.ts'
import type { Clause, Comparator } from './target.ts'

const brief = (text: string): string => {
  const target = parseTarget(text)
  if (target.kind !== 'quantitative') return target.kind
  return target.clauses
    .map(
      ({ comparator, value, scale, unit }) =>
        `${comparator}${formatNumber(value)}${scale === 1n ? '' : `×${scale}`}${unit}`,
    )
    .join(' & ')
}

describe('targets as they are printed', () => {
  it.each([
    ['≥95%', '≥95%'],
    ['≤24小时', '≤24小时'],
    ['=100%', '=100%'],
    ['100%', '=100%'],
    ['100', '=100'],
    ['0', '=0'],
    ['12份', '=12份'],
    ['≥4 次', '≥4次'],
    ['不少于 1 亿条', '≥1×100000000条'],
    ['≥3.9亿', '≥3.9×100000000'],
    ['≥2G', '≥2G'],
    ['≥20000路', '≥20000路'],
    ['7 个工作日内', '≤7个工作日'],
    ['≤7个工作日', '≤7个工作日'],
    ['发现故障半小时内响应，4 小时内解决', '≤0.5小时 & ≤4小时'],
    ['发生故障半小时内响应，24 小时内修复', '≤0.5小时 & ≤24小时'],
    ['7×24 小时响应，至少提前半天完成会前调试', '≥0.5天'],
    ['900 元/人', '=900元/人'],
    ['≤800 元/人', '≤800元/人'],
    ['25 元/月', '=25元/月'],
    ['95%以上', '≥95%'],
    ['大于等于98%', '≥98%'],
    ['全年4次', '=4次'],
    ['≦4‰', '≤4‰'],
  ])('%s', (text, expected) => {
    expect(brief(text)).toBe(expected)
  })

  it.each([
    ['/', 'none'],
    ['', 'none'],
    ['—', 'none'],
    ['排名前10', 'rank'],
    ['前10', 'rank'],
    ['年度更新', 'qualitative'],
    ['有效保障', 'qualitative'],
    ['按人员数量', 'qualitative'],
    ['及时', 'qualitative'],
    ['2026年12月底前', 'date'],
    ['12月31日前完成', 'date'],
  ])('%s is %s', (text, kind) => {
    expect(parseTarget(text).kind).toBe(kind)
  })
})

const clause: fc.Arbitrary<Clause> = fc.record({
  comparator: fc.constantFrom<Comparator>('=', '≥', '≤', '>', '<'),
  isExplicit: fc.constant(true),
  value: fc.record({ units: fc.bigInt(0n, 10n ** 9n), decimals: fc.integer({ min: 0, max: 2 }) }),
  upper: fc.constant(null),
  scale: fc.constantFrom(1n, 10_000n, 100_000_000n),
  unit: fc.constantFrom('%', '个', '小时', '个工作日', '元/人', '次', ''),
  about: fc.constant(''),
})

describe('grammar', () => {
  it('reads back every clause that it writes', () => {
    fc.assert(
      fc.property(clause, (printed) => {
        expect(parseTarget(formatClause(printed))).toEqual({ kind: 'quantitative', clauses: [printed] })
      }),
    )
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseTarget(text).kind.length > 0))
  })
})
