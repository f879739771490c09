import { applyRules, type Verdicts } from '../budget/index.ts'
import type { PerformanceSubject } from './model.ts'
import { performanceRules } from './rules/all.ts'

/** Checks the performance forms of a document: one finding for each cause, one receipt for each rule. */
export const checkPerformance = (subject: PerformanceSubject): Verdicts =>
  applyRules(performanceRules, subject, subject.reading.document.year)
