import type { Change, Claim, PartWord, StatedAmount, Words } from '../claim.ts'
import type { Span } from '../printed.ts'
import { type Token, tokenize } from '../token.ts'

/** A claim while it is being read. */
export type Draft = { -readonly [K in keyof Claim]: Claim[K] }
export type ChangeDraft = { -readonly [K in keyof Change]: Change[K] }
export type Of<K extends Token['kind']> = Extract<Token, { kind: K }>

/** Words that the next number belongs to. */
export type Expecting =
  | { readonly kind: 'nothing' }
  /** Behind 比 or 较: the words of the base, until a direction or a level. */
  | { readonly kind: 'base'; readonly from: number; end: number; year: number | null; amount: StatedAmount | null }
  /** Behind 与上年相比，: the subject may be said again before the direction. */
  | { readonly kind: 'direction'; readonly change: ChangeDraft; readonly from: number }
  /** Behind 占 or 完成: the words of the whole, until a percentage. */
  | { readonly kind: 'share' | 'completion'; readonly from: number }

export const NOTHING: Expecting = { kind: 'nothing' }

/** How far a passage has been read, and what the next token belongs to. */
export interface ParserState {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly claims: Draft[]
  /** Index of the token at hand. */
  index: number
  expecting: Expecting
  /** The claim that predicates without a subject of their own belong to. */
  current: Draft | null
  /** The claims whose parts are being listed, innermost last. */
  readonly wholes: { claim: Draft; word: PartWord; depth: number }[]
  /** Open brackets. */
  depth: number
  /** Index of the first claim of the sentence at hand. */
  sentenceBegins: number
  /** How many wholes were open when the numbered item at hand began. */
  wholesAtOrdinal: number | null
  /** The sentence without a figure that opens the passage: …(类)…(款)…(项)。 */
  topic: string
  /** Words since the last mark, from which a subject is made. */
  words: Span | null
  setting: string
  settingYears: number[]
  years: number[]
  reason: { kind: Words['kind']; start: number; owner: Draft | null; depth: number } | null
}

export const startParsing = (text: string): ParserState => ({
  text,
  tokens: tokenize(text),
  claims: [],
  index: 0,
  expecting: NOTHING,
  current: null,
  wholes: [],
  depth: 0,
  sentenceBegins: 0,
  wholesAtOrdinal: null,
  topic: '',
  words: null,
  setting: '',
  settingYears: [],
  years: [],
  reason: null,
})

const VERBS =
  /(?:预算数?|决算数?|支出|金额|总额|资金|经费)?(?:共计|合计|总计|均)?(?:安排|编报|共安排|列支)?(?:均?为|是|达到?|共|约)$/
const FILLERS = /^(?:的|和|及|以及|为|是|则|均|各|共|分别|约|,|"|')+|(?:为|是|均为|各为|共计为|约)$/g

export function forgetWords(state: ParserState): void {
  state.words = null
  state.years = []
}

/** A comma ends the words of a setting: 截至 2023 年底，; what follows is the subject. */
export function keepSetting(state: ParserState): void {
  if (state.words === null) return
  state.setting += state.text.slice(state.words.start, state.words.end)
  state.settingYears.push(...state.years)
  forgetWords(state)
}

export function clearSetting(state: ParserState): void {
  state.setting = ''
  state.settingYears = []
}

export function phrase(state: ParserState): { text: string; span: Span } | null {
  if (state.words === null) return null
  const printed = state.text.slice(state.words.start, state.words.end)
  const text = printed.replace(VERBS, (verb) => verb.replace(/(?:均?为|是|达到?|共|约)$/, '')).replace(FILLERS, '')
  return text === '' ? null : { text, span: state.words }
}

export function begin(state: ParserState, token: Span): Draft {
  const said = phrase(state)
  const whole = state.wholes.at(-1)
  const claim: Draft = {
    subject: said?.text ?? '',
    subjectSpan: said?.span ?? { start: token.start, end: token.start },
    topic: state.topic,
    setting: state.setting,
    years: [...state.settingYears, ...state.years],
    amount: null,
    count: null,
    change: null,
    changeOf: '',
    share: null,
    completion: null,
    reason: null,
    named: null,
    isReason: state.reason?.kind === 'reason',
    parent: whole?.claim ?? null,
    partWord: whole?.word ?? null,
    span: { start: said?.span.start ?? token.start, end: token.end },
  }
  state.claims.push(claim)
  forgetWords(state)
  state.current = claim
  return claim
}

/** Predicates belong to the claim at hand unless words between name another subject. */
export function subjectOfPredicate(state: ParserState, token: Span): Draft {
  if (state.current === null || phrase(state) !== null) return begin(state, token)
  state.current.span = { start: state.current.span.start, end: token.end }
  return state.current
}

export function setChange(state: ParserState, parts: Partial<ChangeDraft>, token: Span): void {
  const claim = state.current
  if (claim === null || claim.change === null) return
  claim.change = { ...claim.change, ...parts, span: { start: claim.change.span.start, end: token.end } }
  claim.span = { start: claim.span.start, end: token.end }
  forgetWords(state)
}
