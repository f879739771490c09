import { applyRules, type Finding, type Receipt } from '../finding.ts'
import { codeRules } from './code-rules.ts'
import { type FigureSubject, figureRules } from './figure-rules.ts'

/** The rules on figures and codes of tables, to stand in the one list of rules. */
export const tableRules = [...figureRules, ...codeRules]

/** Checks every tie between the figures of a document's tables. */
export function checkFigures(subject: FigureSubject): {
  readonly findings: readonly Finding[]
  readonly receipts: readonly Receipt[]
} {
  return applyRules(tableRules, subject, subject.document.year)
}
