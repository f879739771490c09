import type { Interval } from '../../kernel/index.ts'
import type { Entry } from '../facts/statement.ts'
import { amountIn, entriesOf, holds, type Supposition, type Tie, wantedOf } from './tie.ts'

/** A supposed mending: one cell holds another value, or a row's figures belong to another row or column. */
export interface Repair {
  readonly kind: 'value' | 'move'
  readonly supposed: Supposition
  /** The cell that is wrong, first; for a move the cell where its figure belongs, second. */
  readonly entries: readonly [Entry, ...Entry[]]
}

export type TiesOf = ReadonlyMap<Entry, readonly Tie[]>

export function indexTies(ties: readonly Tie[]): TiesOf {
  const index = new Map<Entry, Tie[]>()
  for (const tie of ties) {
    for (const entry of new Set(entriesOf(tie))) {
      const same = index.get(entry)
      if (same === undefined) index.set(entry, [tie])
      else same.push(tie)
    }
  }
  return index
}

const halfOf = (entry: Entry): bigint => (entry.amount === null ? 0n : (entry.amount.high - entry.amount.low) / 2n)

/** A repaired cell would be printed as finely as its neighbours. */
function halfIn(tie: Tie, entry: Entry): bigint {
  if (entry.amount !== null) return halfOf(entry)
  const [widest] = entriesOf(tie)
    .map(halfOf)
    .sort((a, b) => (a < b ? 1 : -1))
  return widest ?? 0n
}

const around = (value: bigint, half: bigint): Interval => ({ low: value - half, high: value + half })

function valueRepairs(tie: Tie, accepted: Supposition): Repair[] {
  const mayBeNegative = entriesOf(tie).some((entry) => entry.amount !== null && entry.amount.value < 0n)
  return entriesOf(tie).flatMap((entry): Repair[] => {
    const wanted = wantedOf(tie, entry, accepted)
    if (wanted < 0n && !mayBeNegative) return []
    return [{ kind: 'value', supposed: new Map([[entry, around(wanted, halfIn(tie, entry))]]), entries: [entry] }]
  })
}

const isSameList = (a: Entry, b: Entry): boolean => a.table === b.table && a.row.row.side === b.row.row.side

const nothing: Interval = { low: 0n, high: 0n }

/** All figures of one row to another, where that one is blank; or one figure to a blank column of its row. */
function moveOf(from: Entry, to: Entry, tiesOf: TiesOf): Repair | null {
  const pairs = [...tiesOf.keys()]
    .filter((entry) => entry.table === from.table && entry.row === from.row && entry.amount !== null)
    .map((entry) => {
      const target = [...tiesOf.keys()].find(
        (other) => other.table === to.table && other.row === to.row && other.column === entry.column,
      )
      return target === undefined || target.amount !== null ? null : ([entry, target] as const)
    })
  const moved = from.row === to.row ? [[from, to] as const] : pairs.filter((pair) => pair !== null)
  if (moved.length === 0 || moved.length < pairs.length) return null
  const supposed = new Map<Entry, Interval>()
  for (const [source, target] of moved) supposed.set(source, nothing).set(target, amountIn(source))
  return { kind: 'move', supposed, entries: [from, to] }
}

const MOST_BLANKS = 100

/** Printed figures by table and column, and by table and row: where a figure that went astray may stand. */
function neighboursOf(tiesOf: TiesOf): (entry: Entry) => readonly Entry[] {
  const lines = new Map<string, Entry[]>()
  const keys = ({ table, column, row }: Entry) => [`${table.id}|c${column.index}`, `${table.id}|r${row.index}`]
  for (const entry of tiesOf.keys()) {
    if (entry.amount === null || entry.amount.value === 0n) continue
    for (const key of keys(entry)) {
      const line = lines.get(key)
      if (line === undefined) lines.set(key, [entry])
      else line.push(entry)
    }
  }
  return (entry) => keys(entry).flatMap((key) => lines.get(key) ?? [])
}

function moveRepairs(open: readonly Tie[], tiesOf: TiesOf): Repair[] {
  const blank = [...new Set(open.flatMap(entriesOf))].filter((entry) => entry.amount === null).slice(0, MOST_BLANKS)
  if (blank.length === 0) return []
  const neighbours = neighboursOf(tiesOf)
  return blank.flatMap((to) => {
    const wanted = open.filter((tie) => entriesOf(tie).includes(to)).map((tie) => wantedOf(tie, to))
    return neighbours(to)
      .filter((from) => isSameList(from, to))
      .filter((from) => wanted.some((value) => value >= amountIn(from).low && value <= amountIn(from).high))
      .map((from) => moveOf(from, to, tiesOf))
      .filter((repair) => repair !== null)
  })
}

export interface Score {
  readonly repair: Repair
  readonly mended: readonly Tie[]
  readonly worth: number
}

/** What a repair mends, less what it would break anew, on top of the repairs that are already accepted. */
function scoreOf(repair: Repair, search: Search): Score {
  const supposed = new Map([...search.accepted, ...repair.supposed])
  const touched = new Set([...repair.supposed.keys()].flatMap((entry) => search.tiesOf.get(entry) ?? []))
  const mended: Tie[] = []
  let worth = 0
  for (const tie of touched) {
    const [before, after] = [holds(tie, search.accepted), holds(tie, supposed)]
    worth += Number(after) - Number(before)
    if (search.open.has(tie) && after) mended.push(tie)
  }
  return { repair, mended, worth }
}

export interface Search {
  /** Broken ties that no cause explains yet. */
  readonly open: ReadonlySet<Tie>
  readonly tiesOf: TiesOf
  readonly accepted: Supposition
}

const MOST_OPEN = 30

/** Repairs that explain broken ties, the worthiest first. Only the first of many broken ties are searched. */
export function rankRepairs(search: Search): readonly Score[] {
  const few = [...search.open].slice(0, MOST_OPEN)
  const repairs = [...moveRepairs(few, search.tiesOf), ...few.flatMap((tie) => valueRepairs(tie, search.accepted))]
  return repairs.map((repair) => scoreOf(repair, search)).sort((a, b) => b.worth - a.worth)
}
