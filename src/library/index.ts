export { type DecidedFinding, type Decision, decide, decidedFindings, decisionsOn } from './decisions.ts'
export {
  attachmentOf,
  attachmentsOf,
  countDocuments,
  type DocumentEntry,
  type DocumentQuery,
  deleteDocument,
  documentEntry,
  documentPage,
  documentsRead,
  insertDocument,
  type NewDocument,
  offerOnce,
  type PartPlace,
  partOf,
} from './documents.ts'
export { exportOf, insertExport, type KeptExport } from './exports.ts'
export { findingKeys, type Recognisable } from './finding-key.ts'
export { type LibraryProblemCode, libraryProblem, libraryProblems } from './problems.ts'
export {
  type ChangedFinding,
  changesOf,
  type Reading,
  type ReadingChanges,
  readingsOf,
  saveProblem,
  saveReading,
} from './readings.ts'
export {
  DECISIONS,
  type DecisionRow,
  type DecisionVerdict,
  type DocumentRow,
  type FindingRow,
  type FindingSeverity,
  libraryMigrations,
  type ReadingRow,
} from './tables.ts'
