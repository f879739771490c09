import type { Bilingual } from '../finding.ts'
import type { Fact, Reading, Stage } from '../model.ts'
import { mergeFacts } from '../vocabulary/merging.ts'
import type { PartialFact } from '../vocabulary/terms.ts'
import type { Claim, Meaning } from './claim.ts'
import { Sections } from './context.ts'
import { parseClaims } from './grammar.ts'
import type { Passage } from './passages.ts'
import { isBare, isBothSides, isChain, meaningOfSubject, namesOf, strip } from './subjects.ts'

/** A claim in its passage, with the fact that it states where that could be made out. */
export interface UnderstoodClaim {
  readonly claim: Claim
  readonly passage: Passage
  readonly meaning: Meaning
  /** What the words of the subject alone say; null where they are not all known. */
  readonly own: PartialFact | null
  /** True for 支出决算 and the like, which only go on with what was spoken of. */
  readonly isBare: boolean
  /** True where neither the words nor the section say income or expenditure: 一般公共预算拨款. */
  readonly isSideOpen: boolean
  /** True for 收、支总计 and 收支总预算: the figure is that of both sides. */
  readonly isBothSides: boolean
}

const UNKNOWN_SUBJECT: Bilingual = {
  zh: '句中所指的项目不能与表格科目对应',
  en: 'what the sentence speaks of could not be matched with a figure of the tables',
}

const SPECIFIC: readonly (keyof PartialFact)[] = ['flow', 'fund', 'function', 'economy', 'nature', 'item', 'project']
const saysWhat = (fact: PartialFact): boolean => SPECIFIC.some((key) => fact[key] !== undefined)

function stageOf(fact: PartialFact, words: string, kind: Reading['document']['kind']): Stage {
  if (/全年预算|调整预算|调整后预算/.test(words)) return 'adjusted'
  if (/年初预算/.test(words)) return 'budget'
  if (fact.stage !== undefined) return fact.stage
  if (kind !== 'final-account') return 'budget'
  return /预算(?:数|为|安排)?$/.test(words) ? 'budget' : 'final'
}

interface Context {
  readonly reading: Reading
  readonly names: readonly string[]
  readonly section: PartialFact
  /** What the passage is about was said before it, in words that are not understood. */
  readonly isLost: boolean
}

/** What a claim that only says 支出决算 or 2024 年预算数 speaks of: its sentence, its topic, its heading. */
function carriedFact(claim: Claim, earlier: UnderstoodClaim | undefined, context: Context): PartialFact | null {
  const { year } = context.reading.document
  const topic = claim.topic === '' ? null : meaningOfSubject(strip(claim.topic, context.names), year)
  // An item that opens with words not understood says what it is about; nothing else may stand in for it.
  if (topic === null && (claim.topic !== '' || context.isLost)) return null
  const setting =
    claim.setting === ''
      ? null
      : meaningOfSubject(strip(claim.setting.replace(/(?:包括|构成).*$/, ''), context.names), year)
  const isGoingOn = isBare(strip(claim.subject, context.names))
  if (setting === null && claim.setting !== '' && isGoingOn) return null
  const before = earlier?.claim.setting === claim.setting || claim.setting === '' ? earlier?.own : null
  const said = [setting, isGoingOn || isChain(claim.topic) ? topic : null, before].find(
    (fact) => fact !== null && fact !== undefined && saysWhat(fact),
  )
  if (said === undefined || said === null) return context.section
  const { year: _year, stage: _stage, ...rest } = said
  return mergeFacts(context.section, rest) ?? rest
}

function widen(
  own: PartialFact,
  parent: UnderstoodClaim | undefined,
  carried: PartialFact,
  context: Context,
): PartialFact {
  const above = parent?.meaning.fact ?? null
  const { year: _year, stage: _stage, vintage: _vintage, ...whole } = above ?? {}
  const { flow, ...aroundFlow } = whole as PartialFact
  const attempts = [
    { ...aroundFlow, ...(flow === 'income-total' || flow === 'expenditure-total' ? {} : { flow }) },
    carried,
    context.section,
  ]
  for (const attempt of attempts) {
    const clean = Object.fromEntries(Object.entries(attempt).filter(([, value]) => value !== undefined)) as PartialFact
    if (!saysWhat(clean)) continue
    const merged = mergeFacts(clean, own)
    if (merged !== null) return merged
  }
  return own
}

/** 收入决算 behind a carry-over is an income: the side said last holds. */
function joinSides(carried: PartialFact, own: PartialFact): PartialFact {
  const { flow, ...rest } = carried
  return mergeFacts(own.flow === undefined && flow !== undefined ? { ...rest, flow } : rest, own) ?? own
}

/** 采购支出总额 is a total of one thing, not the grand total of a side. */
function onOneSide(fact: PartialFact): PartialFact {
  const isPart = fact.item !== undefined || fact.function !== undefined || fact.nature !== undefined
  return isPart && fact.flow === 'expenditure-total' ? { ...fact, flow: 'expenditure' } : fact
}

function yearOf(claim: Claim, own: PartialFact, documentYear: number): number {
  const printed = own.year ?? claim.years.at(-1)
  return (
    printed ??
    (/(?:上一?年|去年)度?(?:预算|执行|决算|支出|收入|数)/.test(claim.subject) ? documentYear - 1 : documentYear)
  )
}

function understandOne(
  claim: Claim,
  passage: Passage,
  known: readonly UnderstoodClaim[],
  context: Context,
): UnderstoodClaim {
  const subject = strip(claim.subject, context.names)
  const own = meaningOfSubject(subject, context.reading.document.year)
  const isGoingOn = isBare(subject)
  const unknown: UnderstoodClaim = {
    claim,
    passage,
    own,
    isBare: isGoingOn,
    isSideOpen: false,
    isBothSides: isBothSides(claim.subject) || isBothSides(claim.changeOf),
    meaning: { fact: null, why: UNKNOWN_SUBJECT },
  }
  const { year, kind } = context.reading.document
  if (own === null || year === null) return unknown
  const parent = known.find((each) => each.claim === claim.parent)
  const earlier = known.findLast(
    (each) => each.claim.parent === claim.parent && each.claim.amount !== null && !each.isBare,
  )
  if (isGoingOn && earlier !== undefined && earlier.own === null) return unknown
  const carried = carriedFact(claim, isGoingOn ? earlier : undefined, context)
  if (carried === null && isGoingOn) return unknown
  const merged = onOneSide(
    isGoingOn && parent === undefined
      ? joinSides(carried ?? context.section, own)
      : widen(own, parent, carried ?? {}, context),
  )
  if (!saysWhat(merged)) return unknown
  const stage = stageOf(own, claim.subject, kind)
  const fact = { ...merged, flow: merged.flow ?? 'expenditure', year: yearOf(claim, own, year), stage } as Fact
  return { ...unknown, isSideOpen: merged.flow === undefined, meaning: { fact, why: null } }
}

const MAY_CLAIM = /\d/

/** All claims of the explanation: what the sentences state, each with the fact that it speaks of. */
export function understandClaims(reading: Reading, passages: readonly Passage[]): UnderstoodClaim[] {
  const names = namesOf(reading.document.organisation)
  const sections = new Sections(names, reading.document.year)
  const all: UnderstoodClaim[] = []
  for (const passage of passages) {
    if (passage.kind !== 'paragraph' || passage.purpose === 'glossary') continue
    if (sections.enter(passage) || !MAY_CLAIM.test(passage.plain.text)) continue
    const context: Context = { reading, names, section: sections.fact, isLost: sections.isLost }
    const known: UnderstoodClaim[] = []
    for (const claim of parseClaims(passage.plain.text)) known.push(understandOne(claim, passage, known, context))
    all.push(...known)
  }
  return all
}
