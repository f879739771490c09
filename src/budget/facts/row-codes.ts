import { normalize, withoutOrdinal } from '../../kernel/index.ts'
import {
  type Classification,
  economicOfDepartments,
  economicOfGovernment,
  functional,
  nameKey,
} from '../classification/classification.ts'
import type { Row } from '../model.ts'
import { meaningOf } from '../vocabulary/meaning.ts'
import type { PartialFact } from '../vocabulary/terms.ts'

/** How the rows of one side of a table are classified. `list`: by the names of incomes, funds or items. */
export type RowScheme = 'function' | 'economy' | 'government-economy' | 'list'

const CODED = /^\[?(\d{3}(?:\d{2}){0,2})\]?[-—:：]?(\D.*)$/

/** The code printed beside a name, or within it: [201]一般公共服务支出, 2013601-行政运行. */
export function codeOf(row: Row): { readonly code: string | null; readonly name: string } {
  if (row.code !== null && row.code !== '') return { code: row.code.replace(/\s+/g, ''), name: row.name }
  const match = CODED.exec(normalize(row.name))
  return match === null ? { code: null, name: row.name } : { code: match[1] ?? null, name: match[2] ?? row.name }
}

function isNamedSo(classification: Classification, code: string, name: string): boolean {
  const entry = classification.byCode(code)
  if (entry === null || entry.trust === 'low' || entry.trust === 'unseen') return false
  const key = nameKey(name)
  return [entry.name, ...entry.otherNames].some((known) => nameKey(known) === key)
}

const countNamed = (rows: readonly Row[], classification: Classification): number =>
  rows.filter((row) => {
    const { code, name } = codeOf(row)
    return code !== null && isNamedSo(classification, code, name)
  }).length

/** Codes alone do not tell a unit 201001 from a function: the names beside them do. */
export function codedScheme(rows: readonly Row[]): RowScheme | null {
  const coded = rows.filter((row) => codeOf(row).code !== null).length
  if (coded === 0) return null
  const counts: [RowScheme, number][] = [
    ['function', countNamed(rows, functional)],
    ['economy', countNamed(rows, economicOfDepartments)],
    ['government-economy', countNamed(rows, economicOfGovernment)],
  ]
  const best = counts.reduce((so, next) => (next[1] > so[1] ? next : so))
  return best[1] * 3 >= coded ? best[0] : null
}

const countKnown = (names: readonly string[], classification: Classification): number =>
  names.filter((name) => classification.byName(name).length > 0).length

/** The scheme of rows without codes, from what most names are. */
export function namedScheme(rows: readonly Row[]): RowScheme {
  const names = rows.filter((row) => meaningOf(row.name)?.role !== 'total').map((row) => withoutOrdinal(row.name))
  const asFunction = countKnown(names, functional)
  const asEconomy = countKnown(names, economicOfDepartments)
  if (Math.max(asFunction, asEconomy) * 2 < names.length || names.length === 0) return 'list'
  return asEconomy > asFunction ? 'economy' : 'function'
}

const isCode = (code: string, firstDigits: RegExp): boolean =>
  /^\d{3}(\d{2}){0,2}$/.test(code) && firstDigits.test(code)

/**
 * A narrow column or a scan cuts the beginning of a code: 302 beside 退休费 is 30302. Where the name belongs to a code that
 * ends like the printed one and not to the printed one itself, that code is meant.
 */
export function wholeCode(code: string, name: string, scheme: RowScheme): string {
  const classification = scheme === 'function' ? functional : scheme === 'economy' ? economicOfDepartments : null
  if (classification === null || isNamedSo(classification, code, name)) return code
  const meant = classification.byName(name).filter((entry) => entry.code !== code && entry.code.endsWith(code))
  return meant.length === 1 ? (meant[0]?.code ?? code) : code
}

/** The fact of a printed code under a scheme; null for a code of something else (a unit, a project). */
export function factOfCode(code: string, scheme: RowScheme): PartialFact | null {
  if (scheme === 'function' && isCode(code, /^2/)) return { flow: 'expenditure', function: code }
  if (scheme === 'economy' && isCode(code, /^3/)) return { flow: 'expenditure', economy: code }
  return null
}

/**
 * Classifications that stand in columns of words: 功能分类科目 2013601-行政运行 beside 部门经济分类科目 30101-基本工资.
 * The government's economic classification says nothing that the department's does not.
 */
export function factOfWords(row: Row): PartialFact {
  const fact: { function?: string; economy?: string } = {}
  for (const [head, word] of Object.entries(row.words)) {
    const code = CODED.exec(normalize(word.text))?.[1]
    if (code === undefined || head.includes('政府')) continue
    if (code.startsWith('2') && head.includes('功能')) fact.function = code
    if (code.startsWith('3') && head.includes('经济')) fact.economy = code
  }
  return fact
}

/** 一般行政管理事务 is 02 below every 款 that has it: the ending that most of its codes share. */
function usualEnding(codes: readonly string[]): string | null {
  const counts = new Map<string, number>()
  for (const code of codes) counts.set(code.slice(5), (counts.get(code.slice(5)) ?? 0) + 1)
  const [best] = [...counts].sort((a, b) => b[1] - a[1])
  return best === undefined || best[1] * 2 <= codes.length ? null : best[0]
}

/**
 * Resolves a name without code below the codes above it: 其他支出 below 229 is 22999, at the top it is 229. A name that is
 * known below other 款 only takes its usual ending below the 款 above.
 */
export function codeByName(name: string, chain: readonly string[], classification: Classification): string | null {
  const candidates = classification.byName(name)
  for (const above of [...chain].reverse()) {
    const below = candidates.find((entry) => entry.code.startsWith(above) && entry.code.length === above.length + 2)
    if (below !== undefined) return below.code
  }
  const top = candidates.find((entry) => entry.code.length === 3)
  if (top !== undefined) return top.code
  const section = chain.find((above) => above.length === 5)
  const ending = usualEnding(candidates.map((entry) => entry.code).filter((code) => code.length === 7))
  return section === undefined || ending === null ? null : `${section}${ending}`
}
