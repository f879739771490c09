import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  AccountPage,
  AccountStatusView,
  AccountView,
  KeyPage,
  LinkView,
  NewAccountOrder,
  NewGrantOrder,
  NewKeyOrder,
} from '../../src/app/server/index.ts'
import { sendJson } from './me.ts'
import { getJson, request } from './request.ts'

const PEOPLE = ['people'] as const

export interface AccountFilters {
  readonly text: string
  readonly status: AccountStatusView | null
  readonly organisation: string | null
}

/** Accounts on one page of a list. */
export const ACCOUNTS_PAGE = 50

const queryOf = ({ text, status, organisation }: AccountFilters, after: string | null): URLSearchParams => {
  const query = new URLSearchParams({ limit: String(ACCOUNTS_PAGE) })
  for (const [name, value] of Object.entries({ text, status, organisation, after })) if (value) query.set(name, value)
  return query
}

/** A page of what was asked for; the one before stays to be seen until it is there. */
export const useAccounts = (filters: AccountFilters, after: string | null) =>
  useQuery({
    queryKey: [...PEOPLE, 'list', filters, after],
    queryFn: ({ signal }) => getJson<AccountPage>(`/api/accounts?${queryOf(filters, after)}`, signal),
    placeholderData: keepPreviousData,
  })

export const useAccount = (id: string) =>
  useQuery({
    queryKey: [...PEOPLE, 'one', id],
    queryFn: ({ signal }) => getJson<AccountView>(`/api/accounts/${id}`, signal),
  })

/** `base`: /api/keys for one's own, /api/accounts/ID/keys for another's. */
export const useKeys = (base: string) =>
  useQuery({ queryKey: [...PEOPLE, 'keys', base], queryFn: ({ signal }) => getJson<KeyPage>(base, signal) })

/** Whatever changes an account shows in the list, in the account and in its keys. */
export function usePeople() {
  const client = useQueryClient()
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: PEOPLE })
  const json = async <Body>(work: Promise<Response>): Promise<Body> => {
    const body = (await (await work).json()) as Body
    await refresh()
    return body
  }
  const done = async (work: Promise<Response>): Promise<void> => {
    await work
    await refresh()
  }
  const post = (path: string): Promise<Response> => request(path, { method: 'POST' })
  const remove = (path: string): Promise<Response> => request(path, { method: 'DELETE' })
  return {
    refresh,
    open: (order: NewAccountOrder) => json<LinkView>(sendJson('POST', '/api/accounts', order)),
    reset: (id: string) => json<LinkView>(post(`/api/accounts/${id}/link`)),
    givePassword: (id: string) => json<{ readonly password: string }>(post(`/api/accounts/${id}/first-password`)),
    disable: (id: string) => done(post(`/api/accounts/${id}/disable`)),
    give: (id: string, order: NewGrantOrder) => done(sendJson('POST', `/api/accounts/${id}/grants`, order)),
    take: (id: string, grant: string) => done(remove(`/api/accounts/${id}/grants/${grant}`)),
    makeKey: (base: string, order: NewKeyOrder) => json<{ readonly token: string }>(sendJson('POST', base, order)),
    revokeKey: (base: string, key: string) => done(remove(`${base}/${key}`)),
  }
}
