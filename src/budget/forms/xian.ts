import { form, formSet } from './form.ts'

/** 表1–表16 of Xi'an and Shaanxi: each classified by function and by economy, carry-overs apart. */
export const xian = formSet({
  id: 'xian',
  name: { zh: '西安市部门综合预算', en: "Budgets of Xi'an" },
  kind: 'budget',
  required: [
    'budget.balance',
    'budget.income',
    'budget.expenditure',
    'budget.fiscal-balance',
    'budget.general-expenditure',
    'budget.general-by-economy',
    'budget.basic-by-function',
    'budget.basic',
    'budget.government-fund',
    'budget.projects',
    'budget.three-public',
    'budget.goals-project',
    'budget.goals-overall',
  ],
  own: [
    form({ id: 'budget.general-by-economy', titles: ['一般公共预算支出明细表（按经济分类科目）'], rows: 'economy' }),
    form({
      id: 'budget.basic-by-function',
      titles: ['一般公共预算基本支出明细表（按功能分类科目）'],
      rows: 'function',
    }),
    form({ id: 'budget.carried', titles: ['财政拨款上年结转资金支出表'], rows: 'function' }),
    form({
      id: 'budget.assets-and-services',
      titles: ['政府采购（资产配置、购买服务）预算表'],
      rows: 'item',
      facts: { item: 'procurement' },
    }),
  ],
})
