import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ProblemView } from '../../src/app/server/index.ts'
import { getJson } from '../api/request.ts'

const codeInAddress = (): string | null => new URLSearchParams(window.location.search).get('problem')

/** What the identity provider, or the way back from it, went wrong with; taken out of the address, for it is told once. */
export function useReturnProblem(): ProblemView | null {
  const [code] = useState(codeInAddress)
  useEffect(() => {
    if (code !== null) window.history.replaceState(null, '', window.location.pathname)
  }, [code])
  const { data } = useQuery({
    queryKey: ['sign-in-problem', code],
    queryFn: ({ signal }) => getJson<ProblemView>(`/api/sign-in-problems/${encodeURIComponent(code ?? '')}`, signal),
    enabled: code !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data ?? null
}
