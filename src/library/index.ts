export {
  type Assignment,
  type AssignmentOutcome,
  assignmentOf,
  DAYS_TO_PUBLISH,
  dayAfter,
  dueAfter,
  giveAssignments,
  withdrawAssignment,
} from './assignments.ts'
export {
  type BatchEntry,
  type BatchItem,
  batchItems,
  batchOf,
  batchPage,
  endUnpacking,
  insertBatch,
  insertBatchItem,
  type NewBatch,
  type NewBatchItem,
  setBatchFiles,
  unpackedEntries,
} from './batches.ts'
export { type BoardQuery, type BoardRow, boardRows, boardYears } from './board.ts'
export { type DiscussedFinding, discussedFindings, type Statement, state } from './decisions.ts'
export {
  type AccountRead,
  accountsRead,
  attachmentOf,
  attachmentsOf,
  countDocuments,
  type DocumentEntry,
  type DocumentQuery,
  deleteDocument,
  documentEntry,
  documentPage,
  insertDocument,
  type NewDocument,
  type OpenFindings,
  offerOnce,
  outdatedDocuments,
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
  ANSWERS,
  type Answer,
  ASSIGNED_KINDS,
  type AssignedKind,
  type AssignmentRow,
  type BatchRow,
  DECISIONS,
  type Decision,
  type DocumentRow,
  type FindingRow,
  type FindingSeverity,
  isDecision,
  libraryMigrations,
  type ReadingRow,
  type StatementRow,
} from './tables.ts'
