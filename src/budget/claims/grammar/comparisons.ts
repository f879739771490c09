import type { Base, Change } from '../claim.ts'
import type { Span } from '../printed.ts'
import {
  begin,
  type ChangeDraft,
  type Expecting,
  forgetWords,
  NOTHING,
  type Of,
  type ParserState,
  phrase,
  setChange,
  subjectOfPredicate,
} from './state.ts'

const BUDGET_BASE = /预算/
const OWN_BUDGET = /^(?:本年|当年|全年|年初|调整|预算)/

/** 上年, 2023年预算: a year earlier; 年初预算数, 全年预算: the budget of the year itself. */
function baseOf(words: string): Base | null {
  if (words === '') return null
  return OWN_BUDGET.test(words) && BUDGET_BASE.test(words) ? 'budget' : 'previous-year'
}

export function addWords(state: ParserState, token: Span): void {
  if (state.expecting.kind === 'base') {
    if (/^(?:相比|相比较|比较)/.test(state.text.slice(token.start, token.end))) {
      awaitDirection(state, token)
      return
    }
    state.expecting.end = token.end
    return
  }
  state.words =
    state.words === null ? { start: token.start, end: token.end } : { start: state.words.start, end: token.end }
}

export function takeYear(state: ParserState, token: Of<'year'>): void {
  if (state.expecting.kind === 'base') {
    state.expecting.end = token.end
    state.expecting.year ??= token.year
    return
  }
  if (!token.isDate) state.years.push(token.year)
  addWords(state, token)
}

export function takeCompare(state: ParserState, token: Span): void {
  state.expecting = { kind: 'base', from: token.end, end: token.end, year: null, amount: null }
}

function newChange(state: ParserState, direction: Change['direction'], token: Span): ChangeDraft {
  const base = state.expecting.kind === 'base' ? state.expecting : null
  const words =
    base === null ? '' : state.text.slice(base.from, base.end).replace(/(?:有所|基本|略有|各|均|保持|的)+$/, '')
  return {
    base: baseOf(words),
    baseWords: words,
    baseYear: base?.year ?? null,
    baseAmount: base?.amount ?? null,
    direction,
    amount: null,
    rateDirection: null,
    rate: null,
    span: { start: base === null ? token.start : base.from - 1, end: token.end },
  }
}

/** 与 2022 年度相比，: the direction comes later, perhaps behind the subject said again. */
function awaitDirection(state: ParserState, token: Span): void {
  const change = newChange(state, 'level', token)
  state.expecting = { kind: 'direction', change, from: token.end }
  const rest = state.text.slice(token.start, token.end).replace(/^(?:相比较|相比|比较)/, '')
  if (rest !== '') state.words = { start: token.end - rest.length, end: token.end }
}

export function takeDirection(state: ParserState, token: Of<'direction'>, index: number): void {
  if (isResidue(state, index)) {
    addWords(state, token)
    return
  }
  const expecting = state.expecting
  if (expecting.kind === 'direction') {
    takeAwaited(state, token, expecting)
    return
  }
  if (expecting.kind === 'base') {
    const change = newChange(state, token.direction, token)
    state.expecting = NOTHING
    subjectOfPredicate(state, token).change = change
    return
  }
  if (isSecondWord(state, token)) {
    setChange(state, { rateDirection: token.direction }, token)
    return
  }
  if (!isFigureNext(state, index)) {
    addWords(state, token)
    return
  }
  const change = newChange(state, token.direction, token)
  begin(state, token).change = change
}

function takeAwaited(
  state: ParserState,
  token: Of<'direction'>,
  expecting: Extract<Expecting, { kind: 'direction' }>,
): void {
  const again = phrase(state)?.text.replace(/^[，,]|[各均共]+$/g, '') ?? ''
  state.expecting = NOTHING
  const claim = state.current ?? begin(state, token)
  forgetWords(state)
  claim.change = {
    ...expecting.change,
    direction: token.direction,
    span: { start: expecting.change.span.start, end: token.end },
  }
  claim.changeOf = again
  claim.span = { start: claim.span.start, end: token.end }
}

/** 减少 33.20 万元，下降 2.56%: the second word is about the rate of the same change. */
function isSecondWord(state: ParserState, token: Span): boolean {
  const change = state.current?.change
  if (change === null || change === undefined || change.rate !== null) return false
  return /^[,，(各均]*$/.test(state.text.slice(change.span.end, token.start))
}

/** 增加（减少）, 增加/减少: the choice that a template leaves is no direction. */
function isResidue(state: ParserState, index: number): boolean {
  const around = [state.tokens[index - 2], state.tokens[index + 2]]
  const between = [state.tokens[index - 1], state.tokens[index + 1]]
  return around.some((token, side) => {
    const mark = between[side]
    if (token?.kind !== 'direction' || mark === undefined) return false
    return mark.kind === 'open' || state.text.slice(mark.start, mark.end) === '/'
  })
}

function isFigureNext(state: ParserState, index: number): boolean {
  const next = state.tokens[index + 1]
  return next?.kind === 'amount' || next?.kind === 'percent'
}

export function takeLevel(state: ParserState, token: Span): void {
  const { kind } = state.expecting
  if (kind !== 'base' && kind !== 'direction') {
    addWords(state, token)
    return
  }
  const change = state.expecting.kind === 'direction' ? state.expecting.change : newChange(state, 'level', token)
  state.expecting = NOTHING
  const claim = kind === 'direction' ? (state.current ?? begin(state, token)) : subjectOfPredicate(state, token)
  // 增加 48.92 万元，增长 0.8%，与上年基本持平 only comments the change already stated.
  if (claim.change === null) claim.change = { ...change, span: { start: change.span.start, end: token.end } }
  claim.span = { start: claim.span.start, end: token.end }
  forgetWords(state)
}
