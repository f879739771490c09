import type { OrganisationTree } from '../../../identity/index.ts'
import { type BoardRow, boardRows, boardYears } from '../../../library/index.ts'
import type { Store } from '../../../store/index.ts'
import type { Caller } from '../http/caller.ts'
import type { Organisations } from '../organisations.ts'
import { type AssignedKindView, BOARD_STATES, type BoardLine, type BoardState, type BoardView } from './contract.ts'

export interface BoardOptions {
  readonly store: Store
  readonly organisations: Organisations
}

const DAY_MS = 86_400_000

const inBeijing = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' })

/** Today where the documents are due, `2025-02-10`. */
export const today = (now = new Date()): string => inBeijing.format(now)

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS

const statesOf = (row: BoardRow, daysLate: number | null): BoardState[] => {
  const holds: Readonly<Record<BoardState, boolean>> = {
    missing: row.document === null,
    late: daysLate !== null && daysLate > 0,
    arrived: row.document !== null,
    certified: row.isCertified === true,
    uncertified: row.isCertified === false,
    errors: (row.open?.error ?? 0) > 0,
    unreadable: row.isUnreadable,
    unexpected: row.assignment === null,
  }
  return BOARD_STATES.filter((state) => holds[state])
}

/** By the name of the year; what is no more is called by what the document says. */
const namingOf = (row: BoardRow, tree: OrganisationTree, now: OrganisationTree): Pick<BoardLine, 'code' | 'name'> => {
  const known = row.organisation === null ? undefined : (tree.get(row.organisation) ?? now.get(row.organisation))
  return { code: known?.code ?? '', name: known?.name ?? row.printed ?? '' }
}

async function linesOf(
  { organisations }: BoardOptions,
  caller: Caller,
  rows: readonly BoardRow[],
): Promise<BoardLine[]> {
  const now = await organisations.now()
  const trees = new Map<number, OrganisationTree>()
  for (const year of new Set(rows.map((row) => row.year))) trees.set(year, await organisations.in(year))
  const day = today()
  return rows.map((row) => {
    const daysLate = row.dueOn === null ? null : daysBetween(row.dueOn, row.arrivedOn ?? day)
    const { assignment, organisation, year, kind, approvedOn, dueOn, arrivedOn, open } = row
    return {
      ...{ assignment, organisation, year, kind, approvedOn, dueOn, arrivedOn, open, daysLate },
      ...namingOf(row, trees.get(year) ?? now, now),
      note: row.note ?? '',
      document: row.document === null ? null : { sha256: row.document, name: row.name ?? '', editions: row.editions },
      states: statesOf(row, daysLate),
      uncertain: row.isCertified === false ? (row.uncertain as BoardLine['uncertain']) : [],
      mayGive: assignment !== null && caller.may('assignment.give', organisation),
    }
  })
}

const byCode = (a: BoardLine, b: BoardLine): number =>
  Number(a.code === '') - Number(b.code === '') || (a.code < b.code ? -1 : Number(a.code > b.code))

/** The board of a year: a line for each department and kind. Counts are of the lines, unexpected ones apart. */
export async function viewBoard(
  options: BoardOptions,
  caller: Caller,
  query: { readonly year?: number | undefined; readonly kinds: readonly AssignedKindView[] },
): Promise<BoardView> {
  const owners = caller.reach('board.read')
  const years = await boardYears(options.store, owners)
  const day = today()
  const year = query.year ?? years[0] ?? Number(day.slice(0, 4))
  const rows = await boardRows(options.store, { year, kinds: query.kinds, owners })
  const lines = (await linesOf(options, caller, rows)).sort(byCode)
  const count = (state: BoardState): number => lines.filter(({ states }) => states.includes(state)).length
  const counts = Object.fromEntries(BOARD_STATES.map((state) => [state, count(state)])) as Record<BoardState, number>
  const expected = lines.length - counts.unexpected
  return {
    year,
    years: years.includes(year) ? years : [year, ...years],
    today: day,
    lines,
    totals: { expected, ...counts },
  }
}

/** What the caller's organisations have to hand in, of all years, what is due last first. */
export async function viewAssignments(
  options: BoardOptions,
  caller: Caller,
  kinds: readonly AssignedKindView[],
): Promise<BoardLine[]> {
  const owners = caller.reach('assignment.read')
  return linesOf(options, caller, await boardRows(options.store, { year: null, kinds, owners, isExpectedOnly: true }))
}
