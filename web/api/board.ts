import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type {
  AssignableView,
  AssignedKindView,
  AssignmentListOutcome,
  AssignmentOutcomeView,
  AssignmentPage,
  BoardLine,
  BoardView,
} from '../../src/app/server/index.ts'
import { sendJson } from './me.ts'
import { getJson, request } from './request.ts'

export const BOARD = ['board'] as const

export interface BoardChoice {
  /** Null: the newest of which something is there. */
  readonly year: number | null
  readonly kinds: readonly AssignedKindView[]
}

const queryOf = ({ year, kinds }: BoardChoice): string =>
  `kinds=${kinds.join(',')}${year === null ? '' : `&year=${year}`}`

export const useBoard = (choice: BoardChoice, isEnabled: boolean) =>
  useQuery({
    queryKey: [...BOARD, choice],
    queryFn: ({ signal }) => getJson<BoardView>(`/api/board?${queryOf(choice)}`, signal),
    placeholderData: (known) => known,
    enabled: isEnabled,
  })

export const boardExport = (choice: BoardChoice, language: string): string =>
  `/api/board.xlsx?${queryOf(choice)}&language=${language}`

const PAGE = 500

async function fetchOwed(signal: AbortSignal): Promise<readonly BoardLine[]> {
  const lines: BoardLine[] = []
  for (let after: string | null = ''; after !== null; ) {
    const cursor: string = after === '' ? '' : `&after=${after}`
    const page: AssignmentPage = await getJson(`/api/assignments?limit=${PAGE}${cursor}`, signal)
    lines.push(...page.items)
    after = page.next
  }
  return lines
}

/** What the reader's organisations have to hand in. */
export const useOwed = (isEnabled: boolean) =>
  useQuery({
    queryKey: [...BOARD, 'owed'],
    queryFn: ({ signal }) => fetchOwed(signal),
    enabled: isEnabled,
  })

export const useAssignable = () =>
  useQuery({
    queryKey: [...BOARD, 'assignable'],
    queryFn: async ({ signal }) => (await getJson<AssignableView>('/api/assignments/organisations', signal)).items,
  })

export interface AssignmentOrder {
  readonly below: string
  readonly year: number
  readonly kinds: readonly AssignedKindView[]
  readonly approvedOn: string
  readonly dueOn?: string
  readonly note: string
}

/** Each changes the board. */
export function useAssigning() {
  const client = useQueryClient()
  const afterwards = useCallback(
    async <Result>(work: Promise<Result>): Promise<Result> => {
      const result = await work
      await client.invalidateQueries({ queryKey: BOARD })
      return result
    },
    [client],
  )
  return {
    give: (order: AssignmentOrder): Promise<AssignmentOutcomeView> =>
      afterwards(sendJson('POST', '/api/assignments', order).then((response) => response.json())),
    giveByList: (year: number, file: File): Promise<AssignmentListOutcome> =>
      afterwards(
        request(`/api/assignments/list?year=${year}`, {
          method: 'PUT',
          headers: { 'content-type': 'application/octet-stream' },
          body: file,
        }).then((response) => response.json()),
      ),
    change: (
      assignment: string,
      change: { readonly approvedOn: string; readonly dueOn?: string; readonly note: string },
    ) => afterwards(sendJson('PATCH', `/api/assignments/${assignment}`, change)),
    withdraw: (assignment: string) => afterwards(request(`/api/assignments/${assignment}`, { method: 'DELETE' })),
  }
}
