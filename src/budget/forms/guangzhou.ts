import { form, formSet } from './form.ts'

/** 表1–表12 with projects by economic classification and what all funds pay for basic expenditure. */
export const guangzhou = formSet({
  id: 'guangzhou',
  name: { zh: '广州市部门预算', en: 'Budgets of Guangzhou' },
  kind: 'budget',
  required: [
    'budget.balance',
    'budget.income',
    'budget.expenditure',
    'budget.fiscal-balance',
    'budget.general-expenditure',
    'budget.basic',
    'budget.general-projects',
    'budget.three-public',
    'budget.government-fund',
    'budget.state-capital',
    'budget.basic-of-all-funds',
    'budget.projects',
  ],
  own: [
    form({ id: 'budget.general-projects', titles: ['一般公共预算项目支出情况表（按经济分类科目）'], rows: 'economy' }),
    form({ id: 'budget.basic-of-all-funds', titles: ['部门预算基本支出预算表', '基本支出预算情况表'], rows: 'unit' }),
  ],
})
