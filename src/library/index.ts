export { type DecidedFinding, type Decision, decide, decidedFindings, decisionsOn } from './decisions.ts'
export { findingKeys, type Recognisable } from './finding-key.ts'
export { type LibraryProblemCode, libraryProblem, libraryProblems } from './problems.ts'
export {
  type ChangedFinding,
  changesOf,
  type Reading,
  type ReadingChanges,
  readingsOf,
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
