import type { PartWord } from '../claim.ts'
import type { Span } from '../printed.ts'
import type { Token } from '../token.ts'
import { addWords } from './comparisons.ts'
import { begin, clearSetting, forgetWords, keepSetting, NOTHING, type Of, type ParserState, phrase } from './state.ts'

const LONGEST_TOPIC = 80

/** The next item of a numbered list is no part of what the item before it was divided into. */
export function takeOrdinal(state: ParserState): void {
  forgetWords(state)
  state.wholes.length = Math.min(state.wholes.length, state.wholesAtOrdinal ?? state.wholes.length)
  state.wholesAtOrdinal = state.wholes.length
}

export function openParts(state: ParserState, word: PartWord, token: Span): void {
  endReason(state, token.start)
  forgetWords(state)
  // …；其中：一般公共预算拨款 … divides what the sentence began with, not the last item of its list.
  const isBehindSemicolon = state.tokens[state.index - 1]?.kind === 'semicolon'
  const claim = isBehindSemicolon ? (state.claims[state.sentenceBegins] ?? state.current) : state.current
  if (claim === null) return
  // A list inside an item of a list is nested; any other list replaces the one before.
  if (state.wholes.at(-1)?.claim !== claim.parent) dropWholes(state, state.depth)
  state.wholes.push({ claim, word, depth: state.depth })
}

/** 收入包括：…1.00 万元 divides; 主要包括：基本工资、奖金 only names. */
export function takeIncludes(state: ParserState, token: Span, index: number): void {
  if (!figureFollows(state, index)) {
    takeReason(state, { ...token, kind: 'includes' })
    return
  }
  if (phrase(state) !== null) begin(state, token)
  openParts(state, 'includes', token)
}

function figureFollows(state: ParserState, index: number): boolean {
  for (const token of state.tokens.slice(index + 1)) {
    if (token.kind === 'amount') return true
    if (token.kind === 'stop' || token.kind === 'semicolon' || token.kind === 'purpose') return false
  }
  return false
}

function dropWholes(state: ParserState, depth: number): void {
  while ((state.wholes.at(-1)?.depth ?? -1) >= depth) state.wholes.pop()
}

export function takeReason(state: ParserState, token: Of<'reason' | 'purpose' | 'includes'>): void {
  state.expecting = NOTHING
  if (state.reason !== null) return
  // 支出决算数大于年初预算数的主要原因: the words before belong to the reason.
  const start = token.kind === 'reason' ? (state.words?.start ?? token.start) : token.start
  state.reason = { kind: token.kind, start, owner: state.current, depth: state.depth }
  forgetWords(state)
}

export function endReason(state: ParserState, at: number): void {
  if (state.reason === null) return
  const { kind, start, owner } = state.reason
  const said = { kind, text: state.text.slice(start, at), span: { start, end: at } }
  if (owner !== null && kind === 'reason') owner.reason ??= said
  else if (owner !== null) owner.named ??= said
  if (kind === 'reason') state.current = owner
  state.reason = null
}

export function takeMark(state: ParserState, token: Token): void {
  switch (token.kind) {
    case 'comma':
      if (state.expecting.kind === 'direction') return
      if (state.expecting.kind === 'base') state.expecting = NOTHING
      if (state.reason === null) keepSetting(state)
      else forgetWords(state)
      return
    case 'list-comma':
      if (state.words !== null) {
        addWords(state, token)
        return
      }
      return
    case 'colon':
      takeColon(state)
      return
    case 'semicolon':
    case 'stop':
      endClause(state, token)
      return
    case 'open':
      takeOpen(state, token)
      return
    case 'close':
      takeClose(state, token)
      return
    default:
      return
  }
}

/** 收入预算：2026 年年初预算数 …: what stands before the colon is the setting. */
function takeColon(state: ParserState): void {
  const before = state.tokens[state.index - 1]?.kind
  if (
    (before === 'amount' || before === 'percent') &&
    state.words === null &&
    state.reason === null &&
    state.current?.amount != null &&
    figureFollows(state, state.index)
  ) {
    openParts(state, 'includes', { start: state.current.span.end, end: state.current.span.end })
  } else keepSetting(state)
}

function endClause(state: ParserState, token: Token): void {
  endReason(state, token.start)
  state.expecting = NOTHING
  if (token.kind === 'stop' && state.claims.length === 0) keepTopic(state, token)
  forgetWords(state)
  if (token.kind === 'stop' && state.depth === 0) {
    state.sentenceBegins = state.claims.length
    clearSetting(state)
    state.wholesAtOrdinal = null
    const outermost = state.wholes[0]
    if (outermost !== undefined) state.current = outermost.claim
    dropWholes(state, 0)
  }
}

function keepTopic(state: ParserState, token: Span): void {
  if (state.topic === '' && state.words !== null && token.start - state.words.start <= LONGEST_TOPIC) {
    state.topic = state.text.slice(state.words.start, token.start)
  }
}

function takeOpen(state: ParserState, token: Span): void {
  state.depth += 1
  if (state.words !== null && state.words.end === token.start) {
    addWords(state, token)
    return
  }
  if (state.current !== null && holdsAmount(state, token.end)) {
    state.wholes.push({ claim: state.current, word: 'bracket', depth: state.depth })
  }
}

function holdsAmount(state: ParserState, from: number): boolean {
  const close = state.text.indexOf(')', from)
  return /\d(?:亿|百万|千|万)?元/.test(state.text.slice(from, close === -1 ? state.text.length : close))
}

function takeClose(state: ParserState, token: Span): void {
  const whole = state.wholes.at(-1)
  if (state.reason !== null && state.reason.depth >= state.depth) endReason(state, token.start)
  if (whole?.word === 'bracket' && whole.depth === state.depth) {
    state.wholes.pop()
    state.current = whole.claim
    state.current.change &&= { ...state.current.change }
    forgetWords(state)
  } else if (state.words !== null) addWords(state, token)
  state.depth = Math.max(0, state.depth - 1)
}
