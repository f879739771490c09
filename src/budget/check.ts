import { readProse } from './claims/prose.ts'
import { joinRoots, joinWitnesses } from './common-cause.ts'
import { type Edition, editionOf } from './editions/index.ts'
import { factBookOf } from './facts/book.ts'
import { factsOf } from './facts/facts-of.ts'
import { applyRules, type Verdicts } from './finding.ts'
import { formRules } from './forms/form-rules.ts'
import type { Reading } from './model.ts'
import { proseRules } from './prose-rules.ts'
import { codeRules } from './ties/code-rules.ts'
import { withSettling } from './ties/confirmation.ts'
import { diagnosisOf } from './ties/diagnosis.ts'
import { figureRules } from './ties/figure-rules.ts'
import { unitRules } from './ties/unit-rules.ts'

/** The rules on figures and codes of tables. */
const tableRules = [...figureRules, ...unitRules, ...codeRules, ...formRules]

export const budgetRules = [...tableRules, ...proseRules]

export interface BudgetVerdicts extends Verdicts {
  /** What other documents of the organisation can be held against; null where there is nothing to compare. */
  readonly edition: Edition | null
}

/** Checks the figures, the sentences and the form of a document. A document of another kind is not checked. */
export function checkBudget(reading: Reading): BudgetVerdicts {
  const { document, tables } = reading
  if (document.kind === 'other') return { findings: [], receipts: [], edition: null }
  const book = factBookOf(withSettling(factsOf(tables, document), diagnosisOf(reading)), document)
  const prose = readProse(reading, book)
  const figures = applyRules(tableRules, reading, document.year)
  const sentences = applyRules(proseRules, prose, document.year)
  return {
    findings: joinWitnesses(figures.findings, joinRoots(sentences.findings)),
    receipts: [...figures.receipts, ...sentences.receipts],
    edition: editionOf(document, book.figures, prose.claims),
  }
}
