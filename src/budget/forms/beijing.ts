import { form, formSet } from './form.ts'

/** 预算01表 … 预算13表, published apart from the explanation. */
export const beijing = formSet({
  id: 'beijing',
  name: { zh: '北京市部门预算', en: 'Budgets of Beijing' },
  kind: 'budget',
  required: [
    'budget.balance',
    'budget.income',
    'budget.expenditure',
    'budget.fiscal-balance',
    'budget.general-expenditure',
    'budget.basic',
    'budget.government-fund',
    'budget.state-capital',
    'budget.three-public',
    'budget.procurement',
    'budget.purchased-services',
    'budget.goals-project',
    'budget.goals-overall',
  ],
  own: [
    form({
      id: 'budget.purchased-services',
      titles: ['财政拨款政府购买服务明细表', '政府购买服务支出财政拨款明细表'],
      rows: 'item',
    }),
  ],
})
