import { type Bilingual, normalize } from '../../kernel/index.ts'
import type { OrganisationTree } from '../organisations/tree.ts'
import { ROLES, type Role } from '../rights/permissions.ts'
import { isLogin, loginOf } from './login.ts'

const COLUMNS = {
  login: ['登录名', '账号', '帐号', '用户名', 'login'],
  name: ['姓名', '名称', 'name'],
  organisation: ['单位编码', '部门编码', '所属单位编码', 'organisation'],
  roles: ['角色', 'roles', 'role'],
} as const satisfies Readonly<Record<string, readonly string[]>>

type Column = keyof typeof COLUMNS

/** What the roles are called. */
export const ROLE_WORDS = Object.freeze({
  finance: { zh: '财务', en: 'finance' },
  operations: { zh: '运维', en: 'operations' },
  data: { zh: '数据', en: 'data' },
  projects: { zh: '项目', en: 'projects' },
  performance: { zh: '绩效', en: 'performance' },
  reviewer: { zh: '审核', en: 'reviewer' },
  leader: { zh: '领导', en: 'leader' },
  auditor: { zh: '审计', en: 'auditor' },
  administrator: { zh: '管理员', en: 'administrator' },
} as const satisfies Readonly<Record<Role, Bilingual>>)

export const ACCOUNT_REASONS = Object.freeze({
  'bad-login': {
    zh: '登录名须为 2 到 100 位字母、数字、点、横线、下划线或 @',
    en: 'a sign-in name has 2 to 100 letters, digits, dots, hyphens, underscores or @',
  },
  'login-twice': { zh: '登录名在表中出现两次', en: 'the sign-in name stands in the list twice' },
  'login-taken': { zh: '登录名已被使用', en: 'the sign-in name is taken' },
  'no-name': { zh: '缺少姓名，或姓名超过 100 字', en: 'the name is missing or longer than 100 characters' },
  'unknown-organisation': { zh: '单位编码在本年度不存在', en: 'no organisation has the code this year' },
  'outside-reach': { zh: '单位不在你管理的范围内', en: 'you do not manage this organisation' },
  'unknown-role': { zh: '角色不明', en: 'there is no such role' },
} as const satisfies Readonly<Record<string, Bilingual>>)

export type AccountReason = keyof typeof ACCOUNT_REASONS

export interface NewAccount {
  readonly row: number
  readonly login: string
  readonly name: string
  /** Null: of no organisation; its roles then hold everywhere. */
  readonly organisation: string | null
  readonly roles: readonly Role[]
}

export interface AccountList {
  readonly accounts: readonly NewAccount[]
  readonly refused: readonly { readonly row: number; readonly reason: AccountReason }[]
  readonly missingColumns: readonly Column[]
}

const LONGEST_NAME = 100

const roleOf = (word: string): Role | undefined => {
  const plain = normalize(word).toLowerCase()
  return ROLES.find((role) => plain === role || plain === ROLE_WORDS[role].zh)
}

/** What is wrong with the names of an account; null when nothing is. `login` in its one spelling. */
export function faultOfNames({ login, name }: Pick<NewAccount, 'login' | 'name'>): AccountReason | null {
  if (!isLogin(login)) return 'bad-login'
  return name === '' || [...name].length > LONGEST_NAME ? 'no-name' : null
}

function readRow(
  cells: Readonly<Record<Column, string>>,
  row: number,
  tree: OrganisationTree,
): NewAccount | AccountReason {
  const login = loginOf(cells.login)
  const words = cells.roles.split(/[,，、;；\s]+/).filter((word) => word !== '')
  const roles = words.flatMap((word) => roleOf(word) ?? [])
  const organisation = tree.byCode(cells.organisation)?.organisation ?? null
  const fault = faultOfNames({ login, name: cells.name })
  if (fault !== null) return fault
  if (cells.organisation !== '' && organisation === null) return 'unknown-organisation'
  if (roles.length < words.length) return 'unknown-role'
  return { row, login, name: cells.name, organisation, roles: [...new Set(roles)] }
}

/** Reads a list of people: rows as a sheet or a CSV file gives them, the first of them the head. Taken names are judged later. */
export function readAccounts(rows: readonly (readonly string[])[], tree: OrganisationTree): AccountList {
  const head = (rows[0] ?? []).map((cell) => normalize(cell).toLowerCase())
  const indexOf = (column: Column): number =>
    head.findIndex((name) => (COLUMNS[column] as readonly string[]).includes(name))
  const columns = (Object.keys(COLUMNS) as Column[]).map((column) => [column, indexOf(column)] as const)
  const missingColumns = columns.flatMap(([column, index]) =>
    index === -1 && column !== 'organisation' && column !== 'roles' ? [column] : [],
  )
  const accounts: NewAccount[] = []
  const refused: { row: number; reason: AccountReason }[] = []
  const seen = new Set<string>()
  for (const [index, row] of missingColumns.length > 0 ? [] : rows.entries()) {
    const cells = Object.fromEntries(columns.map(([column, at]) => [column, (row[at] ?? '').trim()])) as Record<
      Column,
      string
    >
    if (index === 0 || Object.values(cells).every((cell) => cell === '')) continue
    const read = readRow(cells, index + 1, tree)
    if (typeof read === 'string') refused.push({ row: index + 1, reason: read })
    else if (seen.has(read.login)) refused.push({ row: index + 1, reason: 'login-twice' })
    else accounts.push(read)
    seen.add(loginOf(cells.login))
  }
  return { accounts, refused, missingColumns }
}
