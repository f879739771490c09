import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { SystemReport } from '../../src/app/server/index.ts'
import { sendJson } from './me.ts'
import { getJson } from './request.ts'

const SYSTEM = ['system'] as const
const EVERY_MS = 60_000

export const useSystem = () =>
  useQuery({
    queryKey: SYSTEM,
    queryFn: ({ signal }) => getJson<SystemReport>('/api/system', signal),
    refetchInterval: EVERY_MS,
  })

/** Does now what otherwise comes by itself. */
export function useOrder() {
  const client = useQueryClient()
  return async (kind: string): Promise<void> => {
    await sendJson('POST', '/api/system/jobs', { kind })
    await client.invalidateQueries({ queryKey: ['jobs'] })
    await client.invalidateQueries({ queryKey: SYSTEM })
  }
}
