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
  /** The first blank of a form that nobody has filled in. */
  readonly blank?: Passage
}

const BLANK = /[X×x]{2,}|_{3,}/g
/** A form that nobody has filled in has more of these than a careless document ever leaves. */
const MANY_BLANKS = 20

/** The official template itself: nothing is claimed yet, so nothing can be wrong. */
function isBlankForm(passages: readonly Passage[], claims: readonly UnderstoodClaim[]): boolean {
  const blanks = passages.reduce((count, { plain }) => count + (plain.text.match(BLANK)?.length ?? 0), 0)
  const stated = claims.filter(({ claim }) => claim.amount !== null).length
  return blanks >= MANY_BLANKS && stated * 5 < blanks
}

/** The words of a document, ready for the rules. What is no budget or account, or a blank form, says nothing. */
export function readProse(reading: Reading, book: FactBook): Prose {
  const none: Prose = {
    reading: { ...reading, contents: [], headings: [], tables: [], regions: [] },
    book,
    passages: [],
    claims: [],
  }
  if (reading.document.kind === 'other') return none
  const passages = readPassages(reading)
  const claims = understandClaims(reading, passages)
  if (!isBlankForm(passages, claims)) return { reading, book, passages, claims }
  const blank = passages.find(({ plain }) => plain.text.search(BLANK) >= 0)
  return blank === undefined ? none : { ...none, blank }
}

export const HELD: Outcome = { verdict: 'held' }

export const notEvaluated = (zh: string, en: string): Outcome => ({ verdict: 'not-evaluated', why: { zh, en } })

/** The figure of the table that a sentence would be held against is not certain. */
export const UNSETTLED: Outcome = {
  verdict: 'not-evaluated',
  why: {
    zh: '对应表格由无表格线的文本读出，数字所在栏次未能确定',
    en: 'its table was read without a grid and the column of the figure is not settled',
  },
  isUnsettled: true,
}

/** Where a claim, or one figure of it, is printed. */
export const whereOf = ({ claim, passage }: UnderstoodClaim, span: Span = claim.span): Where => whereIn(passage, span)

/** Quotes the subject with its amount and leads to the line that holds the amount, where a sentence goes over lines. */
export function whereOfAmount(understood: UnderstoodClaim): Where {
  const { claim } = understood
  if (claim.amount === null) return whereOf(understood)
  const { span } = claim.amount
  return { ...whereOf(understood, { start: claim.span.start, end: span.end }), at: whereOf(understood, span).at }
}
