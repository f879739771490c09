import { form } from './form.ts'

/** The tables that every region's budget has in some wording. */
export const budgetCore = [
  form({
    id: 'budget.balance',
    titles: ['部门收支总表', '收支预算总表', '收支总体情况表', '财务收支预算总表', '部门综合预算收支总表'],
    rows: 'income-and-function',
  }),
  form({
    id: 'budget.income',
    titles: ['部门收入总表', '收入预算总表', '收入总体情况表', '部门综合预算收入总表'],
    rows: 'unit',
  }),
  form({
    id: 'budget.expenditure',
    titles: ['部门支出总表', '支出预算总表', '支出总体情况表', '本年支出总体情况表', '部门综合预算支出总表'],
    rows: 'function',
  }),
  form({
    id: 'budget.fiscal-balance',
    titles: ['财政拨款收支总表', '财政拨款收支预算总表', '财政拨款收支总体情况表'],
    rows: 'income-and-function',
  }),
  form({
    id: 'budget.general-expenditure',
    titles: [
      '一般公共预算支出表',
      '一般公共预算支出预算表',
      '一般公共预算支出情况表',
      '一般公共预算支出功能分类预算表',
      '一般公共预算支出明细表（按功能分类科目）',
      '一般公共预算支出表（分功能科目）',
      '一般公共预算拨款支出预算表',
    ],
    rows: 'function',
  }),
  form({
    id: 'budget.basic',
    titles: [
      '一般公共预算基本支出表',
      '一般公共预算基本支出预算表',
      '一般公共预算基本支出情况表',
      '一般公共预算基本支出情况表（按经济分类科目）',
      '一般公共预算基本支出部门预算经济分类预算表',
      '一般公共预算基本支出经济分类情况表',
    ],
    rows: 'economy',
  }),
  form({
    id: 'budget.three-public',
    titles: [
      '一般公共预算“三公”经费支出表',
      '一般公共预算“三公”经费预算表',
      '财政拨款“三公”经费支出表',
      '“三公”经费支出情况表',
      '“三公”经费和机关运行经费预算表',
      '财政拨款安排的行政经费及“三公”经费预算表',
      '一般公共预算拨款“三公”经费及会议费、培训费支出预算表',
    ],
    rows: 'item',
  }),
  form({
    id: 'budget.government-fund',
    titles: [
      '政府性基金预算支出表',
      '政府性基金预算支出预算表',
      '政府性基金预算支出情况表',
      '政府性基金预算支出功能分类预算表',
      '政府性基金预算财政拨款支出表',
      '政府性基金收支表',
    ],
    rows: 'function',
  }),
  form({
    id: 'budget.state-capital',
    titles: [
      '国有资本经营预算支出表',
      '国有资本经营预算支出预算表',
      '国有资本经营预算支出情况表',
      '国有资本经营预算支出功能分类预算表',
      '国有资本经营预算财政拨款支出表',
    ],
    rows: 'function',
  }),
  form({
    id: 'budget.projects',
    titles: ['项目支出情况表', '项目支出预算表', '部门预算项目支出及其他支出预算表', '专项业务经费支出表'],
    rows: 'project',
  }),
  form({ id: 'budget.goals-overall', titles: ['部门整体支出绩效目标表', '整体支出绩效目标申报表'], rows: 'goals' }),
  form({
    id: 'budget.goals-project',
    titles: ['项目支出绩效目标表', '部门项目支出绩效目标表', '项目支出绩效表', '专项业务经费绩效目标表'],
    rows: 'goals',
  }),
  form({ id: 'budget.procurement', titles: ['政府采购预算表', '政府采购预算明细表', '政府采购支出表'], rows: 'item' }),
]
