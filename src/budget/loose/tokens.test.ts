import { describe, expect, it } from 'vitest'
import { ordinalOf, tokenizeLine } from './tokens.ts'

const texts = (line: string): string[] => tokenizeLine(line, { line: 1 }).map((token) => token.text)

describe('tokens of a line', () => {
  it.each([
    ['213.81一.一般公共服务支出 157.44', ['213.81', '一.一般公共服务支出', '157.44']],
    ['（一）公共预算财政拨款（补助）2,120.19', ['（一）公共预算财政拨款（补助）', '2,120.19']],
    ['10.其他支出 十.城乡社区事务', ['10.其他支出', '十.城乡社区事务']],
    ['2,120.19本年支出合计 2,120.19', ['2,120.19', '本年支出合计', '2,120.19']],
    ['2010350事业运行 14.42', ['2010350', '事业运行', '14.42']],
    ['[20140]信访事务', ['20140', '信访事务']],
    ['2013601-行政运行 50101-工资奖金津补贴', ['2013601', '行政运行', '50101', '工资奖金津补贴']],
    ['156.37156.37', ['156.37', '156.37']],
    ['收 入 总 计 12 61 .69 支 出 总 计 878 .12', ['收入总计', '1261.69', '支出总计', '878.12']],
    ['2024年 2.5倍 ≥98.50', ['2024年', '2.5', '倍', '≥98.50']],
    ['12000本年收入合计', ['12000', '本年收入合计']],
    ['12人', ['12人']],
  ])('of %j', (line, expected) => {
    expect(texts(line)).toEqual(expected)
  })

  it('tells numbers, dashes and words apart', () => {
    const tokens = tokenizeLine('一、收入 1 -3.50 41.16% — 三公', { line: 7 })
    expect(tokens.map((token) => token.kind)).toEqual(['word', 'number', 'number', 'number', 'dash', 'word'])
    expect(tokens.map((token) => (token.kind === 'number' ? [token.isBare, token.isPercent] : null))).toEqual([
      null,
      [true, false],
      [false, false],
      [false, true],
      null,
      null,
    ])
    expect(tokens.every((token) => 'line' in token.at && token.at.line === 7)).toBe(true)
  })

  it.each([
    ['一、外交支出', 'chinese', 1],
    ['廿一、其他支出', 'chinese', 21],
    ['（二）国防支出', 'chinese-bracketed', 2],
    ['3.基建', 'arabic', 3],
    ['(4)其他', 'arabic-bracketed', 4],
    ['⑤其他', 'circled', 5],
  ])('reads the ordinal of %s', (text, style, value) => {
    expect(ordinalOf(text)).toEqual({ style, value })
  })

  it.each(['3.50', '一般公共服务', '三公经费', '2024年'])('finds no ordinal in %s', (text) => {
    expect(ordinalOf(text)).toBeNull()
  })
})
