/** The verifier that anybody can run by itself is the one that the product runs. */
export {
  certificatesOf,
  describe as describeVerdict,
  type LedgerBreak,
  type LedgerReason,
  type LedgerVerdict,
  REASONS as LEDGER_REASONS,
  readTimeStamp,
  type VerifyOptions,
  verifyFile as verifyLedgerFile,
  verifyLines as verifyLedgerLines,
} from '../../../scripts/verify-ledger.mjs'
