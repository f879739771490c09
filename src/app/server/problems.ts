import { Problem, type ProblemDefinition, type ProblemReport } from '../../kernel/index.ts'
import type { ProblemDocument, ProblemView } from './contract.ts'

/** Everything that a user of the server can cause, and a defect of ours, with what to do about it. */
const definitions = {
  'document-elsewhere': {
    status: 409,
    title: { zh: '另一个单位已放入同一份文件', en: 'Another organisation has added the same file' },
    remedy: {
      zh: '请管理员核对你的角色所在的单位，或请对方处理。',
      en: 'Ask an administrator to check where your roles hold, or ask that organisation.',
    },
  },
  'sign-in-needed': {
    status: 401,
    title: { zh: '需要登录', en: 'Sign in first' },
    remedy: { zh: '登录后再试。', en: 'Sign in and try again.' },
  },
  'address-unknown': {
    status: 404,
    title: { zh: '没有这个地址', en: 'There is nothing at this address' },
    remedy: { zh: '检查网址，或回到文档库。', en: 'Check the address, or go back to the library.' },
  },
  'request-invalid': {
    status: 400,
    title: { zh: '请求的写法不对', en: 'The request is malformed' },
    remedy: { zh: '检查地址和参数。', en: 'Check the address and its parameters.' },
  },
  'file-name-missing': {
    status: 400,
    title: { zh: '没有给出文件名', en: 'The file has no name' },
    remedy: { zh: '在 X-File-Name 中给出百分号编码的文件名。', en: 'Give the percent-encoded name in X-File-Name.' },
  },
  'file-empty': {
    status: 400,
    title: { zh: '文件是空的', en: 'The file is empty' },
    remedy: { zh: '重新下载或重新导出原件，再放进来。', en: 'Download or export the original again and add it.' },
  },
  'file-too-large': {
    status: 413,
    title: { zh: '文件太大', en: 'The file is too large' },
    remedy: {
      zh: '单个文件不超过 100 MB；拆开后分别放入。',
      en: 'One file may have 100 MB; split it and add the pieces.',
    },
  },
  'upload-broken': {
    status: 400,
    title: { zh: '文件没有传完', en: 'The upload broke off' },
    remedy: { zh: '重新放入这个文件。', en: 'Add the file again.' },
  },
  'media-type-unknown': {
    status: 415,
    title: { zh: '不接受这种请求内容', en: 'This kind of content is not accepted' },
    remedy: {
      zh: '以 application/octet-stream 传送文件本身。',
      en: 'Send the file itself as application/octet-stream.',
    },
  },
  'host-refused': {
    status: 421,
    title: { zh: '不接受以这个主机名访问', en: 'This host name is not served' },
    remedy: {
      zh: '在本机用 127.0.0.1 或 localhost 打开；要用域名，启动时以 GOUJI_URL 指定。',
      en: 'Open it as 127.0.0.1 or localhost; to serve another name, start with GOUJI_URL.',
    },
  },
  'origin-refused': {
    status: 403,
    title: { zh: '不接受来自其他网站的请求', en: 'Requests from other sites are refused' },
    remedy: { zh: '在勾稽自己的页面上操作。', en: 'Do it on the pages of Gouji itself.' },
  },
  'no-fixed-pages': {
    status: 409,
    title: { zh: '只有 PDF 能导出批注页', en: 'Only a PDF has pages to annotate' },
    remedy: { zh: '改为导出问题清单。', en: 'Export the list of findings instead.' },
  },
  'nothing-to-annotate': {
    status: 409,
    title: { zh: '没有落在页面上的问题', en: 'No finding has a place on a page' },
    remedy: { zh: '不需要批注页；可导出问题清单留存。', en: 'There is nothing to annotate; export the list instead.' },
  },
  'export-takes-long': {
    status: 503,
    title: { zh: '还在生成', en: 'Still being written' },
    remedy: {
      zh: '稍候再点一次，生成好的会直接给出。',
      en: 'Ask again in a moment; what is written by then comes at once.',
    },
  },
  'check-crashed': {
    status: 500,
    title: { zh: '读这份文件时程序出错', en: 'The program failed on this document' },
    remedy: {
      zh: '原件已保留。重新核对一次；仍不行，请把日志交给维护者。',
      en: 'The original is kept. Check it again; if it fails again, send the log to the maintainers.',
    },
  },
  'not-ready': {
    status: 503,
    title: { zh: '服务还不能使用', en: 'The server cannot serve yet' },
    remedy: {
      zh: '稍候再试；一直如此时，查看日志，并确认各台机器运行同一版本。',
      en: 'Try again shortly; if it stays so, look at the log and see that all machines run the same version.',
    },
  },
  'entry-unknown': {
    status: 404,
    title: { zh: '账本里没有这个条目', en: 'There is no such entry in the ledger' },
    remedy: { zh: '检查编号。', en: 'Check its number.' },
  },
  'upkeep-elsewhere': {
    status: 409,
    title: { zh: '这台机器不做这件事', en: 'This machine does not do this' },
    remedy: {
      zh: '检查名称；备份和封印由有数据目录的机器执行。',
      en: 'Check its name; backups and seals are made by a machine with a data folder.',
    },
  },
  'server-failed': {
    status: 500,
    title: { zh: '服务出错', en: 'The server failed' },
    remedy: {
      zh: '重试；仍不行，请把日志交给维护者。',
      en: 'Try again; if it fails again, send the log to the maintainers.',
    },
  },
} as const satisfies Readonly<Record<string, ProblemDefinition>>

export type ServerProblemCode = keyof typeof definitions

export const serverProblem = (code: ServerProblemCode, detail = ''): Problem =>
  new Problem(code, definitions[code], detail)

export const viewOfProblem = (problem: Problem): ProblemView => ({
  code: problem.code,
  title: problem.definition.title,
  remedy: problem.definition.remedy,
  detail: problem.detail,
})

export const viewOfReport = ({ code, title, remedy, detail, page }: ProblemReport): ProblemView => ({
  code,
  title,
  remedy,
  detail,
  ...(page === undefined ? {} : { page }),
})

export const documentOfProblem = (problem: Problem): ProblemDocument => ({
  type: `urn:gouji:problem:${problem.code}`,
  status: problem.definition.status,
  code: problem.code,
  title: problem.definition.title.zh,
  detail: problem.detail,
  remedy: problem.definition.remedy.zh,
  problem: viewOfProblem(problem),
})
