import { form, formSet } from './form.ts'

const FORMS = [
  form({ id: 'final.balance', titles: ['收入支出决算总表'], rows: 'income-and-function' }),
  form({ id: 'final.income', titles: ['收入决算表'], rows: 'function' }),
  form({ id: 'final.expenditure', titles: ['支出决算表'], rows: 'function' }),
  form({ id: 'final.fiscal-balance', titles: ['财政拨款收入支出决算总表'], rows: 'income-and-function' }),
  form({ id: 'final.general-expenditure', titles: ['一般公共预算财政拨款支出决算表'], rows: 'function' }),
  form({
    id: 'final.basic',
    titles: ['一般公共预算财政拨款基本支出决算表', '一般公共预算财政拨款基本支出决算明细表'],
    rows: 'economy',
  }),
  form({
    id: 'final.government-fund',
    titles: ['政府性基金预算财政拨款收入支出决算表', '政府性基金预算财政拨款支出决算表'],
    rows: 'function',
  }),
  form({
    id: 'final.state-capital',
    titles: ['国有资本经营预算财政拨款支出决算表', '国有资本经营预算财政拨款收入支出决算表'],
    rows: 'function',
  }),
  form({
    id: 'final.three-public',
    titles: [
      '财政拨款“三公”经费支出决算表',
      '一般公共预算财政拨款“三公”经费支出决算表',
      '财政拨款“三公”经费及会议费、培训费支出决算表',
    ],
    rows: 'item',
  }),
]

/** 公开01表–公开09表, the same throughout the country; the order varies, so titles count and numbers do not. */
export const finalAccounts = formSet({
  id: 'final-accounts',
  name: { zh: '部门决算九张表', en: 'The nine tables of final accounts' },
  kind: 'final-account',
  required: FORMS.map(({ id }) => id),
  own: FORMS,
})
