import type { BoardLine, BoardState } from '../../src/app/server/index.ts'

export type BoardSortKey = 'code' | 'name' | 'kind' | 'due' | 'arrived' | 'late' | 'error' | 'warning'

export interface BoardSorting {
  readonly key: BoardSortKey
  readonly isDescending: boolean
}

export interface BoardFilters {
  readonly text: string
  readonly state: BoardState | 'expected' | null
}

export const noBoardFilters: BoardFilters = { text: '', state: null }

const stands = ({ assignment, states }: BoardLine, state: BoardFilters['state']): boolean =>
  state === null || (state === 'expected' ? assignment !== null : states.includes(state))

/** Every word of the search occurs in the name or the code. */
export function filterLines(lines: readonly BoardLine[], { text, state }: BoardFilters): BoardLine[] {
  const sought = text.toLowerCase().split(/\s+/)
  return lines.filter(
    (line) => stands(line, state) && sought.every((word) => `${line.code} ${line.name}`.toLowerCase().includes(word)),
  )
}

const collator = new Intl.Collator('zh-CN', { numeric: true })

const keys: Readonly<Record<BoardSortKey, (line: BoardLine) => string | number>> = {
  code: ({ code }) => (code === '' ? '\uffff' : code),
  name: ({ name }) => name,
  kind: ({ kind }) => kind,
  due: ({ dueOn }) => dueOn ?? '\uffff',
  arrived: ({ arrivedOn }) => arrivedOn ?? '\uffff',
  late: ({ daysLate }) => daysLate ?? Number.NEGATIVE_INFINITY,
  error: ({ open }) => open?.error ?? -1,
  warning: ({ open }) => open?.warning ?? -1,
}

export function sortLines(lines: readonly BoardLine[], { key, isDescending }: BoardSorting): BoardLine[] {
  const direction = isDescending ? -1 : 1
  return [...lines].sort((a, b) => {
    const [left, right] = [keys[key](a), keys[key](b)]
    if (left === right) return 0
    if (typeof left === 'number' && typeof right === 'number') return direction * (left - right)
    return direction * collator.compare(String(left), String(right))
  })
}
