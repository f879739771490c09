import { bareName } from '../../kernel/index.ts'
import { ECONOMIC_DEPARTMENT } from './economic-department-data.ts'
import { ECONOMIC_GOVERNMENT } from './economic-government-data.ts'
import { FUNCTIONAL } from './functional-data.ts'
import { OTHER_NAMES } from './other-names.ts'
import { REVENUE } from './revenue-data.ts'

/** How well a code is attested: many documents, a few, one, or none that was seen. */
export type Trust = 'high' | 'medium' | 'low' | 'unseen'

export interface ClassificationEntry {
  readonly code: string
  readonly name: string
  /** Wordings of other years or regions. */
  readonly otherNames: readonly string[]
  /** First and last year in which a document was seen to print it; null where none was. */
  readonly years: readonly [number, number] | null
  readonly trust: Trust
}

/**
 * A tree of codes in which a child's code begins with its parent's. No list is complete: a code that is missing here
 * is a reason for a warning, never for an error.
 */
export interface Classification {
  readonly entries: readonly ClassificationEntry[]
  byCode(code: string): ClassificationEntry | null
  /** Entries of a name, old and regional wordings included, 类 before 款 before 项. Often several: 行政运行. */
  byName(name: string): readonly ClassificationEntry[]
}

const TRUST: Readonly<Record<string, Trust>> = { h: 'high', m: 'medium', l: 'low', u: 'unseen' }

const keys = new Map<string, string>()
const MOST_KEYS = 20_000

/** 一、一般公共服务支出, 一般公共服务 and 一般公共服务支出（类） are one name; 行政运行（…事务） is 行政运行. */
export function nameKey(name: string): string {
  const known = keys.get(name)
  if (known !== undefined) return known
  if (keys.size > MOST_KEYS) keys.clear()
  const key = plainKey(name)
  keys.set(name, key)
  return key
}

function plainKey(name: string): string {
  const bare = bareName(name.replace(/[（(][类款项][）)]/g, '').replace(/[（(][^（()）]*事务[）)]$/, ''))
  return bare
    .replace(/(.{2,}?)(?:等?(?:支出|事务支出|事务))$/, '$1')
    .replace(/费用$/, '费')
    .replace(/^对个人和家庭的补助$/, '对个人和家庭补助')
}

function parseEntry(line: string): ClassificationEntry {
  const [code = '', name = '', years = '-', trust = 'u'] = line.split(' ')
  const span = /^(\d{4})-(\d{4})$/.exec(years)
  return {
    code,
    name,
    otherNames: OTHER_NAMES[code] ?? [],
    years: span === null ? null : [Number(span[1]), Number(span[2])],
    trust: TRUST[trust] ?? 'unseen',
  }
}

function indexNames(entries: readonly ClassificationEntry[]): Map<string, ClassificationEntry[]> {
  const names = new Map<string, ClassificationEntry[]>()
  for (const entry of entries) {
    for (const key of new Set([entry.name, ...entry.otherNames].map(nameKey))) {
      const same = names.get(key)
      if (same === undefined) names.set(key, [entry])
      else same.push(entry)
    }
  }
  for (const same of names.values()) same.sort((a, b) => a.code.length - b.code.length)
  return names
}

function classificationOf(data: string): Classification {
  const entries = data.trim().split('\n').map(parseEntry)
  const codes = new Map(entries.map((entry) => [entry.code, entry]))
  const names = indexNames(entries)
  return {
    entries,
    byCode: (code) => codes.get(code) ?? null,
    byName: (name) => names.get(nameKey(name)) ?? [],
  }
}

/** 支出功能分类: 3 digits 类, 5 款, 7 项. */
export const functional: Classification = classificationOf(FUNCTIONAL)
/** 部门预算支出经济分类: 3 digits 类, 5 款. */
export const economicOfDepartments: Classification = classificationOf(ECONOMIC_DEPARTMENT)
/** 政府预算支出经济分类: 3 digits 类, 5 款. */
export const economicOfGovernment: Classification = classificationOf(ECONOMIC_GOVERNMENT)
export const revenue: Classification = classificationOf(REVENUE)

/** The code above: 2013750 → 20137 → 201 → null. */
export function parentCode(code: string): string | null {
  if (code.length === 7) return code.slice(0, 5)
  return code.length === 5 ? code.slice(0, 3) : null
}

/** True for a code that is the other or lies below it. */
export const isCodeWithin = (code: string, ancestor: string): boolean => code.startsWith(ancestor)
