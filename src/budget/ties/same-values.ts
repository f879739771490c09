import { meets, quoted } from '../../kernel/index.ts'
import { keyOf } from '../facts/keys.ts'
import type { Entry, Statement } from '../facts/statement.ts'
import type { Bilingual } from '../finding.ts'
import type { Fact } from '../model.ts'
import { isEmpty, type Tie } from './tie.ts'

/** Where a fact is claimed: a table and a side of it. */
const placeOf = (entry: Entry): string => `${entry.table.id}|${entry.row.row.side ?? ''}`

/** A fact that one list claims twice is split by something that its words do not say: it is not comparable. */
function isSplit(entries: readonly Entry[]): boolean {
  const places = entries.map(placeOf)
  return new Set(places).size < places.length
}

export type Claims = ReadonlyMap<string, readonly Entry[]>

/** All entries by the fact that they claim, facts that a list splits left out. */
export function claimsOf(statements: readonly Statement[]): Claims {
  const claims = new Map<string, Entry[]>()
  for (const entry of statements.flatMap((statement) => statement.entries.flat())) {
    if (entry === null || entry.fact === null || entry.row.kind === 'of-which') continue
    const key = keyOf(entry.fact)
    const same = claims.get(key)
    if (same === undefined) claims.set(key, [entry])
    else same.push(entry)
  }
  for (const [key, entries] of claims) if (isSplit(entries)) claims.delete(key)
  return claims
}

const title = (entry: Entry): string => entry.table.caption.title

const saysSame = (a: Entry, b: Entry): Bilingual =>
  a.table === b.table
    ? { zh: '同一数据在表内两处应一致', en: 'The same figure must agree in both places of the table' }
    : {
        zh: `同一数据在《${title(a)}》与《${title(b)}》中应一致`,
        en: `The same figure must agree in ${quoted(title(a))} and ${quoted(title(b))}`,
      }

const MANY = 4

/** Every pair of a few; of many each with the first and the next. */
function pairs(entries: readonly Entry[]): [Entry, Entry][] {
  return entries.flatMap((a, i) =>
    entries
      .slice(i + 1)
      .flatMap((b, step): [Entry, Entry][] => (entries.length <= MANY || i === 0 || step === 0 ? [[a, b]] : [])),
  )
}

/** The same fact, printed twice, has one value. */
export function sameValues(claims: Claims): readonly Tie[] {
  return [...claims.values()].flatMap((entries) =>
    pairs(entries)
      .map(([a, b]): Tie => ({ kind: 'same', left: [a], right: [b], says: saysSame(a, b) }))
      .filter((tie) => !isEmpty(tie)),
  )
}

const WIDER: Readonly<Record<string, readonly (string | undefined)[]>> = {
  general: ['fiscal', undefined],
  'government-fund': ['fiscal', undefined],
  'state-capital': ['fiscal', undefined],
  fiscal: [undefined],
}

const withFund = ({ fund: _fund, ...rest }: Fact, fund: string | undefined): Fact =>
  fund === undefined ? rest : { ...rest, fund }

type IsAll = (fund: string, wider: string | undefined, like: Fact) => boolean

/** Asks once for each fund of a document. */
function allThereIs(claims: Claims): IsAll {
  const answers = new Map<string, boolean>()
  return (fund, wider, like) => {
    const question = `${fund}|${wider}|${like.year}|${like.stage}`
    const answer = answers.get(question) ?? isAllThereIs(fund, wider, claims, like)
    answers.set(question, answer)
    return answer
  }
}

/** True when the money of one fund is all there is: then each of its figures equals that of all funds. */
function isAllThereIs(fund: string, wider: string | undefined, claims: Claims, like: Fact): boolean {
  const whole = { year: like.year, stage: like.stage, flow: 'expenditure' as const }
  const [own] = claims.get(keyOf({ ...whole, fund })) ?? []
  const [all] = claims.get(keyOf(withFund({ ...whole, fund }, wider))) ?? []
  if (own?.amount === undefined || own.amount === null || all?.amount === undefined || all.amount === null) return false
  return own.amount.value !== 0n && meets(own.amount, all.amount)
}

const saysWithin = (a: Entry, b: Entry): Bilingual => ({
  zh: `《${title(a)}》的数据是《${title(b)}》同口径数据的一部分，不应更大`,
  en: `The figure of ${quoted(title(a))} is a part of that of ${quoted(title(b))} and cannot exceed it`,
})

function fundTie(entry: Entry, wider: string | undefined, claims: Claims, isAll: IsAll): Tie[] {
  const fact = entry.fact
  if (fact?.fund === undefined || fact.vintage !== undefined || fact.flow !== 'expenditure') return []
  const whole = claims.get(keyOf(withFund(fact, wider)))?.find((other) => other.table !== entry.table)
  if (whole === undefined) return []
  if (isAll(fact.fund, wider, fact)) {
    const says = {
      zh: `全部支出均为该项资金，${saysSame(entry, whole).zh}`,
      en: `All money is of this fund: ${saysSame(entry, whole).en}`,
    }
    const tie: Tie = { kind: 'same', left: [entry], right: [whole], says }
    return isEmpty(tie) ? [] : [tie]
  }
  return entry.amount === null
    ? []
    : [{ kind: 'within', left: [entry], right: [whole], says: saysWithin(entry, whole) }]
}

/** What one fund pays is at most what all funds pay; where there is no other fund it is the same. */
export function withinFunds(claims: Claims): readonly Tie[] {
  const isAll = allThereIs(claims)
  const entries = [...claims.values()].flat()
  const claimed = new Set(entries.map(({ fact }) => fact?.fund))
  return entries.flatMap((entry) =>
    (WIDER[entry.fact?.fund ?? ''] ?? [])
      .filter((wider) => claimed.has(wider))
      .flatMap((wider) => fundTie(entry, wider, claims, isAll)),
  )
}

/** Economic items of basic expenditure and the public expense of which each is a part. */
const PUBLIC_EXPENSES: Readonly<Record<string, string>> = {
  '30212': 'abroad',
  '30217': 'reception',
  '30231': 'vehicle-running',
  '31013': 'vehicle-purchase',
}

const saysPublic = (a: Entry): Bilingual => ({
  zh: `基本支出中的${quoted(a.row.row.name.trim())}不应大于“三公”经费表的同一项目`,
  en: `${quoted(a.row.row.name.trim())} of basic expenditure cannot exceed the same item of the three public expenses`,
})

/** 30217 公务接待费 of basic expenditure is a part of 公务接待费 of the 三公 table, which counts projects too. */
export function withinPublicExpenses(claims: Claims): readonly Tie[] {
  const entries = [...claims.values()].flat()
  const items = entries.filter((entry) => entry.fact?.item !== undefined && entry.fact.flow === 'expenditure')
  if (items.length === 0) return []
  return entries.flatMap((entry): Tie[] => {
    const fact = entry.fact
    const item = PUBLIC_EXPENSES[fact?.economy ?? '']
    if (
      item === undefined ||
      fact === null ||
      entry.amount === null ||
      fact.nature !== 'basic' ||
      fact.organisation !== undefined
    )
      return []
    const whole = items.find(
      (other) =>
        other.fact?.item === item &&
        other.fact.year === fact.year &&
        other.fact.stage === fact.stage &&
        other.fact.organisation === undefined,
    )
    return whole === undefined ? [] : [{ kind: 'within', left: [entry], right: [whole], says: saysPublic(entry) }]
  })
}
