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
  'data-in-use': define(
    409,
    '数据目录正由另一个勾稽实例使用',
    'Another instance of Gouji works in the data folder',
    '请先停止另一个实例，或用 GOUJI_DATA 指定别的数据目录。',
    'Stop the other instance, or name another folder with GOUJI_DATA.',
  ),
  'data-of-another': define(
    500,
    '数据目录属于另一个用户',
    'The data folder belongs to another user',
    '请用原来的用户启动，或用 chown 把目录改归当前用户，或用 GOUJI_DATA 指定别的目录。',
    'Start as that user, hand the folder over with chown, or name another with GOUJI_DATA.',
  ),
  'no-database-user': define(
    500,
    '没有可以运行数据库的系统用户',
    'There is no system user to run the database as',
    '自带的数据库不能以 root 身份运行：请建立系统用户 gouji（useradd --system gouji），或以普通用户启动。',
    'The database does not run as root: create a user (useradd --system gouji), or start as an ordinary user.',
  ),
  'no-database-program': define(
    500,
    '自带的数据库不支持这种系统，或没有安装',
    'The database that comes along is not made for this system, or was not installed',
    '请重新运行 npm install；仍不行则用 DATABASE_URL 指定一台 PostgreSQL 15 以上的服务器。',
    'Run npm install again, or name a PostgreSQL server (15 or newer) with DATABASE_URL.',
  ),
  'database-does-not-start': define(
    500,
    '自带的数据库启动失败',
    'The database that comes along does not start',
    '请查看数据目录下 postgresql/log 的最后几行；磁盘空间不足时请先清理。',
    'See the last lines of postgresql/log in the data folder; free space if the disk is full.',
  ),
  'database-damaged': define(
    500,
    '数据目录不完整',
    'The data folder is incomplete',
    '请把最近的备份用 gouji restore 恢复到空的数据目录。',
    'Restore the latest backup into an empty data folder with gouji restore.',
  ),
  'no-such-job': define(404, '没有这项任务', 'There is no such job', '请刷新任务列表。', 'Reload the list of jobs.'),
  'job-not-open': define(
    409,
    '任务已经结束，不能取消',
    'The job has ended and cannot be cancelled',
    '请刷新任务列表。',
    'Reload the list of jobs.',
  ),
  'job-not-ended': define(
    409,
    '任务没有失败或取消，不需要重试',
    'The job has neither failed nor been cancelled',
    '请刷新任务列表。',
    'Reload the list of jobs.',
  ),
  'job-failed': define(
    500,
    '任务出错',
    'The job failed',
    '请点击“重试”；仍然失败时把这条原因告诉系统管理员。',
    'Try again; if it fails once more, tell the administrator this reason.',
  ),
  'job-worker-lost': define(
    503,
    '执行任务的进程中途停止',
    'The process that ran the job ended',
    '任务会自动重新排队；多次如此时请查看内存和日志。',
    'The job is queued again by itself; if it happens often, look at memory and the log.',
  ),
  'attachment-too-large': define(
    413,
    '附件过大',
    'The attachment is too large',
    '请压缩或拆分后再上传。',
    'Compress or split it and upload it again.',
  ),
  'no-such-attachment': define(404, '没有这个附件', 'There is no such attachment', '请刷新页面。', 'Reload the page.'),
  'attachment-missing': define(
    500,
    '附件的文件不见了',
    'The file of the attachment is gone',
    '请从备份恢复，或重新上传同一个文件：内容相同即自动补上。',
    'Restore a backup, or upload the same file again: the same content takes its place.',
  ),
  'attachments-damaged': define(
    500,
    '有附件损坏或丢失',
    'Attachments are damaged or missing',
    '请检查磁盘，并从备份恢复；重新上传同一个文件也会补上。',
    'Look at the disk and restore a backup; uploading the same file again also mends it.',
  ),
  'backup-damaged': define(
    422,
    '备份文件不完整或被改动，没有恢复任何内容',
    'The backup is incomplete or was altered; nothing was restored',
    '请使用另一份备份，或重新复制这一份后再试。',
    'Use another backup, or copy this one again.',
  ),
  'backup-newer': define(
    422,
    '备份由更新或不同版本的程序写成',
    'The backup was written by a newer or another edition of the program',
    '请先安装写这份备份的版本，再恢复。',
    'Install the version that wrote the backup, then restore.',
  ),
  'backup-exists': define(
    409,
    '备份文件已经存在',
    'The file of the backup is there already',
    '请换一个文件名；已有的备份不会被覆盖。',
    'Name another file; backups are never overwritten.',
  ),
  'no-such-backup': define(404, '找不到备份文件', 'There is no such backup', '请检查路径。', 'Check the path.'),
  'store-not-empty': define(
    409,
    '这里已经有数据，不能恢复',
    'There are data here already; a backup is not restored over them',
    '请用 GOUJI_DATA 指定一个空目录（使用 DATABASE_URL 时指定一个空数据库）再恢复。',
    'Name an empty folder with GOUJI_DATA (with DATABASE_URL an empty database) and restore there.',
  ),
  'restore-differs': define(
    500,
    '恢复的内容与备份不一致，已撤销',
    'What was restored differs from the backup and was undone',
    '请把这条原因和备份的版本告诉系统管理员。',
    'Tell the administrator this reason and the version of the backup.',
  ),
})

export type StoreProblemCode = keyof typeof storeProblems

export const storeProblem = (code: StoreProblemCode, detail = ''): Problem =>
  new Problem(code, storeProblems[code], detail)

/** True for problems that may be gone when the same is tried again. */
export const isRetryable = (error: unknown): boolean =>
  error instanceof Problem && (error.code === 'database-unavailable' || error.code === 'write-conflict')
