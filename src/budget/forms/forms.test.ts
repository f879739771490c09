import { describe, expect, it } from 'vitest'
import { budgetOf2026, figures } from '../../../test/made-figures.ts'
import { applyRules } from '../finding.ts'
import { formRules } from './form-rules.ts'
import { formOf, formSetOf, formSets, forms } from './forms.ts'

describe('forms', () => {
  it.each([
    ['2026年市级部门收支预算总表', 'budget.balance'],
    ['部门收入总表', 'budget.income'],
    ['2026年单位支出总体情况表', 'budget.expenditure'],
    ['一般公共预算支出表（分单位）', 'budget.general-by-unit'],
    ['部门综合预算一般公共预算支出明细表（按支出经济分类科目-不含上年结转）', 'budget.general-by-economy'],
    ['市级部门一般公共预算基本支出表', 'budget.basic'],
    ['2024年度财政拨款“三公”经费支出决算表', 'final.three-public'],
    ['2024年度收入支出决算总表', 'final.balance'],
    ['2024年度财政拨款收入支出决算总表', 'final.fiscal-balance'],
    ['部门预算项目支出及其他支出预算表', 'budget.projects'],
    ['国有资本经营预算财政拨款收入支出决算表', 'final.state-capital'],
  ])('%s is %s', (title, id) => {
    expect(formOf(title)?.id).toBe(id)
  })

  it('of a table that no region prints is none', () => {
    expect(formOf('政府性基金对下转移支付预算表')).toBeNull()
  })

  it('have ids of their own and are found by each of their titles', () => {
    expect(new Set(forms.map(({ id }) => id)).size).toBe(forms.length)
    for (const form of forms)
      for (const title of form.titles) expect([title, formOf(title)?.id]).toEqual([title, form.id])
  })

  it('of every set are declared', () => {
    const ids = new Set(forms.map(({ id }) => id))
    for (const set of formSets) for (const id of set.required) expect(ids.has(id) ? id : `${id} of ${set.id}`).toBe(id)
  })

  it.each([
    [['budget.basic-of-all-funds'], 0],
    [[], 1],
  ])('miss 基本支出 unless %j shows the same money', (further, missed) => {
    const shown = [
      ...['balance', 'income', 'expenditure', 'fiscal-balance', 'general-expenditure', 'three-public'],
      ...['government-fund', 'state-capital'],
    ].map((what) => `budget.${what}`)
    const tables = [...shown, ...further].map((id) =>
      figures(id, forms.find((form) => form.id === id)?.titles[0] ?? '', ['合计'], []),
    )
    const { findings } = applyRules(formRules, { tables, document: budgetOf2026 }, 2026)
    expect(findings.filter(({ message }) => message.zh.includes('基本支出'))).toHaveLength(missed)
  })

  it('tell the region where enough of its tables are there', () => {
    const xian = formSets.find(({ id }) => id === 'xian')
    expect(formSetOf(new Set(xian?.required), 'budget', 2026)?.id).toBe('xian')
    expect(formSetOf(new Set(['budget.balance']), 'budget', 2026)).toBeNull()
  })
})
