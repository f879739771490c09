import { Problem, type ProblemDefinition } from '../kernel/index.ts'

/** What the app itself says of a document, beside what its reader says. */
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
} as const satisfies Readonly<Record<string, ProblemDefinition>>)

export const appProblem = (code: keyof typeof definitions, detail = ''): Problem =>
  new Problem(code, definitions[code], detail)
