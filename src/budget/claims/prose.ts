import type { FactBook } from '../facts/fact-book.ts'
import type { Outcome, Where } from '../finding.ts'
import type { Reading } from '../model.ts'
import { type Passage, readPassages, whereIn } from './passages.ts'
import type { Span } from './printed.ts'
import { type UnderstoodClaim, understandClaims } from './understanding.ts'

/** Everything that the rules about words and sentences look at. */
export interface Prose {
  readonly reading: Reading
  readonly book: FactBook
  readonly passages: readonly Passage[]
  readonly claims: readonly UnderstoodClaim[]
}

export function readProse(reading: Reading, book: FactBook): Prose {
  const passages = readPassages(reading)
  return { reading, book, passages, claims: understandClaims(reading, passages) }
}

export const HELD: Outcome = { verdict: 'held' }

export const notEvaluated = (zh: string, en: string): Outcome => ({ verdict: 'not-evaluated', why: { zh, en } })

/** Where a claim, or one figure of it, is printed. */
export const whereOf = ({ claim, passage }: UnderstoodClaim, span: Span = claim.span): Where => whereIn(passage, span)
