import { describe, expect, it } from 'vitest'
import { joinWitnesses } from './common-cause.ts'
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
