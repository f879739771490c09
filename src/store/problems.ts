import { Problem, type ProblemDefinition } from '../kernel/index.ts'

const define = (status: number, zh: string, en: string, remedyZh: string, remedyEn: string): ProblemDefinition => ({
  status,
  title: { zh, en },
  remedy: { zh: remedyZh, en: remedyEn },
})

/** What can go wrong between the program and its store that people can cause or mend. */
export const storeProblems = Object.freeze({
  'database-unavailable': define(
    503,
    '数据库暂时连不上',
    'The database cannot be reached at the moment',
    '请稍候重试；如一直如此，请查看系统页面或日志。',
    'Try again shortly; if it stays so, look at the system page or the log.',
  ),
  'commit-unconfirmed': define(
    503,
    '保存时与数据库的连接中断，不能确定是否已保存',
    'The connection broke while saving; whether it was saved is not known',
    '请刷新页面查看是否已保存，没有再重新提交。',
    'Reload and look whether it was saved before submitting again.',
  ),
  'write-conflict': define(
    409,
    '与另一项同时进行的修改冲突',
    'Another change made at the same time got in the way',
    '请重试。',
    'Try again.',
  ),
  'disk-full': define(
    507,
    '磁盘空间已满，没有保存',
    'The disk is full; nothing was saved',
    '请清理磁盘或扩大数据目录所在的分区，之后会自动恢复；已有数据不受影响。',
    'Free space or enlarge the disk of the data folder; saving then works again, nothing is damaged.',
  ),
  'database-newer': define(
    500,
    '数据由更新版本的程序写成',
    'The data were written by a newer version of the program',
    '请使用更新的版本启动，或用较早的备份恢复到空目录。',
    'Start the newer version, or restore an older backup into an empty folder.',
  ),
  'migration-altered': define(
    500,
    '数据表由内容不同的另一版程序建立',
    'The tables were made by another edition of the program',
    '请使用原来的版本启动，或把备份恢复到空目录。',
    'Start the edition that made them, or restore a backup into an empty folder.',
  ),
  'server-too-old': define(
    500,
    'PostgreSQL 服务器版本过低',
    'The PostgreSQL server is too old',
    '请使用 PostgreSQL 15 或更新版本；或不设置 DATABASE_URL，使用自带的数据库。',
    'Use PostgreSQL 15 or newer, or leave DATABASE_URL unset and use the database that comes with the product.',
  ),
})

export type StoreProblemCode = keyof typeof storeProblems

export const storeProblem = (code: StoreProblemCode, detail = ''): Problem =>
  new Problem(code, storeProblems[code], detail)

/** True for problems that may be gone when the same is tried again. */
export const isRetryable = (error: unknown): boolean =>
  error instanceof Problem && (error.code === 'database-unavailable' || error.code === 'write-conflict')
