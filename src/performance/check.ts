import { applyRules, type Rule, type Verdicts } from '../budget/index.ts'
import type { PerformanceSubject } from './model.ts'

export const performanceRules: readonly Rule<PerformanceSubject>[] = []

export const checkPerformance = (subject: PerformanceSubject): Verdicts =>
  applyRules(performanceRules, subject, subject.reading.document.year)
