import type { Language } from './contract.ts'

/** What the command line says, in both languages. */
const words = {
  zh: {
    usage: `用法
  gouji check [选项] 文件…   读取并核对部门预算、决算、绩效目标与自评，列出不能勾稽的数字
  gouji read  [选项] 文件…   只读取：表格、绩效目标和表单
  gouji serve                启动网页（默认 http://127.0.0.1:8080）
  gouji rules                列出全部规则
  gouji verify 文件          离线验证导出的账本，指出第一处改动（docs/ledger.md）
  gouji backup 文件          把全部数据备份成一个文件，运行中也可以（docs/store.md）
  gouji restore 文件         把备份恢复到空的数据目录，并逐一核对

选项
  --json          每个文件一行 JSON（格式见 docs/cli.md）
  --lang zh|en    输出语言，默认中文
  --no-ocr        不识别扫描页
  --key 指纹      verify：已知的签名密钥指纹（可重复）
  --tsa-ca 文件   verify：时间戳机构的根证书（PEM，可重复）
  -h, --help      本帮助        -v, --version  版本

退出码  0 没有错误   1 有错误   2 有文件不能读取（说明原因与办法）`,
    kinds: {
      budget: '部门预算',
      'final-account': '部门决算',
      'performance-goals': '绩效目标',
      'self-evaluation': '绩效自评',
      other: '不是预决算或绩效文件',
    },
    severities: { error: '错误', warning: '提醒', hint: '提示' },
    certified: '完整核对',
    notCertified: '未完整核对',
    pages: (count: number) => `${count} 页`,
    tables: (count: number) => `${count} 张表`,
    ties: (held: number, broken: number, notEvaluated: number) =>
      `勾稽：成立 ${held}，不成立 ${broken}，未能核对 ${notEvaluated}`,
    expected: '应为',
    remedy: '改法',
    place: { page: (n: number) => `第 ${n} 页`, line: (n: number) => `第 ${n} 行` },
    nothing: '没有发现问题',
    unreadable: '不能读取',
    reading: '读取',
    serving: (address: string) => `勾稽已启动：${address}（按 Ctrl+C 停止）`,
    firstLink: (link: string) => `多人使用或对外提供服务前，用这个一次性链接开通管理员（一天内有效）：${link}`,
    badPort: 'GOUJI_PORT 应为 0 到 65535 的整数',
    badLog: 'GOUJI_LOG 应为 fatal、error、warn、info、debug、trace 或 silent',
    badUrl: 'GOUJI_URL 应为 http:// 或 https:// 开头的网址',
    backedUp: (file: string, tables: number, attachments: number, bytes: number) =>
      `已备份到 ${file}：${tables} 张数据表，${attachments} 个附件，${bytes} 字节`,
    notBackedUp: (names: readonly string[]) => `有 ${names.length} 个附件已损坏或丢失，没有备份：${names.join('、')}`,
    restored: (file: string, tables: number, attachments: number) =>
      `已从 ${file} 恢复：${tables} 张数据表、${attachments} 个附件，逐一核对一致`,
    portTaken: '端口已被占用：请关闭占用它的程序，或用 GOUJI_PORT 指定另一个端口',
  },
  en: {
    usage: `Usage
  gouji check [options] FILE…   read and check budgets, final accounts, performance goals and self-evaluations
  gouji read  [options] FILE…   read only: tables, performance goals and forms
  gouji serve                   start the web app (http://127.0.0.1:8080 unless told otherwise)
  gouji rules                   list all rules
  gouji verify FILE             verify an exported ledger offline, name the first thing changed (docs/ledger.md)
  gouji backup FILE             write all data into one file, also while Gouji runs (docs/store.md)
  gouji restore FILE            restore a backup into an empty data folder and compare everything

Options
  --json          one line of JSON per file (docs/cli.md describes it)
  --lang zh|en    language of the output, Chinese unless told otherwise
  --no-ocr        leave scanned pages unread
  --key PRINT     verify: fingerprint of a signing key known from elsewhere (may be repeated)
  --tsa-ca FILE   verify: root certificate of the time stamping authority (PEM, may be repeated)
  -h, --help      this help        -v, --version  the version

Exit codes  0 no errors   1 errors found   2 a file could not be read (says why and what to do)`,
    kinds: {
      budget: 'budget',
      'final-account': 'final accounts',
      'performance-goals': 'performance goals',
      'self-evaluation': 'self-evaluation',
      other: 'not a budget, accounts or performance document',
    },
    severities: { error: 'error', warning: 'warning', hint: 'hint' },
    certified: 'certified',
    notCertified: 'not certified',
    pages: (count: number) => `${count} pages`,
    tables: (count: number) => `${count} tables`,
    ties: (held: number, broken: number, notEvaluated: number) =>
      `ties: ${held} held, ${broken} broken, ${notEvaluated} not evaluated`,
    expected: 'expected',
    remedy: 'remedy',
    place: { page: (n: number) => `page ${n}`, line: (n: number) => `line ${n}` },
    nothing: 'nothing wrong was found',
    unreadable: 'cannot be read',
    reading: 'reading',
    serving: (address: string) => `Gouji is running: ${address} (Ctrl+C stops it)`,
    firstLink: (link: string) =>
      `before several people use it, or other machines, open the administrator's account with this one-time link (valid for a day): ${link}`,
    badLog: 'GOUJI_LOG must be fatal, error, warn, info, debug, trace or silent',
    badUrl: 'GOUJI_URL must be an address that begins with http:// or https://',
    badPort: 'GOUJI_PORT must be a whole number from 0 to 65535',
    backedUp: (file: string, tables: number, attachments: number, bytes: number) =>
      `backed up to ${file}: ${tables} tables, ${attachments} attachments, ${bytes} bytes`,
    notBackedUp: (names: readonly string[]) =>
      `${names.length} attachments are damaged or missing and were not backed up: ${names.join(', ')}`,
    restored: (file: string, tables: number, attachments: number) =>
      `restored from ${file}: ${tables} tables and ${attachments} attachments, each compared`,
    portTaken: 'the port is in use: close the program that uses it, or name another port with GOUJI_PORT',
  },
} as const satisfies Record<Language, unknown>

export type Words = (typeof words)[Language]

export const wordsIn = (language: Language): Words => words[language]
