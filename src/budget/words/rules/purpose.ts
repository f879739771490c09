import { quoted } from '../../../kernel/index.ts'
import { whereIn } from '../../claims/passages.ts'
import { HELD, type Prose, whereOf } from '../../claims/prose.ts'
import { functional } from '../../classification/classification.ts'
import type { Bilingual, Outcome, Rule, Where } from '../../finding.ts'
import { glossaryEntries } from '../glossary.ts'

interface Category {
  readonly name: string
  /** What only this category pays for. */
  readonly words: RegExp
}

/** The classes that every organisation has for its staff: their purposes are copied from one to the other. */
const CATEGORIES: Readonly<Record<string, Category>> = {
  '208': { name: '社会保障和就业', words: /养老保险|职业年金|失业保险|工伤保险|抚恤/ },
  '210': { name: '卫生健康', words: /医疗保险|医疗补助|医疗保障|计划生育/ },
  '221': { name: '住房保障', words: /公积金|购房补贴|住房补贴|提租补贴|住房改革/ },
}
/** Words of one category that another may use too: then nothing can be said. */
const SHARED = /离退休|退休|离休|生育|职工福利|社会保险|社会保障|社保|五险|残疾|就业|人员经费|工资/

/** The category that a purpose belongs to by its words, when it is another than the one it is told of. */
function otherCategory(code: string, purpose: string): Category | null {
  const own = CATEGORIES[code.slice(0, 3)]
  if (own === undefined || own.words.test(purpose) || SHARED.test(purpose)) return null
  const others = Object.values(CATEGORIES).filter(({ words }) => words.test(purpose))
  const [other, second] = others
  return other === undefined || second !== undefined ? null : other
}

function outcomeOf(code: string, purpose: string, where: () => Where): Outcome | null {
  const own = CATEGORIES[code.slice(0, 3)]
  if (own === undefined) return null
  const other = otherCategory(code, purpose)
  if (other === null) return own.words.test(purpose) ? HELD : null
  const message: Bilingual = {
    zh: `${quoted(own.name)}类的用途写成了${quoted(other.name)}类的内容：${quoted(purpose.slice(0, 40))}`,
    en: `The purpose told for class ${code.slice(0, 3)} is that of another class: ${quoted(purpose.slice(0, 40))}`,
  }
  return { verdict: 'broken', where: [where()], message }
}

function* judgeClaims({ claims }: Prose): Iterable<Outcome> {
  for (const understood of claims) {
    const { claim, meaning } = understood
    const code = meaning.fact?.function
    if (code === undefined || claim.named === null) continue
    const outcome = outcomeOf(code, claim.named.text, () => whereOf(understood, claim.named?.span))
    if (outcome !== null) yield outcome
  }
}

function* judgeGlossary({ passages }: Prose): Iterable<Outcome> {
  for (const { passage, term, definition, isItem } of glossaryEntries(passages)) {
    const codes = isItem ? functional.byName(term).map(({ code }) => code) : []
    const [code] = codes
    if (code === undefined || codes.some((each) => each.slice(0, 3) !== code.slice(0, 3))) continue
    const outcome = outcomeOf(code, definition, () => whereIn(passage, { start: 0, end: passage.plain.text.length }))
    if (outcome !== null) yield outcome
  }
}

export const purpose: Rule<Prose> = {
  id: 'text.purpose',
  severity: 'warning',
  title: { zh: '用途与科目不符', en: 'A purpose is that of another class' },
  remedy: { zh: '按科目改写用途', en: 'Tell what this class pays for' },
  basis: { zh: '《政府收支分类科目》的科目说明', en: 'Definitions of the classification of revenue and expenditure' },
  *check(prose) {
    yield* judgeClaims(prose)
    yield* judgeGlossary(prose)
  },
}
