export { canonical, type Json } from './canonical.ts'
export type { LedgerDraft, LedgerEntry, LedgerHead } from './entry.ts'
export { exportLedger, type LedgerProgress, verifyLedger } from './export.ts'
export { type KeyFolder, keyFolder } from './key-file.ts'
export { append, erasePayload, keepSm3, ledgerHead, ledgerMark } from './ledger.ts'
export { ledgerProblems } from './problems.ts'
export { type LedgerQuery, type LedgerSeals, ledgerEntry, ledgerPage, ledgerSeals, sealOver } from './read.ts'
export type { Seal, SealAlgorithm } from './seal.ts'
export { ensureSealKey, type Rotation, rotateSealKey, sealLedger } from './sealing.ts'
export { ledgerMigrations } from './tables.ts'
export { stampLatestSeal } from './time-stamp.ts'
export {
  certificatesOf,
  describeVerdict,
  LEDGER_REASONS,
  type LedgerReason,
  type LedgerVerdict,
  type VerifyOptions,
  verifyLedgerFile,
} from './verify.ts'
