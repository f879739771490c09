import type { Reading } from '../budget/index.ts'
import { readForms } from './forms/assembly.ts'
import type { PerformanceReading } from './model.ts'

/** Reads the goal declarations, project applications and self-evaluations of a document. */
export function readPerformance(reading: Reading): PerformanceReading {
  const forms = readForms(reading.source)
  return { forms, tables: [] }
}
