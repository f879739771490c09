import type { Bilingual } from '../../../kernel/index.ts'

/** The columns of the lists, as the templates head them. */
export const COLUMN_WORDS = Object.freeze({
  login: { zh: '登录名', en: 'login' },
  name: { zh: '姓名', en: 'name' },
  organisation: { zh: '单位编码', en: 'organisation' },
  roles: { zh: '角色', en: 'roles' },
} as const satisfies Readonly<Record<string, Bilingual>>)

export const ORGANISATION_COLUMN_WORDS = Object.freeze({
  code: { zh: '单位编码', en: 'code' },
  name: { zh: '单位名称', en: 'name' },
  kind: { zh: '级别', en: 'kind' },
  parent: { zh: '上级编码', en: 'parent' },
  former: { zh: '原编码', en: 'formerCode' },
  mergedInto: { zh: '并入编码', en: 'mergedInto' },
} as const satisfies Readonly<Record<string, Bilingual>>)

/** What the second sheets of the templates explain: the column, what goes into it, an example. */
export const PEOPLE_TEMPLATE = Object.freeze({
  file: { zh: '人员名单模板.xlsx', en: 'people-template.xlsx' },
  sheet: { zh: '人员', en: 'People' },
  columns: [
    [
      COLUMN_WORDS.login,
      {
        zh: '必填。2 到 100 位字母、数字、点、横线、下划线或 @；可用汉字',
        en: 'Needed. 2 to 100 letters of any script, digits, dots, hyphens, underscores or @',
      },
      'desk.one',
    ],
    [COLUMN_WORDS.name, { zh: '必填', en: 'Needed' }, '综合岗一'],
    [
      COLUMN_WORDS.organisation,
      {
        zh: '本年度的单位编码；不填则角色对所有单位有效',
        en: 'A code of this year; if empty, the roles hold everywhere',
      },
      '101',
    ],
    [
      COLUMN_WORDS.roles,
      {
        zh: '用顿号分开：财务、运维、数据、项目、绩效、审核、领导、审计、管理员',
        en: 'With commas between: finance, operations, data, projects, performance, reviewer, leader, auditor, administrator',
      },
      '财务、绩效',
    ],
  ],
} as const)

export const ORGANISATION_TEMPLATE = Object.freeze({
  file: { zh: '单位名单模板.xlsx', en: 'organisations-template.xlsx' },
  sheet: { zh: '单位', en: 'Organisations' },
  columns: [
    [
      ORGANISATION_COLUMN_WORDS.code,
      { zh: '必填。预算文件所印的编码，一年内不重复', en: 'Needed. As budgets print it; unique within a year' },
      '101001',
    ],
    [ORGANISATION_COLUMN_WORDS.name, { zh: '必填', en: 'Needed' }, '青禾区数据服务中心'],
    [
      ORGANISATION_COLUMN_WORDS.kind,
      { zh: '区、部门或单位；不填则按上级推定', en: 'district, department or unit; if empty, one below its parent' },
      '单位',
    ],
    [
      ORGANISATION_COLUMN_WORDS.parent,
      { zh: '不填则按编码的开头找上级：101001 属于 101', en: 'If empty, the code says it: 101001 belongs to 101' },
      '101',
    ],
    [
      ORGANISATION_COLUMN_WORDS.former,
      { zh: '改了编码的单位：上一年度的编码', en: 'For one that got a new code: its code of the year before' },
      '',
    ],
    [
      ORGANISATION_COLUMN_WORDS.mergedInto,
      { zh: '撤并的单位：并入哪个编码；其余列可不填', en: 'For one that ends: the code that takes it over' },
      '',
    ],
  ],
} as const)

export const LINK_WORDS = Object.freeze({
  file: { zh: '一次性链接.xlsx', en: 'one-time-links.xlsx' },
  sheet: { zh: '一次性链接', en: 'One-time links' },
  heads: {
    zh: ['登录名', '姓名', '单位', '一次性链接', '有效期至'],
    en: ['Sign-in name', 'Name', 'Organisation', 'One-time link', 'Valid until'],
  },
  explanation: { zh: '填写说明', en: 'How to fill it in' },
  explanationHeads: { zh: ['列', '说明', '例'], en: ['Column', 'What goes into it', 'Example'] },
} as const)
