import type { Change, DocumentName } from './document.ts'

/** One thing that a reviewer expects to be caught, put into a document in which nothing is wrong. */
export interface Expectation {
  /** The line of the reviewers' list. */
  readonly line: number
  /** The formula of the list of formulas that it breaks. */
  readonly formula?: string
  readonly thing: string
  readonly in: DocumentName
  readonly change: readonly Change[]
  /** Any of these rules must say so. */
  readonly by: readonly string[]
}

type Made = readonly [thing: string, change: readonly Change[], by: string, formula?: string]

/** The expectations of one line in one document; rules that may speak are parted by spaces. */
export const expect = (line: number, document: DocumentName, made: readonly Made[]): readonly Expectation[] =>
  made.map(([thing, change, by, formula]) => ({
    line,
    thing,
    in: document,
    change,
    by: by.split(' '),
    ...(formula === undefined ? {} : { formula }),
  }))
