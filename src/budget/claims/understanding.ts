import { withoutOrdinal } from '../../kernel/index.ts'
import { functional } from '../classification/classification.ts'
import type { Bilingual } from '../finding.ts'
import type { Fact, Heading, Reading, Stage } from '../model.ts'
import { meaningOf } from '../vocabulary/meaning.ts'
import { mergeFacts } from '../vocabulary/merging.ts'
import type { PartialFact } from '../vocabulary/terms.ts'
import { meaningOfTitle } from '../vocabulary/title.ts'
import type { Claim, Meaning } from './claim.ts'
import { parseClaims } from './grammar.ts'
import type { Passage } from './passages.ts'
import { toPlain } from './printed.ts'

/** A claim in its passage, with the fact that it states where that could be made out. */
export interface UnderstoodClaim {
  readonly claim: Claim
  readonly passage: Passage
  readonly meaning: Meaning
  /** What the words of the subject alone say; null where they are not all known. */
  readonly own: PartialFact | null
  /** True for 收、支总计 and 收支总预算: the figure is that of both sides. */
  readonly isBothSides: boolean
}

const UNKNOWN_SUBJECT: Bilingual = {
  zh: '句中所指的项目不能与表格科目对应',
  en: 'what the sentence speaks of could not be matched with a figure of the tables',
}

const BOTH_SIDES = /收(?:入)?、?支(?:出)?(?:预算)?总(?:计|额|预算|决算)|收入总计、支出总计|收支预算总/
/** Words around a subject that say nothing of what it is. */
const LEADING =
  /^(?:[\])"'》,，、]|我|本)?(?:(?:本|我|全|该)?(?:部门|单位|局|委|中心|系统)(?:\(单位\))?(?:本级)?的?|用于|通过|使用|涉及|当年|纳入|编报|预算安排中|安排的?|共|其中|含|各预算单位|所属各?预算单位)+/
const TRAILING =
  /(?:科目|安排|列支|编报|了|总体|数额|金额|资金量|(?:实际)?(?:发生|完成)|方面|预计|(?:共|约)?(?:为|是)|各|均|分别|"|\()+$/

function namesOf(organisation: string): string[] {
  const bare = toPlain(organisation).text
  const short = bare.replace(/^.*?[省市](?=.{4,})/, '')
  return [bare, bare.replace(/\(.*?\)/g, ''), short].filter((name) => name.length >= 4)
}

function strip(subject: string, names: readonly string[]): string {
  let text = subject.replace(/^[,，、。]+/, '')
  for (const name of names) text = text.replaceAll(name, '')
  text = text.replace(/\(汇总\)|\(本级\)/g, '').replace(/(?:19|20)\d\d年度?/g, '')
  for (let before = ''; before !== text; ) {
    before = text
    text = text.replace(LEADING, '').replace(TRAILING, '')
  }
  return text
}

const CHAIN = /^(.+?)\(类\)(?:支出)?(?:(.+?)\(款\))?(?:(.+?)\(项\))?(?:支出)?$/

/** …(类)…(款)…(项): the names of three levels are one code. */
function codeOfChain(text: string, year: number | null): string | null {
  const match = CHAIN.exec(text)
  if (match === null) return null
  let above = ''
  for (const [level, name] of [match[1], match[2], match[3]].entries()) {
    if (name === undefined) break
    const length = 3 + 2 * level
    const named = functional.byName(name).filter(({ code }) => code.length === length && code.startsWith(above))
    const current = named.filter(
      ({ years }) => year === null || years === null || (years[0] <= year && year <= years[1]),
    )
    const [only, second] = named.length > 1 ? current : named
    if (only === undefined || second !== undefined) return null
    above = only.code
  }
  return above === '' ? null : above
}

/** 一般公共服务支出(类)网信事务(款)事业运行(项) names a code of its classification, or one that is not known. */
const isChain = (text: string): boolean => /\(类\)|\(款\)|\(项\)/.test(text)

const STAGE_WORDS = /(?:年初预算|全年预算|调整后?预算|预算|支出决算|决算|执行|完成)数?$/

function meaningOfSubject(subject: string, year: number | null): PartialFact | null {
  if (subject === '') return {}
  const whole = meaningWithoutStage(subject, year)
  if (whole !== null) return whole
  const bare = subject.replace(STAGE_WORDS, '')
  if (bare === subject) return null
  return bare === '' ? {} : meaningWithoutStage(bare, year)
}

function meaningWithoutStage(subject: string, year: number | null): PartialFact | null {
  const chained = codeOfChain(subject, year)
  if (chained !== null) return { flow: 'expenditure', function: chained }
  if (isChain(subject)) return null
  if (BOTH_SIDES.test(subject))
    return mergeFacts(meaningOf(subject.replace(BOTH_SIDES, ''))?.fact ?? {}, { flow: 'income-total' })
  const plain = subject.replace(/^支出按?(?=.{4})/, '').replace(/^采购(?=支出|预算|金额)/, '政府采购')
  return meaningOf(subject)?.fact ?? meaningOf(plain)?.fact ?? null
}

/** The headings as context: of what fund and flow a section speaks. The innermost that says something speaks last. */
export function factOfHeadings(under: readonly Heading[]): PartialFact {
  let fact: PartialFact = {}
  for (const heading of under) {
    const said = meaningOfTitle(heading.title).fact
    fact = mergeFacts(fact, said) ?? { ...fact, ...said }
  }
  const { year: _year, stage: _stage, ...rest } = fact
  return rest
}

const SPECIFIC: readonly (keyof PartialFact)[] = ['flow', 'fund', 'function', 'economy', 'nature', 'item', 'project']
/** 支出决算 and 收入 alone say on which side, not what. */
const saysWhat = (fact: PartialFact): boolean =>
  SPECIFIC.some((key) => fact[key] !== undefined && (key !== 'flow' || SIDE_TOTALS.has(String(fact[key]))))
const SIDE_TOTALS: ReadonlySet<string> = new Set(['opening', 'closing', 'income-total', 'expenditure-total'])

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
  const before = earlier?.claim.setting === claim.setting || claim.setting === '' ? earlier?.own : null
  const said = [setting, topic, before].find((fact) => fact !== null && fact !== undefined && saysWhat(fact))
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
  return own.year ?? claim.years.at(-1) ?? documentYear
}

function understandOne(
  claim: Claim,
  passage: Passage,
  known: readonly UnderstoodClaim[],
  context: Context,
): UnderstoodClaim {
  const subject = strip(claim.subject, context.names)
  const own = meaningOfSubject(subject, context.reading.document.year)
  const isBothSides = BOTH_SIDES.test(claim.subject) || BOTH_SIDES.test(claim.changeOf)
  const base = { claim, passage, own, isBothSides }
  const { year, kind } = context.reading.document
  if (own === null || year === null) return { ...base, meaning: { fact: null, why: UNKNOWN_SUBJECT } }
  const parent = known.find((each) => each.claim === claim.parent)
  const earlier = known.findLast(
    (each) =>
      each.claim.parent === claim.parent && each.claim.amount !== null && (each.own === null || saysWhat(each.own)),
  )
  if (!saysWhat(own) && earlier?.own === null) return { ...base, meaning: { fact: null, why: UNKNOWN_SUBJECT } }
  const carried = carriedFact(claim, saysWhat(own) ? undefined : earlier, context)
  if (carried === null) return { ...base, meaning: { fact: null, why: UNKNOWN_SUBJECT } }
  const merged = onOneSide(
    saysWhat(own) || parent !== undefined ? widen(own, parent, carried, context) : joinSides(carried, own),
  )
  if (merged.flow === undefined && merged.item === undefined && merged.function === undefined) {
    return { ...base, meaning: { fact: null, why: UNKNOWN_SUBJECT } }
  }
  const stage = stageOf(own, claim.subject, kind)
  const fact = { ...merged, flow: merged.flow ?? 'expenditure', year: yearOf(claim, own, year), stage } as Fact
  return { ...base, meaning: { fact, why: null } }
}

const MAY_CLAIM = /\d/
const LONGEST_LEAD = 90
const LEAD_END = /[。:：]$/
const LEAD_WORDS = /(?:主要|具体)?(?:内容|情况|支出|项目)?(?:分别)?如下$|(?:具体|总体|规模|结构|使用|变化|安排|情况)+$/

/** A paragraph without a figure that only opens what follows: 2.拨款结构情况。 …(类)…(款)…(项)。 */
function leadOf(passage: Passage, names: readonly string[], year: number | null): PartialFact | 'unknown' | null {
  const { text } = passage.plain
  if (text.length > LONGEST_LEAD || !LEAD_END.test(text) || /\d(?:万|亿)?元/.test(text)) return null
  const words = strip(withoutOrdinal(text).replace(LEAD_END, ''), names)
  const fact = meaningOfSubject(words, year) ?? meaningOfSubject(strip(words.replace(LEAD_WORDS, ''), names), year)
  if (fact !== null) return fact
  return isChain(words) ? 'unknown' : null
}

/** All claims of the explanation: what the sentences state, each with the fact that it speaks of. */
export function understandClaims(reading: Reading, passages: readonly Passage[]): UnderstoodClaim[] {
  const names = namesOf(reading.document.organisation)
  const { year } = reading.document
  const all: UnderstoodClaim[] = []
  let lead: PartialFact | 'unknown' | null = null
  let above: Heading | undefined
  for (const passage of passages) {
    if (passage.kind !== 'paragraph' || passage.purpose === 'glossary') continue
    if (passage.under.at(-1) !== above) lead = null
    above = passage.under.at(-1)
    const opened = leadOf(passage, names, year)
    lead = opened ?? lead
    if (opened !== null || !MAY_CLAIM.test(passage.plain.text)) continue
    const headings = factOfHeadings(passage.under)
    const section =
      lead === null || lead === 'unknown' ? headings : (mergeFacts(headings, lead) ?? { ...headings, ...lead })
    const context: Context = { reading, names, section, isLost: lead === 'unknown' }
    const known: UnderstoodClaim[] = []
    for (const claim of parseClaims(passage.plain.text)) known.push(understandOne(claim, passage, known, context))
    all.push(...known)
  }
  return all
}
