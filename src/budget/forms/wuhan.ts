import { form, formSet } from './form.ts'

/** Budgets of Wuhan and its districts since 2022: twelve tables. */
export const wuhan2022 = formSet({
  id: 'wuhan-2022',
  name: { zh: '武汉市部门预算（2022 年起）', en: 'Wuhan budgets since 2022' },
  kind: 'budget',
  since: 2022,
  required: [
    'budget.balance',
    'budget.income',
    'budget.expenditure',
    'budget.fiscal-balance',
    'budget.general-expenditure',
    'budget.general-by-unit',
    'budget.basic',
    'budget.three-public',
    'budget.government-fund',
    'budget.state-capital',
    'budget.projects',
    'budget.goals-overall',
    'budget.goals-project',
  ],
  own: [form({ id: 'budget.general-by-unit', titles: ['一般公共预算支出表（分单位）'], rows: 'unit' })],
})

/** Budgets of Wuhan's districts up to 2021: 表1–表10. */
export const wuhan2021 = formSet({
  id: 'wuhan-2021',
  name: { zh: '武汉市部门预算（2021 年及以前）', en: 'Wuhan budgets up to 2021' },
  kind: 'budget',
  until: 2021,
  required: [
    'budget.balance',
    'budget.income',
    'budget.expenditure',
    'budget.fiscal-balance',
    'budget.general-expenditure',
    'budget.basic',
    'budget.government-fund',
    'budget.three-public',
    'budget.goals-overall',
    'budget.goals-project',
  ],
})
