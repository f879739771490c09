import { describe, expect, it } from 'vitest'
import { joinRoots, joinWitnesses } from './common-cause.ts'
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

describe('findings of one slip', () => {
  const change: Where = { at: { line: 80 }, quote: '较上年增加9.49万元' }
  const rate: Where = { at: { line: 80 }, quote: '下降59.3%' }
  const reason: Where = { at: { line: 81 }, quote: '减少的主要原因是压缩经费' }
  const ofRoot = (rule: string, where: Where, root: string): Finding => ({
    ...finding(rule, [where, change]),
    id: `${rule}#1`,
    root,
  })

  it('are one: what says the wrong word speaks, rate and reason only show it', () => {
    const joined = joinRoots([
      ofRoot('text.growth', rate, 'turned 80'),
      ofRoot('text.direction', reason, 'turned 80'),
      ofRoot('text.change', change, 'turned 80'),
    ])
    expect(joined.map(({ rule }) => rule)).toEqual(['text.change'])
    expect(joined[0]?.where).toEqual([change, change, reason, rate])
    expect(joined[0]).not.toHaveProperty('root')
  })

  it('stand for themselves where they are of two slips or of none', () => {
    const two = [ofRoot('text.growth', rate, 'amount 80'), ofRoot('text.direction', reason, 'turned 80')]
    expect(joinRoots(two)).toHaveLength(2)
    expect(joinRoots([finding('text.growth', [rate]), finding('text.direction', [reason])])).toHaveLength(2)
  })
})
