import { isNextLineNumber, type Placed, placeByLineNumber } from './line-numbers.ts'
import { beginsNameOf, isBroken, isNameOf, isWholeName, startsRow } from './names.ts'
import type { Part, ValueToken } from './parts.ts'
import { chooseSides, type SideState } from './sides.ts'
import type { Ordinal, Token, WordToken } from './tokens.ts'

/** A row as its tokens were gathered, before its numbers have columns. */
export interface LooseRow {
  readonly code: Token | null
  readonly words: readonly WordToken[]
  readonly values: readonly ValueToken[]
  readonly remarks: readonly Token[]
  /** 行次, where the table counts its rows. */
  readonly lineNumber: Token | null
  readonly side: number
  /** Printed row; the rows of several sides share it. */
  readonly index: number
  /** First and last printed line, counted from 0. */
  readonly lines: readonly [first: number, last: number]
}

export interface RowOptions {
  readonly sides: readonly SideState[]
  readonly hasLineNumbers: boolean
  /** How many values a row has at most. */
  readonly columns: number
}

interface OpenRow {
  code: Token | null
  words: WordToken[]
  values: ValueToken[]
  remarks: Token[]
  lineNumber: Token | null
  side: number
  index: number
  lines: [first: number, last: number]
  /** Lines of the name that were printed above its code. */
  above: number
}

interface Progress {
  readonly options: RowOptions
  readonly rows: OpenRow[]
  /** Rows begun on the last line that began any. */
  latest: OpenRow[]
  /** Lines of words of which it is not yet known whether they end the row before or begin the next. */
  pending: WordToken[][]
  /** A name was broken since the last row began: the printed row may still go on. */
  isWrapped: boolean
  index: number
  readonly leftovers: Token[]
}

export const nameOf = (row: { readonly words: readonly WordToken[] }): string =>
  row.words.map((word) => word.text).join('')

export const ordinalOfRow = (row: { readonly words: readonly WordToken[] }): Ordinal | null =>
  row.words[0]?.ordinal ?? null

const isComplete = (row: OpenRow): boolean => row.values.length > 0 || row.lineNumber !== null

function extend(row: OpenRow, words: readonly WordToken[], values: readonly ValueToken[], line: number): void {
  row.words.push(...words)
  row.values.push(...values)
  row.lines[1] = Math.max(row.lines[1], line)
}

/** The row of the last line to which a broken name goes on. */
function rowThatGoesOn(progress: Progress): OpenRow | undefined {
  const named = progress.latest.filter((row) => row.code !== null || row.words.length > 0)
  const waiting = named.filter((row) => !isComplete(row))
  const candidates = waiting.length > 0 ? waiting : named
  const unfinished = candidates.filter((row) => isBroken(nameOf(row)) || !isWholeName(nameOf(row)))
  return unfinished.at(-1) ?? candidates.at(-1)
}

/** How many of the pending lines end the name of the row before, when a row of this code and these words follows. */
function countEnding(progress: Progress, next: Part | null): number {
  const { pending } = progress
  const before = progress.latest.at(-1)
  if (next === null || before === undefined) return pending.length
  const textOf = (lines: readonly WordToken[][]): string =>
    lines
      .flat()
      .map((word) => word.text)
      .join('')
  const code = next.code?.text ?? null
  const own = next.words.map((word) => word.text).join('')
  for (let count = pending.length; count >= 0; count -= 1) {
    const rest = textOf(pending.slice(count))
    const isEnd = count > 0 && isNameOf(before.code?.text ?? null, nameOf(before) + textOf(pending.slice(0, count)))
    if (isEnd || (rest !== '' && beginsNameOf(code, rest + own))) return count
  }
  return own === '' ? Math.min(before.above, pending.length) : pending.length
}

/** Gives the pending lines to the row before; what belongs to the next is returned. */
function settlePending(progress: Progress, next: Part | null): WordToken[][] {
  const count = countEnding(progress, next)
  const row = rowThatGoesOn(progress)
  const ending = progress.pending.slice(0, count)
  const rest = progress.pending.slice(count)
  for (const words of ending) {
    if (row === undefined) progress.leftovers.push(...words)
    else if (row.remarks.length > 0) row.remarks.push(...words)
    else extend(row, words, [], words[0]?.line ?? 0)
  }
  progress.pending = []
  return rest
}

/** Words that can only belong to a row already begun. */
function continuesName(progress: Progress, part: Part): boolean {
  const [first] = part.words
  const row = rowThatGoesOn(progress)
  if (part.code !== null || first === undefined || first.ordinal !== null || row === undefined) return false
  if (row.words.length === 0) return !startsRow(first.text)
  if (isBroken(nameOf(row))) return true
  if (startsRow(first.text)) return false
  return !(isWholeName(nameOf({ words: part.words })) && isWholeName(nameOf(row)))
}

/** Takes a part that goes on with what earlier lines began; false when it begins something new. */
function takeContinuation(progress: Progress, part: Part): boolean {
  if (part.code === null && part.words.length === 0) return takeValues(progress, part)
  const row = rowThatGoesOn(progress)
  if (row === undefined || row.lines[0] === part.line) return false
  if (part.code !== null) return takeSecondCode(row, part)
  if (!continuesName(progress, part)) return false
  if (!isComplete(row)) {
    settlePending(progress, null)
    extend(row, part.words, part.values, part.line)
    row.remarks.push(...part.remarks)
    progress.isWrapped = true
    return true
  }
  if (part.values.length > 0) return false
  progress.pending.push([...part.words])
  return true
}

const DEPARTMENTAL = /^3\d{2}/
const GOVERNMENTAL = /^5\d{2}/

/** 50102 社会保障缴费 below 30108: the same row by the government's economic classification. */
function takeSecondCode(row: OpenRow, part: Part): boolean {
  const isSecond = DEPARTMENTAL.test(row.code?.text ?? '') && GOVERNMENTAL.test(part.code?.text ?? '')
  if (!isSecond || part.code === null || row.words.length === 0 || row.values.length > 0) return false
  extend(row, [], part.values, part.line)
  row.remarks.push(part.code, ...part.words, ...part.remarks)
  return true
}

/** 维修（护）费 50209 维修（护）费 36,125.00 below 30213: the name ends the row's own code, the second code follows it. */
function withoutSecondCode(progress: Progress, parts: readonly Part[]): readonly Part[] {
  const [next, ...others] = parts
  const row = progress.latest.at(-1)
  return next !== undefined && row !== undefined && takeSecondCode(row, next) ? others : parts
}

/** Values at the head of a line belong to the row that still waits for some. */
function takeValues(progress: Progress, part: Part): boolean {
  const row = progress.latest.at(-1)
  const { sides, hasLineNumbers, columns } = progress.options
  if (row === undefined || row.lines[0] === part.line || progress.pending.length > 0) return false
  const [first] = part.values
  if (hasLineNumbers && (row.lineNumber === null || (first !== undefined && isNextLineNumber(first, sides, -1))))
    return false
  const has = row.values.length
  if (has > 0 && (has + part.values.length > columns || part.values.length > 1)) return false
  extend(row, [], part.values, part.line)
  row.remarks.push(...part.remarks)
  return true
}

function beginRows(progress: Progress, placed: readonly Placed[]): void {
  const [first] = placed
  if (first === undefined) return
  const above = settlePending(progress, first.part)
  const lastSide = progress.latest.at(-1)?.side ?? -1
  const isSameRow = progress.isWrapped && first.side > lastSide && progress.options.sides.length > 1
  if (!isSameRow) progress.index += 1
  progress.isWrapped = false
  progress.latest = placed.map(({ part, lineNumber, side }, position): OpenRow => {
    const lead = position === 0 ? above : []
    const words = [...lead.flat(), ...part.words]
    const start = lead[0]?.[0]?.line ?? part.line
    return {
      code: part.code,
      words,
      values: [...part.values],
      remarks: [...part.remarks],
      lineNumber,
      side,
      index: progress.index,
      lines: [start, part.line],
      above: lead.length,
    }
  })
  progress.rows.push(...progress.latest)
  for (const row of progress.latest) progress.options.sides[row.side]?.advance(row)
}

/** Where more parts stand on a line than the table has sides, words without an ordinal go on with those before. */
function fitToSides(parts: readonly Part[], sides: number): Part[] {
  const fitted = [...parts]
  while (fitted.length > sides) {
    const index = fitted.findIndex(
      (part, position) =>
        position > 0 && part.code === null && ordinalOfRow(part) === null && fitted[position - 1]?.values.length === 0,
    )
    const part = fitted[index]
    const before = fitted[index - 1]
    if (part === undefined || before === undefined) break
    fitted.splice(index - 1, 2, { ...before, words: [...before.words, ...part.words], values: part.values })
  }
  return fitted
}

/** A line number that comes on a line of its own belongs to the row whose name was broken. */
function takeLineNumber(progress: Progress, placed: readonly Placed[]): readonly Placed[] {
  const [first, ...rest] = placed
  const row = progress.latest.at(-1)
  const isOnly = first !== undefined && first.part.words.length === 0 && first.part.code === null
  if (!isOnly || row === undefined || row.lineNumber !== null || row.values.length > 0) return placed
  const isExpected = first.lineNumber !== null && isNextLineNumber(first.lineNumber, progress.options.sides, -1)
  row.lineNumber = first.lineNumber
  if (isExpected) row.side = first.side
  extend(row, [], first.part.values, first.part.line)
  progress.options.sides[row.side]?.advance(row)
  return rest
}

function addLine(progress: Progress, parts: readonly Part[]): void {
  const [first, ...others] = parts
  if (first === undefined) return
  const fresh = takeContinuation(progress, first) ? withoutSecondCode(progress, others) : parts
  if (fresh.length === 0) return
  const { sides, hasLineNumbers } = progress.options
  if (sides.length === 1 && !hasLineNumbers) {
    for (const part of fresh) beginRows(progress, [{ part, lineNumber: null, side: 0 }])
    return
  }
  const fitted = fitToSides(fresh, sides.length)
  if (hasLineNumbers) {
    beginRows(progress, takeLineNumber(progress, placeByLineNumber(fitted, sides)))
    return
  }
  const kept = fitted.slice(0, sides.length)
  for (const part of fitted.slice(sides.length)) progress.leftovers.push(...part.words, ...part.values)
  const chosen = chooseSides(kept, sides)
  beginRows(
    progress,
    kept.map((part, index) => ({ part, lineNumber: null, side: chosen[index] ?? 0 })),
  )
}

/** Gathers the rows of a table's body from the parts of its lines. Tokens that belong to no row are handed back. */
export function gatherRows(
  lines: readonly (readonly Part[])[],
  options: RowOptions,
): { rows: LooseRow[]; leftovers: Token[] } {
  const progress: Progress = {
    options,
    rows: [],
    latest: [],
    pending: [],
    isWrapped: false,
    index: -1,
    leftovers: [],
  }
  for (const parts of lines) addLine(progress, parts)
  settlePending(progress, null)
  return { rows: progress.rows, leftovers: progress.leftovers }
}
