import type { Place } from '../../documents/index.ts'
import { bareName } from '../../kernel/index.ts'
import { HEAD_ENDING, HEAD_PHRASES, type HeadRole } from './phrases.ts'
import type { Token } from './tokens.ts'

/** One cell of a table's head, put together again from the lines over which it was broken. */
export interface HeadPhrase {
  readonly text: string
  /** `unknown`: words that no phrase covers. */
  readonly role: HeadRole | 'unknown'
  /** The printed line of its first word. */
  readonly line: number
  readonly at: Place
}

interface Piece {
  /** Without brackets and quotation marks. */
  readonly text: string
  readonly printed: string
  readonly line: number
  readonly at: Place
}

interface Cover {
  readonly phrases: readonly HeadPhrase[]
  readonly cost: number
}

/** A word that fits nowhere costs its letters; a phrase taken up again further on costs a little; the words 收入 and 支出 alone are a cell once at
 * most. */
const UNKNOWN_LETTER = 10
const SIDE_WORD = 8
const GAP = 2
/** A printed word that is a cell by itself is seldom two halves of others: 项目 | 支出预算. */
const SPLIT = 3
const REACH = 12
const MOST_STEPS = 2_000
/** No head is longer; what follows is no head. */
const MOST_PIECES = 160

const BY_FIRST = new Map<string, string[]>()
for (const phrase of [...HEAD_PHRASES.keys()].sort((a, b) => b.length - a.length)) {
  BY_FIRST.set(phrase.charAt(0), [...(BY_FIRST.get(phrase.charAt(0)) ?? []), phrase])
}

const YEAR = /^(?:19|20)\d{2}$/
const STAGE = '(?:当年|预计)?(?:预算|决算|执行|完成)数?'
const YEAR_STAGE = `(?:19|20)\\d{2}年度?(?:${STAGE})?`
const YEAR_HEAD = new RegExp(`^${YEAR_STAGE}`)
/** 2024年预算数比2023年执行数, over the change and its rate. */
const COMPARISON = new RegExp(`^${YEAR_STAGE}[比较]${YEAR_STAGE}`)
const OPEN_COMPARISON = new RegExp(`^${YEAR_STAGE}[比较](?:(?:19|20)\\d{2}年度?)?$`)
const YEAR_ALONE = /^(?:19|20)\d{2}年度?$/
const REST_OF_YEAR = new RegExp(`^(?:(?:19|20)\\d{2}年度?(?:${STAGE})?|${STAGE})$`)
const UNIT_REMARK = /^[（(]?(?:金额)?单位[：:].*$|^[（(](?:元|万元|%)[）)]$/

function piecesOf(lines: readonly (readonly Token[])[]): Piece[] {
  const pieces: Piece[] = []
  for (const tokens of lines) {
    tokens.forEach((token, index) => {
      const before = tokens[index - 1]
      const year = before?.kind === 'number' && YEAR.test(before.text) && token.text.startsWith('年') ? before.text : ''
      const printed = year + token.text
      const text = bareName(printed)
      if (token.kind === 'word' && !UNIT_REMARK.test(token.text) && text !== '')
        pieces.push({ text, printed, line: token.line, at: token.at })
    })
  }
  return pieces
}

/** 2023年 and 执行数 of one line are one cell, and a comparison ends with the second year and what is told of it. */
function joinYears(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    const isOpen =
      OPEN_COMPARISON.test(last?.text ?? '') || (YEAR_ALONE.test(last?.text ?? '') && last?.line === piece.line)
    if (
      last !== undefined &&
      isOpen &&
      REST_OF_YEAR.test(piece.text) &&
      !(YEAR_ALONE.test(last.text) && /年/.test(piece.text))
    )
      joined[joined.length - 1] = { ...last, text: last.text + piece.text, printed: last.printed + piece.printed }
    else joined.push(piece)
  }
  return joined
}

/** Where in the printed text its first letters end, closing brackets included. */
function printedLength(printed: string, letters: number): number {
  let seen = 0
  for (let index = 0; index < printed.length; index += 1) {
    const isLetter = bareName(printed.charAt(index)) !== ''
    if (seen === letters && (isLetter || /[（("“]/.test(printed.charAt(index)))) return index
    if (isLetter) seen += 1
  }
  return printed.length
}

/** The pieces with the first letters of one of them taken away. */
function withoutLetters(pieces: readonly Piece[], index: number, letters: number): { taken: string; rest: Piece[] } {
  const piece = pieces[index]
  if (piece === undefined) return { taken: '', rest: [...pieces] }
  const cut = printedLength(piece.printed, letters)
  const text = piece.text.slice(letters)
  const left = text === '' ? [] : [{ ...piece, text, printed: piece.printed.slice(cut) }]
  return { taken: piece.printed.slice(0, cut), rest: [...pieces.slice(0, index), ...left, ...pieces.slice(index + 1)] }
}

interface Taken {
  readonly printed: string
  readonly rest: readonly Piece[]
  readonly cost: number
}

/** All ways to take a phrase, or what is left of it, from the pieces that follow, the nearest first. */
function* takeFrom(pieces: readonly Piece[], wanted: string, from: number, reach: number): Generator<Taken> {
  for (let index = from; index < Math.min(pieces.length, from + reach); index += 1) {
    const piece = pieces[index]
    if (piece === undefined) return
    const skipped = index > from ? GAP : 0
    if (piece.text.startsWith(wanted)) {
      const { taken, rest } = withoutLetters(pieces, index, wanted.length)
      const isSplit = piece.text !== wanted && HEAD_PHRASES.has(piece.text)
      yield { printed: taken, rest, cost: skipped + (isSplit ? SPLIT : 0) }
    } else if (wanted.startsWith(piece.text)) {
      const { rest } = withoutLetters(pieces, index, piece.text.length)
      for (const taken of takeFrom(rest, wanted.slice(piece.text.length), index, REACH))
        yield { printed: piece.printed + taken.printed, rest: taken.rest, cost: taken.cost + skipped }
    }
  }
}

interface Choice {
  readonly phrase: HeadPhrase
  readonly rest: readonly Piece[]
  readonly cost: number
}

function* choicesOf(pieces: readonly Piece[], first: Piece, before: readonly HeadPhrase[]): Generator<Choice> {
  const place = { line: first.line, at: first.at }
  const comparison = COMPARISON.exec(first.text)?.[0]
  const year = comparison ?? YEAR_HEAD.exec(first.text)?.[0]
  if (year !== undefined) {
    const { taken, rest } = withoutLetters(pieces, 0, year.length)
    yield { phrase: { ...place, text: taken, role: comparison === undefined ? 'value' : 'group' }, rest, cost: 0 }
  }
  for (const known of BY_FIRST.get(first.text.charAt(0)) ?? []) {
    if (!known.startsWith(first.text) && !first.text.startsWith(known)) continue
    const role = HEAD_PHRASES.get(known) ?? 'unknown'
    for (const { printed, rest, cost } of takeFrom(pieces, known, 0, 1))
      yield {
        phrase: { ...place, text: printed, role },
        rest,
        cost: role === 'side' && before.some((phrase) => phrase.text === printed) ? cost + SIDE_WORD : cost,
      }
  }
  const cost = first.text.length * UNKNOWN_LETTER
  yield { phrase: { ...place, text: first.printed, role: 'unknown' }, rest: pieces.slice(1), cost }
}

function searchCover(pieces: readonly Piece[]): Cover {
  let best: Cover = { phrases: [], cost: Number.POSITIVE_INFINITY }
  let steps = 0
  const search = (rest: readonly Piece[], phrases: readonly HeadPhrase[], cost: number): void => {
    if (cost >= best.cost || (steps > MOST_STEPS && best.cost < Number.POSITIVE_INFINITY)) return
    if (rest.length === 0) {
      best = { phrases, cost }
      return
    }
    steps += 1
    const first = rest[0]
    const choices = first === undefined ? [] : [...choicesOf(rest, first, phrases)].sort((a, b) => a.cost - b.cost)
    for (const choice of choices) search(choice.rest, [...phrases, choice.phrase], cost + choice.cost)
  }
  search(pieces, [], 0)
  return best
}

/** Unknown words that follow one another are one head cell until one ends like a head cell. */
function joinUnknown(phrases: readonly HeadPhrase[]): HeadPhrase[] {
  const joined: HeadPhrase[] = []
  for (const phrase of phrases) {
    const last = joined.at(-1)
    const goesOn = phrase.role === 'unknown' && last?.role === 'unknown' && !HEAD_ENDING.test(last.text)
    if (goesOn && last !== undefined) joined[joined.length - 1] = { ...last, text: last.text + phrase.text }
    else joined.push(phrase)
  }
  return joined
}

/**
 * Puts the cells of a table's head together again from the words of its lines, also where the lines of neighbouring
 * cells alternate: the cheapest cover of all words by known phrases. In the order in which their first words stand.
 */
export const readHeadPhrases = (lines: readonly (readonly Token[])[]): HeadPhrase[] =>
  joinUnknown(searchCover(joinYears(piecesOf(lines)).slice(0, MOST_PIECES)).phrases)
