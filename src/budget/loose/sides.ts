import { isFunctionalName, isTotalName } from './names.ts'
import type { Part } from './parts.ts'
import type { OrdinalStyle, Token, WordToken } from './tokens.ts'

type Flow = 'income' | 'expenditure'

const INCOME_WORDS = /拨款|上年|年初|动用|使用.*结余/
const EXPENDITURE_WORDS = /年末|年终|结余分配|结转下年/

/** On which side of a balance a name belongs: the last 收入 or 支出 in it says so, else words that only one side prints. */
function flowOf(name: string): Flow | null {
  const income = name.lastIndexOf('收入')
  const expenditure = name.lastIndexOf('支出')
  if (income !== expenditure) return income > expenditure ? 'income' : 'expenditure'
  if (EXPENDITURE_WORDS.test(name)) return 'expenditure'
  if (INCOME_WORDS.test(name)) return 'income'
  return isFunctionalName(name) ? 'expenditure' : null
}

/** What a row must be like to tell its side. */
interface SideRow {
  readonly code: Token | null
  readonly words: readonly WordToken[]
  readonly lineNumber: Token | null
}

const NATURAL = 0
const OPENING = 1
const ODD = 6
const WRONG_FLOW = 3

/** What is known of one side while the lines are read: how its numbering stands. */
export class SideState {
  readonly name: string | null
  nextLineNumber: number | null = null
  /** Styles of ordinals from the outermost, with the last value of each. */
  private levels: { style: OrdinalStyle; value: number }[] = []
  private lastCode: string | null = null

  constructor(name: string | null) {
    this.name = name
  }

  /** How odd a row with these words would be as the next of this side. */
  costOf(part: Pick<Part, 'code' | 'words'>): number {
    return this.costOfCode(part.code?.text ?? null) + this.costOfOrdinal(part.words) + this.costOfFlow(part.words)
  }

  advance(row: SideRow): void {
    if (row.lineNumber !== null) this.nextLineNumber = Number(row.lineNumber.text) + 1
    if (row.code !== null) this.lastCode = row.code.text
    const ordinal = row.words[0]?.ordinal ?? null
    if (ordinal === null) return
    const depth = this.levels.findIndex((level) => level.style === ordinal.style)
    this.levels = [...(depth < 0 ? this.levels : this.levels.slice(0, depth)), ordinal]
  }

  private costOfCode(code: string | null): number {
    if (code === null) return NATURAL
    if (this.lastCode === null) return OPENING
    if (code <= this.lastCode) return ODD
    return code.slice(0, 3) === this.lastCode.slice(0, 3) ? NATURAL : 2 * OPENING
  }

  private costOfOrdinal(words: readonly WordToken[]): number {
    const ordinal = words[0]?.ordinal ?? null
    if (ordinal === null) return NATURAL
    const level = this.levels.find((candidate) => candidate.style === ordinal.style)
    if (level !== undefined && ordinal.value === level.value + 1) return NATURAL
    return ordinal.value === 1 ? OPENING : ODD
  }

  private costOfFlow(words: readonly WordToken[]): number {
    if (this.name === null) return 0
    const text = words.map((word) => word.text).join('')
    const own = flowOf(this.name)
    const flow = flowOf(text)
    if (isTotalName(text) && /经费/.test(text)) return text.startsWith(this.name) ? 0 : WRONG_FLOW
    return own !== null && flow !== null && own !== flow ? WRONG_FLOW : 0
  }
}

/** All ways to give n parts to sides from left to right. */
function* choices(count: number, sides: number, from = 0): Generator<number[]> {
  if (count === 0) {
    yield []
    return
  }
  for (let side = from; side <= sides - count; side += 1)
    for (const rest of choices(count - 1, sides, side + 1)) yield [side, ...rest]
}

/** The sides to which the parts of one line belong, from left to right; where nothing tells, the leftmost. */
export function chooseSides(parts: readonly Pick<Part, 'code' | 'words'>[], sides: readonly SideState[]): number[] {
  let best: { sides: number[]; cost: number } = { sides: [], cost: Number.POSITIVE_INFINITY }
  for (const choice of choices(parts.length, sides.length)) {
    const cost = parts.reduce((sum, part, index) => sum + (sides[choice[index] ?? 0]?.costOf(part) ?? 0), 0)
    if (cost < best.cost) best = { sides: choice, cost }
  }
  return best.sides
}
