import { bareName } from '../../kernel/index.ts'
import type { Column } from '../model.ts'
import { type HeadPhrase, readHeadPhrases } from './head-words.ts'
import type { Token } from './tokens.ts'

/** One side of a table: 收入 | 支出, or the whole of a table that has one side only. */
export interface Side {
  readonly name: string | null
  /** What the words of a row are, in their order: 单位名称, 项目名称. */
  readonly keys: readonly string[]
  readonly columns: readonly Column[]
}

export interface Head {
  readonly sides: readonly Side[]
  /** A column 行次 counts the rows; its numbers are no values. */
  readonly hasLineNumbers: boolean
}

const START_OF_RUN = /^(?:小计|合计|总计)$/
const VEHICLES = /^公务用车/
const VEHICLE_PART = /^(?:小计|合计|(?:其中)?(?:公务用车)?(?:购置|运行|运行维护)费?)$/
const EXPENDITURE_PART = /^(?:基本支出|项目支出|人员经费|公用经费|日常公用经费)$/
const PERSONNEL_PART = /^(?:小计|合计|总计|(?:人员|公用|日常公用)(?:经费|支出))$/
const YEAR = /^(?:19|20)\d{2}年/

/** A head cell and the cells that stand below it. */
interface Node {
  readonly phrase: HeadPhrase
  readonly below: readonly Node[]
}

const leafName = (node: Node): string => bareName(node.phrase.text)
const isFreeGroup = (node: Node): boolean => node.phrase.role === 'group' && node.below.length === 0

/** Moves a run of nodes below the group at an index. */
function moveBelow(nodes: readonly Node[], group: number, from: number, to: number): Node[] {
  const run = nodes.slice(from, to)
  const kept = [...nodes.slice(0, from), ...nodes.slice(to)]
  return kept.map((node, index) => (index === group ? { ...node, below: run } : node))
}

/** How far a run that starts at an index goes: to the next total of its kind or to a cell that does not pass. */
function endOfRun(nodes: readonly Node[], from: number, fits: (name: string) => boolean): number {
  const [start, ...others] = nodes.slice(from).map(leafName)
  const end = others.findIndex((name) => name === start || !fits(name))
  return end < 0 ? nodes.length : from + 1 + end
}

/** 合计 before 小计 is the total of the row, printed between the parts of its head that reach lower. */
function isTotalAbove(nodes: readonly Node[], index: number): boolean {
  const [own, next] = nodes.slice(index, index + 2).map(leafName)
  return own !== '小计' && next === '小计'
}

/** The first run after an index that begins with a total and whose cells all pass; [from, to). */
function findRun(nodes: readonly Node[], after: number, fits: (name: string) => boolean): [number, number] | null {
  for (const [from, node] of nodes.entries()) {
    if (from <= after || !START_OF_RUN.test(leafName(node)) || isTotalAbove(nodes, from)) continue
    const to = endOfRun(nodes, from, fits)
    if (to - from > 1) return [from, to]
  }
  return null
}

const withoutFirst = ([from, to]: readonly [number, number]): [number, number] => [from + 1, to]

/** The only total of a head that has columns beside the group is that of the row: 基本支出 | 合计 人员支出 公用支出 | 项目支出. */
function isTotalOfRow(nodes: readonly Node[], group: number, [from, to]: readonly [number, number]): boolean {
  const totals = nodes.filter((node) => START_OF_RUN.test(leafName(node)))
  const hasOthers = nodes.some((_, index) => index !== group && (index < from || index >= to))
  return totals.length === 1 && totals.every((node) => leafName(node) !== '小计') && hasOthers
}

/** Cells whose parts are known by name: vehicles, and basic expenditure with its 小计. */
function nestKnown(nodes: readonly Node[], group: RegExp, part: RegExp): Node[] {
  let nested = [...nodes]
  for (let index = 0; index < nested.length; index += 1) {
    const node = nested[index]
    if (node === undefined || !isFreeGroup(node) || !group.test(leafName(node))) continue
    const run = findRun(nested, index, (name) => part.test(name))
    if (run !== null) nested = moveBelow(nested, index, ...(isTotalOfRow(nested, index, run) ? withoutFirst(run) : run))
  }
  return nested
}

/** 本年收入, 本年支出, 预算数 … over a run that begins with its own total. */
function nestRuns(nodes: readonly Node[]): Node[] {
  let nested = [...nodes]
  for (let index = 0; index < nested.length; index += 1) {
    const node = nested[index]
    if (node === undefined || !isFreeGroup(node) || EXPENDITURE_PART.test(leafName(node))) continue
    const run = findRun(nested, index, () => true)
    if (run === null) continue
    const holdsExpenditure = nested.slice(...run).some((part) => EXPENDITURE_PART.test(leafName(part)))
    if (!holdsExpenditure || /支出|预算|决算/.test(leafName(node))) nested = moveBelow(nested, index, ...run)
  }
  return nested
}

const FUND_PART = /^(?:一般公共预算|政府性基金|国有资本经营)/
const FUND_OR_TOTAL = /^(?:小计|合计$|一般公共预算|政府性基金|国有资本经营)/
const FUND_GROUP = /财政拨款|本年拨款|结转结余|^本年收入$|^上年结转/
const NATURE_PART = /^(?:人员|公用|日常公用)(?:支出|经费)$/

/** Where the run of parts at the very end begins; the length of the head where there is none. */
function startOfTail(nodes: readonly Node[], part: RegExp): number {
  let start = nodes.length
  while (start > 0 && part.test(leafName(nodes[start - 1] as Node))) start -= 1
  return start
}

/**
 * A second line of heads without totals of its own: 财政拨款收入, 财政专户管理资金 over 一般公共预算, 政府性基金 … printed after them. As
 * many equal runs as there are groups before them.
 */
function nestTail(nodes: readonly Node[], group: RegExp, part: RegExp): Node[] {
  const start = startOfTail(nodes, part)
  const groups = nodes.flatMap((node, index) =>
    index < start && node.below.length === 0 && group.test(leafName(node)) ? [index] : [],
  )
  const length = (nodes.length - start) / groups.length
  const isSecondLine = groups.length > 1 || (groups[0] ?? start) < start - 1
  if (!isSecondLine || length < 2 || !Number.isInteger(length)) return [...nodes]
  const tail = nodes.slice(start)
  return nodes.slice(0, start).map((node, index) => {
    const order = groups.indexOf(index)
    return order < 0 ? node : { ...node, below: tail.slice(order * length, (order + 1) * length) }
  })
}

/** 近两年收支 over the years that follow it. */
function nestYears(nodes: readonly Node[]): Node[] {
  const group = nodes.findIndex((node) => isFreeGroup(node) && /^近[两三]年/.test(leafName(node)))
  const from = nodes.findIndex((node, index) => index > group && YEAR.test(leafName(node)))
  if (group < 0 || from < 0) return [...nodes]
  const end = nodes.findIndex((node, index) => index > from && !YEAR.test(leafName(node)))
  return moveBelow(nodes, group, from, end < 0 ? nodes.length : end)
}

const isStage = (node: Node): boolean =>
  node.phrase.role === 'value' && node.below.length === 0 && YEAR.test(leafName(node))

/** 小计 基本支出 项目支出 printed after years: as many runs as there are belong to as many of the last years before them. */
function nestStages(nodes: readonly Node[]): Node[] {
  const isStart = (index: number): boolean =>
    START_OF_RUN.test(leafName(nodes[index] as Node)) &&
    EXPENDITURE_PART.test(nodes[index + 1] ? leafName(nodes[index + 1] as Node) : '')
  const starts = nodes.flatMap((_, index) => (isStart(index) ? [index] : []))
  const stages = nodes.flatMap((node, index) => (isStage(node) && index < (starts[0] ?? 0) ? [index] : []))
  if (starts.length === 0 || stages.length < starts.length) return [...nodes]
  const runs = starts.map((from) => [from, endOfRun(nodes, from, (name) => EXPENDITURE_PART.test(name))] as const)
  const over = stages.slice(-runs.length)
  return nodes.flatMap((node, index) => {
    if (runs.some(([from, to]) => index >= from && index < to)) return []
    const run = runs[over.indexOf(index)]
    return [run === undefined ? node : { ...node, below: nodes.slice(...run) }]
  })
}

const COMPARED = /^(?:19|20)\d{2}年.*[比较](?:19|20)\d{2}年/
const CHANGE = /^(?:增减|增长)/

function leavesOf(node: Node, above: readonly string[]): Column[] {
  const path = [...above, node.phrase.text]
  if (node.below.length === 0) return [{ path, at: node.phrase.at }]
  return node.below.flatMap((child) => leavesOf(child, path))
}

/** The columns of numbers below a row of head cells, the cells of merged heads in their places. */
function columnsOf(phrases: readonly HeadPhrase[]): Column[] {
  const cells = phrases.filter((phrase) => ['value', 'group', 'unknown'].includes(phrase.role))
  const flat = cells.map((phrase): Node => ({ phrase, below: [] }))
  const parts = nestKnown(nestKnown(flat, VEHICLES, VEHICLE_PART), /^基本支出$/, PERSONNEL_PART)
  const stages = nestStages(nestTail(parts, COMPARED, CHANGE))
  const known = nestKnown(stages, /^财政拨款$/, FUND_OR_TOTAL)
  const nodes = nestTail(nestYears(nestRuns(nestTail(known, /^基本支出$/, NATURE_PART))), FUND_GROUP, FUND_PART)
  return nodes.flatMap((node) => leavesOf(node, []))
}

const countOf = (phrases: readonly HeadPhrase[], pattern: RegExp): number =>
  phrases.filter((phrase) => pattern.test(bareName(phrase.text))).length

const sameAs = (phrase: HeadPhrase): RegExp => new RegExp(`^${bareName(phrase.text)}$`)

/** How many tables stand side by side: as often as the head names what its rows are. */
function countSides(phrases: readonly HeadPhrase[]): number {
  const keys = phrases.filter((phrase) => phrase.role === 'key')
  const names = Math.max(0, ...keys.map((key) => (/科目名称$/.test(key.text) ? countOf(keys, sameAs(key)) : 0)))
  const amounts = countOf(phrases, /^(?:预算数|决算数|金额)$/)
  const items =
    names > 0 ? 0 : Math.max(countOf(keys, /^(?:项目|科目)(?:按.*)?$/), keys.length >= amounts ? amounts : 0)
  const sides = new Set(phrases.filter((phrase) => phrase.role === 'side').map((phrase) => phrase.text))
  return Math.max(1, names, items, countOf(phrases, /^行次$/), sides.size)
}

/** A side begins where a key follows a value. What stands before all keys names the sides. */
function splitSides(phrases: readonly HeadPhrase[]): { names: HeadPhrase[]; sides: HeadPhrase[][] } {
  const first = phrases.findIndex((phrase) => phrase.role === 'key')
  const isName = (phrase: HeadPhrase, index: number): boolean =>
    phrase.role === 'side' || (index < first && phrase.role !== 'mark')
  const names = phrases.filter(isName)
  const sides: HeadPhrase[][] = []
  let isInKeys = false
  for (const phrase of phrases.filter((candidate, index) => !isName(candidate, index))) {
    if (phrase.role === 'key' && !isInKeys) sides.push([])
    isInKeys = phrase.role === 'key'
    sides.at(-1)?.push(phrase)
  }
  return { names, sides }
}

/** The heads of the columns of names, without those of codes and remarks. */
const keysOf = (phrases: readonly HeadPhrase[]): string[] =>
  phrases
    .filter((phrase) => phrase.role === 'key' && /名称$|^项目单位$|^预算单位$/.test(phrase.text))
    .map(({ text }) => text)

/** Side names from the words above the keys; where fewer are printed than there are sides the last one covers the rest. */
const nameAt = (names: readonly HeadPhrase[], side: number, count: number): string | null => {
  if (names.length < 2 || count < 2) return null
  return names[Math.min(side, names.length - 1)]?.text ?? null
}

/** What the words of a head say by themselves. */
export function readHead(lines: readonly (readonly Token[])[]): Head {
  const phrases = readHeadPhrases(lines)
  const count = countSides(phrases)
  const hasLineNumbers = phrases.some((phrase) => phrase.role === 'line-number')
  if (count === 1)
    return { sides: [{ name: null, keys: keysOf(phrases), columns: columnsOf(phrases) }], hasLineNumbers }
  const { names, sides } = splitSides(phrases)
  const all = Array.from(
    { length: count },
    (_, index): Side => ({
      name: nameAt(names, index, count),
      keys: keysOf(sides[index] ?? []),
      columns: columnsOf(sides[index] ?? []),
    }),
  )
  return { sides: all, hasLineNumbers }
}
