import { Problem, type ProblemDefinition } from '../kernel/index.ts'

const define = (status: number, zh: string, en: string, remedyZh: string, remedyEn: string): ProblemDefinition => ({
  status,
  title: { zh, en },
  remedy: { zh: remedyZh, en: remedyEn },
})

/** What people can cause or mend around signing in, accounts and organisations. Details never name a person. */
export const identityProblems = Object.freeze({
  'sign-in-refused': define(
    401,
    '登录名或密码不正确',
    'The sign-in name or the password is wrong',
    '请核对后重试；忘记密码请联系管理员重置。',
    'Check both and try again; an administrator can reset a forgotten password.',
  ),
  'too-many-attempts': define(
    429,
    '尝试次数过多，暂时不能登录',
    'Too many attempts; signing in is closed for a while',
    '请等待提示的时间后再试；每次失败后等待时间会加长。',
    'Wait for the time told and try again; each failure makes the wait longer.',
  ),
  'password-must-change': define(
    403,
    '首次登录须先修改密码',
    'The first password has to be changed before anything else',
    '请设置新密码后继续。',
    'Set a new password to go on.',
  ),
  'weak-password': define(
    422,
    '密码不够安全',
    'The password is too weak',
    '请按列出的要求修改。',
    'Change it as listed.',
  ),
  'session-ended': define(401, '登录已失效', 'The session has ended', '请重新登录。', 'Sign in again.'),
  'link-invalid': define(
    410,
    '链接无效、已使用或已过期',
    'The link is wrong, used or expired',
    '请联系管理员重新发送。',
    'Ask an administrator for a new one.',
  ),
  'key-refused': define(
    401,
    '接口密钥无效、已停用或已过期',
    'The key is wrong, revoked or expired',
    '请联系管理员核对密钥及其有效期。',
    'Ask an administrator to check the key and how long it is valid.',
  ),
  'not-allowed': define(
    403,
    '没有权限进行这项操作',
    'You may not do this',
    '如工作需要，请联系管理员授予相应角色。',
    'Ask an administrator for the role if your work needs it.',
  ),
  'account-unknown': define(404, '账号不存在', 'There is no such account', '请刷新名单。', 'Reload the list.'),
  'login-taken': define(409, '登录名已被使用', 'The sign-in name is taken', '请换一个登录名。', 'Choose another one.'),
  'grant-to-oneself': define(
    403,
    '不能给自己授权',
    'Nobody may give rights to themselves',
    '请由另一位管理员授权。',
    'Ask another administrator.',
  ),
  'last-administrator': define(
    409,
    '这是最后一位管理员',
    'This is the last administrator',
    '请先授权另一位管理员。',
    'Make somebody else administrator first.',
  ),
  'list-refused': define(
    422,
    '名单中有不能接受的行，没有导入任何一行',
    'Some rows of the list cannot be taken; none was',
    '请按逐行说明修改后重新导入。',
    'Mend the rows as reported and import the list again.',
  ),
  'external-sign-in-failed': define(
    401,
    '统一身份认证没有完成',
    'Signing in at the identity provider failed',
    '请重新登录；如一直如此，请管理员检查身份认证的配置。',
    'Try again; if it stays so, an administrator should check the configuration.',
  ),
  'external-unavailable': define(
    503,
    '统一身份认证服务连不上',
    'The identity provider cannot be reached',
    '请稍候重试；本地账号不受影响。',
    'Try again later; local accounts still work.',
  ),
  'external-not-admitted': define(
    403,
    '此身份没有对应的账号',
    'There is no account for this identity',
    '请联系管理员开通或关联账号。',
    'Ask an administrator to open or link an account.',
  ),
  'address-refused': define(
    422,
    '不允许访问这个地址',
    'This address may not be fetched',
    '只能访问允许名单中的公网地址；内网地址须由管理员在配置中放行。',
    'Only public addresses on the list are allowed; an administrator can allow a private one.',
  ),
  'address-unreachable': define(
    502,
    '地址访问失败',
    'The address could not be fetched',
    '请检查地址是否正确、对方是否在线。',
    'Check the address and whether the other side answers.',
  ),
})

export type IdentityProblemCode = keyof typeof identityProblems

export const identityProblem = (code: IdentityProblemCode, detail = ''): Problem =>
  new Problem(code, identityProblems[code], detail)
