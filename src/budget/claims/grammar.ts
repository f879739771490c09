import type { Claim } from './claim.ts'
import { endReason, openParts, takeIncludes, takeMark, takeOrdinal, takeReason } from './grammar/clauses.ts'
import { addWords, takeCompare, takeDirection, takeLevel, takeYear } from './grammar/comparisons.ts'
import { takeAmount, takeCount, takePercent } from './grammar/figures.ts'
import { type ParserState, startParsing } from './grammar/state.ts'
import type { Token } from './token.ts'

function take(state: ParserState, token: Token, index: number): void {
  switch (token.kind) {
    case 'text':
      addWords(state, token)
      return
    case 'year':
      takeYear(state, token)
      return
    case 'relative-year':
      addWords(state, token)
      return
    case 'amount':
      takeAmount(state, token)
      return
    case 'count':
      takeCount(state, token)
      return
    case 'percent':
    case 'number':
      takePercent(state, token, index)
      return
    case 'bare-amount':
      addWords(state, token)
      return
    case 'compare':
      takeCompare(state, token)
      return
    case 'direction':
      takeDirection(state, token, index)
      return
    case 'level':
      takeLevel(state, token)
      return
    case 'share':
    case 'completion':
      state.expecting = { kind: token.kind, from: token.end }
      return
    case 'of-which':
      openParts(state, 'of-which', token)
      return
    case 'includes':
      takeIncludes(state, token, index)
      return
    case 'reason':
    case 'purpose':
      takeReason(state, token)
      return
    case 'ordinal':
      takeOrdinal(state)
      return
    default:
      takeMark(state, token)
      return
  }
}

/**
 * The claims of one passage in plain text (see `toPlain`), in printed order, read once from left to right. Sentences of
 * a passage may go on with the subject of the one before (…28.00 万元。比上年减少…), so it is parsed as a whole; parts of a
 * list follow what they divide.
 */
export function parseClaims(text: string): Claim[] {
  const state = startParsing(text)
  for (const [index, token] of state.tokens.entries()) {
    state.index = index
    take(state, token, index)
  }
  endReason(state, text.length)
  return state.claims
}
