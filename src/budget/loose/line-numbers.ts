import type { Part, ValueToken } from './parts.ts'
import { chooseSides, type SideState } from './sides.ts'
import type { Token } from './tokens.ts'

/** A part of a line with the side to which it belongs and, where rows are counted, its 行次. */
export interface Placed {
  readonly part: Part
  readonly lineNumber: Token | null
  readonly side: number
}

/** Numbers its rows: cuts the values of a part where the line number of a further side stands. */
export function placeByLineNumber(parts: readonly Part[], sides: readonly SideState[]): Placed[] {
  const placed: Placed[] = []
  let side = -1
  const place = (part: Part, values: readonly ValueToken[]): void => {
    const [first, ...rest] = values
    const isLineNumber = first?.kind === 'number' && first.isBare
    side = sideFor(part, isLineNumber ? Number(first.text) : null, sides, side)
    const own = isLineNumber ? rest : values
    const cut = own.findIndex((token) => isNextLineNumber(token, sides, side))
    const lineNumber = isLineNumber ? first : null
    placed.push({ part: { ...part, values: cut < 0 ? own : own.slice(0, cut) }, lineNumber, side })
    if (cut >= 0) place({ ...part, code: null, words: [], values: [], remarks: [] }, own.slice(cut))
  }
  for (const part of parts) place(part, part.values)
  return placed
}

/** The side that expects this line number next; a name whose number comes later goes where its ordinal fits. */
function sideFor(part: Part, lineNumber: number | null, sides: readonly SideState[], before: number): number {
  const expecting = sides.findIndex((side, index) => index > before && side.nextLineNumber === lineNumber)
  if (lineNumber !== null && expecting >= 0) return expecting
  const isAlone = before < 0 && lineNumber === null && part.words.length > 0
  if (isAlone) return chooseSides([part], sides)[0] ?? 0
  return Math.min(before + 1, sides.length - 1)
}

/** True for the number with which a side after this one goes on. */
export const isNextLineNumber = (token: Token, sides: readonly SideState[], side: number): boolean =>
  token.kind === 'number' &&
  token.isBare &&
  sides.some((candidate, index) => index > side && candidate.nextLineNumber === Number(token.text))
