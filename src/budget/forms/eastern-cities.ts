import { formSet } from './form.ts'

const NINE = [
  'budget.balance',
  'budget.income',
  'budget.expenditure',
  'budget.fiscal-balance',
  'budget.general-expenditure',
  'budget.basic',
  'budget.three-public',
  'budget.government-fund',
  'budget.state-capital',
]

/** The nine tables of a ministry's budget, which regions add to. Shanghai and Chongqing print these. */
export const nineTables = formSet({
  id: 'nine-tables',
  name: { zh: '部门预算九张表', en: 'The nine tables of a budget' },
  kind: 'budget',
  required: NINE,
})

/** 杭州、湖州: the nine and the projects with their goals. */
export const zhejiang = formSet({
  id: 'zhejiang',
  name: { zh: '浙江（杭州、湖州）部门预算', en: 'Budgets of Zhejiang (Hangzhou, Huzhou)' },
  kind: 'budget',
  required: [...NINE, 'budget.projects', 'budget.goals-project'],
})
