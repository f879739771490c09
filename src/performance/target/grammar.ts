import { formatNumber, normalize, type PrintedNumber, parseNumber, parseOrdinal } from '../../kernel/index.ts'
import type { Clause, Comparator, Target } from './target.ts'

const BEFORE: readonly (readonly [pattern: string, comparator: Comparator])[] = [
  ['大于或?等于|大于或者等于|>=|≥|≧|不少于|不低于|不小于|至少(?:提前)?|达到?', '≥'],
  ['小于或?等于|<=|≤|≦|不超过|不多于|不高于|不大于|不超出|至多|控制在', '≤'],
  ['大于|超过|高于|多于|>', '>'],
  ['小于|低于|少于|<', '<'],
  ['等于|=', '='],
]

const AFTER: readonly (readonly [pattern: RegExp, comparator: Comparator])[] = [
  [/^(?:及|或)?以上/, '≥'],
  [/^(?:及|或)?(?:以内|之内|以下|内)/, '≤'],
]

const EXACTLY = BEFORE.map(([pattern, comparator]) => [new RegExp(`^(?:${pattern})$`), comparator] as const)
const COMPARATORS = BEFORE.map(([pattern]) => pattern).join('|')
const NUMBER =
  '\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|半|[一二两三四五六七八九十]+(?=个|次|份|小时|天|周|月|期|场|套|项|篇|家|条|名)'
const CLAUSE = new RegExp(
  `^(?<about>.*?)(?<comparator>${COMPARATORS})?(?<value>${NUMBER})(?<scale>[万亿千])?(?:[-~至](?<upper>\\d+(?:\\.\\d+)?)(?<upperScale>[万亿千])?)?(?<rest>.*)$`,
)
const UNIT =
  /^(?:[%‰]|个工作日|工作日|[a-zA-Z]+(?:\/[a-zA-Z]+)?|[\u4e00-\u9fff]{1,4}?(?:\/[\u4e00-\u9fff]{1,3})?(?=(?:及|或)?(?:以上|以内|之内|以下|内|解决|响应|修复|完成|办结|$)))/
const SCALES: Readonly<Record<string, bigint>> = { 千: 1_000n, 万: 10_000n, 亿: 100_000_000n }

const NONE = /^[/\-—–无*]*$/
const DATE =
  /(?:19|20)\d\d年|\d{1,2}月\d{1,2}日|\d{1,2}月(?:底|末|份)?(?:前|以前|之前|完成)|^(?:全年|当年|每[年季月周日天]|长期|年内|年底前?)$/
const RANK = /^(?:排名|位列|名列)?(?:全[国省市区])?前(\d{1,3}|[一二三四五六七八九十]+)(?:名|位)?$/
const ALWAYS = /^7[×x*]24(?:小时)?/i

/** The longest text that is read as clauses; a longer one is a description. */
const LONGEST = 40

/** Reads a printed target. Never fails: what is not a number, a rank or a date is qualitative. */
export function parseTarget(text: string): Target {
  const plain = normalize(text).replace(/[。.;;]$/, '')
  if (NONE.test(plain)) return { kind: 'none' }
  const rank = RANK.exec(plain)?.[1]
  if (rank !== undefined) return { kind: 'rank', within: parseOrdinal(rank) ?? Number(rank) }
  if (DATE.test(plain)) return { kind: 'date' }
  const clauses = plain.length > LONGEST ? null : parseClauses(plain)
  return clauses === null ? { kind: 'qualitative', text: plain } : { kind: 'quantitative', clauses }
}

function parseClauses(plain: string): Clause[] | null {
  const parts = plain.replace(ALWAYS, '').split(/(?<!\d)[,、;]|[,、;](?!\d{3}(?!\d))/)
  const clauses = parts.map(parseClause).filter((clause) => clause !== null)
  return clauses.length === 0 ? null : clauses
}

function parseClause(part: string): Clause | null {
  const match = CLAUSE.exec(part)?.groups
  const value = match?.value === undefined ? null : readValue(match.value)
  if (match === undefined || value === null) return null
  const { unit, suffix } = splitUnit(match.rest ?? '')
  const about = match.about ?? ''
  if (suffix.length > 8 || about.length > 12) return null
  const before = EXACTLY.find(([pattern]) => pattern.test(match.comparator ?? ''))?.[1]
  const after = AFTER.find(([pattern]) => pattern.test(suffix))?.[1]
  return {
    comparator: before ?? after ?? '=',
    isExplicit: before !== undefined || after !== undefined,
    value,
    upper: match.upper === undefined ? null : parseNumber(match.upper),
    scale: SCALES[match.scale ?? match.upperScale ?? ''] ?? 1n,
    unit,
    about,
  }
}

function splitUnit(rest: string): { unit: string; suffix: string } {
  const unit = UNIT.exec(rest)?.[0] ?? ''
  return { unit: unit.replace('％', '%'), suffix: rest.slice(unit.length) }
}

function readValue(text: string): PrintedNumber | null {
  if (text === '半') return { units: 5n, decimals: 1 }
  const number = parseNumber(text)
  if (number !== null) return number
  const ordinal = parseOrdinal(text.replace('两', '二'))
  return ordinal === null ? null : { units: BigInt(ordinal), decimals: 0 }
}

const SCALE_NAMES: readonly (readonly [bigint, string])[] = [
  [100_000_000n, '亿'],
  [10_000n, '万'],
  [1_000n, '千'],
]

/** Writes a clause as a form would print it; parseTarget reads it back. */
export function formatClause(clause: Clause): string {
  const sign = clause.isExplicit ? clause.comparator : ''
  const scale = SCALE_NAMES.find(([value]) => value === clause.scale)?.[1] ?? ''
  const upper = clause.upper === null ? '' : `-${formatNumber(clause.upper)}`
  return `${clause.about}${sign}${formatNumber(clause.value)}${upper === '' ? scale : `${upper}${scale}`}${clause.unit}`
}
