export { type AttachmentReport, Attachments } from './attachments/attachments.ts'
export type { Attachment } from './attachments/tables.ts'
export { type BackupSource, writeBackup } from './backup/backup.ts'
export type { BackupReport, Mark } from './backup/model.ts'
export { restoreBackup, type VerifiedBackup, verifyBackup } from './backup/restore.ts'
export {
  type AnyTransaction,
  type Connection,
  type ConnectionOptions,
  connect,
  type Database,
  type PoolLoad,
  type Store,
  type Transaction,
  within,
} from './database.ts'
export { type Events, type Listener, openEvents, publish, type StoreEvent } from './events.ts'
export { inspectStore, type StoreInspection } from './inspection.ts'
export { type JobContext, type JobKind, jobKind, type RunnableKind, runnable } from './jobs/kind.ts'
export {
  cancelJob,
  countJobs,
  type EnqueueOptions,
  enqueue,
  findJob,
  type JobFilter,
  listJobs,
  openJobs,
  pruneJobs,
  retryJob,
  withdrawJob,
} from './jobs/queue.ts'
export { isCronPattern, type Schedule, schedule } from './jobs/schedule.ts'
export { JOB_STATES, JOB_TOPIC, type Job, type JobChange, type JobState } from './jobs/tables.ts'
export { startWorker, type Worker, type WorkerOptions } from './jobs/worker.ts'
export { attachmentCheck, newestBackup, scheduledBackup } from './kinds.ts'
export * from './ledger/index.ts'
export { type Migration, type MigrationRecord, migrate, recordedMigrations } from './migration.ts'
export { joinStore, type OpenedStore, openStore, type StorePlace, storeMigrations } from './open.ts'
export { isRetryable, type StoreProblemCode, storeProblem, storeProblems } from './problems.ts'
export { fenOf, fenText, newId } from './values.ts'
