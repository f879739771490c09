import { statementsOf } from '../facts/facts-of.ts'
import type { Statement } from '../facts/statement.ts'
import type { Reading } from '../model.ts'
import { allTies, type Ties } from './all-ties.ts'
import type { Cause } from './cause.ts'
import { findCauses } from './causes.ts'

/** Everything that the figures of one document say about each other, worked out once for all rules. */
export interface Diagnosis extends Ties {
  readonly statements: readonly Statement[]
  readonly causes: readonly Cause[]
}

const known = new WeakMap<object, Diagnosis>()

const MEANT: readonly string[] = ['budget', 'final-account']

function diagnose(reading: Pick<Reading, 'tables' | 'document'>): Diagnosis {
  const tables = MEANT.includes(reading.document.kind) ? reading.tables : []
  const statements = statementsOf(tables, reading.document)
  const ties = allTies(statements)
  return { ...ties, statements, causes: findCauses(ties.ties) }
}

export function diagnosisOf(reading: Pick<Reading, 'tables' | 'document'>): Diagnosis {
  const earlier = known.get(reading)
  if (earlier !== undefined) return earlier
  const diagnosis = diagnose(reading)
  known.set(reading, diagnosis)
  return diagnosis
}
