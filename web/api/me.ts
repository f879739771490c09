import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Action, Me, SessionView } from '../../src/app/server/index.ts'
import { getJson, request } from './request.ts'

const ME = ['me'] as const

const JSON_HEAD = { 'content-type': 'application/json' }

/** A request that carries JSON. */
export const sendJson = (method: 'POST' | 'PUT' | 'PATCH', path: string, body: unknown): Promise<Response> =>
  request(path, { method, headers: JSON_HEAD, body: JSON.stringify(body) })

export const useMe = () =>
  useQuery({ queryKey: ME, queryFn: ({ signal }) => getJson<Me>('/api/me', signal), staleTime: 60_000 })

/** What the reader may do somewhere. Whether it holds for one thing the server says. */
export function useMay(): (action: Action) => boolean {
  const { data } = useMe()
  return (action) => data?.actions.includes(action) === true
}

/** Signing in and out changes everything that was fetched before. */
export function useEntering() {
  const client = useQueryClient()
  const startAnew = async (work: Promise<unknown>): Promise<void> => {
    await work
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME[0] })
    await client.invalidateQueries({ queryKey: ME })
  }
  return {
    signIn: (login: string, password: string) => startAnew(sendJson('POST', '/api/session', { login, password })),
    signOut: () => startAnew(request('/api/session', { method: 'DELETE' })),
    signOutEverywhere: () => startAnew(request('/api/sessions', { method: 'DELETE' })),
    open: (token: string, password: string) => startAnew(sendJson('POST', `/api/links/${token}`, { password })),
    change: (present: string, next: string) => startAnew(sendJson('PUT', '/api/password', { present, next })),
  }
}

export const useLinkLogin = (token: string) =>
  useQuery({
    queryKey: ['link', token],
    queryFn: ({ signal }) => getJson<{ readonly login: string }>(`/api/links/${token}`, signal),
  })

const SESSIONS = ['sessions'] as const

export const useSessions = () =>
  useQuery({
    queryKey: SESSIONS,
    queryFn: async ({ signal }) =>
      (await getJson<{ readonly items: readonly SessionView[] }>('/api/sessions', signal)).items,
  })

export function useEndSession() {
  const client = useQueryClient()
  return async (session: string): Promise<void> => {
    await request(`/api/sessions/${session}`, { method: 'DELETE' })
    await client.invalidateQueries({ queryKey: SESSIONS })
  }
}

/** What a password still lacks, in both languages. */
export async function advise(password: string, login: string) {
  const response = await sendJson('POST', '/api/password-advice', { password, login })
  return ((await response.json()) as { readonly advice: readonly { readonly zh: string; readonly en: string }[] })
    .advice
}
