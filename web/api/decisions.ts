import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { ChangesView, DecisionsView, DocumentView, Said } from '../../src/app/server/index.ts'
import { sendJson } from './me.ts'
import { getJson } from './request.ts'

const addressOf = (sha256: string, part: string): string => `/api/documents/${sha256}/${part}`

/** Of one document; it changes with what people say and with each new reading. */
export const decisionsKey = (sha256: string): readonly string[] => ['decisions', sha256]

export const useDecisions = ({ sha256, version }: DocumentView) =>
  useQuery({
    queryKey: [...decisionsKey(sha256), version],
    queryFn: ({ signal }) => getJson<DecisionsView>(addressOf(sha256, 'decisions'), signal),
    placeholderData: (known) => known,
  })

const isDecision = (said: Said): boolean => said === 'accepted' || said === 'corrected' || said === 'waived'

/** Answers or decides; throws what the server refuses. */
export function useSaying({ sha256, version }: DocumentView) {
  const client = useQueryClient()
  return useCallback(
    async (key: string, said: Said, reason: string): Promise<void> => {
      const part = isDecision(said) ? 'decisions' : 'answers'
      const response = await sendJson('POST', `${addressOf(sha256, part)}/${key}`, { said, reason })
      client.setQueryData([...decisionsKey(sha256), version], (await response.json()) as DecisionsView)
    },
    [client, sha256, version],
  )
}

export const useChanges = ({ sha256, version }: DocumentView) =>
  useQuery({
    queryKey: ['changes', sha256, version],
    queryFn: ({ signal }) => getJson<ChangesView>(addressOf(sha256, 'changes'), signal),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Has everything checked again that an earlier version has checked; says how many these are. */
export const checkOutdated = async (): Promise<number> =>
  ((await (await sendJson('POST', '/api/checks', {})).json()) as { readonly documents: number }).documents
