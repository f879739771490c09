import { formSet } from './form.ts'

/** 表一–表九: the ninth is procurement, the state capital budget is shown in 财政拨款收支 only. */
export const chongqing = formSet({
  id: 'chongqing',
  name: { zh: '重庆市部门预算', en: 'Budgets of Chongqing' },
  kind: 'budget',
  required: [
    'budget.balance',
    'budget.income',
    'budget.expenditure',
    'budget.fiscal-balance',
    'budget.general-expenditure',
    'budget.basic',
    'budget.government-fund',
    'budget.three-public',
    'budget.procurement',
  ],
})
