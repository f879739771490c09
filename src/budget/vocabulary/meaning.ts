import { bareName, remember, withoutOrdinal } from '../../kernel/index.ts'
import { type Classification, economicOfDepartments, functional } from '../classification/classification.ts'
import { mergeFacts } from './merging.ts'
import { type PartialFact, type Role, TERMS, type Term, TITLE_WORDS } from './terms.ts'
import { ITEMS, isWithin } from './trees.ts'

/** What a phrase says about the figure that it heads, names or mentions. */
export interface Meaning {
  readonly fact: PartialFact
  readonly role: Role
  /** Years before the document's: 上年 is 1. Absent: the document's year or the one in `fact`. */
  readonly yearsBack?: number
}

export interface MeaningOptions {
  /** What the heads above have said: 购置费 below 公务用车购置及运行费. */
  readonly above?: PartialFact
  /** Names of this classification come before everything else: a row 国有资本经营预算支出 among functional classes. */
  readonly among?: 'function' | 'economy'
  /** Words of titles and headings count too: 总表, 情况, 按功能分类. */
  readonly isTitle?: boolean
}

const LONGEST_PHRASE = 60

function indexTerms(): Map<string, Term[]> {
  const index = new Map<string, Term[]>()
  const enter = (wording: string, term: Term) => index.set(wording, [...(index.get(wording) ?? []), term])
  for (const term of TERMS) for (const wording of term.wordings) enter(wording, term)
  return index
}

const BY_WORDING: ReadonlyMap<string, readonly Term[]> = indexTerms()
const TITLE_TERM: Term = { wordings: TITLE_WORDS }
const TITLE_SET: ReadonlySet<string> = new Set(TITLE_WORDS)
const LONGEST_WORDING = Math.max(...[...BY_WORDING.keys(), ...TITLE_WORDS].map((wording) => wording.length))

function termFor(wording: string, options: MeaningOptions): Term | null {
  const terms = BY_WORDING.get(wording) ?? []
  const fitting = terms.find((term) => term.below === undefined || isWithin(ITEMS, options.above?.item, term.below))
  return fitting ?? (options.isTitle === true && TITLE_SET.has(wording) ? TITLE_TERM : null)
}

/** The longest term that begins at a position of a text, for reading past unknown words. */
export function longestTermAt(
  text: string,
  from: number,
  options: MeaningOptions = {},
): { readonly term: Term; readonly length: number } | null {
  for (let end = Math.min(text.length, from + LONGEST_WORDING); end > from; end -= 1) {
    const term = termFor(text.slice(from, end), options)
    if (term !== null) return { term, length: end - from }
  }
  return null
}

/** Covers the text with terms from left to right, the longest first, going back where a choice leads nowhere. */
function cover(text: string, options: MeaningOptions, dead = new Set<number>(), from = 0): readonly Term[] | null {
  if (from === text.length) return []
  if (dead.has(from)) return null
  for (let end = Math.min(text.length, from + LONGEST_WORDING); end > from; end -= 1) {
    const term = termFor(text.slice(from, end), options)
    const rest = term === null ? null : cover(text, options, dead, end)
    if (term !== null && rest !== null) return [term, ...rest]
  }
  dead.add(from)
  return null
}

/** When several roles meet, the first of these speaks: 其中：小计 is of-which, 合计金额 is a total. */
const ROLES: readonly Role[] = [
  'of-which',
  'derived',
  'line-number',
  'count',
  'code',
  'words',
  'grand-total',
  'total',
  'name',
  'part',
]

function combine(terms: readonly Term[]): Meaning | null {
  let fact: PartialFact | null = {}
  for (const term of terms) fact = fact === null ? null : mergeFacts(fact, term.fact ?? {})
  if (fact === null) return null
  const roles = new Set<Role>(terms.map((term) => term.role ?? 'part'))
  const yearsBack = terms.find((term) => term.yearsBack !== undefined)?.yearsBack
  const role = ROLES.find((candidate) => roles.has(candidate)) ?? 'part'
  return { fact, role, ...(yearsBack === undefined ? {} : { yearsBack }) }
}

function classified(text: string, classification: Classification, key: 'function' | 'economy'): Meaning | null {
  const [first, second] = classification.byName(text)
  if (first === undefined) return null
  const isUnique = second === undefined || first.code.length < second.code.length
  return isUnique ? { fact: { flow: 'expenditure', [key]: first.code }, role: 'part' } : null
}

const functionOf = (text: string): Meaning | null => classified(text, functional, 'function')
const economyOf = (text: string): Meaning | null => classified(text, economicOfDepartments, 'economy')

function plainMeaning(text: string, options: MeaningOptions): Meaning | null {
  const preferred =
    options.among === 'function' ? functionOf(text) : options.among === 'economy' ? economyOf(text) : null
  if (preferred !== null) return preferred
  const terms = cover(text, options)
  return terms === null ? (functionOf(text) ?? economyOf(text)) : combine(terms)
}

const OF_WHICH = /^其中[:：]?/
const YEAR = /((?:19|20)\d{2})年?度?/
const LEVEL_MARK = /[（(](?:类|款|项|类级|款级|项级)[）)]/g

function readPhrase(phrase: string, options: MeaningOptions): Meaning | null {
  const trimmed = phrase.replace(/[\s\u3000]+/g, '')
  const inner = withoutOrdinal(trimmed.replace(OF_WHICH, '')).replace(OF_WHICH, '').replace(LEVEL_MARK, '')
  const year = YEAR.exec(inner)
  const text = bareName(withoutOrdinal(year === null ? inner : inner.replace(YEAR, '')))
  if (text.length > LONGEST_PHRASE) return null
  const isOfWhich = /其中/.test(trimmed.slice(0, trimmed.length - inner.length + 2))
  if (text === '' && year === null) return isOfWhich ? { fact: {}, role: 'of-which' } : null
  const plain: Meaning | null = text === '' ? { fact: {}, role: 'part' } : plainMeaning(text, options)
  if (plain === null) return null
  const fact = year === null ? plain.fact : { ...plain.fact, year: Number(year[1]) }
  return { ...plain, fact, role: isOfWhich ? 'of-which' : plain.role }
}

/** The same few names head and name the rows of all tables. */
const ANYWHERE = remember((phrase) => readPhrase(phrase, {}))
const AMONG = {
  function: remember((phrase) => readPhrase(phrase, { among: 'function' })),
  economy: remember((phrase) => readPhrase(phrase, { among: 'economy' })),
} as const

/**
 * What a phrase means, or null when its words are not all known. Ordinals, spaces, brackets, （类）（款）（项）, a leading
 * 其中： and a year are understood: 一、一般公共预算财政拨款收入 → {flow income, fund general}.
 */
export function meaningOf(phrase: string, options: MeaningOptions = {}): Meaning | null {
  if (options.above !== undefined || options.isTitle === true) return readPhrase(phrase, options)
  return (options.among === undefined ? ANYWHERE : AMONG[options.among])(phrase)
}

/** A change or a count stays one whatever stands below it: 增减变化/合计. */
const STICKY: readonly Role[] = ['derived', 'count']

/**
 * What a stack of heads means together, outermost first: ['公务用车购置及运行费', '小计'] is the vehicles in total. Null
 * when one of them is not understood or two contradict each other.
 */
export function meaningOfPath(path: readonly string[], options: MeaningOptions = {}): Meaning | null {
  let whole: Meaning = { fact: options.above ?? {}, role: 'part' }
  for (const level of path) {
    const part = meaningOf(level, { ...options, above: whole.fact })
    const fact = part === null ? null : mergeFacts(whole.fact, part.fact)
    if (part === null || fact === null) return null
    const yearsBack = part.yearsBack ?? whole.yearsBack
    const role = STICKY.includes(whole.role) ? whole.role : part.role
    whole = { fact, role, ...(yearsBack === undefined ? {} : { yearsBack }) }
  }
  return whole
}
