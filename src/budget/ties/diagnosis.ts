import { statementsOf } from '../facts/facts-of.ts'
import type { Statement } from '../facts/statement.ts'
import type { Reading } from '../model.ts'
import { allTies, type Ties } from './all-ties.ts'
import type { Cause } from './cause.ts'
import { findCauses } from './causes.ts'
import { canBeStated } from './confirmation.ts'
import type { Tie } from './tie.ts'

/** Everything that the figures of one document say about each other, worked out once for all rules. */
export interface Diagnosis extends Ties {
  readonly statements: readonly Statement[]
  readonly causes: readonly Cause[]
  /** Broken ties whose figures were read without a grid and are not confirmed: nothing is said of them. */
  readonly unconfirmed: ReadonlySet<Tie>
}

const known = new WeakMap<object, Diagnosis>()

const MEANT: readonly string[] = ['budget', 'final-account']

function diagnose(reading: Pick<Reading, 'tables' | 'document'>): Diagnosis {
  const tables = MEANT.includes(reading.document.kind) ? reading.tables : []
  const statements = statementsOf(tables, reading.document)
  const ties = allTies(statements)
  const found = findCauses(ties.ties)
  const isStated = canBeStated(ties.ties)
  const unconfirmed = new Set(found.filter((cause) => !isStated(cause)).flatMap((cause) => cause.ties))
  return { ...ties, statements, causes: found.filter(isStated), unconfirmed }
}

export function diagnosisOf(reading: Pick<Reading, 'tables' | 'document'>): Diagnosis {
  const earlier = known.get(reading)
  if (earlier !== undefined) return earlier
  const diagnosis = diagnose(reading)
  known.set(reading, diagnosis)
  return diagnosis
}
