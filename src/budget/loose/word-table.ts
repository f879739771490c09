import type { Place } from '../../documents/index.ts'
import { parseNumber } from '../../kernel/index.ts'
import type { Row, Table, TableRegion } from '../model.ts'
import type { Token } from './tokens.ts'

type Line = readonly Token[]

/** The lines of one numbered entry, without its number. */
interface Entry {
  readonly number: Token
  readonly lines: readonly Line[]
}

const RUNNING_NUMBER = '序号'
const FEWEST_ENTRIES = 2
/** A head cell that can only go on with the one before it. */
const GOES_ON = /^[及和与、（(）)]/

const textOf = (line: Line): string => line.map((token) => token.text).join('')

/** Cuts lines into entries where the running numbers 1, 2, 3 … stand at the head of a line. */
function entriesOf(lines: readonly Line[]): { head: readonly Line[]; entries: Entry[] } {
  const entries: { number: Token; lines: Line[] }[] = []
  const head: Line[] = []
  for (const line of lines) {
    const [first, ...rest] = line
    if (first?.kind === 'number' && first.text === `${entries.length + 1}`) {
      entries.push({ number: first, lines: rest.length > 0 ? [rest] : [] })
    } else (entries.at(-1)?.lines ?? head).push(line)
  }
  return { head, entries }
}

function headCells(head: readonly Line[]): string[] {
  const cells: string[] = []
  for (const { text } of head.flat()) {
    const last = cells.at(-1)
    if (last !== undefined && GOES_ON.test(text)) cells[cells.length - 1] = last + text
    else cells.push(text)
  }
  return cells.filter((cell) => cell !== RUNNING_NUMBER)
}

/** How ragged lines would be as one cell: a cell that wraps fills all its lines but the last. */
function raggedness(lines: readonly string[]): number {
  const width = Math.max(...lines.map((line) => line.length))
  return lines.slice(0, -1).reduce((sum, line) => sum + width - line.length, 0)
}

/** A cell does not say everything twice: then it is two cells of the same words. */
const DOUBLED = 10

function doubling(lines: readonly string[]): number {
  const text = lines.join('')
  const half = text.slice(0, text.length / 2)
  return text !== '' && half + half === text ? DOUBLED : 0
}

/** Cuts the lines of an entry into cells, as even as they go; of equal ways the one with cells of like height. */
function cellsOf(lines: readonly string[], count: number): string[][] | null {
  if (lines.length < count) return null
  if (count === 1) return [[...lines]]
  let best: { cells: string[][]; cost: number } | null = null
  for (let end = 1; end <= lines.length - count + 1; end += 1) {
    const rest = cellsOf(lines.slice(end), count - 1)
    if (rest === null) continue
    const cells = [lines.slice(0, end), ...rest]
    const evenness = Math.abs(end - (rest[0]?.length ?? 0)) / 1_000
    const cost = cells.reduce((sum, cell) => sum + raggedness(cell) + doubling(cell), 0) + evenness
    if (best === null || cost < best.cost) best = { cells, cost }
  }
  return best?.cells ?? null
}

/** Beyond these the cells of an entry are not told apart. */
const MOST_LINES = 60
const MOST_CELLS = 4

function toRow(entry: Entry, names: readonly string[], index: number): Row {
  const texts = entry.lines.slice(0, MOST_LINES).map(textOf)
  const cells = cellsOf(texts, Math.min(names.length, texts.length, MOST_CELLS))?.map((cell) => cell.join('')) ?? [
    texts.join(''),
  ]
  const at: Place = entry.number.at
  const words = Object.fromEntries(
    cells.slice(1).map((text, order) => [names[order + 1] ?? `第${order + 2}栏`, { text, at }]),
  )
  const number = parseNumber(entry.number.text)
  const cell = number === null ? null : { text: entry.number.text, number, isPercent: false, at }
  return { code: null, name: cells[0] ?? '', depth: 0, side: null, index, at, cells: [cell], words }
}

/** True where a table has the running number 序号 and prints no amounts. */
export function isWordTable(lines: readonly Line[]): boolean {
  const { head, entries } = entriesOf(lines)
  const hasAmounts = entries.some(({ lines: own }) => own.flat().some((token) => token.kind === 'number'))
  return entries.length >= FEWEST_ENTRIES && !hasAmounts && head.flat()[0]?.text === RUNNING_NUMBER
}

/**
 * Reads a table of words: numbered entries whose cells were broken over lines and printed one below the other. The
 * running number is its only column of values.
 */
export function readWordTable(region: TableRegion, lines: readonly Line[]): Omit<Table, 'id'>[] {
  const { caption, notes, under } = region
  const { head, entries } = entriesOf(lines)
  const at = head.flat()[0]?.at
  if (caption === null || at === undefined) return []
  const names = headCells(head)
  const rows = entries.map((entry, index) => toRow(entry, names, index))
  return [
    { form: null, caption, unit: null, columns: [{ path: [RUNNING_NUMBER], at }], rows, notes, under, leftovers: [] },
  ]
}
