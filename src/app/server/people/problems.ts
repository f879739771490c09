import { ACCOUNT_REASONS, type AccountReason } from '../../../identity/index.ts'
import { Problem, type ProblemDefinition } from '../../../kernel/index.ts'

const AGAIN = { zh: '请修改后再试。', en: 'Mend it and try again.' } as const

/** What can go wrong in managing people and organisations, beside what identity itself refuses. */
const definitions = {
  'account-beyond': {
    status: 403,
    title: { zh: '此账号的角色超出你管理的范围', en: 'This account holds roles beyond what you manage' },
    remedy: {
      zh: '请由管理全部这些单位的管理员处理。',
      en: 'Ask an administrator who manages all of those organisations.',
    },
  },
  'names-invalid': {
    status: 422,
    title: { zh: '登录名或姓名不合要求', en: 'The sign-in name or the name does not fit' },
    remedy: {
      zh: `${ACCOUNT_REASONS['bad-login'].zh}；姓名不超过 100 字。`,
      en: `${ACCOUNT_REASONS['bad-login'].en}; a name has at most 100 characters.`,
    },
  },
  'organisation-unknown': {
    status: 404,
    title: { zh: '单位不存在', en: 'There is no such organisation' },
    remedy: { zh: '请刷新后重新选择。', en: 'Reload the page and choose again.' },
  },
  'grant-unknown': {
    status: 404,
    title: { zh: '授权不存在或已收回', en: 'There is no such grant, or it was taken back' },
    remedy: { zh: '请刷新账号。', en: 'Reload the account.' },
  },
  'key-unknown': {
    status: 404,
    title: { zh: '密钥不存在', en: 'There is no such key' },
    remedy: { zh: '请刷新列表。', en: 'Reload the list.' },
  },
  'period-invalid': {
    status: 422,
    title: { zh: '有效期不对：截止须晚于起始和现在', en: 'It must end after it begins, and after now' },
    remedy: AGAIN,
  },
  'key-actions-beyond': {
    status: 422,
    title: { zh: '密钥不能做账号本人不能做的事', en: 'A key can do no more than its owner' },
    remedy: { zh: '请只选账号现有的权限。', en: 'Choose among what the account may do.' },
  },
  'list-too-large': {
    status: 413,
    title: { zh: '名单文件太大', en: 'The list is too large' },
    remedy: {
      zh: '名单不超过 4 MB；请只保留要导入的那张表。',
      en: 'A list has at most 4 MB; keep only the sheet to import.',
    },
  },
} as const satisfies Readonly<Record<string, ProblemDefinition>>

export type PeopleProblemCode = keyof typeof definitions

export const peopleProblem = (code: PeopleProblemCode, detail = ''): Problem =>
  new Problem(code, definitions[code], detail)

/** A fault in the names of one account. */
export const faultOfNamesProblem = (reason: AccountReason): Problem => peopleProblem('names-invalid', reason)
