import { describe, expect, it } from 'vitest'
import { joinReasons, joinWitnesses } from './common-cause.ts'
import type { Finding, Where } from './finding.ts'

const both = { zh: '', en: '' }
const finding = (rule: string, where: readonly Where[]): Finding => ({
  id: `${rule}#1`,
  rule,
  severity: 'error',
  title: both,
  message: both,
  expected: null,
  remedy: both,
  basis: both,
  where,
})
const cell = (line: number): Where => ({ at: { line }, table: '支出决算表', row: '合计', quote: '45.83' })
const sentence: Where = { at: { line: 90 }, quote: '公用经费7.07万元' }

describe('a sentence against a figure', () => {
  const sum = finding('figure.row-sum', [cell(10), cell(3)])

  it('that is itself wrong bears witness to it', () => {
    const joined = joinWitnesses([sum], [finding('text.amount', [sentence, cell(10)])])
    expect(joined).toHaveLength(1)
    expect(joined[0]?.where).toEqual([cell(10), cell(3), sentence])
  })

  it('that only helps to show another wrong stands for itself', () => {
    expect(joinWitnesses([sum], [finding('text.amount', [sentence, cell(3)])])).toHaveLength(2)
  })

  it('of another rule stands for itself', () => {
    expect(joinWitnesses([sum], [finding('text.growth', [sentence, cell(10)])])).toHaveLength(2)
  })
})

describe('a reason that contradicts its sentence', () => {
  const told: Where = { at: { line: 80 }, quote: '“三公”经费6.51万元，较上年增加9.49万元' }
  const change = (expected: string): Finding => ({
    ...finding('text.change', [{ at: { line: 80 }, quote: '较上年增加9.49万元' }, told]),
    expected: { zh: expected, en: expected },
  })
  const reason: Where = { at: { line: 81 }, quote: '减少的主要原因是压缩经费' }
  const direction = finding('text.direction', [reason, told])

  it('only shows that the word of the change is wrong, where the figures say so too', () => {
    const joined = joinReasons([change('减少 9.49 万元'), direction])
    expect(joined.map(({ rule }) => rule)).toEqual(['text.change'])
    expect(joined[0]?.where).toContainEqual(reason)
  })

  it('stands for itself where the amount is wrong and the word is right', () => {
    expect(joinReasons([change('增加 8.49 万元'), direction])).toHaveLength(2)
    expect(joinReasons([change('减少 9.49 万元'), finding('text.direction', [reason, sentence])])).toHaveLength(2)
  })
})
