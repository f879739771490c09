import { bareName } from '../../kernel/index.ts'

/** Titles as compared: years and words that say nothing (情况, 说明) do not count. */
export const titleKey = (title: string): string => bareName(title).replace(/(?:19|20)\d\d年?度?/g, '')
export const titleCore = (title: string): string =>
  titleKey(title).replace(/的|有关|具体|情况|说明|公开|安排|预算(?=表)/g, '')

export function isAlike(first: string, second: string, organisation: string): boolean {
  const [a, b] = [first, second].map((title) => titleKey(title).replace(organisation, ''))
  if (a === undefined || b === undefined || a === '' || b === '') return false
  return (
    a === b || (Math.min(a.length, b.length) >= 4 && (a.endsWith(b) || b.endsWith(a) || a.includes(b) || b.includes(a)))
  )
}

export const isSame = (first: string, second: string, organisation: string): boolean =>
  titleCore(first).replace(organisation, '') === titleCore(second).replace(organisation, '')

/** Two titles of one place: most characters are the same. */
export function similarity(a: string, b: string): number {
  const signs = new Set(b)
  const shared = [...a].filter((sign) => signs.has(sign)).length
  return shared / Math.max(a.length, b.length, 1)
}
