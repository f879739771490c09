import { Problem, type ProblemDefinition } from '../../../kernel/index.ts'

/** What can be wrong with an archive, or with a file in it. */
const batchProblems = {
  'archive-damaged': {
    status: 400,
    title: { zh: '压缩包不完整', en: 'The archive is not whole' },
    remedy: {
      zh: '重新压缩成 .zip 再放入；里面的文件都没有保留。',
      en: 'Pack it again as .zip; nothing of it was kept.',
    },
  },
  'archive-encrypted': {
    status: 400,
    title: { zh: '压缩包加了密码', en: 'The archive has a password' },
    remedy: {
      zh: '重新压缩，不设密码；里面的文件都没有保留。',
      en: 'Pack it again without one; nothing of it was kept.',
    },
  },
  'archive-bomb': {
    status: 400,
    title: { zh: '压缩包解开后大得异常', en: 'The archive unpacks to an unlikely size' },
    remedy: {
      zh: '检查来源；确是文件的，分开压缩或直接放入文件夹。',
      en: 'Check where it comes from; if it is sound, pack it in parts or add the folder itself.',
    },
  },
  'archive-too-many': {
    status: 400,
    title: { zh: '压缩包里的文件超过 2,000 个', en: 'The archive holds more than 2,000 files' },
    remedy: { zh: '分成几个压缩包放入。', en: 'Add it in several archives.' },
  },
  'archive-too-large': {
    status: 413,
    title: { zh: '压缩包太大', en: 'The archive is too large' },
    remedy: {
      zh: '压缩包不超过 1 GB，解开后不超过 2 GB；分成几个放入。',
      en: 'It may have 1 GB, and 2 GB when unpacked; add it in several archives.',
    },
  },
  'archive-empty': {
    status: 400,
    title: { zh: '压缩包里没有文件', en: 'The archive holds no files' },
    remedy: { zh: '检查压缩包的内容。', en: 'Look at what it holds.' },
  },
  'entry-damaged': {
    status: 400,
    title: { zh: '压缩包里的这个文件已损坏', en: 'This file of the archive is damaged' },
    remedy: { zh: '重新取得这个文件，单独放入。', en: 'Get the file again and add it by itself.' },
  },
  'entry-packed-otherwise': {
    status: 400,
    title: { zh: '这个文件的压缩方式不受支持', en: 'This file is packed in a way that is not read' },
    remedy: { zh: '用普通的 .zip 方式重新压缩，或单独放入。', en: 'Pack it as an ordinary .zip, or add it by itself.' },
  },
  'entry-too-large': {
    status: 413,
    title: { zh: '文件太大', en: 'The file is too large' },
    remedy: {
      zh: '单个文件不超过 100 MB；拆开后分别放入。',
      en: 'One file may have 100 MB; split it and add the pieces.',
    },
  },
  'entry-archive': {
    status: 400,
    title: { zh: '压缩包里还有压缩包', en: 'An archive within the archive' },
    remedy: { zh: '解开它，直接放入里面的文件。', en: 'Unpack it and add the files themselves.' },
  },
} as const satisfies Readonly<Record<string, ProblemDefinition>>

export type BatchProblemCode = keyof typeof batchProblems

export const batchProblem = (code: BatchProblemCode, detail = ''): Problem =>
  new Problem(code, batchProblems[code], detail)
