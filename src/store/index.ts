export {
  type AnyTransaction,
  type Connection,
  type ConnectionOptions,
  connect,
  type Database,
  type Store,
  type Transaction,
  within,
} from './database.ts'
export * from './ledger/index.ts'
export { type Migration, type MigrationRecord, migrate, recordedMigrations } from './migration.ts'
export { isRetryable, type StoreProblemCode, storeProblem, storeProblems } from './problems.ts'
export { fenOf, fenText, newId } from './values.ts'
