import {
  type Bilingual,
  checkBudget,
  type Edition,
  type Finding,
  type Reading,
  type Receipt,
  understand,
} from '../budget/index.ts'
import { type ReadOptions, readDocument } from '../documents/index.ts'
import { checkPerformance, type PerformanceReading, readPerformance } from '../performance/index.ts'
import { doubtsOf } from './certificate.ts'
import { doubtRecognised } from './recognised.ts'

/** Everything that is known of one document once it has been read and checked. Plain data: it crosses threads. */
export interface Examination {
  readonly reading: Reading
  readonly performance: PerformanceReading
  /** Ordered by severity, then by place. */
  readonly findings: readonly Finding[]
  readonly receipts: readonly Receipt[]
  /** What keeps the document from being certified; empty when it is. */
  readonly doubts: readonly Bilingual[]
  /** What other documents of the same organisation can be held against; null for a document of another kind. */
  readonly edition: Edition | null
}

export const GRAVITY: Readonly<Record<Finding['severity'], number>> = { error: 0, warning: 1, hint: 2 }

/** Reads and checks one document. Throws a Problem when it cannot be read at all. */
export async function examine(bytes: Uint8Array, options: ReadOptions = {}): Promise<Examination> {
  const reading = understand(await readDocument(bytes, options))
  const performance = readPerformance(reading)
  const budget = checkBudget(reading)
  const goals = checkPerformance({ reading, performance })
  const found = doubtRecognised([...budget.findings, ...goals.findings], reading.source)
  const findings = [...found].sort((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity])
  const receipts = [...budget.receipts, ...goals.receipts]
  const doubts = doubtsOf(reading, performance, receipts)
  return { reading, performance, findings, receipts, doubts, edition: budget.edition }
}
