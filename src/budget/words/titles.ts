import { bareName, remember } from '../../kernel/index.ts'

/** Titles as compared: years and words that say nothing (情况, 说明) do not count. */
export const titleKey = (title: string): string => bareName(title).replace(/(?:19|20)\d\d年?度?/g, '')
export const titleCore = (title: string): string =>
  titleKey(title).replace(/的|有关|具体|情况|说明|公开|安排|预算(?=表)/g, '')

/** Compares the titles of one document, in which the name of the publisher says nothing. */
export interface TitleComparison {
  isSame(first: string, second: string): boolean
  /** The one holds the other. */
  isAlike(first: string, second: string): boolean
}

export function comparisonOf(organisation: string): TitleComparison {
  // Every entry of the contents is compared with every title of the body.
  const key = remember((title) => titleKey(title).replace(organisation, ''))
  const core = remember((title) => titleCore(title).replace(organisation, ''))
  return {
    isSame: (first, second) => core(first) === core(second),
    isAlike: (first, second) => contains(key(first), key(second)),
  }
}

function contains(a: string, b: string): boolean {
  if (a === '' || b === '') return false
  return a === b || (Math.min(a.length, b.length) >= 4 && (a.includes(b) || b.includes(a)))
}

/** Two titles of one place: most characters are the same. */
export function similarity(a: string, b: string): number {
  const signs = new Set(b)
  const shared = [...a].filter((sign) => signs.has(sign)).length
  return shared / Math.max(a.length, b.length, 1)
}
