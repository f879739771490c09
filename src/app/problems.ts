import { Problem, type ProblemDefinition } from '../kernel/index.ts'

/** What the app itself says of documents and of its settings, beside what the modules say. */
const definitions = Object.freeze({
  'no-such-file': {
    status: 404,
    title: { zh: '找不到文件', en: 'no such file' },
    remedy: { zh: '检查路径是否正确', en: 'check the path' },
  },
  'document-exhausts-memory': {
    status: 413,
    title: { zh: '读取这份文件需要的内存超过上限', en: 'the document needs more memory than it may have' },
    remedy: { zh: '请按部门或年度拆分后再读', en: 'split it by department or year and read the parts' },
  },
  'document-takes-too-long': {
    status: 422,
    title: { zh: '这份文件有一页长时间读不出来，已停止读取', en: 'a page of the document could not be read in time' },
    remedy: {
      zh: '请用原软件重新导出，或去掉异常的页面后再读',
      en: 'export it again, or leave out the page and read the rest',
    },
  },
  'settings-unreadable': {
    status: 500,
    title: { zh: '设置文件不是有效的 JSON', en: 'the settings are no valid JSON' },
    remedy: { zh: '对照 docs/settings.md 的示例修改', en: 'mend them after the example in docs/settings.md' },
  },
  'settings-invalid': {
    status: 500,
    title: { zh: '设置中有一项不能接受', en: 'the settings hold something that cannot be taken' },
    remedy: {
      zh: '按 docs/settings.md 修改这一项，或去掉它',
      en: 'change the field as docs/settings.md describes it, or leave it out',
    },
  },
  'settings-exposed': {
    status: 500,
    title: { zh: '含有密码的文件可被他人读取', en: 'others may read a file that holds secrets' },
    remedy: {
      zh: '把它的权限改为 600（chmod 600）；密码可能已泄露的，请更换',
      en: 'set its mode to 600 (chmod 600); replace the secret if somebody may have read it',
    },
  },
} as const satisfies Readonly<Record<string, ProblemDefinition>>)

export const appProblem = (code: keyof typeof definitions, detail = ''): Problem =>
  new Problem(code, definitions[code], detail)
