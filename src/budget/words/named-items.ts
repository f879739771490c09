import type { UnderstoodClaim } from '../claims/understanding.ts'
import { economicOfDepartments, functional } from '../classification/classification.ts'

export interface NamedItem {
  readonly name: string
  /** Codes that bear the name; several where one name stands below several sections. */
  readonly codes: readonly string[]
  /** Offsets in the plain text of the passage. */
  readonly start: number
  readonly end: number
}

const OPENING = /^(?:(?:主要是?|是)?用于|(?:主要|具体)?包括|包含)[:：]?/
const SEPARATOR =
  /[、，,;；。:：]|(?<!个人)和(?=[^、，]{3,}(?:费|贴|金|助|资|支出|等|事务))|以及|及(?=[^、，]{3,}(?:费|贴|金|助|资|支出|等|事务))/g
const DECORATION = /^(?:(?:在职|退休|离退休)?人员的?|包括|用于)|等(?:方面)?(?:的?支出)?$/g

/** The names of a list with their offsets: 主要用于：办公费、印刷费、…等。 */
function* namesIn({ claim }: UnderstoodClaim): Iterable<{ name: string; start: number; end: number }> {
  if (claim.named === null) return
  const { text, span } = claim.named
  const opening = OPENING.exec(text)?.[0].length ?? 0
  let start = opening
  const cut = function* (end: number, next: number): Iterable<{ name: string; start: number; end: number }> {
    const name = text.slice(start, end).trim()
    if (name !== '') yield { name, start: span.start + start, end: span.start + end }
    start = next
  }
  for (const match of text.slice(opening).matchAll(SEPARATOR)) {
    const at = opening + match.index
    yield* cut(at, at + match[0].length)
  }
  yield* cut(text.length, text.length)
}

const isOpen = (text: string): boolean => /等(?:方面)?(?:的?支出)?。?$/.test(text.trim())

/** True where a list ends with 等 and so does not claim to be complete. */
export const isOpenList = ({ claim }: UnderstoodClaim): boolean => claim.named !== null && isOpen(claim.named.text)

/** Economic items that a list of basic expenditure names, by code. */
export function economicItems(understood: UnderstoodClaim): NamedItem[] {
  return [...namesIn(understood)].flatMap(({ name, start, end }) => {
    const plain = name.replace(DECORATION, '')
    const found = economicOfDepartments.byName(plain).filter(({ code }) => code.length === 5)
    return found.length === 0 ? [] : [{ name: plain, codes: found.map(({ code }) => code), start, end }]
  })
}

/** Functional items below a class that a sentence about the class names. */
export function functionalItems(understood: UnderstoodClaim): NamedItem[] {
  const above = understood.meaning.fact?.function
  if (above === undefined) return []
  return [...namesIn(understood)].flatMap(({ name, start, end }) => {
    const plain = name.replace(DECORATION, '')
    if (plain.length < 4) return []
    const found = functional.byName(plain).filter(({ code }) => code.startsWith(above) && code.length > above.length)
    return found.length === 0 ? [] : [{ name: plain, codes: found.map(({ code }) => code), start, end }]
  })
}
