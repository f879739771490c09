import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import type { LedgerEntryDetails, LedgerEntryPage, LedgerState, VerificationView } from '../../src/app/server/index.ts'
import { VERIFICATION } from './jobs.ts'
import { sendJson } from './me.ts'
import { getJson, request } from './request.ts'

export interface LedgerFilters {
  readonly who: string
  readonly what: string
  readonly subject: string
  /** Days as a date box gives them: 2026-03-01. */
  readonly from: string
  readonly until: string
}

export const noLedgerFilters: LedgerFilters = { who: '', what: '', subject: '', from: '', until: '' }

const PAGE = 100
const LEDGER = 'ledger'

const startOf = (day: string, daysLater: number): string => {
  const date = new Date(`${day}T00:00`)
  date.setDate(date.getDate() + daysLater)
  return date.toISOString()
}

function addressOf({ who, what, subject, from, until }: LedgerFilters, after: string): string {
  const query = new URLSearchParams({ limit: String(PAGE) })
  for (const [name, value] of Object.entries({ who: who.trim(), what, subject: subject.trim(), after }))
    if (value !== '') query.set(name, value)
  if (from !== '') query.set('from', startOf(from, 0))
  if (until !== '') query.set('until', startOf(until, 1))
  return `/api/ledger/entries?${query}`
}

export const useLedgerEntries = (filters: LedgerFilters, isEnabled: boolean) =>
  useInfiniteQuery({
    queryKey: [LEDGER, 'entries', filters],
    queryFn: ({ pageParam, signal }) => getJson<LedgerEntryPage>(addressOf(filters, pageParam), signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    enabled: isEnabled,
  })

export const useLedgerEntry = (number: number) =>
  useQuery({
    queryKey: [LEDGER, 'entry', number],
    queryFn: ({ signal }) => getJson<LedgerEntryDetails>(`/api/ledger/entries/${number}`, signal),
  })

export const useLedgerState = () =>
  useQuery({ queryKey: [LEDGER, 'state'], queryFn: ({ signal }) => getJson<LedgerState>('/api/ledger/state', signal) })

interface Latest {
  readonly latest: VerificationView | null
}

export const useVerification = () =>
  useQuery({
    queryKey: VERIFICATION,
    queryFn: async ({ signal }) => (await getJson<Latest>('/api/ledger/verification', signal)).latest,
  })

/** Begins to verify; how far it is comes by itself. */
export function useVerifying() {
  const client = useQueryClient()
  return async (): Promise<void> => {
    const response = await request('/api/ledger/verification', { method: 'POST' })
    client.setQueryData(VERIFICATION, ((await response.json()) as Latest).latest)
  }
}

export function useRotation() {
  const client = useQueryClient()
  return async (algorithm: 'Ed25519' | 'SM2', isLost: boolean): Promise<void> => {
    await sendJson('POST', '/api/ledger/keys', { algorithm, isLost })
    await client.invalidateQueries({ queryKey: [LEDGER] })
    await client.invalidateQueries({ queryKey: ['system'] })
  }
}
