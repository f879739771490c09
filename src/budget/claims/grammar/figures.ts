import { type PrintedNumber, toAmount } from '../../../kernel/index.ts'
import type { StatedAmount, StatedPercent } from '../claim.ts'
import type { Span } from '../printed.ts'
import { addWords } from './comparisons.ts'
import {
  begin,
  forgetWords,
  NOTHING,
  type Of,
  type ParserState,
  phrase,
  setChange,
  subjectOfPredicate,
} from './state.ts'

/** A zero is nothing at all, not everything below a half: 0 万元 beside 0.3 万元 is a contradiction. */
const exactly = (number: PrintedNumber): PrintedNumber =>
  number.units === 0n ? { units: 0n, decimals: Math.max(2, number.decimals) } : number

export const stateAmount = (token: Of<'amount'>): StatedAmount => ({
  amount: toAmount(exactly(token.number), token.unit),
  number: token.number,
  unit: token.unit,
  span: { start: token.start, end: token.end },
})

export const statePercent = (token: Of<'percent'> | Of<'number'>): StatedPercent => ({
  number: token.number,
  hasSign: token.kind === 'percent',
  span: { start: token.start, end: token.end },
})

export function takeAmount(state: ParserState, token: Of<'amount'>): void {
  const stated = stateAmount(token)
  if (state.expecting.kind === 'base') {
    state.expecting.amount = stated
    state.expecting.end = token.start
    return
  }
  const change = state.current?.change
  if (
    change !== null &&
    change !== undefined &&
    change.amount === null &&
    change.rate === null &&
    isOpenChange(state, token)
  ) {
    setChange(state, { amount: stated }, token)
    return
  }
  state.expecting = NOTHING
  begin(state, token).amount = stated
}

/** 增加 1.50 万元: nothing stands between the word and the figure. */
function isOpenChange(state: ParserState, token: Span): boolean {
  const change = state.current?.change
  return (
    change !== null &&
    change !== undefined &&
    change.direction !== 'level' &&
    // 增加了培训费 0.20 万元: a noun may stand between, a mark may not.
    /^[^，,、；;。:()]{0,10}$/.test(state.text.slice(change.span.end, token.start))
  )
}

export function takeCount(state: ParserState, token: Of<'count'>): void {
  if (state.expecting.kind === 'base') return
  state.expecting = NOTHING
  const claim = begin(state, token)
  claim.count = { number: token.number, measure: token.measure, span: { start: token.start, end: token.end } }
  claim.parent = null
  claim.partWord = null
}

export function takePercent(state: ParserState, token: Of<'percent'> | Of<'number'>, index: number): void {
  const expecting = state.expecting
  if (expecting.kind === 'share' || expecting.kind === 'completion') {
    state.expecting = NOTHING
    if (token.kind === 'number' && !endsClause(state, index)) return
    setPart(state, expecting.kind, expecting.from, token)
    return
  }
  if (token.kind === 'number' || token.isPoints) {
    addWords(state, token)
    return
  }
  if (isRate(state, token)) setChange(state, { rate: statePercent(token) }, token)
  else takeNamedRate(state, token)
}

function endsClause(state: ParserState, index: number): boolean {
  const next = state.tokens[index + 1]
  return next === undefined || ['comma', 'semicolon', 'stop', 'close'].includes(next.kind)
}

function setPart(
  state: ParserState,
  kind: 'share' | 'completion',
  from: number,
  token: Of<'percent'> | Of<'number'>,
): void {
  const of = state.text
    .slice(from, token.start)
    .replace(/^(?:比|重|了|比重|比例)+|(?:的(?:比例|比重)?)?(?:为|是|约)?$/g, '')
  const words = state.words
  if (words !== null && words.start >= from) forgetWords(state)
  const claim = subjectOfPredicate(state, token)
  const part = { of, percent: statePercent(token) }
  if (kind === 'share') claim.share ??= part
  else claim.completion ??= part
  claim.span = { start: claim.span.start, end: token.end }
}

/** 增长 3.2% and the bracketed 减少 14.2 万元（30.7%）. */
function isRate(state: ParserState, token: Span): boolean {
  const change = state.current?.change
  if (change === null || change === undefined || change.rate !== null) return false
  return /^[(为了各均约达到]*$/.test(state.text.slice(change.span.end, token.start))
}

/** 预算执行率 98.5%: the name of the figure says what the percentage is. */
function takeNamedRate(state: ParserState, token: Of<'percent'>): void {
  const said = phrase(state)
  if (said === null || !/(?:预算执行率|预算完成率|决算完成率)$/.test(said.text)) {
    addWords(state, token)
    return
  }
  const claim = state.current ?? begin(state, token)
  claim.completion ??= { of: '预算', percent: statePercent(token) }
  forgetWords(state)
}
