import { Problem, type ProblemDefinition } from '../kernel/index.ts'

export const libraryProblems = {
  'document-unknown': {
    status: 404,
    title: { zh: '没有这份文档', en: 'There is no such document' },
    remedy: { zh: '它可能已被删除；回到文档库看看。', en: 'It may have been deleted; look in the library.' },
  },
  'not-read-yet': {
    status: 409,
    title: { zh: '这份文档还没有读出结果', en: 'The document has no result yet' },
    remedy: {
      zh: '等它读完；读不了的，按所示办法处理后重新放入。',
      en: 'Wait until it is read; if it cannot be, follow what is shown and add it again.',
    },
  },
  'batch-unknown': {
    status: 404,
    title: { zh: '没有这一批', en: 'There is no such batch' },
    remedy: { zh: '刷新页面，从批次列表里选。', en: 'Reload the page and choose one from the list of batches.' },
  },
  'finding-unknown': {
    status: 404,
    title: { zh: '没有这个问题', en: 'There is no such finding' },
    remedy: {
      zh: '重新核对后它可能已不在；刷新页面。',
      en: 'It may be gone since the document was checked again; reload the page.',
    },
  },
  'assignment-unknown': {
    status: 404,
    title: { zh: '没有这项报送任务', en: 'There is no such assignment' },
    remedy: { zh: '它可能已被撤回；刷新页面。', en: 'It may have been withdrawn; reload the page.' },
  },
  'reason-missing': {
    status: 400,
    title: { zh: '没有写理由', en: 'The reason is missing' },
    remedy: { zh: '写明理由，至少 4 个字。', en: 'Say why, in four characters or more.' },
  },
} as const satisfies Readonly<Record<string, ProblemDefinition>>

export type LibraryProblemCode = keyof typeof libraryProblems

export const libraryProblem = (code: LibraryProblemCode, detail = ''): Problem =>
  new Problem(code, libraryProblems[code], detail)
