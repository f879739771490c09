import { describe, expect, it } from 'vitest'
import type { Fact, Figure } from '../../budget/index.ts'
import { parseNumber, toAmount } from '../../kernel/index.ts'
import { sameFactsOf } from './same-facts.ts'

const fact: Fact = { year: 2024, stage: 'budget', flow: 'expenditure', function: '208' }

const figure = (text: string, line: number, changes: Partial<Fact> = {}): Figure => {
  const number = parseNumber(text)
  return {
    fact: { ...fact, ...changes },
    amount: number === null ? null : toAmount(number, '万元'),
    text,
    at: { line },
    sentence: `第${line}行`,
  }
}

const agreements = (...texts: readonly string[]) =>
  sameFactsOf(texts.map((text, line) => figure(text, line))).map(({ places }) => places.map(({ agrees }) => agrees))

describe('the other places of a fact', () => {
  it('are those of the same dimensions, in whatever order they are written', () => {
    const turned: Figure = {
      ...figure('19.00', 3),
      fact: { function: '208', flow: 'expenditure', stage: 'budget', year: 2024 },
    }
    const facts = sameFactsOf([figure('19.00', 1), figure('7.00', 2, { function: '210' }), turned])
    expect(facts.map(({ places }) => places.map(({ at }) => at))).toEqual([[{ line: 1 }, { line: 3 }]])
  })

  it('agree with what most places print, exactly or within rounding', () => {
    expect(agreements('19.00', '19.00', '119.00')).toEqual([['exactly', 'exactly', 'no']])
    expect(agreements('1,848.82', '1,848.82', '1,848.8')).toEqual([['exactly', 'exactly', 'within-rounding']])
    expect(agreements('19.00', '19.00', '')).toEqual([['exactly', 'exactly', 'no']])
  })

  it('take no side where two stand against each other', () => {
    expect(agreements('19.00', '119.00')).toEqual([['no', 'no']])
  })

  it('are not shown where nothing is printed anywhere, or only once', () => {
    expect(agreements('', '')).toEqual([])
    expect(agreements('19.00')).toEqual([])
  })
})
